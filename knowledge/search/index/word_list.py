"""Sorted words, end to end in one block of bytes: it opens without unpacking, and bisection finds a word (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

_AFTER = b"\xff"


@dataclass(frozen=True)
class WordList:
    """Word `n` is `text[starts[n]:starts[n + 1]]`, in UTF-8."""

    text: bytes
    starts: NDArray[np.uint32]

    @classmethod
    def of(cls, words: Sequence[str]) -> WordList:
        """The list of `words`, which must be sorted."""
        encoded = [word.encode() for word in words]
        starts = np.zeros(len(encoded) + 1, np.uint32)
        np.cumsum([len(word) for word in encoded], out=starts[1:])
        return cls(b"".join(encoded), starts)

    @classmethod
    def decoded(cls, text: bytes, starts: bytes) -> WordList:
        """The list kept as `text` and `starts`; raises ValueError when they don't belong together."""
        found = cls(text, np.frombuffer(starts, np.uint32))
        if not len(found.starts) or found.starts[-1] != len(text):
            raise ValueError("a list of words of another size than it says")
        return found

    def __len__(self) -> int:
        return len(self.starts) - 1

    @cached_property
    def _starts(self) -> memoryview:
        """`starts` as plain integers, which are read one by one three times faster than NumPy's."""
        return self.starts.data

    def word(self, place: int) -> str:
        """Word number `place`."""
        return self.raw(place).decode()

    def words(self) -> list[str]:
        """All words."""
        starts = self.starts.tolist()
        return [self.text[first:last].decode() for first, last in pairwise(starts)]

    def raw(self, place: int) -> bytes:
        """Word number `place`, as it is stored (in UTF-8)."""
        starts = self._starts
        return self.text[starts[place] : starts[place + 1]]

    def place(self, word: str) -> int:
        """The number of `word`, or -1."""
        wanted = word.encode(errors="replace")
        place = self._bisect(wanted)
        return place if place < len(self) and self.raw(place) == wanted else -1

    def places(self, word: str) -> range:
        """The numbers of `word`, in a list in which a word may occur more than once."""
        wanted = word.encode(errors="replace")
        first = last = self._bisect(wanted)
        while last < len(self) and self.raw(last) == wanted:
            last += 1
        return range(first, last)

    def beginning(self, prefix: str) -> range:
        """The numbers of the words that begin with `prefix`."""
        wanted = prefix.encode(errors="replace")
        return range(self._bisect(wanted), self._bisect(wanted + _AFTER))

    def _bisect(self, wanted: bytes) -> int:
        text, starts = self.text, self._starts
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if text[starts[middle] : starts[middle + 1]] < wanted:
                low = middle + 1
            else:
                high = middle
        return low
