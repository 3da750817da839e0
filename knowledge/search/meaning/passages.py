"""Cutting what stands in a record into passages that each can answer a question (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LENGTH_WANTED = 1400
"""The most characters of a passage, unless one sentence is longer: what is taken in at once."""

MOST_PASSAGES = 24
"""The most passages of one record; of a longer one the beginning counts."""

_LONGEST_SENTENCE = 1500
_PARAGRAPH = re.compile(r"[^\n]+")
_SENTENCE = re.compile(r".*?(?:[.!?…][\"”’)]?(?=\s)|$)", re.DOTALL)


@dataclass(frozen=True)
class BodyPassage:
    """A passage: characters `start` to `end` of the body of a record."""

    start: int
    end: int


def passages_of(body: str) -> list[BodyPassage]:
    """The passages of `body`, in order: whole paragraphs together as far as they fit, long ones by their sentences.

    There is always one, so that a record with only a title has a vector as well.
    """
    found: list[BodyPassage] = []
    start = end = -1
    for left, right in _units(body):
        if start >= 0 and right - start > LENGTH_WANTED:
            found.append(BodyPassage(start, end))
            start = -1
            if len(found) == MOST_PASSAGES:
                return found
        start, end = (left if start < 0 else start), right
    return [*found, BodyPassage(max(start, 0), max(end, 0))] if start >= 0 or not found else found


def as_read(title: str, body: str, passage: BodyPassage) -> str:
    """What the model reads of `passage`: it says little without the title."""
    return f"{title}. {' '.join(body[passage.start : passage.end].split())}".strip()


def _units(body: str) -> Iterator[tuple[int, int]]:
    """Where the paragraphs of `body` are, and the sentences of a long one."""
    for paragraph in _PARAGRAPH.finditer(body):
        left, right = paragraph.span()
        if not paragraph[0].strip():
            continue
        if right - left <= LENGTH_WANTED:
            yield left, right
            continue
        for sentence in _SENTENCE.finditer(body, left, right):
            first, last = sentence.span()
            for place in range(first, last, _LONGEST_SENTENCE):
                yield place, min(place + _LONGEST_SENTENCE, last)
