"""The word forms that occur in a part of the index: what a half-typed word may become (pure).

Terms are stems, and "lesse" is the beginning of no stem; hence forms, each with its stem and how often it occurs.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest
from struct import Struct

_HEADER = Struct("<I")
_AFTER = "\U0010ffff"


@dataclass(frozen=True)
class Lexicon:
    """Word forms in order; `stems` and `counts` go with `words` by place."""

    words: list[str]
    stems: list[str]
    counts: array[int]

    @classmethod
    def of(cls, counted: Mapping[str, tuple[str, int]]) -> Lexicon:
        """The lexicon of `counted`: each word's stem and count."""
        words = sorted(counted)
        return cls(words, [counted[word][0] for word in words], array("I", (counted[word][1] for word in words)))

    def encoded(self) -> bytes:
        """As it is kept in a file."""
        text = "\n".join(self.words + self.stems).encode()
        return _HEADER.pack(len(self.words)) + self.counts.tobytes() + text

    @classmethod
    def decoded(cls, data: bytes) -> Lexicon:
        """The lexicon kept as `data`; raises ValueError or struct.error when it is none."""
        (size,) = _HEADER.unpack_from(data)
        counts = array("I")
        start = _HEADER.size + size * counts.itemsize
        counts.frombytes(data[_HEADER.size : start])
        lines = data[start:].decode().split("\n") if size else []
        if len(lines) != 2 * size or len(counts) != size:
            raise ValueError("a lexicon of another size than it says")
        return cls(lines[:size], lines[size:], counts)

    def items(self) -> Iterator[tuple[str, str, int]]:
        """(word, stem, count) of every form."""
        return zip(self.words, self.stems, self.counts, strict=True)

    def completions(self, prefix: str, most: int) -> list[tuple[str, str, int]]:
        """(word, stem, count) of the `most` frequent forms that begin with `prefix`."""
        span = range(bisect_left(self.words, prefix), bisect_left(self.words, prefix + _AFTER))
        best = nlargest(most, span, key=self.counts.__getitem__) if len(span) > most else span
        return [(self.words[place], self.stems[place], self.counts[place]) for place in best]
