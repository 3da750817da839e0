"""Beginning a lesson, and recording that somebody is going to use one (pure)."""

from __future__ import annotations

import dataclasses
import re
from datetime import date

from knowledge.model.kinds import starting_values
from knowledge.model.records.lesson import Lesson
from knowledge.problem import N_, Say

OUTLINE = N_("## Situation\n\n## What we did\n\n## What worked\n\n## What did not work\n\n## Advice\n")
"""The headings that a new lesson begins with."""


def begun(author: str, today: date, say: Say) -> Lesson:
    """A lesson for `author` to write, with today's date, whom to ask, and the headings to write under."""
    return Lesson(body=say(OUTLINE), **starting_values(Lesson.kind, today, author))


def used(lesson: Lesson, name: str, today: date) -> Lesson:
    """`lesson` with a line in `used_by` that says that `name` is going to use it.

    The line is the name and the day (``Els Wassink · 2026-11-26``), which reads the same in every language. If it is
    there already, this returns `lesson` itself.
    """
    line = f"{_name(name)} · {today.isoformat()}"
    return lesson if line in lesson.used_by else dataclasses.replace(lesson, used_by=(*lesson.used_by, line))


def no_longer_used(lesson: Lesson, name: str) -> Lesson:
    """`lesson` without the latest line in `used_by` for `name`; `lesson` itself when there is none."""
    form = re.compile(re.escape(_name(name)) + r" · \d{4}-\d\d-\d\d")
    last = max((line for line in lesson.used_by if form.fullmatch(line)), default="")
    if not last:
        return lesson
    return dataclasses.replace(lesson, used_by=tuple(line for line in lesson.used_by if line != last))


def _name(name: str) -> str:
    return " ".join(name.split()) or "?"
