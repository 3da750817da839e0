"""Settling a conflict by hand: keeping both values, or editing a text that shows the differing lines together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from knowledge.journal.document import Sibling
from knowledge.model.codec import shape_of
from knowledge.model.fields import FieldType, Formed, Json, Shape
from knowledge.model.kinds import fields_of
from knowledge.problem import N_, WrongUse

VERSION, END = "▼▼ ", "▲▲"
"""The beginning of the line above a version, which says whose it is, and the line under the last version."""


def is_text(kind: str, name: str) -> bool:
    """Whether field `name` of `kind` holds text of several lines, so that two values can be combined in an editor."""
    return shape_of(kind, name) is Shape.TEXT


def both(kind: str, name: str, siblings: Sequence[Sibling]) -> Json:
    """One value that keeps all of `siblings`, in order; raises `WrongUse` for a field that can have only one.

    Texts are combined line by line, with common lines once. Short texts are joined by a slash.
    """
    texts = [each.value for each in siblings]
    if not all(isinstance(text, str) for text in texts):
        raise WrongUse(N_("Only one of these can hold: choose which."))
    if is_text(kind, name):
        combined: str = texts[0]
        for text in texts[1:]:
            combined = "\n".join(_union(combined.split("\n"), text.split("\n")))
        return combined
    field = fields_of(kind).get(name)
    if field is None or (not isinstance(field.type, Formed) and type(field.type) is not FieldType):
        raise WrongUse(N_("Only one of these can hold: choose which."))
    return " / ".join(text for text in texts if text)


def marked(siblings: Sequence[tuple[str, str]]) -> str:
    """The (label, text) pairs as one text to edit: common lines once, and the others between marks that say whose."""
    label, text = siblings[0]
    for other, theirs in siblings[1:]:
        text = "\n".join(_marked(label, text.split("\n"), other, theirs.split("\n")))
    return text


def is_marked(text: str) -> bool:
    """Whether a mark is left in `text`, so that combining isn't finished."""
    return any(line.startswith(VERSION) or line.rstrip() == END for line in text.split("\n"))


def _union(ours: list[str], theirs: list[str]) -> Iterator[str]:
    for same, mine, yours in _pieces(ours, theirs):
        yield from same or [*mine, *yours]


def _marked(label: str, ours: list[str], other: str, theirs: list[str]) -> Iterator[str]:
    for same, mine, yours in _pieces(ours, theirs):
        if same:
            yield from same
        else:
            yield from (f"{VERSION}{label}", *mine, f"{VERSION}{other}", *yours, END)


def _pieces(ours: list[str], theirs: list[str]) -> Iterator[tuple[list[str], list[str], list[str]]]:
    """The texts in pieces of lines: (in both, only ours, only theirs), of which one or two are empty."""
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        yield (ours[i1:i2], [], []) if tag == "equal" else ([], ours[i1:i2], theirs[j1:j2])
