"""Records that may be one and the same partner or person (pure).

Two records are compared only when they have a key in common: a registered number, a name, the letters by which almost
equal names meet. So the work grows with the number of records and not with its square.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from knowledge.journal.document import Document
from knowledge.model.fields import Email, FieldType, Link, Links
from knowledge.model.folding import fold
from knowledge.model.following import NOT_SAME
from knowledge.model.kinds import fields_of
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.problem import N_


class Certainty(Enum):
    """How sure it is that two records are one; the values are the codes in JSON, and the first is the surest."""

    CERTAIN = "zeker"
    LIKELY = "waarschijnlijk"
    POSSIBLE = "mogelijk"

    @property
    def label(self) -> str:
        """The word for it, a message id."""
        return _LABELS[self]


_LABELS = {
    Certainty.CERTAIN: N_("certain"),
    Certainty.LIKELY: N_("likely"),
    Certainty.POSSIBLE: N_("possible"),
}


@dataclass(frozen=True)
class Pair:
    """Two documents that may be one and the same, the older one first; `because` is a message id that says why."""

    first: Document
    second: Document
    sure: Certainty
    because: str

    @property
    def ids(self) -> tuple[str, str]:
        """The ids of both."""
        return self.first.id, self.second.id


# -- names ------------------------------------------------------------------------------------------------------------

_LEGAL_FORMS = frozenset({"bv", "nv", "vof", "cv", "stichting", "holding", "groep"})
_JOINED = re.compile(r"\b[a-z](?: [a-z])+\b")
"""Single letters with spaces between them, as in "b v"."""
_PREFIXES = frozenset(
    "van de der den het t s ter ten te op in aan bij uit over onder von vom zu zum la le les du des da di do dos el al "
    "ibn ben bin".split()
)
"""Words with which a surname may begin (tussenvoegsels)."""


@lru_cache(maxsize=20_000)
def name_key(name: str) -> str:
    """The name of an organisation as duplicates are recognised by it.

    "Brinkhof Houtskeletbouw B.V." and "brinkhof houtskeletbouw" have the same key: case, accents, punctuation and the
    legal form don't count, and "&" is "en". A name that is nothing but a legal form is its own key.
    """
    plain = fold(name).replace("&", " en ").replace(".", "")
    words = _JOINED.sub(lambda letters: letters[0].replace(" ", ""), " ".join(re.findall(r"\w+", plain))).split()
    return " ".join(word for word in words if word not in _LEGAL_FORMS) or " ".join(words)


def _person_name(name: str) -> tuple[str, str]:
    """The initial and the surname, with what comes before it, of a person called `name`; a single word is a surname."""
    last, comma, first = name.partition(",")
    name = f"{first} {last}" if comma else name
    words = re.findall(r"[\w-]+", fold(name).replace(".", " "))
    if len(words) < 2:
        return "", " ".join(words)
    begins = next((place for place, word in enumerate(words) if place and word in _PREFIXES), len(words) - 1)
    return words[0][0], " ".join(words[begins:])


def _digits(number: str, least: int) -> str:
    """The last nine digits of `number`, without the country or a first 0; "" if there are fewer than `least`."""
    digits = re.sub(r"\D", "", number)
    return digits[-9:] if len(digits) >= least else ""


def _host(website: str) -> str:
    try:
        return (urlsplit(website).hostname or "").removeprefix("www.")
    except ValueError:  # such as a bracket that is no IPv6 address
        return ""


# -- names that are almost equal --------------------------------------------------------------------------------------

_SHORTEST, _LONG = 5, 12
"""A name of fewer letters must be equal; from the second number on, two slips are allowed instead of one."""
_END = 6
"""The letters at either end of a long name by which names that are almost equal find each other."""


def _letters(key: str) -> int:
    return len(key) - key.count(" ")


def _slips_allowed(key: str) -> int:
    return 0 if _letters(key) < _SHORTEST else 1 if _letters(key) < _LONG else 2


def _one_left_out(text: str) -> set[str]:
    """`text`, and every text that is left when one of its letters is left out."""
    return {text, *(text[:place] + text[place + 1 :] for place in range(len(text)))}


def _meeting_keys(key: str) -> Iterator[tuple[str, str]]:
    """Keys of which names that are almost equal have one in common.

    Whatever a slip is (a letter more, less, other, or two changed about), leaving out a letter on either side makes
    both texts equal. Two slips are never both in the first six letters and both in the last six of a long name, so one
    of these ends has at most one of them.
    """
    if _SHORTEST <= _letters(key) <= _LONG:
        yield from (("whole", part) for part in _one_left_out(key))
    if _letters(key) >= _LONG:
        yield from (("begin", part) for part in _one_left_out(key[:_END]))
        yield from (("end", part) for part in _one_left_out(key[-_END:]))


def is_almost(one: str, other: str) -> bool:
    """Whether the names with these keys differ by a slip or, if they are long, two."""
    most = min(_slips_allowed(one), _slips_allowed(other))
    return most > 0 and 0 < slips(one, other, most) <= most


def slips(one: str, other: str, most: int) -> int:
    """How many letters were added, left out, replaced or swapped with the next between two words; `most` + 1 if more.

    (The distance of Damerau and Levenshtein, with each letter touched once.)
    """
    one, other = _where_they_differ(one, other)
    if abs(len(one) - len(other)) > most or len({*one} ^ {*other}) > 2 * most:
        return most + 1
    earlier: list[int] = []
    before = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, theirs in enumerate(other, 1):
            cost = min(before[j] + 1, row[-1] + 1, before[j - 1] + (letter != theirs))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == theirs:
                cost = min(cost, earlier[j - 2] + 1)
            row.append(cost)
        earlier, before = before, row
    return min(before[-1], most + 1)


def _where_they_differ(one: str, other: str) -> tuple[str, str]:
    """Both words without what they begin and end with alike."""
    begin = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        begin += 1
    one, other = one[begin:], other[begin:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    return one, other


# -- what makes two records alike -------------------------------------------------------------------------------------


def _always(_one: Any, _other: Any) -> bool:
    return True


@dataclass(frozen=True)
class Sign:
    """Something by which two records of a kind look like one: a key in common and, if need be, a closer look.

    `keys` gives the keys of a record. `holds` looks at two records with a key in common.
    """

    sure: Certainty
    because: str
    keys: Callable[[Any], Iterable[Hashable]]
    holds: Callable[[Any, Any], bool] = _always


def _both(*parts: str) -> Iterator[tuple[str, ...]]:
    """The `parts` as one key, if none is missing."""
    if all(parts):
        yield parts


def _almost_keys(partner: Partner) -> Iterator[Hashable]:
    if place := fold(partner.place):
        yield from ((place, *key) for key in _meeting_keys(name_key(partner.title)))


def _almost(one: Partner, other: Partner) -> bool:
    return is_almost(name_key(one.title), name_key(other.title))


def _name_at(person: Person) -> Iterator[Hashable]:
    yield from ((fold(person.title), partner) for partner in person.partners if person.title)


def _initial_at(person: Person) -> Iterator[Hashable]:
    initial, surname = _person_name(person.title)
    yield from ((initial, surname, partner) for partner in person.partners if initial)


def _one_without_partner(one: Person, other: Person) -> bool:
    return not (one.partners and other.partners)


SIGNS: dict[str, Sequence[Sign]] = {
    Partner.kind: (
        Sign(Certainty.CERTAIN, N_("same KvK number"), lambda each: _both(_digits(each.kvk, 8))),
        Sign(
            Certainty.CERTAIN,
            N_("same website and name"),
            lambda each: _both(_host(each.website), name_key(each.title)),
        ),
        Sign(Certainty.LIKELY, N_("same name and place"), lambda each: _both(name_key(each.title), fold(each.place))),
        Sign(Certainty.POSSIBLE, N_("same name"), lambda each: _both(name_key(each.title))),
        Sign(Certainty.POSSIBLE, N_("almost the same name, same place"), _almost_keys, _almost),
    ),
    Person.kind: (
        Sign(Certainty.CERTAIN, N_("same e-mail address"), lambda each: _both(fold(each.email))),
        Sign(Certainty.LIKELY, N_("same name at the same partner"), _name_at),
        Sign(
            Certainty.LIKELY,
            N_("same telephone number and surname"),
            lambda each: _both(_digits(each.phone, 9), _person_name(each.title)[1]),
        ),
        Sign(Certainty.POSSIBLE, N_("same initial and surname at the same partner"), _initial_at),
        Sign(
            Certainty.POSSIBLE,
            N_("same name, and not known to work at different partners"),
            lambda each: _both(fold(each.title)),
            _one_without_partner,
        ),
    ),
}
"""The signs of each kind that can occur twice, the surest first."""

NEIGHBOURS = 25
"""Of many records with one key, each is compared with so many that follow it by name, so that no crowd takes long."""


def pairs(documents: Iterable[Document]) -> list[Pair]:
    """The pairs among `documents` that may be one and the same, the surest first, each with its surest sign.

    A pair of which somebody said that they aren't the same is left out.
    """
    by_kind: dict[str, list[Document]] = {}
    for document in documents:
        by_kind.setdefault(document.kind, []).append(document)
    found: dict[tuple[str, str], Pair] = {}
    for kind, alike in by_kind.items():
        for sign in SIGNS.get(kind, ()):
            for one, other in candidates(alike, sign):
                if (one.id, other.id) not in found and _fits(sign, one, other):
                    found[one.id, other.id] = Pair(one, other, sign.sure, sign.because)
    levels = list(Certainty)
    return sorted(found.values(), key=lambda pair: (levels.index(pair.sure), fold(pair.first.record.title), pair.ids))


def candidates(documents: Iterable[Document], sign: Sign) -> Iterator[tuple[Document, Document]]:
    """The pairs, the older document first, that have a key of `sign` in common and deserve a closer look."""
    by_name = sorted(documents, key=lambda document: (fold(document.record.title), document.id))
    crowds: dict[Hashable, list[int]] = {}
    for place, document in enumerate(by_name):
        for key in sign.keys(document.record):
            crowds.setdefault(key, []).append(place)
    seen: set[tuple[int, int]] = set()
    for crowd in {tuple(crowd) for crowd in crowds.values() if len(crowd) > 1}:
        for start, one in enumerate(crowd):
            seen.update((one, other) for other in crowd[start + 1 : start + 1 + NEIGHBOURS] if other != one)
    for one, other in sorted(seen):
        yield _older_first(by_name[one], by_name[other])


def _older_first(one: Document, other: Document) -> tuple[Document, Document]:
    return (one, other) if (one.created, one.id) <= (other.created, other.id) else (other, one)


def _fits(sign: Sign, one: Document, other: Document) -> bool:
    said = other.id in getattr(one.record, NOT_SAME) or one.id in getattr(other.record, NOT_SAME)
    return not said and sign.holds(one.record, other.record)


def distinction(record: Record, titles: Mapping[str, str]) -> str:
    """What tells `record` from another of its name: what stands beside it in lists, else an address; "" for nothing.

    That is the place of a partner, and where a person works. `titles` has the names of what it links to.
    """
    fields = fields_of(record.kind)
    for name in (*record.traits.beside, *(name for name, field in fields.items() if isinstance(field.type, Email))):
        value = getattr(record, name)
        values = value if isinstance(value, tuple) else (value,)
        told = [_as_told(fields[name].type, each, titles) for each in values if each]
        if any(told):
            return " · ".join(filter(None, told))
    return ""


def _as_told(kind: FieldType, value: Any, titles: Mapping[str, str]) -> str:
    if isinstance(kind, Link | Links):
        return titles.get(value, "")
    return f"{value:%d-%m-%Y}" if isinstance(value, date) else str(value)
