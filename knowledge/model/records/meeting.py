"""A meeting and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Clock, Day, FieldType, Lines, Link, Links, Text, declare
from knowledge.model.records.record import Record
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Meeting(Record):
    """A meeting and what came of it. Its actions and lessons are records of their own that name it."""

    kind: ClassVar[str] = "meeting"
    label: ClassVar[str] = N_("meeting")

    body: str = declare(Text(), N_("Outcome"), aliases=("outcome",))
    date: Date | None = declare(Day(), N_("Date"), required=True)
    start: str = declare(Clock(), N_("From"))
    end: str = declare(Clock(), N_("Until"))
    venue: str = declare(Link(target="partner"), N_("At partner"))
    place: str = declare(FieldType(), N_("Place"))
    partners: tuple[str, ...] = declare(Links(target="partner"), N_("Partners"))
    attendees: tuple[str, ...] = declare(Links(target="person"), N_("Present"))
    guests: tuple[str, ...] = declare(Lines(), N_("Guests"))
    agenda: str = declare(Text(), N_("Agenda"))
    decisions: tuple[str, ...] = declare(Lines(separator="\n"), N_("Decisions"))
    next_date: Date | None = declare(Day(), N_("Next meeting"))
    next_venue: str = declare(Link(target="partner"), N_("Next at partner"))
    next_place: str = declare(FieldType(), N_("Next place"))
