"""Posting lists: which documents have a term, how much it counts there, and where it stands (pure).

One block of plain arrays a term, read whole: decoding, uniting and cutting lists then run in C. Whoosh's own blocks of
128 postings, walked one by one, cost ten times as much.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator
from itertools import accumulate
from struct import Struct
from typing import NamedTuple

_HEADER = Struct("<cccII")
"""The type codes of documents, counts and places, and how many documents and places there are."""


class Postings(NamedTuple):
    """The documents that have a term, ascending, and per document its impact: 1 to 255."""

    documents: array[int]
    impacts: bytes


class PostingList:
    """A list being made."""

    __slots__ = ("counts", "documents", "impacts", "places")

    def __init__(self) -> None:
        self.documents = array("I")
        self.impacts = bytearray()
        self.counts = array("I")
        self.places = array("I")

    def encoded(self) -> bytes:
        """As it is kept in the index."""
        parts = [_packed(self.documents), _packed(self.counts), _packed(self.places)]
        header = _HEADER.pack(*(code for code, _ in parts), len(self.documents), len(self.places))
        return b"".join((header, parts[0][1], self.impacts, parts[1][1], parts[2][1]))

    def absorb(self, data: bytes, first: int, gone: frozenset[int], numbers: list[int] | None) -> None:
        """Add an encoded list whose documents are numbered from `first` here.

        Without those that are `gone`; then `numbers` gives the others their new numbers.
        """
        found, (counts, places) = decoded(data), _counts_and_places(data)
        if numbers is None:
            self.documents.extend(map(first.__add__, found.documents))
            self.impacts += found.impacts
            self.counts.extend(iter(counts))  # iter: an array only takes in arrays of its own type
            self.places.extend(iter(places))
            return
        for document, impact, count, end in zip(*found, counts, accumulate(counts), strict=True):
            if document not in gone:
                self.documents.append(numbers[document])
                self.impacts.append(impact)
                self.counts.append(count)
                self.places.extend(iter(places[end - count : end]))


def decoded(data: bytes) -> Postings:
    """The documents of an encoded list; raises struct.error or ValueError when `data` is none."""
    code, _, _, size, _ = _HEADER.unpack_from(data)
    documents = array(code.decode())
    end = _HEADER.size + size * documents.itemsize
    documents.frombytes(data[_HEADER.size : end])
    impacts = data[end : end + size]
    if len(impacts) != size:
        raise ValueError("a posting list shorter than it says")
    return Postings(documents, impacts)


def placed(data: bytes) -> Iterator[tuple[int, array[int]]]:
    """(document, places) of an encoded list."""
    documents, _ = decoded(data)
    counts, places = _counts_and_places(data)
    ends = list(accumulate(counts))
    for document, count, end in zip(documents, counts, ends, strict=True):
        yield document, places[end - count : end]


def _counts_and_places(data: bytes) -> tuple[array[int], array[int]]:
    documents_code, counts_code, places_code, size, total = _HEADER.unpack_from(data)
    counts, places = array(counts_code.decode()), array(places_code.decode())
    start = _HEADER.size + size * (array(documents_code.decode()).itemsize + 1)
    middle = start + size * counts.itemsize
    counts.frombytes(data[start:middle])
    places.frombytes(data[middle : middle + total * places.itemsize])
    return counts, places


def _packed(values: array[int]) -> tuple[bytes, bytes]:
    """`values` in the narrowest integers that hold them."""
    top = max(values, default=0)
    if top < 256:
        return b"B", array("B", values).tobytes()
    if top < 65536:
        return b"H", array("H", values).tobytes()
    return b"I", values.tobytes()
