"""Posting lists: which documents have a term, how much it counts in each, and at which places (pure).

All lists of a field are stored end to end in a few plain arrays, so that making, merging and reading them runs in C.
Whoosh's own blocks of 128 postings, walked one by one in Python, cost ten times as much.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from math import log
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Impacts = NDArray[np.uint8]
Mask = NDArray[np.bool_]

_NONE = np.zeros(0, np.uint32)
_TYPES: dict[str, np.dtype[Any]] = {"B": np.dtype("u1"), "H": np.dtype("<u2"), "I": np.dtype("<u4")}


class Postings(NamedTuple):
    """The documents that have a term, ascending, each with the impact of the term (1 to 255) and how often it occurs.

    `places` are the places where it occurs, document after document; `counts` and `places` are empty in a field whose
    places aren't stored.
    """

    documents: Numbers
    impacts: Impacts
    counts: Numbers = _NONE
    places: Numbers = _NONE


class Lists(NamedTuple):
    """The posting lists of a field, in the order of its terms: list `n` begins at `starts[n]`.

    `counts` and `places` are those of `Postings`, empty in a field without places.
    """

    starts: Numbers
    documents: Numbers
    impacts: Impacts
    counts: Numbers = _NONE
    places: Numbers = _NONE

    def packed(self, offset: int) -> tuple[Head, list[bytes]]:
        """The header of the lists, and their arrays, which must be written to a file from `offset` on."""
        firsts = np.cumsum(self.counts, dtype=np.uint32) - self.counts
        ends = np.append(firsts, np.uint32(len(self.places)))
        place_starts = ends[self.starts] if len(self.counts) else _NONE
        head: Head = [self.starts.tobytes(), place_starts.astype(np.uint32).tobytes()]
        data = []
        for values in (self.documents, self.impacts, self.counts, self.places):
            code = _narrowest(values)
            data.append(values.astype(_TYPES[code]).tobytes())
            head += [code, offset]
            offset += len(data[-1])
        return head, data


Head = list[Any]
"""A header: where the lists of a field begin, where their places begin, and the type and offset of each array."""


class PostingsReader:
    """Posting lists in a file, of which `read(offset, length)` returns bytes."""

    def __init__(self, head: Head, read: Callable[[int, int], bytes]) -> None:
        starts, place_starts, *columns = head
        self.starts = np.frombuffer(starts, np.uint32)
        self._place_starts = np.frombuffer(place_starts, np.uint32)
        self._columns = [(_TYPES[code], int(offset)) for code, offset in zip(columns[::2], columns[1::2], strict=True)]
        self._read = read
        if len(self._columns) != 4 or not len(self.starts) or len(self._place_starts) not in (0, len(self.starts)):
            raise ValueError("no posting lists")

    def of(self, term: int, *, places: bool = False) -> Postings:
        """The list of term number `term`, with `places` also where it occurs."""
        first, last = int(self.starts[term]), int(self.starts[term + 1])
        documents, impacts = self._array(0, first, last), self._array(1, first, last).astype(np.uint8)
        if not places or not len(self._place_starts):
            return Postings(documents, impacts)
        standing = self._array(3, int(self._place_starts[term]), int(self._place_starts[term + 1]))
        return Postings(documents, impacts, self._array(2, first, last), standing)

    def all(self) -> Lists:
        """Every list."""
        size = int(self.starts[-1])
        documents, impacts = self._array(0, 0, size), self._array(1, 0, size).astype(np.uint8)
        if not len(self._place_starts):
            return Lists(self.starts, documents, impacts)
        places = self._array(3, 0, int(self._place_starts[-1]))
        return Lists(self.starts, documents, impacts, self._array(2, 0, size), places)

    def _array(self, column: int, first: int, last: int) -> Numbers:
        kind, offset = self._columns[column]
        size = kind.itemsize
        data = self._read(offset + first * size, (last - first) * size)
        if len(data) != (last - first) * size:
            raise ValueError("posting lists that end too early")
        return np.frombuffer(data, kind).astype(np.uint32)


def idf(having: int, size: int) -> float:
    """BM25's weight of a word that `having` of `size` documents have: the fewer, the higher."""
    return log(1 + (size - having + 0.5) / (having + 0.5))


def _narrowest(values: NDArray[Any]) -> str:
    """The code of the narrowest type of integer that holds `values`."""
    top = int(values.max()) if len(values) else 0
    return "B" if top < 256 else "H" if top < 65536 else "I"


class MergeInput(NamedTuple):
    """The `lists` of `terms` to merge, for the documents that `kept` marks, which get new `numbers`."""

    terms: Sequence[str]
    lists: Lists
    kept: Mask
    numbers: Numbers


def merged(sources: Sequence[MergeInput]) -> tuple[list[str], Lists]:
    """The remaining terms of a field, in order, and their lists; each source's documents follow the previous one's."""
    terms = sorted(set().union(*(source.terms for source in sources)))
    rank = {term: number for number, term in enumerate(terms)}
    of, documents, impacts, counts, firsts, places = [], [], [], [], [], []
    first = 0
    for source in sources:
        lists = source.lists
        left = source.kept[lists.documents]
        ranks = np.array([rank[term] for term in source.terms], np.uint32)
        of.append(np.repeat(ranks, np.diff(lists.starts))[left])
        documents.append(source.numbers[lists.documents[left]])
        impacts.append(lists.impacts[left])
        if len(lists.counts):
            firsts.append((np.cumsum(lists.counts, dtype=np.int64) - lists.counts + first)[left])
            counts.append(lists.counts[left])
            places.append(lists.places)
            first += len(lists.places)
    ranked = _together(of)
    order = np.argsort(ranked, kind="stable")
    many = np.bincount(ranked, minlength=len(terms))
    left = many > 0
    starts = np.zeros(int(left.sum()) + 1, np.uint32)
    np.cumsum(many[left], out=starts[1:])
    ordered = Lists(starts, _together(documents)[order], np.concatenate(impacts)[order])
    names = [term for term, is_left in zip(terms, left.tolist(), strict=True) if is_left]
    if not counts:
        return names, ordered
    often = _together(counts)[order]
    standing = _together(places)[runs(np.concatenate(firsts)[order], often)]
    return names, Lists(ordered.starts, ordered.documents, ordered.impacts, often, standing)


def runs(firsts: NDArray[np.int64], counts: NDArray[Any]) -> NDArray[np.int64]:
    """The indexes of the items of all runs, end to end: run `n` has `counts[n]` items from `firsts[n]` on."""
    lengths = counts.astype(np.int64)
    within = np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    found: NDArray[np.int64] = np.repeat(firsts, lengths) + within
    return found


def _together(arrays: Iterable[Numbers]) -> Numbers:
    every = list(arrays)
    return np.concatenate(every) if every else _NONE
