"""The differences between two versions of a document, in lines that a person can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from knowledge.journal.alignment import Alignment, align, align_ends
from knowledge.model.codec import Fields
from knowledge.model.fields import Json

LONG = 10_000
"""Texts with more characters aren't compared word by word, but line by line."""
COMPARING_STEPS = 300_000
"""Steps of aligning within which texts are compared with care."""
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
CONTEXT = 1
"""Unchanged lines shown around what changed."""


@dataclass(frozen=True)
class FieldChange:
    """Field `name` changed from `before` to `after` (None: it had no value)."""

    name: str
    before: Json
    after: Json


@dataclass(frozen=True)
class Line:
    """A line of a text: `mark` is "+" if it was added, "-" if removed, " " if unchanged, "…" for a gap."""

    mark: str
    text: str = ""


def changed_fields(before: Fields, after: Fields) -> list[FieldChange]:
    """The fields that differ between two versions, by name; fields that are empty in both are left out."""
    names = sorted(before.keys() | after.keys())
    changes = (FieldChange(name, before.get(name), after.get(name)) for name in names)
    return [each for each in changes if each.before != each.after and (each.before or each.after)]


def differing_words(text: str, others: Sequence[str]) -> list[tuple[str, bool]]:
    """`text` in runs of (piece, whether it differs from one of `others`), word by word; long texts line by line.

    Of very many others, only the first are looked at.
    """
    by_word = max(map(len, (text, *others))) <= LONG
    pieces = _WORDS.findall(text) if by_word else text.splitlines(keepends=True)
    differs = [False] * len(pieces)
    steps = COMPARING_STEPS
    for other in others:
        alignment = align(pieces, _WORDS.findall(other) if by_word else other.splitlines(keepends=True))
        for gap in alignment.gaps():
            differs[gap.left : gap.left_end] = [True] * (gap.left_end - gap.left)
        steps -= alignment.steps
        if steps < 0:
            break
    runs: list[tuple[str, bool]] = []
    for piece, differ in zip(pieces, differs, strict=True):
        if runs and runs[-1][1] == differ:
            runs[-1] = (runs[-1][0] + piece, differ)
        else:
            runs.append((piece, differ))
    return runs


class Comparison:
    """Texts compared line by line, one after another, with as much care as the `steps` for all of them allow.

    When those are used up, all that stands between what two texts begin and end with counts as changed.
    """

    def __init__(self, steps: int = COMPARING_STEPS) -> None:
        self._steps = steps

    def lines(self, before: str, after: str) -> Iterator[Line]:
        """The changed lines between two texts, with `CONTEXT` unchanged lines around them."""
        left, right = (text.split("\n") if text else [] for text in (before, after))
        alignment = align(left, right) if self._steps > 0 else align_ends(left, right)
        self._steps -= alignment.steps
        return _lines(left, right, alignment)


def _lines(left: list[str], right: list[str], alignment: Alignment) -> Iterator[Line]:
    end = 0
    for number, gap in enumerate(alignment.gaps()):
        begin = max(gap.left - CONTEXT, end)
        if number and begin > end + CONTEXT:
            yield from (Line(" ", text) for text in left[end : end + CONTEXT])
            yield Line("…")
        elif number:
            begin = end
        yield from (Line(" ", text) for text in left[begin : gap.left])
        yield from (Line("-", text) for text in left[gap.left : gap.left_end])
        yield from (Line("+", text) for text in right[gap.right : gap.right_end])
        end = gap.left_end
    if left != right:
        yield from (Line(" ", text) for text in left[end : end + CONTEXT])
