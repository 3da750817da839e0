"""Settling a conflict by hand: keeping both values, or editing a text that shows the differing lines together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from knowledge.journal.alignment import Alignment, align
from knowledge.journal.document import Sibling
from knowledge.model.codec import shape_of
from knowledge.model.fields import FieldType, Formed, Json, Shape
from knowledge.model.kinds import fields_of
from knowledge.problem import N_, WrongUse

VERSION, END = "▼▼ ", "▲▲"
"""The beginning of the line above a version, which says whose it is, and the line under the last version."""
SETTLING_STEPS = 300_000
"""Steps of aligning within which common lines are looked for; of what comes after, all lines that are new follow."""


def is_text(kind: str, name: str) -> bool:
    """Whether field `name` of `kind` holds text of several lines, so that two values can be combined in an editor."""
    return shape_of(kind, name) is Shape.TEXT


def can_hold_both(kind: str, name: str, siblings: Sequence[Sibling]) -> bool:
    """Whether field `name` of `kind` can have one value that keeps all of `siblings`."""
    if not all(isinstance(each.value, str) for each in siblings):
        return False
    field = fields_of(kind).get(name)
    return is_text(kind, name) or (field is not None and _is_line(field.type))


def both(kind: str, name: str, siblings: Sequence[Sibling]) -> Json:
    """One value that keeps all of `siblings`, in order; raises `WrongUse` for a field that can have only one.

    Texts are combined line by line, with common lines once. Short texts are joined by a slash.
    """
    if not can_hold_both(kind, name, siblings):
        raise WrongUse(N_("Only one of these can hold: choose which."))
    texts: list[str] = [each.value for each in siblings]
    return _united(texts) if is_text(kind, name) else " / ".join(text for text in texts if text)


def marked(siblings: Sequence[tuple[str, str]]) -> str:
    """The (label, text) pairs as one text to edit: common lines once, and the others between marks that say whose."""
    label, first = siblings[0]
    lines, steps = first.split("\n"), SETTLING_STEPS
    for other, text in siblings[1:]:
        theirs = text.split("\n")
        if steps < 0:
            lines += [f"{VERSION}{other}", *theirs, END]
            continue
        alignment = align(lines, theirs)
        steps -= alignment.steps
        lines = list(_marked(label, other, _pieces(lines, theirs, alignment)))
    return "\n".join(lines)


def _united(texts: Sequence[str]) -> str:
    """All lines of `texts`, common ones once, each text in its own order as long as the steps allow."""
    lines, steps = texts[0].split("\n"), SETTLING_STEPS
    held = set(lines)
    for text in texts[1:]:
        theirs = text.split("\n")
        if steps < 0:
            lines += [line for line in theirs if line not in held]
        else:
            alignment = align(lines, theirs)
            steps -= alignment.steps
            pieces = _pieces(lines, theirs, alignment)
            lines = [line for same, mine, yours in pieces for line in same or [*mine, *yours]]
        held.update(theirs)
    return "\n".join(lines)


def is_marked(text: str) -> bool:
    """Whether a mark is left in `text`, so that combining isn't finished."""
    return any(line.startswith(VERSION) or line.rstrip() == END for line in text.split("\n"))


def _is_line(type_: FieldType) -> bool:
    return isinstance(type_, Formed) or type(type_) is FieldType


_Pieces = Iterator[tuple[list[str], list[str], list[str]]]


def _marked(label: str, other: str, pieces: _Pieces) -> Iterator[str]:
    for same, mine, yours in pieces:
        if same:
            yield from same
        else:
            yield from (f"{VERSION}{label}", *mine, f"{VERSION}{other}", *yours, END)


def _pieces(ours: list[str], theirs: list[str], alignment: Alignment) -> _Pieces:
    """The texts in pieces of lines: (in both, only ours, only theirs), of which one or two are empty."""
    end = 0
    for gap in alignment.gaps():
        if gap.left > end:
            yield ours[end : gap.left], [], []
        yield [], ours[gap.left : gap.left_end], theirs[gap.right : gap.right_end]
        end = gap.left_end
    if end < len(ours):
        yield ours[end:], [], []
