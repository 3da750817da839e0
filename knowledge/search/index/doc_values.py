"""Doc values, by which documents are filtered, counted and sorted: arrays with an item per document (pure).

A fact is a class and a value, "kind:lesson" or "tag:lassen". Every document has some; one `bincount` tells how many
documents of a result have each.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property

import msgspec
import numpy as np
from numpy.typing import NDArray

from knowledge.journal import clock
from knowledge.search.facets import FACETS
from knowledge.search.index.index_document import IndexDocument
from knowledge.search.index.postings import Mask

TRASHED = "trashed:yes"
"""The fact of documents in the bin."""

_STAMP = len("2026-11-01T10:00:00.000Z")


@dataclass(frozen=True)
class DocValues:
    """The arrays of the documents, and the facts that these have.

    `days` are ordinals, or 0; `changed` sorts by last change, and `ties` orders what changed at the same moment;
    `reused` tells how much a document is reused. Document `documents[n]` has fact `names[facet_values[n]]`; `documents`
    is in ascending order.
    """

    days: NDArray[np.uint32]
    changed: NDArray[np.uint64]
    ties: NDArray[np.uint32]
    reused: NDArray[np.uint16]
    names: tuple[str, ...]
    documents: NDArray[np.uint32]
    facet_values: NDArray[np.uint32]

    @classmethod
    def of(cls, entries: Sequence[IndexDocument]) -> DocValues:
        """The doc values of `entries`, which are numbered from 0."""
        known: dict[str, int] = {}
        pairs = [
            (number, known.setdefault(fact, len(known)))
            for number, entry in enumerate(entries)
            for fact in facet_values_of(entry)
        ]
        documents, facet_values = np.array(pairs, np.uint32).reshape(-1, 2).T
        return cls(
            np.array([entry.day.toordinal() if entry.day else 0 for entry in entries], np.uint32),
            np.array([_moment(entry) for entry in entries], np.uint64),
            np.array([zlib.crc32(entry.id.encode(errors="replace")) for entry in entries], np.uint32),
            np.array([min(entry.reused, 65535) for entry in entries], np.uint16),
            tuple(known),
            documents.copy(),
            facet_values.copy(),
        )

    @classmethod
    def together(cls, several: Iterable[DocValues]) -> DocValues:
        """The doc values of `several`, whose documents follow each other."""
        every = list(several) or [cls.of(())]
        if len(every) == 1:
            return every[0]
        known: dict[str, int] = {}
        firsts = np.cumsum([0, *(len(one.days) for one in every)]).tolist()
        renumbered = [np.array([known.setdefault(name, len(known)) for name in one.names], np.uint32) for one in every]
        return cls(
            np.concatenate([one.days for one in every]),
            np.concatenate([one.changed for one in every]),
            np.concatenate([one.ties for one in every]),
            np.concatenate([one.reused for one in every]),
            tuple(known),
            np.concatenate([one.documents + np.uint32(first) for one, first in zip(every, firsts, strict=False)]),
            np.concatenate([new[one.facet_values] for one, new in zip(every, renumbered, strict=True)]),
        )

    def only(self, kept: Mask) -> DocValues:
        """The doc values of the documents that `kept` marks, renumbered, without facts that none of them has."""
        numbers = (np.cumsum(kept) - 1).astype(np.uint32)
        chosen = kept[self.documents] if len(self.documents) else np.zeros(0, np.bool_)
        left, facet_values = np.unique(self.facet_values[chosen], return_inverse=True)
        names = tuple(self.names[fact] for fact in left)
        return DocValues(
            self.days[kept], self.changed[kept], self.ties[kept], self.reused[kept], names,
            numbers[self.documents[chosen]], facet_values.astype(np.uint32),
        )  # fmt: skip

    def encoded(self) -> bytes:
        """The doc values as they are stored in a file."""
        arrays = (self.days, self.changed, self.ties, self.reused, self.documents, self.facet_values)
        return msgspec.msgpack.encode([list(map(_whole, self.names)), *(column.tobytes() for column in arrays)])

    @classmethod
    def decoded(cls, data: bytes) -> DocValues:
        """The doc values stored as `data`; raises ValueError or msgspec.DecodeError if it holds none."""
        names, days, changed, ties, reused, documents, facet_values = msgspec.msgpack.decode(
            data, type=tuple[tuple[str, ...], bytes, bytes, bytes, bytes, bytes, bytes]
        )
        found = cls(
            np.frombuffer(days, np.uint32), np.frombuffer(changed, np.uint64), np.frombuffer(ties, np.uint32),
            np.frombuffer(reused, np.uint16), names, np.frombuffer(documents, np.uint32),
            np.frombuffer(facet_values, np.uint32),
        )  # fmt: skip
        sizes = {len(column) for column in (found.days, found.changed, found.ties, found.reused)}
        if len(sizes) > 1 or len(found.documents) != len(found.facet_values):
            raise ValueError("columns of different lengths")
        return found

    # -- reading ------------------------------------------------------------------------------------------------------

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of each fact."""
        return {name: number for number, name in enumerate(self.names)}

    @cached_property
    def _classes(self) -> dict[str, list[int]]:
        classes: dict[str, list[int]] = {}
        for number, name in enumerate(self.names):
            classes.setdefault(name.partition(":")[0], []).append(number)
        return classes

    def of_class(self, name: str) -> list[int]:
        """The numbers of the facts of class `name`."""
        return self._classes.get(name, [])

    def values(self, facet: str) -> list[str]:
        """The values of `facet` that any document has."""
        return [self.names[number].partition(":")[2] for number in self.of_class(facet)]

    def having(self, names: Iterable[str]) -> Mask:
        """Which documents have any of the facts `names`."""
        mask = np.zeros(len(self.days), np.bool_)
        order, bounds = self._by_fact
        for name in names:
            number = self.numbers.get(name)
            if number is not None:
                mask[self.documents[order[bounds[number] : bounds[number + 1]]]] = True
        return mask

    def counts(self, mask: Mask) -> NDArray[np.int64]:
        """For each fact, how many of the documents that `mask` marks have it."""
        return np.bincount(self.facet_values[mask[self.documents]], minlength=len(self.names))

    @cached_property
    def _by_fact(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        order = np.argsort(self.facet_values, kind="stable")
        return order, np.searchsorted(self.facet_values[order], np.arange(len(self.names) + 1))

    @cached_property
    def ranks(self) -> NDArray[np.int64]:
        """Each document's place when sorted by day, or by the day of its change if it has none; oldest first."""
        changed_day = (self.changed >> np.uint64(16)) // np.uint64(86_400_000) + np.uint64(_EPOCH)
        day = np.where(self.days > 0, self.days, changed_day)
        order = np.lexsort((self.ties, self.changed, day))
        ranks = np.empty(len(order), np.int64)
        ranks[order] = np.arange(len(order))
        return ranks


_BEGIN = datetime(1970, 1, 1, tzinfo=UTC)
_EPOCH = _BEGIN.toordinal()


def facet_values_of(entry: IndexDocument) -> list[str]:
    """The facts of `entry`, each once."""
    found = [fact for facet in FACETS.values() for fact in facet.facts(entry)]
    return list(dict.fromkeys(map(_whole, [*found, TRASHED] if entry.trashed else found)))


def _moment(entry: IndexDocument) -> int:
    """When `entry` was changed: milliseconds since 1970 and the counter within one; 0 if that isn't a stamp."""
    if not clock.is_stamp(entry.changed):
        return 0
    milliseconds = (clock.moment(entry.changed) - _BEGIN) // timedelta(milliseconds=1)
    return (max(0, milliseconds) << 16) + int(entry.changed[_STAMP + 1 :])


def _whole(text: str) -> str:
    """`text` with a question mark for every lone surrogate (half a character)."""
    return text if text.isascii() else text.encode(errors="replace").decode()
