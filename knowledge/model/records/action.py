"""Something somebody will do."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Choice, Day, FieldType, Link, Links, Text, declare
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Kind, OnCard, Record
from knowledge.model.typed.days import Lean
from knowledge.model.vocabulary import ACTION_STATES
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Action(Record):
    """Something somebody will do. `origin` is the meeting or checklist run it came from."""

    kind: ClassVar[str] = "action"
    can_be_late: ClassVar[bool] = True
    traits: ClassVar[Kind] = Kind(
        label=N_("action"),
        plural=N_("actions"),
        typed="actie acties taak action actions task",
        sign="□",
        order=5,
        near=1,
        sort="due",
        beside=("who", "partners"),
        card=OnCard(N_("Open actions"), order=2, state="open", sort="due"),
    )

    title: str = declare(FieldType(), N_("What"), required=True, aliases=("what",))
    body: str = declare(Text(), N_("Notes"), aliases=("notes",))
    who: str = declare(FieldType(), N_("Who"), facet="author", names_people=True)
    due: Date | None = declare(Day(lean=Lean.AHEAD), N_("When"))
    state: str = declare(Choice(vocabulary=ACTION_STATES), N_("State"), searched=False)
    done_on: Date | None = declare(Day(), N_("Done on"))
    partners: tuple[str, ...] = declare(Links(targets=(Partner.kind,)), N_("Partners"))
    origin: str = declare(Link(targets=(Meeting.kind, ChecklistRun.kind)), N_("Comes from"), asked=False, origin=True)
    question: str = declare(FieldType(), N_("Question"), searched=False, shown=False, asked=False)

    @property
    def when(self) -> Date | None:
        return self.due

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done; an action without a state is open."""
        return self.state in ("", "open")

    def is_late(self, today: Date) -> bool:
        """Whether it is open and was due before `today`."""
        return self.is_open and self.due is not None and self.due < today

    def settled(self, before: Record | None, today: Date) -> Action:
        """This action with a state and day that agree: an action that is done has a day, one that isn't has none.

        A day that was given stays; giving a day without changing the state makes the action done. If neither changed,
        or the state is one that this version doesn't know, the action stays as it is.
        """
        was = before if isinstance(before, Action) else Action()
        if (self.state, self.done_on) == (was.state, was.done_on) or self.state not in ("", *ACTION_STATES):
            return self
        if self.done_on and self.state == was.state:
            return dataclasses.replace(self, state="done")
        if self.state == "done":
            kept = was.done_on if was.state == "done" else None
            return dataclasses.replace(self, done_on=self.done_on or kept or today)
        return dataclasses.replace(self, done_on=None)
