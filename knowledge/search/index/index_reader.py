"""The index reader: the parts of the index read as one whole, with its documents numbered consecutively."""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import accumulate
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from knowledge.model.kinds import KINDS
from knowledge.search.facets import KIND
from knowledge.search.index.doc_values import DocValues
from knowledge.search.index.postings import Mask, Postings
from knowledge.search.index.segment_builder import Part, Shown, unpacked
from knowledge.search.index.term_dictionary import FORMS, WORDS
from knowledge.search.ranking.boosts import boosts

_KEPT = 24_000_000
"""The most bytes of posting lists that are cached for the next key press."""


_MOST_FORMS = 20_000
"""The most word forms whose parts are cached likewise."""


class OpenPart(Part, Protocol):
    """A finished part of the index, open for searching."""

    def posting(self, field: str, term: str, *, places: bool = False) -> Postings | None:
        """The posting list of `term`, if it has one."""

    def documents(self, identity: str) -> list[int]:
        """The documents with the id `identity`."""

    def shown(self, number: int) -> bytes:
        """The packed `Shown` of one document."""


_EMPTY = Postings(np.zeros(0, np.uint32), np.zeros(0, np.uint8))


@dataclass
class IndexReader:
    """All documents of `parts`, numbered on from part to part. What has been read is cached, up to a bound."""

    parts: Sequence[OpenPart]
    _firsts: list[int] = field(init=False)
    _kept: OrderedDict[tuple[str, str, bool], Postings] = field(init=False, default_factory=OrderedDict)
    _bytes: int = field(init=False, default=0)
    _parts_of: dict[str, list[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._firsts = list(accumulate((part.size for part in self.parts), initial=0))

    @property
    def size(self) -> int:
        """The number of documents, deleted ones included."""
        return self._firsts[-1]

    @cached_property
    def alive(self) -> Mask:
        """Which documents aren't deleted."""
        mask = np.ones(self.size, np.bool_)
        for first, part in zip(self._firsts, self.parts, strict=False):
            mask[[first + number for number in part.gone]] = False
        return mask

    @cached_property
    def columns(self) -> DocValues:
        """The doc values of all documents."""
        return DocValues.together(part.columns() for part in self.parts)

    @cached_property
    def has_name(self) -> Mask:
        """Which documents are of a kind whose title is a name."""
        return self.columns.having(KIND.fact(kind) for kind in KINDS if KINDS[kind].traits.named)

    @cached_property
    def boosts(self) -> NDArray[np.float32]:
        """The factor by which each document's score is raised."""
        return boosts(self.columns, self.alive)

    def posting(self, field: str, term: str) -> Postings:
        """The documents that have `term`, with its impact in each."""
        return self._remembered((field, term, False))

    def placed(self, term: str) -> Postings:
        """The documents that have the word `term`, with its places in each. Some of them may be deleted."""
        return self._remembered((WORDS, term, True))

    def _remembered(self, key: tuple[str, str, bool]) -> Postings:
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
            return found
        found = self._read(*key)
        self._kept[key] = found
        self._bytes += _size(found)
        while self._bytes > _KEPT and len(self._kept) > 1:
            self._bytes -= _size(self._kept.popitem(last=False)[1])
        return found

    def _read(self, field: str, term: str, places: bool) -> Postings:
        lists = []
        for first, part in zip(self._firsts, self.parts, strict=False):
            found = part.posting(field, term, places=places)
            if found is not None:
                if not places and part.gone:
                    left = self.alive[found.documents + np.uint32(first)]
                    found = Postings(found.documents[left], found.impacts[left])
                lists.append(Postings(found.documents + np.uint32(first), found.impacts, found.counts, found.places))
        if not lists:
            return _EMPTY
        if len(lists) == 1:
            return lists[0]
        columns = zip(*((one.documents, one.impacts, one.counts, one.places) for one in lists), strict=True)
        return Postings(*(np.concatenate(column) for column in columns))

    def documents(self, identity: str) -> list[int]:
        """The documents with the id `identity` that aren't deleted."""
        return [
            first + number
            for first, part in zip(self._firsts, self.parts, strict=False)
            for number in part.documents(identity)
            if number not in part.gone
        ]

    def ids(self, documents: Iterable[int]) -> list[str]:
        """The ids of `documents`."""
        known: dict[int, list[str]] = {}
        found = []
        for document in documents:
            place = bisect_right(self._firsts, document) - 1
            ids = known.get(place) or known.setdefault(place, self.parts[place].ids())
            found.append(ids[document - self._firsts[place]])
        return found

    def completions(self, prefix: str, most: int) -> list[tuple[str, str]]:
        """The `most` frequent word forms that begin with `prefix` and their stems, the most frequent first."""
        counts: dict[tuple[str, str], int] = {}
        for part in self.parts:
            for form, stem, count in part.lexicon().completions(prefix, 2 * most):
                counts[form, stem] = counts.get((form, stem), 0) + count
        return sorted(counts, key=lambda found: (-counts[found], found))[:most]

    def forms_of(self, stem: str) -> set[str]:
        """The word forms that have `stem`."""
        return {form for part in self.parts for form in part.lexicon().forms_of(stem)}

    def parts_of(self, form: str, document: int) -> list[str]:
        """The stems of the parts of `form`, a word of `document`."""
        found = self._parts_of.get(form)
        if found is None:
            if len(self._parts_of) >= _MOST_FORMS:
                self._parts_of.clear()
            found = self.parts[bisect_right(self._firsts, document) - 1].lexicon().parts_of(form)
            self._parts_of[form] = found
        return found

    def count(self, word: str) -> int:
        """How many documents have the form `word`."""
        return len(self.posting(FORMS, word).documents)

    def about(self, word: str) -> int:
        """How many documents have the form `word`, deleted ones included; this reads no posting list."""
        return sum(part.lexicon().count(word) for part in self.parts)

    def containing(self, piece: str, most: int) -> list[tuple[str, str]]:
        """The forms that `piece` stands in, with their stems; at most `most` of each part of the index."""
        return list(dict.fromkeys(each for part in self.parts for each in part.lexicon().containing(piece, most)))

    def near(self, word: str, farthest: int) -> dict[str, tuple[int, int]]:
        """The forms at most `farthest` edits from `word`, each with its numbers of edits and of documents."""
        found: dict[str, tuple[int, int]] = {}
        for part in self.parts:
            for form, edits, count in part.lexicon().near(word, farthest):
                found[form] = (edits, count + found.get(form, (0, 0))[1])
        if not any(part.gone for part in self.parts):
            return found
        return {form: (edits, count) for form, (edits, _) in found.items() if (count := self.count(form))}

    def begun_near(self, prefix: str, most: int) -> list[str]:
        """The `most` frequent forms that begin with something one edit from `prefix`, with its first letter."""
        found: dict[str, int] = {}
        for part in self.parts:
            for form, count in part.lexicon().begun_near(prefix):
                found[form] = count + found.get(form, 0)
        return sorted(found, key=lambda form: (-found[form], form))[:most]

    def shown(self, document: int) -> Shown:
        """What is stored for showing `document`."""
        place = bisect_right(self._firsts, document) - 1
        return unpacked(self.parts[place].shown(document - self._firsts[place]))


def _size(postings: Postings) -> int:
    arrays: tuple[NDArray[np.generic], ...] = (
        postings.documents, postings.impacts, postings.counts, postings.places,
    )  # fmt: skip
    return 200 + sum(array.nbytes for array in arrays)
