"""Posting lists: which documents have a term, how much it counts there, and where it stands (pure).

One block of plain arrays a term, read whole into NumPy: uniting, cutting and scoring lists then run in C. Whoosh's own
blocks of 128 postings, walked one by one in Python, cost ten times as much.
"""

from __future__ import annotations

from collections.abc import Iterable
from struct import Struct
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.uint32]
Impacts = NDArray[np.uint8]

_HEADER = Struct("<cccII")
"""The type codes of documents, counts and places, and how many documents and places there are."""

_NONE = np.zeros(0, np.uint32)


class Postings(NamedTuple):
    """The documents that have a term, ascending, and per document its impact (1 to 255), and how often it stands there.

    `places` are where it stands, document after document; both are empty where places aren't kept.
    """

    documents: Numbers
    impacts: Impacts
    counts: Numbers = _NONE
    places: Numbers = _NONE

    def encoded(self) -> bytes:
        """As it is kept in the index."""
        packed = [_packed(self.documents), _packed(self.counts), _packed(self.places)]
        header = _HEADER.pack(*(code for code, _ in packed), len(self.documents), len(self.places))
        return b"".join((header, packed[0][1], self.impacts.tobytes(), packed[1][1], packed[2][1]))

    def among(self, kept: NDArray[np.bool_], numbers: Numbers) -> Postings:
        """Only the documents that `kept` marks, under their new `numbers`; both have an item per document."""
        chosen = kept[self.documents]
        places = self.places[np.repeat(chosen, self.counts)] if len(self.counts) else _NONE
        counts = self.counts[chosen] if len(self.counts) else _NONE
        return Postings(numbers[self.documents[chosen]], self.impacts[chosen], counts, places)


def joined(lists: Iterable[Postings]) -> Postings:
    """One list of several whose documents follow on each other."""
    every = list(lists)
    if len(every) == 1:
        return every[0]
    return Postings(
        np.concatenate([one.documents for one in every]),
        np.concatenate([one.impacts for one in every]),
        np.concatenate([one.counts for one in every]),
        np.concatenate([one.places for one in every]),
    )


def decoded(data: bytes, *, places: bool = False) -> Postings:
    """The documents of an encoded list, and with `places` where the term stands; raises struct.error or ValueError."""
    documents_code, counts_code, places_code, size, total = _HEADER.unpack_from(data)
    place = _HEADER.size
    documents, place = _read(data, documents_code, size, place)
    impacts = np.frombuffer(data, np.uint8, size, place)
    if not places:
        return Postings(documents, impacts)
    left = len(data) - place - size - total * _TYPES[places_code].itemsize
    counts, place = _read(data, counts_code, left // _TYPES[counts_code].itemsize, place + size)
    return Postings(documents, impacts, counts, _read(data, places_code, total, place)[0])


_TYPES: dict[bytes, np.dtype[Any]] = {b"B": np.dtype("u1"), b"H": np.dtype("<u2"), b"I": np.dtype("<u4")}


def _read(data: bytes, code: bytes, size: int, place: int) -> tuple[Numbers, int]:
    kind = _TYPES.get(code)
    if kind is None:
        raise ValueError("no posting list")
    return np.frombuffer(data, kind, size, place).astype(np.uint32), place + size * kind.itemsize


def _packed(values: Numbers) -> tuple[bytes, bytes]:
    """`values` in the narrowest integers that hold them."""
    top = int(values.max()) if len(values) else 0
    code = b"B" if top < 256 else b"H" if top < 65536 else b"I"
    return code, values.astype(_TYPES[code]).tobytes()
