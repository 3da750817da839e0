"""What a company offers to schools, a line of the menukaart."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Choice, Choices, Day, FieldType, Link, PartnerRole, Text, declare
from knowledge.model.number_fields import Whole
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Kind, OnCard, Record
from knowledge.model.typed.days import Lean
from knowledge.model.vocabulary import (
    ACTIVITY_KINDS,
    ALLOCATIONS,
    OFFER_STATES,
    PROFILES,
    PUPIL_YEARS,
    VENUES,
    WORKDAYS,
    WORLDS,
)
from knowledge.model.week_fields import WeeksOfYear
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Offer(Record):
    """Something that `partner` offers to schools, at most `times` a school year.

    Without worlds it has those of the partner.
    """

    kind: ClassVar[str] = "offer"
    traits: ClassVar[Kind] = Kind(
        label=N_("offer"),
        plural=N_("offers"),
        typed="aanbod aanbiedingen offer offers",
        sign="+",
        order=9,
        near=8,
        sort="title",
        beside=("activity", "partner"),
        card=OnCard(order=1, sort="title", limit=4),
    )

    title: str = declare(FieldType(), N_("What"), required=True, aliases=("name",))
    partner: str = declare(Link(targets=(Partner.kind,), role=PartnerRole.COMPANY), N_("Company"), required=True)
    activity: str = declare(Choice(vocabulary=ACTIVITY_KINDS), N_("Kind"), required=True, facet="activity")
    body: str = declare(Text(), N_("Description"), aliases=("notes",))
    profiles: tuple[str, ...] = declare(Choices(vocabulary=PROFILES), N_("For which profiles"))
    years: tuple[str, ...] = declare(Choices(vocabulary=PUPIL_YEARS), N_("For which years"), searched=False)
    worlds: tuple[str, ...] = declare(Choices(vocabulary=WORLDS), N_("Worlds of technology"), facet="world")
    group_max: int | None = declare(Whole(least=1, most=99), N_("Group at most"), searched=False)
    times: int | None = declare(Whole(least=1, most=200), N_("Times a year"), required=True, searched=False)
    closed_weeks: tuple[str, ...] = declare(WeeksOfYear(), N_("Not in weeks"), searched=False)
    days: tuple[str, ...] = declare(Choices(vocabulary=WORKDAYS), N_("Days"), searched=False)
    duration: str = declare(FieldType(), N_("Duration"))
    where: str = declare(Choice(vocabulary=VENUES), N_("Where"), searched=False)
    conditions: str = declare(Text(), N_("Conditions"))
    contact: str = declare(Link(targets=(Person.kind,)), N_("Contact"))
    valid_until: Date | None = declare(Day(lean=Lean.AHEAD), N_("Valid until"))
    allocation: str = declare(Choice(vocabulary=ALLOCATIONS), N_("How places are given"), searched=False)
    state: str = declare(Choice(vocabulary=OFFER_STATES), N_("State"), searched=False)

    @property
    def linked_partners(self) -> tuple[str, ...]:
        return (self.partner,) if self.partner else ()

    def settled(self, before: Record | None, today: Date) -> Offer:
        """This offer with a state: open if none was said."""
        del before, today
        return self if self.state else dataclasses.replace(self, state="open")
