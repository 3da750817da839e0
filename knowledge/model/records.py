"""The kinds of record and their fields (`docs/domain.md`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import (
    Choice,
    Choices,
    Clock,
    Day,
    Field,
    FieldType,
    Json,
    Lines,
    Link,
    Links,
    Place,
    Table,
    Text,
    declare,
    fields_of,
)
from knowledge.model.vocabulary import (
    ACTION_STATES,
    ACTIVITY_KINDS,
    CERTAINTIES,
    CONTACT_WAYS,
    PARTNER_KINDS,
    PARTNER_STATES,
    PROFILES,
    RELATION_STAGES,
    ROLES,
    RUN_STATES,
    SIZES,
    WORLDS,
)
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every kind has. `id` is empty until the record is saved; `extra` holds fields this version doesn't know."""

    kind: ClassVar[str] = ""
    label: ClassVar[str] = ""

    id: str = ""
    title: str = declare(FieldType(), N_("Title"), required=True)
    body: str = declare(Text(), N_("Text"))
    tags: tuple[str, ...] = declare(Lines(), N_("Tags"))
    extra: Mapping[str, Json] = field(default_factory=dict)

    @property
    def when(self) -> Date | None:
        """The day this record is about; None for what has no day."""
        return getattr(self, "date", None)

    @property
    def linked_partners(self) -> tuple[str, ...]:
        """The ids of the partners this record is about."""
        return getattr(self, "partners", ())


@dataclass(frozen=True, kw_only=True)
class Partner(Record):
    """A school, company or other organisation that takes part."""

    kind: ClassVar[str] = "partner"
    label: ClassVar[str] = N_("partner")

    title: str = declare(FieldType(), N_("Name"), required=True, aliases=("name",))
    body: str = declare(Text(), N_("Notes"), aliases=("notes",))
    partner_kind: str = declare(Choice(vocabulary=PARTNER_KINDS), N_("Kind of organisation"))
    place: str = declare(FieldType(), N_("Place"))
    worlds: tuple[str, ...] = declare(Choices(vocabulary=WORLDS), N_("Worlds of technology"))
    profiles: tuple[str, ...] = declare(Choices(vocabulary=PROFILES), N_("Profiles"))
    sector: str = declare(FieldType(), N_("Sector"))
    size: str = declare(Choice(vocabulary=SIZES), N_("Number of staff"))
    website: str = declare(FieldType(), N_("Website"))
    kvk: str = declare(FieldType(), N_("KvK number"))
    stage: str = declare(Choice(vocabulary=RELATION_STAGES), N_("Relation stage"), aliases=("relation_stage",))
    owner: str = declare(FieldType(), N_("Who keeps the relation"))
    participation: Mapping[str, Json] = declare(Table(), N_("Takes part in (body: mandate)"))
    offers: tuple[str, ...] = declare(Lines(separator="\n"), N_("Offers"))
    status: str = declare(Choice(vocabulary=PARTNER_STATES), N_("Status"))
    why: str = declare(Text(), N_("Our why"))


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """A contact person: the smallest set that works, because it is personal data (AVG art. 5.1.c)."""

    kind: ClassVar[str] = "person"
    label: ClassVar[str] = N_("person")

    title: str = declare(FieldType(), N_("Name"), required=True, aliases=("name",))
    body: str = declare(Text(), N_("Notes"), aliases=("notes",))
    partners: tuple[str, ...] = declare(Links(target="partner"), N_("Works at"), aliases=("partner",))
    role: str = declare(Choice(vocabulary=ROLES), N_("Role"))
    email: str = declare(FieldType(), N_("E-mail"))
    phone: str = declare(FieldType(), N_("Telephone"))
    preferred: str = declare(Choice(vocabulary=CONTACT_WAYS), N_("Prefers"), aliases=("preferred_contact",))
    consent: str = declare(FieldType(), N_("Consent"), aliases=("consent_note",))


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


KINDS: dict[str, type[Record]] = {cls.kind: cls for cls in (Lesson, Meeting, Partner, Person, Action, ChecklistRun)}

FIELDS: dict[str, dict[str, Field]] = {kind: fields_of(cls) for kind, cls in KINDS.items()}
"""The declared fields of every kind, by name."""
