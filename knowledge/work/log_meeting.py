"""Logging a meeting with its actions and lessons, and adding to a logged meeting (pure).

An action or a lesson is given cell by cell, as in a form. An action without "what" or a lesson without title is never
guessed from its other cells: `misgiven` says which cell of which row has to be corrected.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.model.records.action import Action
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.record import Record
from knowledge.model.typed.days import Lean, day_from
from knowledge.problem import N_, BadValue, WrongUse

NewId = Callable[[], str]
"""Returns a new id that is not in use."""


@dataclass(frozen=True)
class ActionGiven:
    """The cells of one action as given; `due` is a day, or a day as typed (``+14d``)."""

    what: str = ""
    who: str = ""
    due: date | str | None = None

    @property
    def is_empty(self) -> bool:
        """Whether nothing was given at all."""
        return not (self.what.strip() or self.who.strip() or _typed(self.due))


@dataclass(frozen=True)
class LessonGiven:
    """The cells of one lesson as given."""

    title: str = ""
    body: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was given at all."""
        return not (self.title.strip() or self.body.strip())


class Misgiven(WrongUse):
    """A cell that has to be corrected: of `part` ("action" or "lesson"), row `number` (from 1), cell `cell`.

    `cell` is the name of a field of `ActionGiven` or `LessonGiven`.
    """

    def __init__(self, text: str, part: str, number: int, cell: str, **values: object) -> None:
        super().__init__(text, number=number, **values)
        self.part = part
        self.number = number
        self.cell = cell


@dataclass(frozen=True)
class Logged:
    """A meeting and what came of it, ready to be saved."""

    meeting: Meeting
    actions: tuple[Action, ...]
    lessons: tuple[Lesson, ...]

    @property
    def records(self) -> tuple[Record, ...]:
        """All records: the meeting first, then actions and lessons in the order in which they were given."""
        return (self.meeting, *self.actions, *self.lessons)


def misgiven(actions: Sequence[ActionGiven], lessons: Sequence[LessonGiven], today: date) -> list[Misgiven]:
    """What has to be corrected before these can be logged, in their order; empty when they are fine.

    Empty rows are fine, and count in the numbers of the rows after them.
    """
    return [*_misgiven_actions(actions, today), *_misgiven_lessons(lessons)]


def _misgiven_actions(actions: Sequence[ActionGiven], today: date) -> Iterator[Misgiven]:
    for number, given in enumerate(actions, 1):
        if given.is_empty:
            continue
        if not given.what.strip():
            text = N_("Action {number}: say what is to be done. Only who or when stands there.")
            yield Misgiven(text, "action", number, "what")
        try:
            _due(given, today)
        except BadValue as bad:
            yield Misgiven(N_("Action {number}: {problem}"), "action", number, "due", problem=bad)


def _misgiven_lessons(lessons: Sequence[LessonGiven]) -> Iterator[Misgiven]:
    for number, given in enumerate(lessons, 1):
        if not given.is_empty and not given.title.strip():
            yield Misgiven(N_("Lesson {number}: give it a title."), "lesson", number, "title")


def log_meeting(
    meeting: Meeting,
    *,
    actions: Sequence[ActionGiven] = (),
    lessons: Sequence[LessonGiven] = (),
    author: str,
    today: date,
    new_id: NewId,
) -> Logged:
    """`meeting` with an action or a lesson for every row that isn't empty, in order.

    They are about the partners of the meeting and link to it; `author` is whom to ask about the lessons. A meeting
    without id gets one from `new_id`. Raises the first of `misgiven`.
    """
    for wrong in misgiven(actions, lessons, today):
        raise wrong
    meeting = meeting if meeting.id else dataclasses.replace(meeting, id=new_id())
    return Logged(
        meeting,
        tuple(_action(given, meeting, today, new_id()) for given in actions if not given.is_empty),
        tuple(_lesson(given, meeting, author, new_id()) for given in lessons if not given.is_empty),
    )


def add_to_meeting(
    meeting: Meeting,
    *,
    actions: Sequence[ActionGiven] = (),
    lessons: Sequence[LessonGiven] = (),
    decisions: Sequence[str] = (),
    author: str,
    today: date,
    new_id: NewId,
) -> Logged:
    """The logged `meeting` with `decisions` added to its own, and only the new actions and lessons.

    These get the partners, the day and the tags that the meeting has now. Raises the first of `misgiven`.
    """
    added = (_line(decision) for decision in decisions)
    grown = tuple(dict.fromkeys((*meeting.decisions, *(decision for decision in added if decision))))
    return log_meeting(
        dataclasses.replace(meeting, decisions=grown),
        actions=actions,
        lessons=lessons,
        author=author,
        today=today,
        new_id=new_id,
    )


def _action(given: ActionGiven, meeting: Meeting, today: date, action_id: str) -> Action:
    return Action(
        id=action_id,
        title=_line(given.what),
        who=_line(given.who),
        due=_due(given, today),
        state="open",
        partners=meeting.partners,
        origin=meeting.id,
    )


def _lesson(given: LessonGiven, meeting: Meeting, author: str, lesson_id: str) -> Lesson:
    return Lesson(
        id=lesson_id,
        title=_line(given.title),
        body=given.body.strip(),
        date=meeting.date,
        partners=meeting.partners,
        author=author,
        meeting=meeting.id,
        tags=meeting.tags,
    )


def _due(given: ActionGiven, today: date) -> date | None:
    """The day of `given`; raises `BadValue`."""
    if isinstance(given.due, str):
        return day_from(given.due, today, Lean.AHEAD) if given.due.strip() else None
    return given.due


def _typed(due: date | str | None) -> bool:
    return bool(due.strip() if isinstance(due, str) else due)


def _line(text: str) -> str:
    return " ".join(text.split())
