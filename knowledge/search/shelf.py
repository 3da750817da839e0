"""The whole index as one shelf of numbered documents, over the parts it is kept in (pure)."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate, chain
from typing import Protocol

from knowledge.search.batch import WORDS, Part, Shown, unpacked
from knowledge.search.postings import decoded, placed


class OpenPart(Part, Protocol):
    """A finished part of the index, open for searching."""

    def posting(self, field: str, term: str) -> bytes | None:
        """The encoded posting list of `term`, if it has one."""

    def shown(self, number: int) -> bytes:
        """The packed `Shown` of one document."""


@dataclass
class Shelf:
    """All documents of `parts`, numbered on from part to part. What it reads it keeps, for as long as it lives."""

    parts: Sequence[OpenPart]
    _firsts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._firsts = list(accumulate((part.size for part in self.parts), initial=0))

    @cached_property
    def _gone(self) -> frozenset[int]:
        shifted = (map(first.__add__, part.gone) for first, part in zip(self._firsts, self.parts, strict=False))
        return frozenset(chain.from_iterable(shifted))

    @cached_property
    def _documents(self) -> Set[int]:
        return frozenset(range(self._firsts[-1])) - self._gone

    @cached_property
    def _days(self) -> array[int]:
        return array("I", chain.from_iterable(part.days() for part in self.parts))

    @cached_property
    def _recency(self) -> list[str]:
        return list(chain.from_iterable(part.recency() for part in self.parts))

    def documents(self) -> Set[int]:
        """All documents that are not gone."""
        return self._documents

    def posting(self, field: str, term: str) -> dict[int, int]:
        """The documents that have `term` and its impact there."""
        found: dict[int, int] = {}
        for first, part in zip(self._firsts, self.parts, strict=False):
            data = part.posting(field, term)
            if data is not None:
                documents, impacts = decoded(data)
                found.update(zip(map(first.__add__, documents), impacts, strict=True))
        for document in self._gone.intersection(found) if self._gone else ():
            del found[document]
        return found

    def places(self, term: str, among: Set[int]) -> Mapping[int, Sequence[int]]:
        """Where the word `term` stands in those of the documents `among` that have it."""
        found = {}
        for first, part in zip(self._firsts, self.parts, strict=False):
            data = part.posting(WORDS, term)
            if data is not None:
                for document, places in placed(data):
                    if first + document in among:
                        found[first + document] = places
        return found

    def completions(self, prefix: str, most: int) -> list[str]:
        """The stems of the `most` frequent words that begin with `prefix`, each once."""
        counts: Counter[tuple[str, str]] = Counter()
        for part in self.parts:
            for word, stemmed, count in part.lexicon().completions(prefix, 2 * most):
                counts[word, stemmed] += count
        ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return list(dict.fromkeys(stemmed for (_, stemmed), _ in ordered[:most]))

    def between(self, first: int, last: int) -> set[int]:
        """The documents of the days with these ordinals and those between."""
        return {document for document, day in enumerate(self._days) if first <= day <= last} - self._gone

    def recency(self, document: int) -> str:
        """What documents are sorted by when the newest comes first."""
        return self._recency[document]

    def shown(self, document: int) -> Shown:
        """What is kept of one document."""
        place = bisect_right(self._firsts, document) - 1
        return unpacked(self.parts[place].shown(document - self._firsts[place]))
