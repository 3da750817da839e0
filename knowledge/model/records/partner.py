"""A school, company or other organisation that takes part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import (
    Choice,
    Choices,
    Day,
    FieldType,
    Json,
    Kvk,
    Lines,
    Link,
    Links,
    Table,
    Text,
    Url,
    declare,
)
from knowledge.model.number_fields import Whole
from knowledge.model.records.record import Kind, Record
from knowledge.model.typed.days import Lean
from knowledge.model.vocabulary import (
    ACTIVITY_KINDS,
    PARTNER_KINDS,
    PARTNER_STATES,
    PROFILES,
    RELATION_STAGES,
    SIZES,
    WORLDS,
)
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Partner(Record):
    """A school, company or other organisation that takes part."""

    kind: ClassVar[str] = "partner"
    traits: ClassVar[Kind] = Kind(
        label=N_("partner"),
        plural=N_("partners"),
        typed="partner partners organisatie bedrijf school",
        sign="■",
        order=3,
        sort="title",
        beside=("place",),
        named=True,
        text_headed=True,
    )

    title: str = declare(FieldType(), N_("Name"), required=True, aliases=("name",))
    body: str = declare(Text(), N_("Notes"), aliases=("notes",))
    partner_kind: str = declare(Choice(vocabulary=PARTNER_KINDS), N_("Kind of organisation"))
    place: str = declare(FieldType(), N_("Place"), facet="place")
    worlds: tuple[str, ...] = declare(Choices(vocabulary=WORLDS), N_("Worlds of technology"), facet="world")
    profiles: tuple[str, ...] = declare(Choices(vocabulary=PROFILES), N_("Profiles"))
    sector: str = declare(FieldType(), N_("Sector"))
    size: str = declare(Choice(vocabulary=SIZES), N_("Number of staff"), searched=False)
    website: str = declare(Url(), N_("Website"))
    kvk: str = declare(Kvk(), N_("KvK number"))
    stage: str = declare(
        Choice(vocabulary=RELATION_STAGES), N_("Relation stage"), aliases=("relation_stage",), searched=False
    )
    owner: str = declare(FieldType(), N_("Who keeps the relation"), names_people=True)
    participation: Mapping[str, Json] = declare(Table(), N_("Body: mandate"))
    offers: tuple[str, ...] = declare(Lines(separator="\n"), N_("Offers"))
    status: str = declare(Choice(vocabulary=PARTNER_STATES), N_("Status"), searched=False)
    why: str = declare(Text(), N_("Our why"))
    parallel: int | None = declare(Whole(least=1, most=99), N_("Groups at the same time"), searched=False)
    not_now_until: Date | None = declare(Day(lean=Lean.AHEAD), N_("Not now, until"))
    not_now_reason: str = declare(FieldType(), N_("Not now, because"))
    not_now_kinds: tuple[str, ...] = declare(Choices(vocabulary=ACTIVITY_KINDS), N_("Not now, for"), searched=False)
    not_now_by: str = declare(FieldType(), N_("Not now, noted by"), searched=False, names_people=True)
    not_same: tuple[str, ...] = declare(
        Links(targets=(kind,)), N_("Not the same as"), searched=False, shown=False, asked=False, sameness=True
    )
    merged_into: str = declare(
        Link(targets=(kind,)), N_("Merged into"), searched=False, shown=False, asked=False, sameness=True
    )
