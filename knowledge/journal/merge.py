"""Merging changes into documents: a pure function of the set of changes, whatever the order in which they arrived.

A document is like a small git repository: its changes form a DAG through `after`. A field's value is what its latest
causal writers set; writers that never saw each other are concurrent, and nothing of theirs is dropped
(`docs/format.md`, Merging).
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence
from functools import reduce

from knowledge.journal.change import ERASE, Change
from knowledge.journal.document import Document, Sibling, Version
from knowledge.journal.text_merge import merge_text
from knowledge.model.codec import Fields, decode, shape_of
from knowledge.model.fields import Json, Shape
from knowledge.model.kinds import KINDS

DELETED = "deleted"
"""The field that says a document is in the trash; it belongs to no record."""

ShapeOf = Callable[[str, str], Shape]


class History:
    """The changes of one document in causal order, and which of them each one has seen.

    Positions count from 0 in an order that respects causality and is otherwise by stamp; `seen[i]` is a bit set of the
    positions that change `i` had seen, directly or indirectly.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        by_ref = {change.ref: change for change in changes}
        self.changes = _causal_order(by_ref)
        self.position = {change.ref: index for index, change in enumerate(self.changes)}
        self.seen: list[int] = []
        for index, change in enumerate(self.changes):
            parents = (self.position.get(ref, index) for ref in change.after)
            self.seen.append(reduce(lambda bits, p: bits | self.seen[p] | 1 << p, (p for p in parents if p < index), 0))

    def latest(self, among: Iterable[int]) -> list[int]:
        """The positions `among` these that none of the others has seen, in order."""
        candidates = sorted(among)
        covered = reduce(lambda bits, index: bits | self.seen[index], candidates, 0)
        return [index for index in candidates if not covered >> index & 1]

    def heads(self) -> tuple[str, ...]:
        """The refs of the changes that no other known change has seen, sorted."""
        return tuple(sorted(self.changes[index].ref for index in self.latest(range(len(self.changes)))))

    def up_to(self, refs: Iterable[str]) -> History:
        """The history as known to somebody who had seen `refs`; refs that aren't known here are ignored."""
        known = [self.position[ref] for ref in refs if ref in self.position]
        bits = reduce(lambda bits, index: bits | self.seen[index] | 1 << index, known, 0)
        return History(change for index, change in enumerate(self.changes) if bits >> index & 1)


def _causal_order(by_ref: dict[str, Change]) -> list[Change]:
    """The changes, parents before children and otherwise by stamp and ref, which also breaks a (forged) cycle."""
    waiting = {ref: {parent for parent in change.after if parent in by_ref} for ref, change in by_ref.items()}
    children: dict[str, list[str]] = {}
    for ref, parents in waiting.items():
        for parent in parents:
            children.setdefault(parent, []).append(ref)
    ready = [(by_ref[ref].time, ref) for ref, parents in waiting.items() if not parents]
    heapq.heapify(ready)
    ordered: list[Change] = []
    done: set[str] = set()
    while len(ordered) < len(by_ref):
        if not ready:
            ready.append(min((by_ref[ref].time, ref) for ref in waiting if ref not in done))
        _, ref = heapq.heappop(ready)
        if ref in done:
            continue
        done.add(ref)
        ordered.append(by_ref[ref])
        for child in children.get(ref, ()):
            waiting[child].discard(ref)
            if not waiting[child] and child not in done:
                heapq.heappush(ready, (by_ref[child].time, child))
    return ordered


def merge(changes: Iterable[Change], shape: ShapeOf = shape_of) -> Document:
    """Merge `changes` (at least one, all of one document) into that document.

    `shape` tells how a field merges. Equal sets of changes give equal documents.
    """
    return merge_history(History(changes), shape)


def merge_history(history: History, shape: ShapeOf = shape_of) -> Document:
    """Do what `merge` does, for changes that are already in causal order."""
    changes = history.changes
    first = changes[0]
    kind = next((change.kind for change in changes if change.kind in KINDS), first.kind)
    fields, conflicts = _merged_fields(history, kind, shape)
    fields.pop(DELETED, None)
    conflicts.pop(DELETED, None)
    deleted, revived = _fate(history)
    erased = any(change.kind == ERASE for change in changes) or all(change.erased for change in changes)
    if erased:
        fields, conflicts, deleted, revived = {}, {}, False, False
    latest = max(changes, key=lambda change: (change.time, change.ref))
    return Document(
        id=first.document,
        kind=kind,
        fields=fields,
        record=decode(kind, first.document, fields),
        heads=history.heads(),
        created=first.time,
        changed=latest.time,
        author=latest.author,
        replica=latest.replica,
        deleted=deleted,
        revived=revived,
        erased=erased,
        conflicts=conflicts,
    )


def versions(changes: Iterable[Change]) -> Sequence[Version]:
    """Every version of a document, oldest first, each with the document as its author then saw it."""
    history = History(changes)
    return [
        Version(
            change.ref,
            change.time,
            change.author,
            change.replica,
            change.set,
            merge_history(before).fields if (before := history.up_to(change.after)).changes else {},
            merge_history(history.up_to([change.ref])),
        )
        for change in history.changes
    ]


def _merged_fields(history: History, kind: str, shape: ShapeOf) -> tuple[Fields, dict[str, tuple[Sibling, ...]]]:
    writers: dict[str, list[int]] = {}
    for index, change in enumerate(history.changes):
        for name in change.set:
            writers.setdefault(name, []).append(index)
    fields: Fields = {}
    conflicts: dict[str, tuple[Sibling, ...]] = {}
    for name, all_writers in sorted(writers.items()):
        values = _Register(history, name, all_writers, shape(kind, name)).values(history.latest(all_writers))
        shown = values[0]
        fields[name] = shown.value
        if len(values) > 1:
            conflicts[name] = tuple(values)
    return fields, conflicts


class _NotYet(Exception):
    """Raised when the values of the concurrent writers `latest` have to be worked out first."""

    def __init__(self, latest: tuple[int, ...]) -> None:
        self.latest = latest


class _Register:
    """One field throughout a document's history."""

    def __init__(self, history: History, name: str, writers: list[int], shape: Shape) -> None:
        self._history = history
        self._name = name
        self._writers = writers
        self._shape = shape
        self._known: dict[tuple[int, ...], list[Sibling]] = {}

    def values(self, latest: Iterable[int]) -> list[Sibling]:
        """The merged values of the concurrent writers `latest`: one value, or siblings with the shown one first.

        Where people kept writing at the same time, a common ancestor depends on older ones, round after round. Each is
        worked out once, on a stack of our own: plain recursion took 3^rounds steps and ran out of stack.
        """
        asked = [tuple(latest)]
        while True:
            try:
                self._known[asked[-1]] = self._added_up(asked[-1])
            except _NotYet as older:
                asked.append(older.latest)
                continue
            if len(asked) == 1:
                return self._known[asked[0]]
            asked.pop()

    def _added_up(self, latest: tuple[int, ...]) -> list[Sibling]:
        merged: list[tuple[Sibling, list[int]]] = []
        for index in sorted(latest, key=self._rank, reverse=True):
            mine = self._sibling(index)
            for place, (sibling, group) in enumerate(merged):
                combined = self._combine(sibling, group, mine, index)
                if combined is not None:
                    merged[place] = (combined, [*group, index])
                    break
            else:
                merged.append((mine, [index]))
        return [sibling for sibling, _ in merged]

    def _rank(self, index: int) -> tuple[str, str]:
        return self._history.changes[index].time, self._history.changes[index].ref

    def _sibling(self, index: int) -> Sibling:
        change = self._history.changes[index]
        return Sibling(change.set[self._name], change.author, change.replica, change.time, change.ref)

    def _combine(self, sibling: Sibling, group: list[int], mine: Sibling, index: int) -> Sibling | None:
        """One value for both if that loses nothing, else None."""
        if sibling.value == mine.value or self._shape is Shape.LATEST:
            return sibling
        if self._shape is Shape.REGISTER:
            return None
        base = self._common(group, index)
        value: Json
        if self._shape is Shape.TEXT:
            texts = (base or "", sibling.value, mine.value)
            if not all(isinstance(text, str) for text in texts):
                return None
            value = merge_text(*texts)  # type: ignore[arg-type]
        else:
            value = merge_set(base, sibling.value, mine.value)
        return None if value is None else Sibling(value, sibling.author, sibling.replica, sibling.time, sibling.ref)

    def _common(self, group: list[int], index: int) -> Json:
        """The value both sides started from; several of these are merged first, as git's recursive merge does."""
        seen = self._history.seen
        theirs = reduce(lambda bits, position: bits | seen[position], group, 0)
        both = [writer for writer in self._writers if theirs >> writer & 1 and seen[index] >> writer & 1]
        if not both:
            return None
        latest = tuple(self._history.latest(both))
        if latest not in self._known:
            raise _NotYet(latest)
        base: Json = self._known[latest][0].value
        return base


def merge_set(base: Json, ours: Json, theirs: Json) -> Json:
    """Three-way merge of ordered sets: additions and removals of both sides apply; None if they aren't lists."""
    sides = (base or [], ours or [], theirs or [])
    if not all(isinstance(side, list) for side in sides):
        return None
    before, left, right = (list(side) for side in sides)  # type: ignore[arg-type]
    removed = [member for member in before if member not in left or member not in right]
    added = [member for member in right if member not in before and member not in left]
    return [member for member in left if member not in removed] + added


def _fate(history: History) -> tuple[bool, bool]:
    """(deleted, revived): a delete holds unless somebody edited the document without having seen any such delete."""
    writers = [index for index, change in enumerate(history.changes) if DELETED in change.set]
    latest = history.latest(writers)
    deletes = [index for index in latest if history.changes[index].set[DELETED] is True]
    if not deletes or len(deletes) < len(latest):
        return False, bool(deletes)
    edited_unaware = any(
        all(not history.seen[delete] >> index & 1 and not history.seen[index] >> delete & 1 for delete in deletes)
        for index, change in enumerate(history.changes)
        if change.set.get(DELETED) is not True
    )
    return not edited_unaware, edited_unaware
