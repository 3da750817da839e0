"""The segment builder, which turns documents into a part of the index in memory, before it is written (pure).

A document is only split into words when it is added. Everything else happens once for the whole segment: each different
word is analysed, and NumPy sorts all occurrences by term.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from itertools import compress
from typing import Any, NamedTuple, Protocol

import msgspec
import numpy as np
from numpy.typing import NDArray

from knowledge.search.dutch.analysis import forms, stem, words
from knowledge.search.dutch.compounds import split
from knowledge.search.dutch.separable_verbs import separable_verbs
from knowledge.search.dutch.written_apart import written_apart
from knowledge.search.facets import AUTHOR
from knowledge.search.index.doc_values import DocValues
from knowledge.search.index.index_document import IndexDocument
from knowledge.search.index.postings import Lists, Mask, MergeInput, Numbers, merged, runs
from knowledge.search.index.questionnaire import parted
from knowledge.search.index.term_dictionary import FIELDS, FORMS, PARTS, WORDS, TermDictionary, TermEntry

TITLE, TAGS, PARTNERS, BODY, ASKED = 10.0, 5.0, 4.0, 1.0, 0.0
"""The weight of one occurrence, by the part of the document it is in (BM25F); what a list asks has the least impact."""

_USUAL = 150.0
_BY_LENGTH = 0.6
_SATURATION = 1.2
"""BM25's average length, b and k1. The length of a body is taken from a constant, so that impacts never change."""

_BETWEEN = 8
"""Places left empty between one text and the next, so that no phrase spans both."""

_SHOWN = 20_000
"""The most characters of a body that are stored for passages."""


class Shown(NamedTuple):
    """What is stored of a document for showing it among the hits."""

    id: str
    kind: str
    title: str
    day: date | None
    tags: tuple[str, ...]
    partners: tuple[str, ...]
    body: str
    writer: str


class Part(Protocol):
    """A finished part of the index, as merging reads it."""

    size: int
    gone: frozenset[int]

    def ids(self) -> list[str]:
        """The id of every document."""

    def shown_bytes(self) -> Iterator[bytes]:
        """The packed `Shown` of every document."""

    def lists(self, field: str) -> Lists:
        """The posting lists of `field`; its terms are in the term dictionary."""

    def columns(self) -> DocValues:
        """The doc values of its documents."""

    def lexicon(self) -> TermDictionary:
        """Its term dictionary."""


class BuiltSegment(NamedTuple):
    """A segment to write: ids and `shown` by document, doc values, term dictionary, and the lists of each field."""

    ids: list[str]
    shown: list[bytes]
    columns: DocValues
    lexicon: TermDictionary
    lists: Mapping[str, Lists]


_NO_LISTS = Lists(np.zeros(1, np.uint32), np.zeros(0, np.uint32), np.zeros(0, np.uint8))


class _Numbered(dict[Any, int]):
    """Numbers its keys, in the order in which they are first looked up."""

    def __missing__(self, key: Any) -> int:
        number = self[key] = len(self)
        return number


class SegmentBuilder:
    """Collects documents that are to be written as one segment."""

    def __init__(self) -> None:
        self.shown: list[bytes] = []
        self._columns: list[DocValues] = []
        self._taken: list[IndexDocument] = []
        self._written = _Numbered()
        self._tokens = array("I")
        self._zones: list[tuple[int, int, float]] = []
        self._absorbed: list[tuple[Part, Mask, Numbers]] = []
        self._ids: list[str] = []

    def __len__(self) -> int:
        return len(self.shown)

    def add(self, entry: IndexDocument) -> None:
        """Add `entry`; this must happen before anything is absorbed."""
        number = len(self.shown)
        known = self._written.__getitem__
        own, asked = parted(entry.body)
        for text, weight in (
            (entry.title, TITLE), (" ".join(entry.tags), TAGS), (" · ".join(entry.partner_names), PARTNERS),
            (own, BODY), *(((asked, ASKED),) if asked else ()),
        ):  # fmt: skip
            found = words(text)
            if weight == BODY:
                weight /= 1 - _BY_LENGTH + _BY_LENGTH * len(found) / _USUAL
            self._tokens.extend(map(known, found))
            self._zones.append((number, len(found), weight))
            apart = [f"{each.first} {each.rest}" for each in separable_verbs(text)]  # no word typed has a space
            apart += [each.word for each in written_apart(text)]
            self._tokens.extend(map(known, apart))
            self._zones.append((number, len(apart), weight))
        self._ids.append(_whole(entry.id))
        self._taken.append(entry)
        self.shown.append(packed(entry))

    def absorb(self, part: Part) -> None:
        """Add the documents of `part` that aren't deleted."""
        if self._taken:
            self._columns.append(DocValues.of(self._taken))
            self._taken = []
        kept = np.ones(part.size, np.bool_)
        kept[list(part.gone)] = False
        numbers = (np.cumsum(kept) - 1 + len(self.shown)).astype(np.uint32)
        self._absorbed.append((part, kept, numbers))
        self._ids += compress(part.ids(), kept)
        self.shown += compress(part.shown_bytes(), kept)
        self._columns.append(part.columns().only(kept))

    def finished(self) -> BuiltSegment:
        """The segment, ready to be written; the parts that were absorbed are read only now."""
        columns = DocValues.together([*self._columns, *([DocValues.of(self._taken)] if self._taken else [])])
        dictionaries = [part.lexicon() for part, _, _ in self._absorbed]
        fields = {}
        counted = self._counted()
        for field in FIELDS:
            sources = [
                MergeInput(dictionary.terms(field).words(), part.lists(field), kept, numbers)
                for dictionary, (part, kept, numbers) in zip(dictionaries, self._absorbed, strict=True)
            ]
            if not sources:
                fields[field] = counted[field]
                continue
            size = len(self.shown)
            own = MergeInput(*counted[field], np.ones(size, np.bool_), np.arange(size, dtype=np.uint32))
            fields[field] = merged([own, *sources])
        known = {one.form: one for dictionary in dictionaries for one in dictionary}
        forms, lists = fields[FORMS]
        documents = np.diff(lists.starts).tolist()
        dictionary = TermDictionary.of(
            [_made_of(form, known)._replace(documents=count) for form, count in zip(forms, documents, strict=True)]
        )
        return BuiltSegment(
            self._ids, self.shown, columns, dictionary, {field: lists for field, (_, lists) in fields.items()}
        )

    def _counted(self) -> dict[str, tuple[list[str], Lists]]:
        """The terms of the documents that were added, and their posting lists."""
        if not self._tokens:
            return dict.fromkeys(FIELDS, ([], _NO_LISTS))
        analysed = _Analysed(self._written)
        words, documents, weights, places = self._occurrences(analysed.widths)
        size = len(self.shown)
        word, form = _spread(analysed.first_forms, words)
        at = (places[word] + analysed.form_places[form]).astype(np.uint32)
        inside, part = _spread(analysed.first_parts, words)
        told = weights[word] > ASKED  # what a list asks isn't found "exactly", before what people wrote
        return {
            FORMS: _grouped(
                analysed.forms, analysed.form_words[form[told]], documents[word[told]], weights[word[told]], size
            ),
            WORDS: _grouped(analysed.stems, analysed.form_stems[form], documents[word], weights[word], size, at),
            PARTS: _grouped(analysed.parts, analysed.part_stems[part], documents[inside], weights[inside], size),
        }

    def _occurrences(self, widths: NDArray[np.int64]) -> _Occurrences:
        """Every occurrence of a word, in order; `widths` says how many places each different word takes."""
        words = np.frombuffer(self._tokens, np.uint32)
        numbers, lengths, weights = (np.array(column) for column in zip(*self._zones, strict=True))
        documents = np.repeat(numbers, lengths).astype(np.int64)
        taken = widths[words]
        places = np.cumsum(taken) - taken + np.repeat(np.arange(len(lengths)) * _BETWEEN, lengths)
        firsts = np.flatnonzero(np.diff(documents, prepend=-1))  # the first word of every document that has any
        places -= np.repeat(places[firsts], np.diff(firsts, append=len(words)))
        return _Occurrences(words, documents, np.repeat(weights, lengths), places)


class _Occurrences(NamedTuple):
    """The occurrences of words: for each the number of the word, its document, its weight and its place there."""

    words: Numbers
    documents: NDArray[np.int64]
    weights: NDArray[np.float64]
    places: NDArray[np.int64]


class _Analysed:
    """The terms of every different word of a segment, as arrays: those of word `n` begin at `first_forms[n]`."""

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
    """For every term of every token, the index of the token and the index of the term in the arrays of terms."""
    counts = np.diff(firsts)[tokens]
    return np.repeat(np.arange(len(tokens)), counts), runs(firsts[tokens], counts)


def _grouped(
    terms: Iterable[str],
    term: NDArray[np.int64],
    documents: NDArray[np.int64],
    weights: NDArray[np.float64],
    size: int,
    places: Numbers | None = None,
) -> tuple[list[str], Lists]:
    """`terms` in order and their lists; occurrence `n` is of `term[n]` in `documents[n]` and weighs `weights[n]`."""
    names = list(terms)
    ordered = sorted(range(len(names)), key=names.__getitem__)
    rank = np.empty(len(names), np.int64)
    rank[ordered] = np.arange(len(names))
    key = rank[term] * size + documents
    order = np.argsort(key, kind="stable")
    key = key[order]
    firsts = np.flatnonzero(np.diff(key, prepend=-1))
    frequency = np.add.reduceat(weights[order], firsts) if len(firsts) else np.zeros(0)
    impacts = np.clip(256 * frequency / (frequency + _SATURATION), 1, 255).astype(np.uint8)
    starts = np.searchsorted(key[firsts], np.arange(len(names) + 1) * size).astype(np.uint32)
    found = (key[firsts] % size).astype(np.uint32)
    counted: tuple[Numbers, ...] = ()
    if places is not None:
        counted = (np.diff(firsts, append=len(key)).astype(np.uint32), places[order])
    return [names[number] for number in ordered], Lists(starts, found, impacts, *counted)


def _made_of(form: str, known: Mapping[str, TermEntry]) -> TermEntry:
    """The stem and the parts of `form`, which isn't analysed again if it is `known`."""
    if form in known:
        return known[form]
    stemmed = stem(form)
    return TermEntry(form, stemmed, tuple(dict.fromkeys(split(form, stemmed))), 0)


def packed(entry: IndexDocument) -> bytes:
    """What is stored for showing `entry`: plain, since decompressing twenty hits took a tenth of a search."""
    day = entry.day.isoformat() if entry.day else ""
    writer = (*entry.facets.get(AUTHOR.name, ()), entry.writer)[0]
    values = (entry.id, entry.kind, entry.title, day, entry.tags, entry.partners, entry.body[:_SHOWN], writer)
    try:
        return msgspec.msgpack.encode(values)
    except UnicodeEncodeError:  # a lone surrogate, as some clipboards leave
        return packed(
            replace(
                entry,
                title=_whole(entry.title),
                body=_whole(entry.body),
                tags=tuple(map(_whole, entry.tags)),
                writer=_whole(entry.writer),
                facets={name: tuple(map(_whole, values)) for name, values in entry.facets.items()},
            )
        )


def unpacked(data: bytes) -> Shown:
    """The reverse of `packed`; raises msgspec.DecodeError."""
    identity, kind, title, day, tags, partners, body, writer = msgspec.msgpack.decode(
        data, type=tuple[str, str, str, str, tuple[str, ...], tuple[str, ...], str, str]
    )
    return Shown(identity, kind, title, date.fromisoformat(day) if day else None, tags, partners, body, writer)


def _whole(text: str) -> str:
    """`text` with a question mark for every lone surrogate (half a character)."""
    return text if text.isascii() else text.encode(errors="replace").decode()
