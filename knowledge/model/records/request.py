"""A school's question to companies."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Choice, Choices, Day, FieldType, Link, PartnerRole, Text, declare
from knowledge.model.number_fields import Whole
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Kind, OnCard, Record
from knowledge.model.typed.days import Lean
from knowledge.model.vocabulary import ACTIVITY_KINDS, PROFILES, PUPIL_YEARS, REQUEST_STATES, WORLDS
from knowledge.model.week_fields import Weeks
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Request(Record):
    """What `school` asks of companies, of which it wants `wanted` (one, if not said)."""

    kind: ClassVar[str] = "request"
    traits: ClassVar[Kind] = Kind(
        label=N_("request"),
        plural=N_("requests"),
        typed="vraag vragen verzoek verzoeken request requests",
        sign="?",
        order=10,
        near=9,
        recent=True,
        beside=("activity", "school"),
        card=OnCard(order=9),
    )

    title: str = declare(FieldType(), N_("Your question"), required=True)
    school: str = declare(Link(targets=(Partner.kind,), role=PartnerRole.SCHOOL), N_("School"), required=True)
    activity: str = declare(Choice(vocabulary=ACTIVITY_KINDS), N_("Kind"), required=True, facet="activity")
    goal: str = declare(Text(), N_("What pupils learn"))
    gain: str = declare(FieldType(), N_("Gain of the company"))
    smallest: str = declare(FieldType(), N_("Smallest contribution"))
    school_arranges: str = declare(FieldType(), N_("The school arranges"))
    profiles: tuple[str, ...] = declare(Choices(vocabulary=PROFILES), N_("Profiles"))
    worlds: tuple[str, ...] = declare(Choices(vocabulary=WORLDS), N_("Worlds of technology"), facet="world")
    years: tuple[str, ...] = declare(Choices(vocabulary=PUPIL_YEARS), N_("School year of pupils"), searched=False)
    groups: int | None = declare(Whole(most=99), N_("Groups"), searched=False)
    group_size: int | None = declare(Whole(most=99), N_("Pupils per group"), searched=False)
    weeks: tuple[str, ...] = declare(Weeks(), N_("Weeks"), searched=False)
    duration: str = declare(FieldType(), N_("Duration"))
    place: str = declare(FieldType(), N_("Place"), facet="place")
    slack: str = declare(FieldType(), N_("Room to move"))
    read_by: str = declare(FieldType(), N_("Also read by"), names_people=True)
    answer_to: str = declare(FieldType(), N_("Answer to"), names_people=True)
    answer_by: Date | None = declare(Day(lean=Lean.AHEAD), N_("Answer by"))
    wanted: int | None = declare(Whole(least=1, most=99), N_("Companies wanted"), searched=False)
    state: str = declare(Choice(vocabulary=REQUEST_STATES), N_("State"), searched=False)
    body: str = declare(Text(), N_("Notes"), aliases=("notes",))

    @property
    def linked_partners(self) -> tuple[str, ...]:
        return (self.school,) if self.school else ()

    @property
    def when(self) -> Date | None:
        return self.answer_by

    def settled(self, before: Record | None, today: Date) -> Request:
        """This request with a state: a draft if none was said."""
        del before, today
        return self if self.state else dataclasses.replace(self, state="concept")
