"""Something somebody will do."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Choice, Day, FieldType, Link, Links, Text, declare
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import ACTION_STATES
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Action(Record):
    """Something somebody will do. `origin` is the meeting or checklist run it came from."""

    kind: ClassVar[str] = "action"
    label: ClassVar[str] = N_("action")

    title: str = declare(FieldType(), N_("What"), required=True, aliases=("what",))
    body: str = declare(Text(), N_("Notes"), aliases=("notes",))
    who: str = declare(FieldType(), N_("Who"))
    due: Date | None = declare(Day(), N_("When"))
    state: str = declare(Choice(vocabulary=ACTION_STATES), N_("State"))
    done_on: Date | None = declare(Day(), N_("Done on"))
    partners: tuple[str, ...] = declare(Links(target="partner"), N_("Partners"))
    origin: str = declare(Link(), N_("Comes from"))
    question: str = declare(FieldType(), N_("Question"), searched=False)

    @property
    def when(self) -> Date | None:
        return self.due

    @property
    def is_open(self) -> bool:
        """Whether it still has to be done; an action nobody gave a state is open."""
        return self.state in ("", "open")
