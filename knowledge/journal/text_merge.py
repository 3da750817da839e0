"""Three-way merge of long texts, line by line (Khanna, Kunal & Pierce, "A Formal Investigation of Diff3", 2007)."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher


@dataclass(frozen=True)
class _Edit:
    """Lines `start` to `end` (exclusive) of the base become `lines`."""

    start: int
    end: int
    lines: tuple[str, ...]

    def overlaps(self, other: _Edit) -> bool:
        """Whether both touch the same line, or insert at the same spot."""
        if self.start == other.start:
            return True
        return self.start < other.end and other.start < self.end


def merge_text(base: str, ours: str, theirs: str) -> str | None:
    """`base` with the edits of both sides, or None when they overlap (and differ)."""
    if ours == theirs or theirs == base:
        return ours
    if ours == base:
        return theirs
    lines = base.split("\n")
    left, right = _edits(lines, ours.split("\n")), _edits(lines, theirs.split("\n"))
    if any(mine != yours and mine.overlaps(yours) for mine in left for yours in right):
        return None
    merged = list(lines)
    for edit in sorted({*left, *right}, key=lambda edit: (edit.start, edit.end), reverse=True):
        merged[edit.start : edit.end] = edit.lines
    return "\n".join(merged)


def _edits(base: list[str], changed: list[str]) -> list[_Edit]:
    codes = SequenceMatcher(None, base, changed, autojunk=False).get_opcodes()
    return [_Edit(i1, i2, tuple(changed[j1:j2])) for tag, i1, i2, j1, j2 in codes if tag != "equal"]
