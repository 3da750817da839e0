"""Three-way merge of long texts, line by line (Khanna, Kunal & Pierce, "A Formal Investigation of Diff3", 2007)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from knowledge.journal.alignment import align


@dataclass(frozen=True)
class _Edit:
    """Lines `start` to `end` (exclusive) of the base become `lines`."""

    start: int
    end: int
    lines: tuple[str, ...]

    def overlaps(self, later: _Edit) -> bool:
        """Whether this and an edit that doesn't start earlier touch the same line, or insert at the same spot."""
        return later.start < self.end or later.start == self.start


@dataclass(frozen=True)
class Edits:
    """What makes another text of a base: the edits in order, and the counted `steps` that it took to find them."""

    edits: Sequence[_Edit]
    steps: int


def edits_between(base: str, changed: str) -> Edits:
    """The edits that make `changed` of `base`."""
    lines = changed.split("\n")
    alignment = align(base.split("\n"), lines)
    edits = [_Edit(gap.left, gap.left_end, tuple(lines[gap.right : gap.right_end])) for gap in alignment.gaps()]
    return Edits(edits, alignment.steps)


def merge_text(base: str, ours: str, theirs: str) -> str | None:
    """`base` with the edits of both sides, or None when they overlap (and differ)."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    return merge_edits(base, edits_between(base, ours), edits_between(base, theirs))


def merge_edits(base: str, ours: Edits, theirs: Edits) -> str | None:
    """`base` with the edits of both sides, or None when they overlap (and differ)."""
    edits = sorted({*ours.edits, *theirs.edits}, key=lambda edit: (edit.start, edit.end))
    # Edits of one side never overlap, so if any two do, then also two that follow each other.
    if any(edit.overlaps(later) for edit, later in pairwise(edits)):
        return None
    lines, merged, done = base.split("\n"), list[str](), 0
    for edit in edits:
        merged += lines[done : edit.start]
        merged += edit.lines
        done = edit.end
    return "\n".join([*merged, *lines[done:]])
