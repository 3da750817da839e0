"""A use of a lesson."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Beginning, Choice, Day, FieldType, Link, Shape, Text, declare
from knowledge.model.records.activity import Activity
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.record import Kind, Record
from knowledge.model.vocabulary import OUTCOMES
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Use(Record):
    """Somebody (`who`) is going to use a lesson, and later tells how it went; until then `outcome` is empty.

    `ask_from` is the day until which that person doesn't want to be asked.
    """

    kind: ClassVar[str] = "use"
    traits: ClassVar[Kind] = Kind(
        label=N_("use"),
        plural=N_("uses"),
        typed="gebruik gebruiken gebruikt hergebruik use uses",
        sign="►",
        order=7,
        near=6,
        beside=("outcome", "purpose"),
        quiet=True,
    )

    title: str = declare(FieldType(), N_("Title"), made_of=("who", "lesson"), asked=False)
    body: str = declare(Text(), N_("Text"), asked=False)
    lesson: str = declare(Link(targets=(Lesson.kind,)), N_("Lesson"), required=True, searched=False, ranks=True)
    who: str = declare(
        FieldType(),
        N_("Who"),
        required=True,
        begins=Beginning.AUTHOR,
        searched=False,
        facet="author",
        names_people=True,
    )
    date: Date | None = declare(Day(), N_("Date"), required=True, begins=Beginning.TODAY)
    purpose: str = declare(FieldType(), N_("For what"))
    event: str = declare(Link(targets=(Activity.kind,)), N_("Activity"), searched=False)
    outcome: str = declare(Choice(vocabulary=OUTCOMES), N_("How it went"), searched=False)
    note: str = declare(FieldType(), N_("Note"))
    ask_from: Date | None = declare(
        Day(shape=Shape.LATEST), N_("Ask again from"), searched=False, shown=False, asked=False
    )

    @property
    def state(self) -> str:
        """ "open" until it is told how it went, by which lists select uses."""
        return "told" if self.outcome else "open"
