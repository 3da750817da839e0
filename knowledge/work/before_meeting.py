"""What to know before a meeting: why we work together, what is open, and what was asked before (pure)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.journal.document import Document
from knowledge.model.checklist import Template, answer
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.person import Person
from knowledge.problem import Say
from knowledge.work.outcome import answer_in_words


@dataclass(frozen=True)
class Earlier:
    """An earlier meeting or checklist with a partner: its day, what it was, how it ended, and who wrote it down."""

    day: date | None
    title: str
    outcome: str
    by: str


@dataclass(frozen=True)
class Before:
    """What to know before a meeting with some partners.

    `whys` are pairs of the name of a partner and why we work together, `actions` are the documents of actions to begin
    with, `earlier` is what they were asked before, the latest first.
    """

    whys: tuple[tuple[str, str], ...] = ()
    actions: tuple[Document, ...] = ()
    earlier: tuple[Earlier, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.whys or self.actions or self.earlier)


def earlier_meeting(meeting: Meeting, by: str) -> Earlier:
    """The earlier `meeting`, written down by `by`, with what was decided."""
    return Earlier(meeting.date, meeting.title, "; ".join(meeting.decisions), by)


def earlier_run(run: ChecklistRun, template: Template | None, by: str, say: Say) -> Earlier:
    """The earlier walk `run` through `template`, begun by `by`, with the answer that is its outcome ("not now")."""
    questions = template.with_role("outcome") if template else []
    answers = (
        answer_in_words(question, answer(run, question.id, side), say)
        for question in questions
        for side in question.sides
    )
    return Earlier(run.date, run.title, "; ".join(" ".join(each.split()) for each in answers if each), by)


def was_with(meeting: Meeting, partners: Collection[str]) -> bool:
    """Whether `meeting` was with or at one of `partners`; the place of a next meeting doesn't count."""
    return bool({*meeting.partners, meeting.venue}.intersection(partners))


def likely_present(last: Meeting | None, people: Sequence[Person], most: int = 5) -> tuple[Person, ...]:
    """Whom to propose as present: those of `people` who were at the `last` meeting, else all of them up to `most`."""
    again = tuple(person for person in people if last and person.id in last.attendees)
    return again or (tuple(people) if len(people) <= most else ())


def latest_first(earlier: Iterable[Earlier], most: int) -> tuple[Earlier, ...]:
    """The `most` latest of `earlier`; those without a day come last."""
    return tuple(sorted(earlier, key=lambda each: each.day or date.min, reverse=True)[:most])
