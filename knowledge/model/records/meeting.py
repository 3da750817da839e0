"""A meeting and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Beginning, Clock, Day, FieldType, Lines, Link, Links, Text, declare
from knowledge.model.records.activity import Activity
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Kind, OnCard, Record
from knowledge.model.typed.days import Lean
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Meeting(Record):
    """A meeting and what came of it. Its actions and lessons are separate records that link to it."""

    kind: ClassVar[str] = "meeting"
    traits: ClassVar[Kind] = Kind(
        label=N_("meeting"),
        plural=N_("meetings"),
        typed="vergadering vergaderingen overleg bijeenkomst bijeenkomsten meeting meetings",
        sign="●",
        order=2,
        near=3,
        recent=True,
        card=OnCard(N_("Last meetings"), order=3),
        text_headed=True,
    )

    body: str = declare(Text(), N_("Outcome"), aliases=("outcome",))
    date: Date | None = declare(Day(), N_("Date"), required=True, begins=Beginning.TODAY)
    start: str = declare(Clock(), N_("From"), searched=False)
    end: str = declare(Clock(not_before="start"), N_("Until"), searched=False)
    venue: str = declare(Link(targets=(Partner.kind,)), N_("At partner"), facet="place")
    place: str = declare(FieldType(), N_("Place"), facet="place")
    partners: tuple[str, ...] = declare(Links(targets=(Partner.kind,)), N_("Partners"))
    attendees: tuple[str, ...] = declare(Links(targets=(Person.kind,)), N_("Present"))
    guests: tuple[str, ...] = declare(Lines(), N_("Guests"), names_people=True)
    agenda: str = declare(Text(), N_("Agenda"))
    decisions: tuple[str, ...] = declare(Lines(separator="\n"), N_("Decisions"))
    events: tuple[str, ...] = declare(Links(targets=(Activity.kind,)), N_("Activities"), searched=False)
    next_date: Date | None = declare(Day(lean=Lean.AHEAD), N_("Next meeting"))
    next_venue: str = declare(Link(targets=(Partner.kind,)), N_("Next at partner"))
    next_place: str = declare(FieldType(), N_("Next place"))
