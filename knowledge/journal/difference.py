"""The differences between two versions of a document, in lines that a person can read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from knowledge.model.codec import Fields
from knowledge.model.fields import Json

MOST_WORDS = 2000
"""Longer texts aren't compared word by word: that would take seconds."""
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
    """`text` in runs of (piece, whether it differs from one of `others`), word by word; long texts line by line."""
    pieces = _WORDS.findall(text)
    if max(len(pieces), *(len(other) // 4 for other in others), 0) > MOST_WORDS:
        pieces = text.splitlines(keepends=True)
        lines = [set(other.split("\n")) for other in others]
        differs = [any(piece.rstrip("\n") not in each for each in lines) for piece in pieces]
    else:
        differs = [False] * len(pieces)
        for other in others:
            matcher = SequenceMatcher(None, pieces, _WORDS.findall(other), autojunk=False)
            for tag, i1, i2, _j1, _j2 in matcher.get_opcodes():
                if tag != "equal":
                    differs[i1:i2] = [True] * (i2 - i1)
    runs: list[tuple[str, bool]] = []
    for piece, differ in zip(pieces, differs, strict=True):
        if runs and runs[-1][1] == differ:
            runs[-1] = (runs[-1][0] + piece, differ)
        else:
            runs.append((piece, differ))
    return runs


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
