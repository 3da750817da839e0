"""Checklists and the walk through one: templates, answers, progress, differences and the result (pure)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date as Date

from knowledge.model.records import Action, ChecklistRun, Partner

PARTS = ("codes", "text", "person", "number", "date", "what", "who", "due")
"""The parts an answer can have; a question says which ones it asks for."""


@dataclass(frozen=True)
class Option:
    """One answer to choose: a stable code and its label in the template's language."""

    code: str
    label: str


@dataclass(frozen=True)
class Question:
    """One question or item.

    `type` is as in the file (``choice+text``, ``scale``, ``item`` …); `sides` are the parties that answer: ("school",
    "company"), ("school",), ("company",) or ("both",).
    """

    id: str
    text: str
    type: str
    sides: tuple[str, ...]
    why: str = ""
    seed: str = ""
    options: tuple[Option, ...] = ()

    @property
    def kinds(self) -> tuple[str, ...]:
        """The `+`-separated parts of `type`."""
        return tuple(self.type.split("+"))


@dataclass(frozen=True)
class Section:
    """A run of questions under one heading."""

    id: str
    title: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Template:
    """A checklist as somebody can walk through it; `source` is the Markdown it was read from."""

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

    def question(self, question_id: str) -> Question:
        """The question with this id; raises KeyError."""
        return next(question for question in self.questions if question.id == question_id)


@dataclass(frozen=True)
class Answer:
    """What one party answered to one question.

    `codes` are chosen options (one for a choice, "done"/"na" for an item), `number` a school mark or hours, `state`
    is "" or a standard answer: "unknown" (becomes an action) or "skip" (not applicable).
    """

    text: str = ""
    codes: tuple[str, ...] = ()
    person: str = ""
    number: int | None = None
    date: Date | None = None
    what: str = ""
    who: str = ""
    due: Date | None = None
    state: str = ""

    @property
    def is_given(self) -> bool:
        """Whether anything was answered."""
        return self != Answer()


@dataclass(frozen=True)
class Difference:
    """Two answers that are worth a talk. `reason` is a message id with `values`."""

    question: Question
    reason: str
    values: Mapping[str, object]


def answer(run: ChecklistRun, question_id: str, party: str) -> Answer:
    """What `party` answered to a question so far; the empty answer when nothing (readable) was."""
    raise NotImplementedError


def with_answer(run: ChecklistRun, question_id: str, party: str, given: Answer) -> ChecklistRun:
    """`run` with one answer replaced, and `at` set to that question."""
    raise NotImplementedError


def start(template: Template, *, school: Partner | None, company: Partner | None, today: Date) -> ChecklistRun:
    """A new run of `template` between two parties (both None for a checklist one does alone)."""
    raise NotImplementedError


def progress(run: ChecklistRun, template: Template) -> tuple[int, int]:
    """(questions every party of which has answered, all questions)."""
    raise NotImplementedError


def next_question(run: ChecklistRun, template: Template) -> Question | None:
    """The first question, from where the walk stopped and around, that misses an answer; None when complete."""
    raise NotImplementedError


def differences(run: ChecklistRun, template: Template) -> Sequence[Difference]:
    """What the two sides answered differently enough to talk about, in question order (`docs/domain.md` §4)."""
    raise NotImplementedError


def result(run: ChecklistRun, template: Template, say: Callable[[str], str]) -> str:
    """The result as Markdown: differences first, then our why, agreement, every answer of both sides, unknowns."""
    raise NotImplementedError


def actions(run: ChecklistRun, template: Template, say: Callable[[str], str]) -> Sequence[Action]:
    """The first step (type ``action``) and one action for every "we do not know yet"; origin is the run."""
    raise NotImplementedError


def finish(
    run: ChecklistRun, template: Template, partners: Sequence[Partner], say: Callable[[str], str]
) -> tuple[ChecklistRun, Sequence[Partner], Sequence[Action]]:
    """The finished run (result in `body`, `revisit` from J2), the partners with `why` pinned (B3), new actions."""
    raise NotImplementedError
