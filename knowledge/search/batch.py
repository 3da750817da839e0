"""A part of the index being made, in memory (pure): what documents become before they are written down.

Documents are only cut into words when they come in. Everything else happens once for the whole batch: each different
word is analysed, and NumPy sorts all occurrences by term.
"""

from __future__ import annotations

import zlib
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cached_property
from itertools import compress
from typing import Any, NamedTuple, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from knowledge.search.analysis import forms, stem, words
from knowledge.search.columns import Columns
from knowledge.search.compounds import split
from knowledge.search.lexicon import Counted, Lexicon
from knowledge.search.postings import Numbers, Postings, joined
from knowledge.search.query import Entry

IDS, FORMS, WORDS, PARTS = "ids", "forms", "words", "parts"
"""What terms are kept apart by: ids; words as written, folded; their stems; the stems of the parts of compounds."""

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

    def lists(self) -> Iterable[tuple[str, bytes, Postings]]:
        """(field, term, posting list) of every term."""

    def shown_bytes(self) -> Iterator[bytes]:
        """The packed `Shown` of every document."""

    def columns(self) -> Columns:
        """What documents are filtered, counted and sorted by."""

    def lexicon(self) -> Lexicon:
        """Its word forms."""


class _Numbered(dict[Any, int]):
    """Numbers what it is asked for, in the order in which it is first asked."""

    def __missing__(self, key: Any) -> int:
        number = self[key] = len(self)
        return number


class Batch:
    """Documents taken in but not yet written."""

    def __init__(self) -> None:
        self.shown: list[bytes] = []
        self._columns: list[Columns] = []
        self._taken: list[Entry] = []
        self._written = _Numbered()
        self._tokens = array("I")
        self._zones: list[tuple[int, int, float]] = []
        self._absorbed: dict[str, defaultdict[str, list[Postings]]] = {
            field: defaultdict(list) for field in (IDS, FORMS, WORDS, PARTS)
        }
        self._analysed: dict[str, Counted] = {}

    def __len__(self) -> int:
        return len(self.shown)

    def add(self, entry: Entry) -> None:
        """Take in `entry`; before anything is absorbed."""
        number = len(self.shown)
        known = self._written.__getitem__
        for text, weight in (
            (entry.title, TITLE), (" ".join(entry.tags), TAGS), (entry.partner_names, PARTNERS), (entry.body, BODY),
        ):  # fmt: skip
            found = words(text)
            if weight == BODY:
                weight /= 1 - _BY_LENGTH + _BY_LENGTH * len(found) / _USUAL
            self._tokens.extend(map(known, found))
            self._zones.append((number, len(found), weight))
        self._absorbed[IDS][_whole(entry.id)].append(Postings(np.array([number], np.uint32), np.array([255], np.uint8)))
        self._taken.append(entry)
        self.shown.append(packed(entry))

    def absorb(self, part: Part) -> None:
        """Take in what is left of `part`."""
        if self._taken:
            self._columns.append(Columns.of(self._taken))
            self._taken = []
        kept = np.ones(part.size, np.bool_)
        kept[list(part.gone)] = False
        numbers = (np.cumsum(kept) - 1 + len(self.shown)).astype(np.uint32)
        for field, term, postings in part.lists():
            left = postings.among(kept, numbers)
            if len(left.documents):
                self._absorbed[field][term.decode()].append(left)
        self.shown += compress(part.shown_bytes(), kept)
        self._columns.append(part.columns().only(kept))
        self._analysed.update((counted.form, counted) for counted in part.lexicon())

    def finished(self) -> Iterator[tuple[str, list[tuple[str, Postings]]]]:
        """Per field its terms that are left, in order."""
        for field in sorted(self._absorbed):
            yield field, self._lists[field]

    def lexicon(self) -> Lexicon:
        """The word forms, what they are made of, and how many documents have each."""
        return Lexicon.of([self._counted_form(form, len(postings.documents)) for form, postings in self._lists[FORMS]])

    def _counted_form(self, form: str, documents: int) -> Counted:
        known = self._analysed.get(form)
        if known is not None:
            return known._replace(documents=documents)
        stemmed = stem(form)
        return Counted(form, stemmed, tuple(dict.fromkeys(split(form, stemmed))), documents)

    def columns(self) -> Columns:
        """What documents are filtered, counted and sorted by."""
        return Columns.together([*self._columns, *([Columns.of(self._taken)] if self._taken else [])])

    @cached_property
    def _lists(self) -> dict[str, list[tuple[str, Postings]]]:
        together: dict[str, list[tuple[str, Postings]]] = {}
        counted = self._counted()
        for field, absorbed in self._absorbed.items():
            new = counted.get(field, {})
            lists = {term: [postings, *absorbed.pop(term, ())] for term, postings in new.items()} | absorbed
            together[field] = [(term, joined(lists[term])) for term in sorted(lists)]
        return together

    def _counted(self) -> dict[str, dict[str, Postings]]:
        """The posting lists of the documents that were added."""
        if not self._tokens:
            return {}
        analysed = _Analysed(self._written)
        tokens = np.frombuffer(self._tokens, np.uint32)
        numbers, lengths, weights = (np.array(column) for column in zip(*self._zones, strict=True))
        documents = np.repeat(numbers, lengths).astype(np.int64)
        weight = np.repeat(weights, lengths)
        gaps = np.repeat(np.arange(len(lengths)) * _BETWEEN, lengths)
        widths = analysed.widths[tokens]
        places = np.cumsum(widths) - widths + gaps
        places -= np.repeat(
            places[np.flatnonzero(np.diff(documents, prepend=-1))], np.bincount(documents)[np.unique(documents)]
        )
        size = len(self.shown)
        token, item = _spread(analysed.first_forms, tokens)
        at = (places[token] + analysed.form_places[item]).astype(np.uint32)
        inside, part = _spread(analysed.first_parts, tokens)
        return {
            FORMS: _grouped(analysed.forms, analysed.form_words[item], documents[token], weight[token], size),
            WORDS: _grouped(analysed.stems, analysed.form_stems[item], documents[token], weight[token], size, at),
            PARTS: _grouped(analysed.parts, analysed.part_stems[part], documents[inside], weight[inside], size),
        }


class _Analysed:
    """The terms of every different word of a batch, as arrays: those of word `n` begin at `first_forms[n]`."""

    def __init__(self, written: Iterable[str]) -> None:
        self.forms, self.stems, self.parts = _Numbered(), _Numbered(), _Numbered()
        first_forms, first_parts, widths = [0], [0], []
        words_of, stems_of, places_of, parts_of = array("I"), array("I"), array("I"), array("I")
        for word in written:
            width = 0
            for form in forms(word):
                words_of.append(self.forms[form.word])
                stems_of.append(self.stems[form.stem])
                places_of.append(form.place)
                width += not form.joined
                parts_of.extend(self.parts[part] for part in dict.fromkeys(split(form.word, form.stem)))
            widths.append(width)
            first_forms.append(len(words_of))
            first_parts.append(len(parts_of))
        self.widths = np.array(widths, np.int64)
        self.first_forms, self.first_parts = np.array(first_forms), np.array(first_parts)
        self.form_words, self.form_stems, self.form_places, self.part_stems = (
            np.frombuffer(column, np.uint32).astype(np.int64) for column in (words_of, stems_of, places_of, parts_of)
        )


def _spread(firsts: NDArray[np.int64], tokens: Numbers) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every term of every token: which token it is of, and which item of the arrays in which terms stand."""
    counts = np.diff(firsts)[tokens]
    token = np.repeat(np.arange(len(tokens)), counts)
    within = np.arange(len(token)) - np.repeat(np.cumsum(counts) - counts, counts)
    return token, firsts[tokens][token] + within


def _grouped(
    terms: Iterable[str],
    term: NDArray[np.int64],
    documents: NDArray[np.int64],
    weights: NDArray[np.float64],
    size: int,
    places: Numbers | None = None,
) -> dict[str, Postings]:
    """The posting list of each of `terms`, of which occurrence `n` is `term[n]` in `documents[n]` with `weights[n]`."""
    if not len(term):
        return {}
    key = term * size + documents
    order = np.argsort(key, kind="stable")
    key = key[order]
    starts = np.flatnonzero(np.diff(key, prepend=-1))
    frequency = np.add.reduceat(weights[order], starts)
    impacts = np.clip(256 * frequency / (frequency + _SATURATION), 1, 255).astype(np.uint8)
    found = (key[starts] % size).astype(np.uint32)
    counts = np.diff(starts, append=len(key)).astype(np.uint32)
    bounds = np.searchsorted(key[starts], np.arange(len(list(terms)) + 1) * size)
    standing = places[order] if places is not None else None
    ends = np.append(starts, len(key))
    lists = {}
    for name, first, last in zip(terms, bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        if standing is None:
            lists[name] = Postings(found[first:last], impacts[first:last])
        else:
            lists[name] = Postings(
                found[first:last], impacts[first:last], counts[first:last], standing[ends[first] : ends[last]]
            )
    return lists


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


def _whole(text: str) -> str:
    """`text` with a question mark for every half character."""
    return text if text.isascii() else text.encode(errors="replace").decode()
