"""The differences between two versions of a document, in lines that a person can read."""

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


def text_lines(before: str, after: str) -> list[Line]:
    """The changed lines between two texts, with `CONTEXT` unchanged lines around them."""
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
