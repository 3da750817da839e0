"""A lesson learned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Beginning, Choice, Choices, Day, FieldType, Lines, Link, Links, declare
from knowledge.model.records.activity import Activity
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Kind, OnCard, Record
from knowledge.model.vocabulary import ACTIVITY_KINDS, CERTAINTIES, PROFILES, WORLDS
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Lesson(Record):
    """A lesson learned: an experience written down so that somebody else can use it."""

    kind: ClassVar[str] = "lesson"
    traits: ClassVar[Kind] = Kind(
        label=N_("lesson"),
        plural=N_("lessons"),
        typed="les lessen ervaring ervaringen lesson lessons",
        sign="♦",
        order=1,
        near=2,
        recent=True,
        card=OnCard(N_("Lessons"), order=4),
        text_first=True,
    )

    date: Date | None = declare(Day(), N_("Date"), begins=Beginning.TODAY)
    activity: str = declare(
        Choice(vocabulary=ACTIVITY_KINDS), N_("Kind of activity"), aliases=("activity_kind",), facet="activity"
    )
    partners: tuple[str, ...] = declare(Links(targets=(Partner.kind,)), N_("Partners"))
    worlds: tuple[str, ...] = declare(Choices(vocabulary=WORLDS), N_("Worlds of technology"), facet="world")
    profiles: tuple[str, ...] = declare(Choices(vocabulary=PROFILES), N_("Profiles"))
    author: str = declare(
        FieldType(), N_("Who to ask"), aliases=("auteur",), begins=Beginning.AUTHOR, facet="author", names_people=True
    )
    source: str = declare(FieldType(), N_("Source"))
    meeting: str = declare(Link(targets=(Meeting.kind,)), N_("From meeting"), origin=True)
    event: str = declare(Link(targets=(Activity.kind,)), N_("Activity"), searched=False)
    certainty: str = declare(Choice(vocabulary=CERTAINTIES), N_("How sure"), searched=False)
    used_by: tuple[str, ...] = declare(Lines(separator="\n"), N_("Used by"))
