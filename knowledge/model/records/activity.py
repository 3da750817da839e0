"""An activity of schools and partners: a guest lesson, a visit, a placement."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from typing import ClassVar

from knowledge.model.fields import (
    Beginning,
    Choice,
    Choices,
    Clock,
    Day,
    FieldType,
    Link,
    Links,
    PartnerRole,
    Text,
    declare,
)
from knowledge.model.number_fields import Amount, Whole
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Kind, OnCard, Record, missing
from knowledge.model.typed.days import Lean
from knowledge.model.typed.numbers import HOURS
from knowledge.model.vocabulary import (
    ACTIVITY_KINDS,
    ACTIVITY_STATES,
    CANCEL_REASONS,
    EMBEDDINGS,
    PROFILES,
    PUPIL_YEARS,
    ROUTES,
    WORLDS,
    YES,
)
from knowledge.model.week_fields import Weeks
from knowledge.problem import N_, Problem

ZONE = "Europe/Amsterdam"
"""The zone in which activities have their times."""


@dataclass(frozen=True, kw_only=True)
class Activity(Record):
    """Something that schools and partners do together, planned or done. Pupils are only ever counted.

    `date` to `until` are its days (one day without `until`), `start` and `end` its times on each of them (the whole day
    without). The activities of a series share `series`.
    """

    kind: ClassVar[str] = "activity"
    traits: ClassVar[Kind] = Kind(
        label=N_("activity"),
        plural=N_("activities"),
        typed="activiteit activiteiten activity activities",
        sign="▪",
        order=8,
        near=7,
        recent=True,
        beside=("activity", "schools", "partners"),
        card=OnCard(N_("Activities"), order=6),
    )

    activity: str = declare(Choice(vocabulary=ACTIVITY_KINDS), N_("Kind"), required=True, facet="activity")
    purpose: str = declare(Text(), N_("Purpose"))
    body: str = declare(Text(), N_("Notes"), aliases=("notes",))
    schools: tuple[str, ...] = declare(Links(targets=(Partner.kind,), role=PartnerRole.SCHOOL), N_("Schools"))
    partners: tuple[str, ...] = declare(Links(targets=(Partner.kind,), role=PartnerRole.COMPANY), N_("Partners"))
    date: Date | None = declare(Day(lean=Lean.AHEAD), N_("Date"))
    until: Date | None = declare(Day(lean=Lean.AHEAD, not_before="date"), N_("Last day"))
    start: str = declare(Clock(), N_("From"), searched=False)
    end: str = declare(Clock(not_before="start"), N_("Until"), searched=False)
    weeks: tuple[str, ...] = declare(Weeks(), N_("Weeks"), searched=False)
    venue: str = declare(Link(targets=(Partner.kind,)), N_("At partner"), facet="place")
    place: str = declare(FieldType(), N_("Place"), facet="place")
    groups: int | None = declare(Whole(most=99), N_("Groups"), searched=False)
    group_size: int | None = declare(Whole(most=99), N_("Pupils per group"), searched=False)
    pupils: int | None = declare(Whole(most=2000), N_("Pupils in all"), searched=False)
    years: tuple[str, ...] = declare(Choices(vocabulary=PUPIL_YEARS), N_("School year of pupils"), searched=False)
    routes: tuple[str, ...] = declare(Choices(vocabulary=ROUTES), N_("Route"))
    profiles: tuple[str, ...] = declare(Choices(vocabulary=PROFILES), N_("Profiles"))
    worlds: tuple[str, ...] = declare(Choices(vocabulary=WORLDS), N_("Worlds of technology"), facet="world")
    teachers: tuple[str, ...] = declare(Links(targets=(Person.kind,)), N_("Teachers"))
    contacts: tuple[str, ...] = declare(Links(targets=(Person.kind,)), N_("People of the company"))
    lead_school: str = declare(Link(targets=(Person.kind,)), N_("Lead at school"))
    lead_company: str = declare(Link(targets=(Person.kind,)), N_("Lead at the company"))
    asked_on: Date | None = declare(Day(past=True), N_("Asked on"), begins=Beginning.TODAY)
    confirmed_on: Date | None = declare(Day(past=True), N_("Confirmed on"))
    state: str = declare(Choice(vocabulary=ACTIVITY_STATES), N_("State"), searched=False)
    reason: str = declare(Choice(vocabulary=CANCEL_REASONS), N_("Reason"), searched=False)
    rush: str = declare(Choice(vocabulary=YES), N_("Rush"), searched=False)
    hours_company: Decimal | None = declare(Amount(unit=HOURS), N_("Hours of the company"), searched=False)
    hours_school: Decimal | None = declare(Amount(unit=HOURS), N_("Hours of the school"), searched=False)
    embedding: str = declare(Choice(vocabulary=EMBEDDINGS), N_("Place in the programme"), searched=False)
    track: str = declare(FieldType(), N_("Track"))
    series: str = declare(FieldType(), N_("Series"), searched=False, shown=False, asked=False)
    plan_line: str = declare(FieldType(), N_("Plan line"), searched=False)
    mark_school: int | None = declare(Whole(least=1, most=10), N_("Mark by the school"), searched=False)
    mark_company: int | None = declare(Whole(least=1, most=10), N_("Mark by the company"), searched=False)
    mark_pupils: int | None = declare(Whole(least=1, most=10), N_("Mark by pupils (mean)"), searched=False)
    verdict: str = declare(Text(), N_("Verdict"))
    offer: str = declare(Link(targets=("offer",)), N_("Offer"), searched=False)
    request: str = declare(Link(targets=("request",)), N_("Request"), searched=False)
    signup: str = declare(Link(targets=("signup",)), N_("Sign-up"), searched=False)
    ical_uid: str = declare(FieldType(), N_("Id in the calendar"), searched=False, shown=False, asked=False)

    @property
    def linked_partners(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self.schools, *self.partners)))

    @property
    def last_day(self) -> Date | None:
        """Its last day, None without a date."""
        return self.until or self.date

    @property
    def is_planned(self) -> bool:
        """Whether it is still to take place, as far as was said."""
        return self.state == "gepland"

    @property
    def is_done(self) -> bool:
        """Whether it took place."""
        return self.state == "gedaan"

    def wrong_together(self) -> Iterator[tuple[str, Problem]]:
        """An activity that is more than an idea has a day, a school and a partner; a cancelled one has a reason."""
        if self.state == "gepland":
            yield from missing(self, "date", "schools", "partners")
        elif self.state == "gedaan":  # what was kept without parties stays readable everywhere
            yield from missing(self, "date")
        elif self.state == "afgelast":
            yield from missing(self, "reason")
        if self.until and not self.date:
            yield from missing(self, "date")

    def lies_ahead(self, today: Date) -> Problem | None:
        """Why it can't have taken place on the day `today`; None when it can."""
        if self.date is None or self.date <= today:
            return None
        text = N_("“{title}” lies ahead: it is on {day}. Only what was held can be done.")
        return Problem(text, title=self.title, day=self.date)

    def too_early(self, before: Record | None, today: Date) -> Iterator[tuple[str, Problem]]:
        """What lies ahead hasn't taken place."""
        known = isinstance(before, Activity) and (before.state, before.date) == (self.state, self.date)
        if self.is_done and not known and (problem := self.lies_ahead(today)):
            yield "state", problem

    def settled(self, before: Record | None, today: Date) -> Activity:
        """This activity with a state: an idea if none was said."""
        del before, today
        return self if self.state else dataclasses.replace(self, state="idee")
