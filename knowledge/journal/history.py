"""The changes of one document in causal order, and which of them each one has seen."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator

from knowledge.journal.change import Change


class History:
    """The changes of one document in causal order, and which of them each one has seen.

    Positions count from 0 in an order that respects causality and is otherwise by stamp. Sets of positions are numbers
    with a bit for each. `awaited` are the refs that changes have seen and that aren't known here.

    A long history takes little room: what a change had not seen is nothing at all as long as nobody writes at the same
    time, and it is kept only of changes that others have seen. Of all others it is worked out from these when needed.
    """

    def __init__(self, changes: Iterable[Change]) -> None:
        by_ref = {change.ref: change for change in changes}
        self.changes = _causal_order(by_ref)
        self.position = {change.ref: index for index, change in enumerate(self.changes)}
        referred = {ref for each in self.changes for ref in each.after}
        self._unseen: dict[int, int] = {}
        for ref, index in self.position.items():
            if ref in referred:
                self._unseen[index] = self._missed(index)
        self.awaited = tuple(sorted(referred - by_ref.keys()))

    def unseen(self, index: int) -> int:
        """The positions below `index` that the change there had not seen, directly or indirectly."""
        kept = self._unseen.get(index)
        return self._missed(index) if kept is None else kept

    def _missed(self, index: int) -> int:
        missed: int | None = None
        for ref in self.changes[index].after:
            parent = self.position.get(ref, index)
            if parent < index:
                without = self._unseen[parent] | _range(parent + 1, index)
                missed = without if missed is None else missed & without
        return (1 << index) - 1 if missed is None else missed

    def seen(self, index: int) -> int:
        """The positions that change `index` had seen."""
        return (1 << index) - 1 & ~self.unseen(index)

    def apart_from(self, index: int) -> int:
        """The positions that change `index` had not seen and that haven't seen it either."""
        later = positions(each for each in range(index + 1, len(self.changes)) if self.unseen(each) >> index & 1)
        return self.unseen(index) | later

    def latest(self, among: int) -> tuple[int, ...]:
        """The positions in the set `among` that none of the others in it has seen, in order."""
        found: list[int] = []
        while among:
            last = among.bit_length() - 1
            found.append(last)
            among &= self.unseen(last)
        return tuple(reversed(found))

    def heads(self) -> tuple[str, ...]:
        """The refs of the changes that no other known change has seen, sorted."""
        return tuple(sorted(self.changes[index].ref for index in self.latest((1 << len(self.changes)) - 1)))

    def up_to(self, refs: Iterable[str]) -> History:
        """The history as known to somebody who had seen `refs`; refs that aren't known here are ignored."""
        known = self.known(refs)
        return History(change for index, change in enumerate(self.changes) if known >> index & 1)

    def known(self, refs: Iterable[str]) -> int:
        """The positions of `refs` and of all that they have seen; refs that aren't known here are ignored."""
        known = 0
        for index in (self.position[ref] for ref in refs if ref in self.position):
            known |= self.seen(index) | 1 << index
        return known


def positions(numbers: Iterable[int]) -> int:
    """The set of these positions."""
    bits = bytearray()
    for number in numbers:
        bits.extend(bytes(max(0, number // 8 + 1 - len(bits))))
        bits[number // 8] |= 1 << number % 8
    return int.from_bytes(bits, "little")


def members(among: int) -> Iterator[int]:
    """The positions in the set `among`, in order."""
    for place, byte in enumerate(among.to_bytes((among.bit_length() + 7) // 8, "little")):
        if byte:
            yield from (place * 8 + bit for bit in range(8) if byte >> bit & 1)


def _range(start: int, end: int) -> int:
    """The set of the positions from `start` up to `end` (exclusive)."""
    return (1 << end) - (1 << start) if start < end else 0


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
