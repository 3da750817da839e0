"""One walk through a checklist."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import (
    Beginning,
    Choice,
    Day,
    FieldType,
    Json,
    Lines,
    Link,
    Links,
    PartnerRole,
    Place,
    Table,
    Text,
    declare,
)
from knowledge.model.records.activity import Activity
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Kind, OnCard, Record
from knowledge.model.typed.days import Lean
from knowledge.model.vocabulary import RUN_STATES
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class ChecklistRun(Record):
    """One walk through a checklist. `form` is the checklist's Markdown as it was when the walk began."""

    kind: ClassVar[str] = "checklist"
    traits: ClassVar[Kind] = Kind(
        label=N_("checklist"),
        plural=N_("checklists"),
        typed="checklist checklists intake run",
        sign="≡",
        order=6,
        near=5,
        recent=True,
        card=OnCard(N_("Checklists"), order=5),
        text_headed=True,
        has_form=False,
    )

    body: str = declare(Text(), N_("Result"), aliases=("result",))
    date: Date | None = declare(Day(), N_("Date"), begins=Beginning.TODAY)
    template: str = declare(FieldType(), N_("Checklist"), required=True, searched=False, shown=False, asked=False)
    version: str = declare(FieldType(), N_("Version"), searched=False, shown=False, asked=False)
    form: str = declare(Text(), N_("Form"), searched=False, shown=False, asked=False, bulky=True)
    school: str = declare(Link(targets=(Partner.kind,), role=PartnerRole.SCHOOL), N_("School"))
    company: str = declare(Link(targets=(Partner.kind,), role=PartnerRole.COMPANY), N_("Company"))
    partners: tuple[str, ...] = declare(Links(targets=(Partner.kind,)), N_("Partners"))
    event: str = declare(Link(targets=(Activity.kind,)), N_("Activity"), searched=False)
    participants: tuple[str, ...] = declare(Lines(), N_("Participants"), names_people=True)
    answers: Mapping[str, Json] = declare(Table(), N_("Answers"), shown=False, asked=False)
    at: str = declare(Place(), N_("Stopped at"), searched=False, shown=False, asked=False)
    state: str = declare(Choice(vocabulary=RUN_STATES), N_("State"), searched=False)
    revisit: Date | None = declare(Day(lean=Lean.AHEAD), N_("Look back on"))
