"""What one version of a document changed, in lines a person can read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from knowledge.model.codec import Fields
from knowledge.model.fields import Json

CONTEXT = 1
"""Unchanged lines shown around what changed."""


@dataclass(frozen=True)
class FieldChange:
    """Field `name` went from `before` to `after` (None: it wasn't there)."""

    name: str
    before: Json
    after: Json


@dataclass(frozen=True)
class Line:
    """A line of a text: `mark` is "+" for what came, "-" for what went, " " for what stayed, "…" for a gap."""

    mark: str
    text: str = ""


def changed_fields(before: Fields, after: Fields) -> list[FieldChange]:
    """The fields that differ between two versions, by name; what is empty on both sides is left out."""
    names = sorted(before.keys() | after.keys())
    changes = (FieldChange(name, before.get(name), after.get(name)) for name in names)
    return [each for each in changes if each.before != each.after and (each.before or each.after)]


def text_lines(before: str, after: str) -> list[Line]:
    """What changed between two texts, line by line, with a little around it."""
    return list(_lines(before.split("\n") if before else [], after.split("\n") if after else []))


def _lines(before: list[str], after: list[str]) -> Iterator[Line]:
    groups = SequenceMatcher(None, before, after, autojunk=False).get_grouped_opcodes(CONTEXT)
    for number, group in enumerate(groups):
        if number:
            yield Line("…")
        for tag, i1, i2, j1, j2 in group:
            if tag == "equal":
                yield from (Line(" ", text) for text in before[i1:i2])
                continue
            yield from (Line("-", text) for text in before[i1:i2])
            yield from (Line("+", text) for text in after[j1:j2])
