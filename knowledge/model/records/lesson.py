"""A lesson learned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Choice, Choices, Day, FieldType, Lines, Link, Links, declare
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import ACTIVITY_KINDS, CERTAINTIES, PROFILES, WORLDS
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Lesson(Record):
    """A lesson learned: an experience written down so that somebody else can use it."""

    kind: ClassVar[str] = "lesson"
    label: ClassVar[str] = N_("lesson")

    date: Date | None = declare(Day(), N_("Date"))
    activity: str = declare(Choice(vocabulary=ACTIVITY_KINDS), N_("Kind of activity"), aliases=("activity_kind",))
    partners: tuple[str, ...] = declare(Links(target="partner"), N_("Partners"))
    worlds: tuple[str, ...] = declare(Choices(vocabulary=WORLDS), N_("Worlds of technology"))
    profiles: tuple[str, ...] = declare(Choices(vocabulary=PROFILES), N_("Profiles"))
    author: str = declare(FieldType(), N_("Who to ask"))
    source: str = declare(FieldType(), N_("Source"))
    meeting: str = declare(Link(target="meeting"), N_("From meeting"))
    certainty: str = declare(Choice(vocabulary=CERTAINTIES), N_("How sure"))
    used_by: tuple[str, ...] = declare(Lines(separator="\n"), N_("Used by"))
