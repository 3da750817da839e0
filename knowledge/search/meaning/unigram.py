"""Splitting text into the pieces that the model knows (pure): the most probable way, by the chance of each piece.

A unigram language model (Kudo 2018), as SentencePiece reads it: Viterbi over each word. It stands here in a few lines
because the packages that do it bring a dozen others along, which fetch things from the network.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

_SPACE = "▁"
_KEPT = 50_000
"""Words whose pieces are remembered."""

_LONGEST_WORD = 200
"""Of a longer run without a space only the beginning is read."""


class Unigram:
    """The pieces of a model with the logarithms of their chances; `unknown` is the number for any other letter."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], unknown: int) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        self._scores = scores
        self._unknown = unknown
        self._longest = max(map(len, pieces))
        self._unlikely = min(scores) - 10
        self._seen: dict[str, tuple[int, ...]] = {}

    def split(self, text: str) -> list[int]:
        """The numbers of the pieces of `text`."""
        found: list[int] = []
        for word in unicodedata.normalize("NFKC", text).split():
            known = self._seen.get(word)
            if known is None:
                if len(self._seen) >= _KEPT:
                    self._seen.clear()
                known = self._seen[word] = self._split(_SPACE + word[:_LONGEST_WORD])
            found += known
        return found

    def _split(self, word: str) -> tuple[int, ...]:
        best = [0.0] + [-math.inf] * len(word)
        came = [(0, self._unknown)] * (len(word) + 1)
        for start in range(len(word)):
            if best[start] + self._unlikely > best[start + 1]:
                best[start + 1], came[start + 1] = best[start] + self._unlikely, (start, self._unknown)
            for end in range(start + 1, min(start + self._longest, len(word)) + 1):
                number = self._numbers.get(word[start:end])
                if number is not None and best[start] + self._scores[number] > best[end]:
                    best[end], came[end] = best[start] + self._scores[number], (start, number)
        found: list[int] = []
        place = len(word)
        while place:
            place, number = came[place]
            found.append(number)
        return tuple(reversed(found))
