"""One walk through a checklist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Choice, Day, FieldType, Json, Lines, Link, Links, Place, Table, Text, declare
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import RUN_STATES
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class ChecklistRun(Record):
    """One walk through a checklist. `form` is the checklist's Markdown as it was when the walk began."""

    kind: ClassVar[str] = "checklist"
    label: ClassVar[str] = N_("checklist")

    body: str = declare(Text(), N_("Result"), aliases=("result",))
    date: Date | None = declare(Day(), N_("Date"))
    template: str = declare(FieldType(), N_("Checklist"), required=True, searched=False)
    version: str = declare(FieldType(), N_("Version"), searched=False)
    form: str = declare(Text(), N_("Form"), searched=False)
    school: str = declare(Link(target="partner"), N_("School"))
    company: str = declare(Link(target="partner"), N_("Company"))
    partners: tuple[str, ...] = declare(Links(target="partner"), N_("Partners"))
    participants: tuple[str, ...] = declare(Lines(), N_("Participants"))
    answers: Mapping[str, Json] = declare(Table(), N_("Answers"))
    at: str = declare(Place(), N_("Stopped at"), searched=False)
    state: str = declare(Choice(vocabulary=RUN_STATES), N_("State"))
    revisit: Date | None = declare(Day(), N_("Look back on"))
