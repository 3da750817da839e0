"""A part of the index being made, in memory (pure): what documents become before they are written down."""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from itertools import accumulate, chain, compress
from typing import NamedTuple, Protocol

import msgspec

from knowledge.search.analysis import fold, forms, words
from knowledge.search.lexicon import Lexicon
from knowledge.search.postings import PostingList
from knowledge.search.query import Entry

FACTS, IDS, WORDS = "facts", "ids", "words"
"""What terms are kept apart by: kinds, partners and tags; ids; the stems of all texts."""

TITLE, TAGS, PARTNERS, BODY = 10.0, 5.0, 4.0, 1.0
"""What one occurrence counts, by where it stands (the weights of BM25F)."""

_USUAL = 150.0
_BY_LENGTH = 0.6
_SATURATION = 1.2
"""BM25's b and k1. The usual length of a body is a constant, so that an impact never has to be computed again."""

_BETWEEN = 8
"""Places left open between one text and the next: no phrase runs across."""

_SHOWN = 20_000
"""Characters of a body kept for passages."""

_DAY_OF_STAMP = re.compile(r"\d{4}-\d\d-\d\d")


class Shown(NamedTuple):
    """What is kept of a document for showing it among the hits."""

    id: str
    kind: str
    title: str
    day: date | None
    tags: tuple[str, ...]
    partners: tuple[str, ...]
    body: str


class Part(Protocol):
    """A finished part of the index, as merging reads it."""

    size: int
    gone: frozenset[int]

    def lists(self) -> Iterable[tuple[str, bytes, bytes]]:
        """(field, term, encoded posting list) of every term."""

    def shown_bytes(self) -> Iterator[bytes]:
        """The packed `Shown` of every document."""

    def days(self) -> array[int]:
        """Per document the ordinal of its day, or 0."""

    def recency(self) -> list[str]:
        """Per document what it is sorted by when the newest comes first."""

    def lexicon(self) -> Lexicon:
        """Its word forms."""


class Batch:
    """Documents taken in but not yet written."""

    def __init__(self) -> None:
        self.lists: dict[str, defaultdict[str, PostingList]] = {
            field: defaultdict(PostingList) for field in (FACTS, IDS, WORDS)
        }
        self.shown: list[bytes] = []
        self.days = array("I")
        self.recency: list[str] = []
        self._written: Counter[str] = Counter()
        self._forms: dict[str, tuple[str, int]] = {}

    def __len__(self) -> int:
        return len(self.shown)

    def add(self, entry: Entry) -> None:
        """Take in `entry`."""
        number = len(self.shown)
        lists = self.lists[WORDS]
        for stemmed, (impact, found) in self._analysed(entry).items():
            posting = lists[stemmed]
            posting.documents.append(number)
            posting.impacts.append(impact)
            posting.counts.append(len(found))
            posting.places.extend(found)
        self._mark(IDS, _whole(entry.id), number)
        for fact in _facts(entry):
            self._mark(FACTS, fact, number)
        self.shown.append(packed(entry))
        self.days.append(entry.day.toordinal() if entry.day else 0)
        self.recency.append(_recency(entry))

    def _analysed(self, entry: Entry) -> dict[str, tuple[int, list[int]]]:
        """Every stem in `entry` with its impact and where it stands."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        weights: dict[str, float] = {}
        position = 0
        for text, weight in ((entry.title, TITLE), (" ".join(entry.tags), TAGS), (entry.partner_names, PARTNERS)):
            found = words(text)
            self._written.update(found)
            position = _place(found, places, position) + _BETWEEN
            for form in chain.from_iterable(map(forms, found)):
                weights[form.stem] = weights.get(form.stem, 0.0) + weight
        before = {stemmed: len(standing) for stemmed, standing in places.items()}
        found = words(entry.body)
        self._written.update(found)
        _place(found, places, position)
        weight = BODY / (1 - _BY_LENGTH + _BY_LENGTH * len(found) / _USUAL)
        analysed = {}
        for stemmed, standing in places.items():
            frequency = weight * len(standing)
            if stemmed in before:
                frequency += weights[stemmed] - weight * before[stemmed]
            analysed[stemmed] = (int(256 * frequency / (frequency + _SATURATION)) or 1, standing)
        return analysed

    def _mark(self, field: str, term: str, number: int) -> None:
        posting = self.lists[field][term]
        posting.documents.append(number)
        posting.impacts.append(255)
        posting.counts.append(0)

    def absorb(self, part: Part) -> None:
        """Take in what is left of `part`."""
        first, gone = len(self.shown), part.gone
        kept = [number not in gone for number in range(part.size)]
        numbers = [first + before for before in accumulate(kept, initial=0)] if gone else None
        for field, term, data in part.lists():
            self.lists[field][term.decode()].absorb(data, first, gone, numbers)
        self.shown += compress(part.shown_bytes(), kept)
        self.days.extend(compress(part.days(), kept))
        self.recency += compress(part.recency(), kept)
        for word, stemmed, count in part.lexicon().items():
            self._count(word, stemmed, count)

    def _count(self, word: str, stemmed: str, count: int) -> None:
        _, before = self._forms.get(word, ("", 0))
        self._forms[word] = (stemmed, before + count)

    def finished(self) -> Iterator[tuple[str, list[tuple[str, PostingList]]]]:
        """Per field its terms that are left, in order."""
        for field in sorted(self.lists):
            yield field, [(term, lists) for term, lists in sorted(self.lists[field].items()) if lists.documents]

    def lexicon(self) -> Lexicon:
        """The word forms; those of documents that are gone, and of no other, are left out."""
        for written, count in self._written.items():
            for form in forms(written):
                self._count(form.word, form.stem, count)
        self._written.clear()
        stems = {term for term, posting in self.lists[WORDS].items() if posting.documents}
        return Lexicon.of({word: form for word, form in self._forms.items() if form[0] in stems})


def packed(entry: Entry) -> bytes:
    """What is kept of `entry` for showing it."""
    day = entry.day.isoformat() if entry.day else ""
    values = (entry.id, entry.kind, entry.title, day, entry.tags, entry.partners, entry.body[:_SHOWN])
    try:
        return zlib.compress(msgspec.msgpack.encode(values), 1)
    except UnicodeEncodeError:  # half a character, as some clipboards leave
        return packed(
            replace(entry, title=_whole(entry.title), body=_whole(entry.body), tags=tuple(map(_whole, entry.tags)))
        )


def unpacked(data: bytes) -> Shown:
    """The reverse of `packed`; raises zlib.error or msgspec.DecodeError."""
    identity, kind, title, day, tags, partners, body = msgspec.msgpack.decode(
        zlib.decompress(data), type=tuple[str, str, str, str, tuple[str, ...], tuple[str, ...], str]
    )
    return Shown(identity, kind, title, date.fromisoformat(day) if day else None, tags, partners, body)


def kind_fact(kind: str) -> str:
    """The term in `FACTS` of the documents of a kind."""
    return _whole(f"k{kind}")


def partner_fact(partner: str) -> str:
    """The term in `FACTS` of the documents about a partner."""
    return _whole(f"p{partner}")


def tag_fact(tag: str) -> str:
    """The term in `FACTS` of the documents with a tag; case and accents don't count."""
    return _whole("t" + " ".join(fold(word) for word in tag.split()))


def _facts(entry: Entry) -> set[str]:
    facts = {kind_fact(entry.kind)}
    facts.update(partner_fact(partner) for partner in entry.partners)
    facts.update(tag_fact(tag) for tag in entry.tags)
    return facts


def _whole(text: str) -> str:
    """`text` with a question mark for every half character."""
    return text if text.isascii() else text.encode(errors="replace").decode()


def _place(found: list[str], places: defaultdict[str, list[int]], position: int) -> int:
    """Add to `places` where the stems of the words `found` stand, from `position` on; return where they end."""
    for known in map(forms, found):
        if len(known) == 1:
            places[known[0][1]].append(position)
            position += 1
            continue
        for form in known:
            places[form.stem].append(position + form.place)
        position += sum(not form.joined for form in known)
    return position


def _recency(entry: Entry) -> str:
    """Sorts documents by day; those without one by the day they were changed. No two are equal."""
    changed = f"{entry.changed} {entry.id}".replace("\n", " ")
    stamp = _DAY_OF_STAMP.match(changed)
    day = entry.day.isoformat() if entry.day else stamp[0] if stamp else ""
    return f"{day} {changed}"
