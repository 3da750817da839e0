"""The free lines in which partners say what they offer, and the offers that can be made of them (pure).

The lines stay where they are. An offer that is made of one has an id that follows from partner and line, the same on
every device, so that two people who make it apart make one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from knowledge.model.folding import fold
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.region import Region
from knowledge.model.typed.words import NUMBERS, spoken
from knowledge.model.vocabulary import ACTIVITY_KINDS, WORKDAYS

IdsOf = Callable[[str], Iterator[str]]
"""The ids that an offer made of a line (by its key) can have, in the order in which to try them."""

_TRIES = 3
"""The ids that are looked at: who puts an offer in the bin and makes it again of its line uses the next."""

_NUMBER = rf"\d{{1,3}}|{'|'.join(sorted(map(re.escape, NUMBERS), key=len, reverse=True))}"
_AT_MOST = re.compile(
    rf"\b(?:maximaal|maximum|max\.?|hoogstens|hooguit|ten hoogste|at most|up to) ({_NUMBER})\b(?! ?(?:keer|times|x)\b)"
)
_PUPILS = re.compile(rf"\b({_NUMBER}) (?:leerling(?:en)?|pupils?|students?)\b")
_TIMES = re.compile(
    rf"\b({_NUMBER})(?: ?x| [^\W\d]+)? (?:per|a|each) "
    r"(schooljaar|jaar|kwartaal|maand|school year|year|quarter|month)\b"
)
_IN_A_YEAR = {"kwartaal": 4, "quarter": 4, "maand": 10, "month": 10}
"""How often a school year has such a period; a school is closed in two months of it."""
_GROUP_MOST, _TIMES_MOST = 99, 200

_MORE_WORDS = {
    "bezoek": "rondleiding rondgang kijkje visit tour",
    "stage": "meeloopdag meerijden proefweek",
    "middelen": "resthout restfronten zaagrest plaatresten apparatuur bruikleen leen lenen materiaalkist",
    "gastles": "proefles instructeur demonstratie uitleg",
    "project": "opdracht",
}
"""What partners write for a kind of activity, beside the words by which one searches for it."""

_WEEKDAYS = dict(zip(("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag"), WORKDAYS, strict=True))


@dataclass(frozen=True)
class FreeLine:
    """A line of `partner.offers` of which no offer was made."""

    partner: Partner
    text: str

    @property
    def key(self) -> str:
        """By what an offer that is made of it is known on every device."""
        return f"{self.partner.id}/{fold(self.text)}"


def free_lines(region: Region, ids_of: IdsOf, partner: str = "") -> list[FreeLine]:
    """The lines of partners (or of the one with the id `partner`) of which no offer was made, by name of partner."""
    offers, partners = region.of(Offer), region.of(Partner)
    of = [partners[partner]] if partner in partners else [] if partner else partners.values()
    lines = (
        FreeLine(each, line)
        for each in sorted(of, key=lambda each: (fold(each.title), each.id))
        if partner or not (each.stage == "beeindigd" or each.status == "archief")
        for line in dict.fromkeys(each.offers)
    )
    return [line for line in lines if not any(found in offers for found in islice(ids_of(line.key), _TRIES))]


def proposed(line: FreeLine, words: Iterable[tuple[str, str]], offer_id: str, kind: str = "") -> Offer:
    """The offer that can be made of `line`, with the id `offer_id`.

    `words` are pairs of a word and the kind of activity it means; when no word tells it, it is `kind`. An offer of
    which the line doesn't say how often is for once a school year. The whole line is kept as its text.
    """
    text = " ".join(line.text.split())
    title = text.partition(",")[0].strip() or text
    low = text.casefold()
    return Offer(
        id=offer_id,
        title=title,
        partner=line.partner.id,
        activity=kind_said(low, words) or kind,
        body=text if text != title else "",
        times=times_said(low) or 1,
        group_max=group_said(low),
        days=tuple(code for day, code in _WEEKDAYS.items() if re.search(rf"\b{day}", low)),
        state="dicht" if "niet beschikbaar" in low else "open",
    )


def times_said(line: str) -> int | None:
    """How many times a school year `line` says, or None: "2 keer per jaar", "één avond per kwartaal"."""
    found = _TIMES.search(line.casefold())
    number = spoken(found[1]) if found else None
    if not found or not number:
        return None
    return min(number * _IN_A_YEAR.get(found[2], 1), _TIMES_MOST)


def group_said(line: str) -> int | None:
    """How large a group `line` allows, or None: "maximaal 12", "acht leerlingen"."""
    low = line.casefold()
    found = _AT_MOST.search(low) or _PUPILS.search(low)
    number = spoken(found[1]) if found else None
    return number if number and number <= _GROUP_MOST else None


def kind_said(line: str, words: Iterable[tuple[str, str]]) -> str:
    """The kind of activity of the first word in `line` that begins or ends with one of `words`; "" for none."""
    known = [*words, *((word, code) for code, more in _MORE_WORDS.items() for word in more.split())]
    known += [(fold(code), code) for code in ACTIVITY_KINDS]
    known.sort(key=lambda pair: -len(pair[0]))
    spelt = re.findall(r"[^\W\d_]+", fold(line))
    for word in spelt:
        code = next((code for part, code in known if _has(word, part)), "")
        if code:
            return "docentenstage" if code == "stage" and any(each.startswith("docent") for each in spelt) else code
    return ""


def _has(word: str, part: str) -> bool:
    """Whether `word` is `part`, or a compound of it; short words such as "lob" have to be alone."""
    return word == part or (len(part) > 4 and (word.startswith(part) or word.endswith(part)))
