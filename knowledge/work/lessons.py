"""Beginning a lesson (pure)."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TypeVar

from knowledge.model.kinds import starting_values
from knowledge.model.records.activity import Activity
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.record import Record
from knowledge.problem import N_, Say

_Record = TypeVar("_Record", bound=Record)

OUTLINE = N_("## Situation\n\n## What we did\n\n## What worked\n\n## What did not work\n\n## Advice\n")
"""The headings that a new lesson begins with."""


def without_untouched(began: _Record, written: _Record) -> _Record:
    """`written` without the headings that the text of the record `began` with and that have nothing under them."""
    if not isinstance(written, Lesson) or not isinstance(began, Lesson):
        return written
    return replace(written, body=_without_untouched(began.body, written.body))


def _without_untouched(began_with: str, written: str) -> str:
    headings = {line for line in began_with.splitlines() if line.startswith("#")}
    if not headings:
        return written
    levels = "|".join({heading.partition(" ")[0] for heading in headings})  # a deeper heading stands under this one
    parts = re.split(rf"(?m)^(?=(?:{levels}) )", written)
    return "".join(part for part in parts if part.strip() not in headings).strip("\n")


def begun(author: str, today: date, say: Say) -> Lesson:
    """A lesson for `author` to write, with today's date, whom to ask, and the headings to write under."""
    return Lesson(body=say(OUTLINE), **starting_values(Lesson.kind, today, author))


def begun_about(activity: Activity, author: str, today: date, say: Say) -> Lesson:
    """A lesson as `begun`, of what was lived through at `activity`."""
    return replace(
        begun(author, today, say),
        event=activity.id,
        activity=activity.activity,
        partners=activity.linked_partners,
        worlds=activity.worlds,
        profiles=activity.profiles,
    )
