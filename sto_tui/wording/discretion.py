"""What people wrote, made fit for a report: no names of people, no few pupils, no addresses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from knowledge.model.people import named_people
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.region import Region
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+", re.IGNORECASE)
_ONE_TO_FOUR = r"(?:1|2|3|4|een|één|twee|drie|vier|one|two|three|four)"
_FEW = rf"{_ONE_TO_FOUR}(?:\s*(?:-|–|à|of|tot|en|or|to|and)\s*{_ONE_TO_FOUR})?"
_PUPILS = (
    r"(?:[\w'’-]*leerling(?:en)?|kind(?:eren)?|meisjes?|meiden|jongens?|scholier(?:en)?|student(?:en|s)?|[\w-]+jaars"
    r"|[\w-]*pupils?|child(?:ren)?|girls?|boys?)"
)
_FEW_PUPILS = re.compile(
    rf"(?<![\d.,])\b{_FEW}\s+(?:[\w'’-]+\s+)?{_PUPILS}\b|\b{_PUPILS}\s*[:=(]\s*{_FEW}\b(?![.,]?\d)\)?", re.IGNORECASE
)
_SHORTEST = 2
_NO_NAMES = frozenset(
    "de den der het van von ter ten te op in al el la le du di en team school bedrijf stuurgroep directie directeur "
    "docent docenten leraar coördinator projectleider teamleider begeleider praktijkbegeleider decaan mentor conciërge "
    "techniek coach stagiair collega teacher teachers director coordinator".split()
)
"""Words that are no names, where they stand in one or where a name is asked; beside those in names of organisations."""


class Discretion:
    """Takes out of texts the names of everybody that `region` knows; the names of organisations stay.

    `but` is the name of somebody who stays as well.
    """

    def __init__(self, region: Region, *, but: str = "") -> None:
        names = {_plain(each) for each in _people(region)} - {"", _plain(but)}
        organisations = {word for each in region.of(Partner).values() for word in _words(_plain(each.title))}
        capitals = {word for name in names for word in _words(name) if word[0].isupper() and len(word) >= _SHORTEST}
        parts = {each for each in capitals if each.casefold() not in _NO_NAMES}
        whole = {name for name in names if " " in name}
        self._names = _any_of(whole)
        self._parts = _any_of(parts - organisations - set(_words(_plain(but))))
        self._places = _any_of({_plain(each.title) for each in region.of(Partner).values()})

    def __call__(self, text: str) -> str:
        """`text` on one line, without what a report doesn't say."""
        line = _ADDRESS.sub(_("(address)"), _plain(text))
        line = _FEW_PUPILS.sub(_("a few pupils"), line)
        if self._places is None:
            return self._without(line)
        kept, at = [], 0
        for found in self._places.finditer(line):
            kept += [self._without(line[at : found.start()]), found[0]]
            at = found.end()
        return "".join([*kept, self._without(line[at:])])

    def _without(self, text: str) -> str:
        somebody = _("a colleague")
        if self._names:
            text = self._names.sub(somebody, text)
        if self._parts:  # "roos" is a flower, "Roos" is somebody
            text = self._parts.sub(lambda found: somebody if found[0][0].isupper() else found[0], text)
        return re.sub(
            rf"{re.escape(somebody)}(?: (?:van|de|der|den|ter|ten)\b)*(?: {re.escape(somebody)})+", somebody, text
        )


def _people(region: Region) -> Iterator[str]:
    yield from (each.title for each in region.of(Person).values())
    for records in region.records.values():
        for record in records.values():
            yield from (name for _field, name in named_people(record))


def _plain(text: str) -> str:
    """`text` on one line, each letter with its accent as one character, however it was typed."""
    return " ".join(unicodedata.normalize("NFC", safe_line(text)).split())


def _words(name: str) -> list[str]:
    return re.findall(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*", name)


def _any_of(words: Iterable[str]) -> re.Pattern[str] | None:
    """What finds any of `words` as whole words, also as “Ria’s”, the longest first; None when there are none."""
    longest = sorted((each for each in words if each), key=lambda each: (-len(each), each))
    if not longest:
        return None
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest)) + r")(?:['’]?s)?(?!\w)", re.IGNORECASE)
