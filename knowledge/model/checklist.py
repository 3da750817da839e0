"""Checklists and the walk through one: templates, answers and progress (pure).

`knowledge.work.checklist` begins and finishes a walk.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from itertools import groupby
from typing import Any

from knowledge.model.fields import Day, Json
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.typed.numbers import LARGEST_NUMBER, NONE, Unit, number_from, stored
from knowledge.problem import BadValue

TYPES = ("text", "person", "choice", "multi", "scale", "number", "date", "action", "item")
"""The types of questions; a question with several joins them with a +."""

ANSWER_ROLES = ("why", "outcome", "look-back", "calendar", "contact", "offer", "hours")
"""The uses of an answer (see `docs/checklists.md`)."""

PARTIES = ("school", "company", "both")


@dataclass(frozen=True)
class Option:
    """One answer to choose: a stable code and its label in the template's language."""

    code: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question or item.

    `type` is as in the file (``choice+text``, ``scale``, ``item`` …); `sides` are the parties that answer: ("school",
    "company"), ("school",), ("company",) or ("both",). `role`, one of `ANSWER_ROLES` or "", says what its answer is
    used for besides being stored. `unit` is what its number counts.
    """

    id: str
    text: str
    type: str
    sides: tuple[str, ...]
    why: str = ""
    seed: str = ""
    options: tuple[Option, ...] = ()
    role: str = ""
    unit: Unit = NONE

    @property
    def kinds(self) -> tuple[str, ...]:
        """The `+`-separated parts of `type`."""
        return tuple(self.type.split("+"))

    @property
    def is_item(self) -> bool:
        """Whether this is something to tick off."""
        return self.kinds == ("item",)


@dataclass(frozen=True)
class Section:
    """The questions under one heading."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Template:
    """A checklist to walk through; `source` is the Markdown it was read from."""

    id: str
    version: str
    language: str
    title: str
    intro: str
    sections: tuple[Section, ...]
    source: str
    seed: str = ""

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in walking order."""
        return tuple(question for section in self.sections for question in section.questions)

    @property
    def pages(self) -> tuple[tuple[Question, ...], ...]:
        """What stands on one screen, in walking order: a question, or the items that follow each other in a section."""
        found: list[tuple[Question, ...]] = []
        for section in self.sections:
            for (is_item, _sides), alike in groupby(section.questions, lambda each: (each.is_item, each.sides)):
                questions = tuple(alike)
                found += [questions] if is_item else [(question,) for question in questions]
        return tuple(found)

    def with_role(self, role: str) -> list[Question]:
        """The questions whose answer is used for `role` (one of `ANSWER_ROLES`), in walking order."""
        return [question for question in self.questions if question.role == role]

    def question(self, question_id: str) -> Question:
        """The question with this id; raises KeyError."""
        return next(question for question in self.questions if question.id == question_id)


@dataclass(frozen=True)
class Answer:
    """The answer of one party to one question.

    `codes` are chosen options (one for a choice, "done"/"na" for an item), `number` is a school mark or an amount in
    the question's unit, `state` is "" or a standard answer: "unknown" (becomes an action) or "skip" (not applicable).
    """

    text: str = ""
    codes: tuple[str, ...] = ()
    person: str = ""
    number: Decimal | None = None
    date: Date | None = None
    what: str = ""
    who: str = ""
    due: Date | None = None
    state: str = ""

    @property
    def is_given(self) -> bool:
        """Whether anything was answered."""
        return self != Answer()


_PARTS = tuple(field.name for field in dataclasses.fields(Answer))


def answer(run: ChecklistRun, question_id: str, party: str) -> Answer:
    """The answer of `party` to a question so far; an empty answer if there is none (that can be read)."""
    parts = {part: run.answers.get(f"{question_id}.{party}.{part}") for part in _PARTS}
    return Answer(**{part: _read(part, value) for part, value in parts.items() if value is not None})


def given_answers(run: ChecklistRun, template: Template) -> Iterator[tuple[Question, str, Answer]]:
    """Every question with each party that answers it and the answer of that party so far, in walking order."""
    for question in template.questions:
        for party in question.sides:
            yield question, party, answer(run, question.id, party)


def _read(part: str, value: Json) -> Any:
    """A stored part in its type; one that doesn't fit counts as not given, because the folder may contain any file."""
    if part == "number":
        return _number(value)
    if part == "codes":
        return tuple(code for code in value if isinstance(code, str)) if isinstance(value, list) else ()
    if part in ("date", "due"):
        try:
            return Day().decode(value)
        except BadValue:
            return None
    return value if isinstance(value, str) else ""


def _number(value: Json) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, int | str):
        return None
    written = re.fullmatch(r"-?\d{1,12}(?:[.,]\d{1,6})?", str(value), re.ASCII)
    return Decimal(written[0].replace(",", ".")) if written else None


def number_typed(question: Question, typed: str) -> Decimal | None:
    """The number that a person means by `typed` as the answer to `question`, None for nothing; raises `BadValue`."""
    least, most = limits(question)
    return number_from(typed, question.unit, least=least, most=most) if typed.strip() else None


def limits(question: Question) -> tuple[int, int]:
    """The least and the most that the number of `question` may be: a school mark is 1 to 10."""
    return (1, 10) if "scale" in question.kinds else (0, LARGEST_NUMBER)


def with_answer(run: ChecklistRun, question_id: str, party: str, given: Answer) -> ChecklistRun:
    """`run` with one answer replaced, and `at` set to that question."""
    prefix = f"{question_id}.{party}."
    kept = {key: value for key, value in run.answers.items() if not key.startswith(prefix)}
    parts = {part: _stored(getattr(given, part)) for part in _PARTS if getattr(given, part) not in (None, "", ())}
    answers = kept | {prefix + part: value for part, value in parts.items()}
    return dataclasses.replace(run, answers=answers, at=question_id)


def _stored(value: object) -> Json:
    if isinstance(value, tuple):
        return list(value)
    if isinstance(value, Decimal):
        return stored(value)
    return value.isoformat() if isinstance(value, Date) else value  # type: ignore[return-value]


def is_answered(run: ChecklistRun, question: Question) -> bool:
    """Whether every party of `question` has answered it."""
    return all(answer(run, question.id, party).is_given for party in question.sides)


def progress(run: ChecklistRun, template: Template) -> tuple[int, int]:
    """(number of questions that every party has answered, number of all questions)."""
    return sum(is_answered(run, question) for question in template.questions), len(template.questions)


def next_question(run: ChecklistRun, template: Template) -> Question | None:
    """The next question without an answer, from where the walk stopped and then from the start; None if complete."""
    questions = template.questions
    at = next((index for index, question in enumerate(questions) if question.id == run.at), 0)
    around = (*questions[at:], *questions[:at])
    return next((question for question in around if not is_answered(run, question)), None)
