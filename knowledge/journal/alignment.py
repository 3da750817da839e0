"""Which lines of two texts correspond, in time that grows with the texts and not with their product.

Work is counted, never timed: all devices must align two texts alike, whatever their speed (`docs/format.md`, Aligning).
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

SHORT = 4_000
"""Of texts with more lines together, the longest common runs aren't looked for."""
RUNS = 50_000
"""Steps within which those must be found; ordinary texts take a fiftieth of it."""
ANCHORS = 12
"""Steps for each line in which unique lines are looked for, again and again between those already found."""
EDITS = 100_000
"""Steps within which the fewest edits must be found, for everything between the unique lines together."""
BLOCK = 64
"""Lines that are compared in one step."""


class Matching(NamedTuple):
    """`size` lines that are the same in both texts: from `left` in the one, from `right` in the other."""

    left: int
    right: int
    size: int


class Gap(NamedTuple):
    """What differs: lines `left` to `left_end` (exclusive) of the one stand where `right` to `right_end` do."""

    left: int
    left_end: int
    right: int
    right_end: int


@dataclass(frozen=True)
class Alignment:
    """The `runs` that two sequences of `lengths` have in common, in order, and the counted `steps` that it took."""

    runs: Sequence[Matching]
    lengths: tuple[int, int]
    steps: int

    def gaps(self) -> Iterator[Gap]:
        """What stands between the runs."""
        left = right = 0
        for run in (*self.runs, Matching(*self.lengths, 0)):
            if left < run.left or right < run.right:
                yield Gap(left, run.left, right, run.right)
            left, right = run.left + run.size, run.right + run.size


def align(left: Sequence[str], right: Sequence[str]) -> Alignment:
    """Align two texts, given as lists of lines or words.

    The longest common run corresponds, then the longest on either side of it, and so on. Where texts are too long for
    that or repeat themselves too much: what both begin and end with, then the lines that occur once in both, and
    between those the fewest edits. What can't be found within the steps counts as different, which is never wrong,
    only coarse.
    """
    steps = (len(left) + len(right)) // BLOCK + 1
    lengths = (len(left), len(right))
    if sum(lengths) <= SHORT:
        runs, more = _longest_runs(left, right)
        steps += more
        if runs is not None:
            return Alignment(_joined(runs), lengths, steps)
    search = _Search(left, right)
    runs = search.runs()
    return Alignment(_joined(runs), lengths, steps + search.steps)


def align_ends(left: Sequence[str], right: Sequence[str]) -> Alignment:
    """Align only what both texts begin and end with, whatever they hold between."""
    search = _Search(left, right)
    search.trimmed(Gap(0, len(left), 0, len(right)))
    return Alignment(_joined(search.found), (len(left), len(right)), (len(left) + len(right)) // BLOCK + 1)


def _joined(runs: Sequence[Matching]) -> list[Matching]:
    """`runs` in order, those that follow each other directly as one."""
    joined: list[Matching] = []
    end = (-1, -1)
    for run in sorted(runs):
        if end == (run.left, run.right):
            joined[-1] = joined[-1]._replace(size=joined[-1].size + run.size)
        else:
            joined.append(run)
        end = (run.left + run.size, run.right + run.size)
    return joined


def _longest_runs(left: Sequence[str], right: Sequence[str]) -> tuple[list[Matching] | None, int]:
    """The longest common run, the earliest of equally long ones, and those on either side of it; and the steps.

    Python's `difflib` finds the same, in time that may grow with the cube of the lengths. Here it is None instead when
    it takes more than `RUNS` steps: a step for each line and each pair of equal lines that is looked at.
    """
    where: dict[str, list[int]] = {}
    for place, line in enumerate(right):
        where.setdefault(line, []).append(place)
    runs: list[Matching] = []
    waiting = [(0, len(left), 0, len(right))]
    nowhere: list[int] = []
    steps = 0
    while waiting:
        start, end, other_start, other_end = waiting.pop()
        best = Matching(start, other_start, 0)
        lengths: dict[int, int] = {}
        for place in range(start, end):
            found = where.get(left[place], nowhere)
            if found and not other_start <= found[0] <= found[-1] < other_end:
                found = found[bisect_left(found, other_start) : bisect_left(found, other_end)]
            steps += 1 + len(found)
            if steps > RUNS:
                return None, steps
            if not (found or lengths):
                continue
            ending: dict[int, int] = {}
            for other in found:
                size = ending[other] = lengths.get(other - 1, 0) + 1
                if size > best.size:
                    best = Matching(place - size + 1, other - size + 1, size)
            lengths = ending
        if best.size:
            runs.append(best)
            if start < best.left and other_start < best.right:
                waiting.append((start, best.left, other_start, best.right))
            if best.left + best.size < end and best.right + best.size < other_end:
                waiting.append((best.left + best.size, end, best.right + best.size, other_end))
    return runs, steps


class _Search:
    """The search for runs in texts that are too long, or too much alike within, to look for the longest ones."""

    def __init__(self, left: Sequence[str], right: Sequence[str]) -> None:
        self._left = left
        self._right = right
        self.found: list[Matching] = []
        self._anchor_steps = ANCHORS * (len(left) + len(right))
        self._edit_steps = EDITS
        self.steps = 0

    def runs(self) -> list[Matching]:
        """The runs, in no particular order."""
        waiting = [Gap(0, len(self._left), 0, len(self._right))]
        while waiting:
            gap = self.trimmed(waiting.pop())
            size = gap.left_end - gap.left + gap.right_end - gap.right
            if gap.left == gap.left_end or gap.right == gap.right_end or self._anchor_steps < size:
                continue
            self._anchor_steps -= size
            self.steps += size // 4 + 1
            here, there = self._left[gap.left : gap.left_end], self._right[gap.right : gap.right_end]
            if anchors := _anchors(here, there):
                waiting += reversed(list(_between(gap, anchors)))
            elif not set(here).isdisjoint(there):
                self._fewest_edits(gap, here, there)
        return self.found

    def trimmed(self, gap: Gap) -> Gap:
        """`gap` without what both sides begin and end with."""
        left, left_end, right, right_end = gap
        size = _same(self._left, left, self._right, right, min(left_end - left, right_end - right))
        if size:
            self.found.append(Matching(left, right, size))
            left, right = left + size, right + size
        size = _same_before(self._left, left_end, self._right, right_end, min(left_end - left, right_end - right))
        if size:
            left_end, right_end = left_end - size, right_end - size
            self.found.append(Matching(left_end, right_end, size))
        return Gap(left, left_end, right, right_end)

    def _fewest_edits(self, gap: Gap, here: Sequence[str], there: Sequence[str]) -> None:
        """Find the runs that leave the fewest lines out, if the steps allow (Myers, "An O(ND) Difference Algorithm").

        `furthest[k]` is how far left one gets on diagonal k with the number of edits so far.
        """
        furthest = {1: 0}
        trail: list[dict[int, int]] = []
        for edits in range(len(here) + len(there) + 1):
            trail.append(dict(furthest))
            low, high = -min(edits, len(there)), min(edits, len(here))
            for k in range(low + (low + edits) % 2, high + 1, 2):
                begun = _begun(furthest, k, edits)
                x = begun + _same(here, begun, there, begun - k, min(len(here) - begun, len(there) - begun + k))
                furthest[k] = x
                self._spend(2 + (x - begun) // BLOCK)
                if x >= len(here) and x - k >= len(there):
                    self.found += _walked_back(gap, trail, x, k)
                    return
            if self._edit_steps < 0:
                return

    def _spend(self, steps: int) -> None:
        self._edit_steps -= steps
        self.steps += steps


def _same(left: Sequence[str], start: int, right: Sequence[str], other: int, most: int) -> int:
    """How many lines from `start` and `other` on are the same, `most` at most."""
    return _furthest(lambda a, b: left[start + a : start + b] == right[other + a : other + b], most)


def _same_before(left: Sequence[str], end: int, right: Sequence[str], other: int, most: int) -> int:
    """How many lines before `end` and `other` are the same, `most` at most."""
    return _furthest(lambda a, b: left[end - b : end - a] == right[other - b : other - a], most)


def _furthest(is_same: Callable[[int, int], bool], most: int) -> int:
    """The greatest number up to `most` so that all from 0 to it `is_same`, which tells that of a whole stretch."""
    size, step = 0, 1
    while size < most and is_same(size, size + step):
        size, step = size + step, min(2 * step, most - size - step)
    end = min(size + step - 1, most)
    while size < end:
        middle = (size + end + 1) // 2
        if is_same(size, middle):
            size = middle
        else:
            end = middle - 1
    return size


def _anchors(here: Sequence[str], there: Sequence[str]) -> list[tuple[int, int]]:
    """The places of lines that occur once in both: the most of them that have the same order."""
    once = {line for line, count in Counter(here).items() if count == 1}
    once &= {line for line, count in Counter(there).items() if count == 1}
    place = {line: number for number, line in enumerate(there) if line in once}
    return _rising([(number, place[line]) for number, line in enumerate(here) if line in once])


def _between(gap: Gap, anchors: Sequence[tuple[int, int]]) -> Iterator[Gap]:
    """`gap` in pieces that each begin with one of its `anchors`, so that what follows an anchor is found with it."""
    begin = expected = (gap.left, gap.right)
    for left, right in anchors:
        anchor = (gap.left + left, gap.right + right)
        if anchor != expected:
            yield Gap(begin[0], anchor[0], begin[1], anchor[1])
            begin = anchor
        expected = (anchor[0] + 1, anchor[1] + 1)
    yield Gap(begin[0], gap.left_end, begin[1], gap.right_end)


def _rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of `pairs`, which rise in their first number, that also rises in the second (by patience)."""
    ends: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, right) in enumerate(pairs):
        pile = bisect_left(ends, right)
        before.append(last[pile - 1] if pile else -1)
        if pile == len(ends):
            ends.append(right)
            last.append(number)
        else:
            ends[pile], last[pile] = right, number
    rising: list[tuple[int, int]] = []
    number = last[-1] if last else -1
    while number >= 0:
        rising.append(pairs[number])
        number = before[number]
    return rising[::-1]


def _from_above(furthest: dict[int, int], k: int, edits: int) -> bool:
    """Whether the last of `edits` that leads to diagonal `k` puts a line in, and doesn't take one out."""
    return k == -edits or (k != edits and furthest.get(k - 1, -1) < furthest.get(k + 1, -1))


def _begun(furthest: dict[int, int], k: int, edits: int) -> int:
    """How far left one is after the last of `edits`, on diagonal `k`."""
    return furthest.get(k + 1, 0) if _from_above(furthest, k, edits) else furthest.get(k - 1, 0) + 1


def _walked_back(gap: Gap, trail: Sequence[dict[int, int]], x: int, k: int) -> Iterator[Matching]:
    """The runs along the way to `x` on diagonal `k` that `trail` has step by step."""
    for edits in range(len(trail) - 1, -1, -1):
        furthest = trail[edits]
        begun = _begun(furthest, k, edits)
        if x > begun:
            yield Matching(gap.left + begun, gap.right + begun - k, x - begun)
        k = k + 1 if _from_above(furthest, k, edits) else k - 1
        x = furthest.get(k, 0)
