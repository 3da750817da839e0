"""Beginning a lesson (pure)."""

from __future__ import annotations

from datetime import date

from knowledge.model.kinds import starting_values
from knowledge.model.records.lesson import Lesson
from knowledge.problem import N_, Say

OUTLINE = N_("## Situation\n\n## What we did\n\n## What worked\n\n## What did not work\n\n## Advice\n")
"""The headings that a new lesson begins with."""


def begun(author: str, today: date, say: Say) -> Lesson:
    """A lesson for `author` to write, with today's date, whom to ask, and the headings to write under."""
    return Lesson(body=say(OUTLINE), **starting_values(Lesson.kind, today, author))
