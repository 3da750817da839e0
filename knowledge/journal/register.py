"""One field throughout a document's history: what several people wrote at once adds up to a value, or to siblings.

What may be spent on that is counted, never timed, and depends on the changes alone: all devices come to the same
values. Where it runs out, nothing more is combined and all values stay, side by side.
"""

from __future__ import annotations

from collections.abc import Generator, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from knowledge.journal.document import Sibling
from knowledge.journal.history import History
from knowledge.journal.text_merge import Edits, edits_between, merge_edits
from knowledge.model.fields import Json, Shape

MERGING_STEPS = 600_000
"""Steps after which the values of one field aren't combined any more: several hundred long texts at once."""
ATTEMPT = 25
"""Steps that it takes to see whether two values can be combined, besides those of aligning or comparing them."""

_Latest = tuple[int, ...]


@dataclass
class _Group:
    """Values that were combined into one: the `sibling` shown for them, and the positions that they have `seen`."""

    sibling: Sibling
    seen: int


class Register:
    """The field `name` throughout `history`; `writers` is the set of the positions of the changes that set it."""

    def __init__(self, history: History, name: str, writers: int, shape: Shape) -> None:
        self._history = history
        self._name = name
        self._writers = writers
        self._shape = shape
        self._known: dict[_Latest, Sequence[Sibling]] = {}
        self._edits: dict[tuple[str, str], Edits] = {}
        self.steps_left = MERGING_STEPS
        """What may still be spent; the last comparison may take more than that."""

    def values(self, latest: Iterable[int]) -> Sequence[Sibling]:
        """The merged values of the concurrent writers `latest`: one value, or siblings with the shown one first.

        Where people kept writing at the same time, a common ancestor depends on older ones, round after round. Each is
        worked out once, on a stack of our own: plain recursion took 3^rounds steps and ran out of stack.
        """
        asked = tuple(latest)
        working = [(asked, self._added_up(asked))]
        while asked not in self._known:
            key, work = working[-1]
            try:
                older = next(work)
            except StopIteration as done:
                self._known[key] = done.value
                working.pop()
                continue
            working.append((older, self._added_up(older)))
        return self._known[asked]

    def _added_up(self, latest: _Latest) -> Generator[_Latest, None, Sequence[Sibling]]:
        """The values that `latest` add up to; asks for the values of older writers before it needs them."""
        groups: list[_Group] = []
        equal: dict[Hashable, int] = {}
        for index in sorted(latest, key=self._rank, reverse=True):
            mine = self._sibling(index)
            place = yield from self._place(groups, equal, mine, index)
            if place is None:
                equal.setdefault(self._key(mine.value), len(groups))
                groups.append(_Group(mine, self._history.seen(index)))
            else:
                groups[place].seen |= self._history.seen(index)
        return [group.sibling for group in groups]

    def _place(
        self, groups: Sequence[_Group], equal: dict[Hashable, int], mine: Sibling, index: int
    ) -> Generator[_Latest, None, int | None]:
        """The place in `groups` of the first that `mine` equals or combines with, which it then does; None if none.

        `equal` has the places of values, also of those that were combined with others since.
        """
        if self._shape is Shape.LATEST:
            return 0 if groups else None
        same = equal.get(self._key(mine.value))
        if same is not None and groups[same].sibling.value != mine.value:
            same = None
        if self._shape is Shape.REGISTER:
            return same
        for place, group in enumerate(groups[:same]):
            if self.steps_left < 0:
                break
            base = yield from self._common(group, index)
            value = self._combined(base, group.sibling.value, mine.value)
            if value is not None:
                group.sibling = replace(group.sibling, value=value)
                equal.setdefault(self._key(value), place)
                return place
        return same

    def _key(self, value: Json) -> Hashable:
        """What to look a value up by; sets combine with the first there is, so that all may have the same key."""
        return None if self._shape is Shape.SET else hashable(value)

    def _rank(self, index: int) -> tuple[str, str]:
        return self._history.changes[index].time, self._history.changes[index].ref

    def _sibling(self, index: int) -> Sibling:
        change = self._history.changes[index]
        return Sibling(change.set[self._name], change.author, change.replica, change.time, change.ref)

    def _common(self, group: _Group, index: int) -> Generator[_Latest, None, Json]:
        """The value both sides started from; several of these are merged first, as git's recursive merge does."""
        both = self._writers & group.seen & self._history.seen(index)
        if not both:
            return None
        latest = self._history.latest(both)
        self.steps_left -= len(latest)
        if latest not in self._known:
            yield latest
        base: Json = self._known[latest][0].value
        return base

    def _combined(self, base: Json, ours: Json, theirs: Json) -> Json:
        """One value for both if that loses nothing and may still be looked for, else None."""
        if ours == theirs:
            return ours
        if self.steps_left < 0:
            return None
        self.steps_left -= ATTEMPT
        if self._shape is Shape.SET:
            self.steps_left -= sum(len(side) for side in (base, ours, theirs) if isinstance(side, list)) // 4
            return merge_set(base, ours, theirs)
        base = base or ""
        if not (isinstance(base, str) and isinstance(ours, str) and isinstance(theirs, str)):
            return None
        if theirs == base:
            return ours
        if ours == base:
            return theirs
        return merge_edits(base, self._edits_between(base, ours), self._edits_between(base, theirs))

    def _edits_between(self, base: str, changed: str) -> Edits:
        found = self._edits.get((base, changed))
        if found is None:
            found = self._edits[base, changed] = edits_between(base, changed)
            self.steps_left -= found.steps
        return found


def merge_set(base: Json, ours: Json, theirs: Json) -> Json:
    """Three-way merge of ordered sets: additions and removals of both sides apply; None if they aren't lists."""
    sides = (base or [], ours or [], theirs or [])
    if not all(isinstance(side, list) for side in sides):
        return None
    before, left, right = (list(side) for side in sides)  # type: ignore[arg-type]
    keys = [_keys(side) for side in (before, left, right)]
    held, here, there = map(set, keys)
    removed, known = held - here | held - there, held | here
    kept = [member for member, key in zip(left, keys[1], strict=True) if key not in removed]
    return kept + [member for member, key in zip(right, keys[2], strict=True) if key not in known]


def _keys(members: list[Json]) -> Sequence[Any]:
    """What to look `members` up by: themselves, unless some are lists or objects."""
    try:
        set(members)
    except TypeError:
        return [hashable(member) for member in members]
    return members


def hashable(value: Json) -> Hashable:
    """A value that equals that of another exactly when the two JSON values are equal, and can be looked up."""
    if isinstance(value, list):
        return (list, *map(hashable, value))
    if isinstance(value, dict):
        return (dict, frozenset((name, hashable(each)) for name, each in value.items()))
    return value
