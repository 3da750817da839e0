"""The word forms that occur in a part of the index: what a half-typed or misspelt word may be meant for (pure).

Terms are stems, and "lesse" is the beginning of no stem; hence forms, each with the number of documents that have it.
They stay one block of bytes in order: nothing is unpacked to open it, and a prefix is found by bisection.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from struct import Struct

import numpy as np
from numpy.typing import NDArray

_HEADER = Struct("<II")
_AFTER = b"\xff"
_FARTHEST = 2
_A = ord("a")


@dataclass(frozen=True)
class Lexicon:
    """Word forms in order, end to end in `text`: form `n` is `text[starts[n]:starts[n + 1]]`, in `counts[n]` documents.

    Bit `n` of a form's `letters` says whether it has the n-th letter of the alphabet (bit 26: anything else).
    """

    text: bytes
    starts: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    letters: NDArray[np.uint32]

    @classmethod
    def of(cls, counted: Sequence[tuple[str, int]]) -> Lexicon:
        """The lexicon of `counted`: each word and in how many documents it is, sorted."""
        encoded = [word.encode() for word, _ in counted]
        starts = np.zeros(len(encoded) + 1, np.uint32)
        np.cumsum([len(word) for word in encoded], out=starts[1:])
        return cls(
            b"".join(encoded),
            starts,
            np.array([count for _, count in counted], np.uint32),
            np.array([_letters(word) for word in encoded], np.uint32),
        )

    def encoded(self) -> bytes:
        """As it is kept in a file."""
        arrays = b"".join(column.tobytes() for column in (self.starts, self.counts, self.letters))
        return _HEADER.pack(len(self), len(self.text)) + arrays + self.text

    @classmethod
    def decoded(cls, data: bytes) -> Lexicon:
        """The lexicon kept as `data`; raises ValueError or struct.error when it is none."""
        size, length = _HEADER.unpack_from(data)
        if len(data) != _HEADER.size + 4 * (3 * size + 1) + length:
            raise ValueError("a lexicon of another size than it says")
        columns = np.frombuffer(data, np.uint32, 3 * size + 1, _HEADER.size)
        text = data[len(data) - length :] if length else b""
        return cls(text, columns[: size + 1], columns[size + 1 : 2 * size + 1], columns[2 * size + 1 :])

    def __len__(self) -> int:
        return len(self.counts)

    def word(self, place: int) -> str:
        """Form number `place`."""
        return self._bytes(place).decode()

    def _bytes(self, place: int) -> bytes:
        return self.text[self.starts[place] : self.starts[place + 1]]

    def _bisect(self, wanted: bytes) -> int:
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self._bytes(middle) < wanted:
                low = middle + 1
            else:
                high = middle
        return low

    def completions(self, prefix: str, most: int) -> list[tuple[str, int]]:
        """The `most` frequent forms that begin with `prefix`, each with the number of documents that have it."""
        wanted = prefix.encode(errors="replace")
        first, last = self._bisect(wanted), self._bisect(wanted + _AFTER)
        return self._best(np.arange(first, last), most)

    def _best(self, places: NDArray[np.int64], most: int) -> list[tuple[str, int]]:
        counts = self.counts[places]
        if len(places) > most:
            places = places[np.argpartition(counts, len(places) - most)[-most:]]
        return [(self.word(place), int(self.counts[place])) for place in places.tolist()]

    def near(self, word: str, farthest: int = _FARTHEST) -> list[tuple[str, int, int]]:
        """(form, edits, documents) of the forms at most `farthest` edits from `word`, itself left out.

        An edit adds, drops or changes a letter, or swaps two neighbours (optimal string alignment).
        """
        wanted = word.encode(errors="replace")
        apart = np.bitwise_count(self.letters ^ np.uint32(_letters(wanted)))
        near = (apart <= 2 * farthest) & (np.abs(self._lengths - len(wanted)) <= farthest)
        places = np.flatnonzero(near)
        found = distances(wanted, [self._bytes(place) for place in places.tolist()], farthest)
        return [
            (self.word(place), distance, int(self.counts[place]))
            for place, distance in zip(places.tolist(), found.tolist(), strict=True)
            if 0 < distance <= farthest
        ]

    @cached_property
    def _lengths(self) -> NDArray[np.int64]:
        starts = self.starts.astype(np.int64)
        return starts[1:] - starts[:-1]


def distances(wanted: bytes, others: Sequence[bytes], farthest: int) -> NDArray[np.int64]:
    """How many edits lie between `wanted` and each of `others`; beyond `farthest` it may be too many.

    All at once, a column of the table of Damerau and Levenshtein at a time.
    """
    if not others:
        return np.zeros(0, np.int64)
    lengths = np.array([len(other) for other in others])
    width = int(lengths.max())
    letters = np.zeros((len(others), width + 1), np.uint8)
    padded = b"".join(other.ljust(width, b"\0") for other in others)
    letters[:, 1:] = np.frombuffer(padded, np.uint8).reshape(len(others), width)
    size = len(wanted)
    rows = np.full((3, len(others), width + 1), farthest + 1, np.int8)
    rows[0] = np.minimum(np.arange(width + 1), farthest + 1)
    for place in range(1, size + 1):
        row, before, earlier = rows[place % 3], rows[(place - 1) % 3], rows[(place - 2) % 3]
        letter = wanted[place - 1]
        row[:] = farthest + 1
        row[:, 0] = min(place, farthest + 1)
        for column in range(max(1, place - farthest), min(width, place + farthest) + 1):
            same = letters[:, column] == letter
            cell = np.minimum(before[:, column], row[:, column - 1]) + 1
            cell = np.minimum(cell, before[:, column - 1] + ~same)
            if place > 1 and column > 1:
                swapped = (letters[:, column - 1] == letter) & (letters[:, column] == wanted[place - 2])
                cell = np.where(swapped, np.minimum(cell, earlier[:, column - 2] + 1), cell)
            row[:, column] = np.minimum(cell, farthest + 1)
    found: NDArray[np.int64] = rows[size % 3][np.arange(len(others)), lengths].astype(np.int64)
    return found


def _letters(word: Iterable[int]) -> int:
    """Which letters `word` has, a bit each."""
    bits = 0
    for letter in word:
        bits |= 1 << (letter - _A if _A <= letter < _A + 26 else 26)
    return bits
