"""A period for which a region receives a grant, with its norm for cofinanciering."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from typing import ClassVar

from knowledge.model.fields import Day, FieldType, Json, Link, Table, Text, declare
from knowledge.model.number_fields import Amount
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Kind, OnCard, Record
from knowledge.model.typed.numbers import NONE
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Period(Record):
    """A grant period from `date` to `until`. `norm` and `pupil_share` are percentages, `basis` and `rate` euros."""

    kind: ClassVar[str] = "period"
    traits: ClassVar[Kind] = Kind(
        label=N_("grant period"),
        plural=N_("grant periods"),
        typed="subsidieperiode subsidieperiodes period periods",
        sign="¤",
        order=15,
        quiet=True,
        beside=("until",),
        card=OnCard(order=13),
    )

    title: str = declare(FieldType(), N_("Name"), required=True, aliases=("name",))
    date: Date | None = declare(Day(), N_("From"), required=True)
    until: Date | None = declare(Day(not_before="date"), N_("Last day"), required=True)
    basis: Decimal | None = declare(Amount(), N_("Grant basis"), required=True, searched=False)
    norm: Decimal | None = declare(Amount(unit=NONE), N_("Norm %"), required=True, searched=False)
    rate: Decimal | None = declare(Amount(), N_("Hour rate"), required=True, searched=False)
    pupil_share: Decimal | None = declare(Amount(unit=NONE), N_("Pupil share"), required=True, searched=False)
    rate_reason: str = declare(Text(), N_("Reason for the rate"))
    lead_partner: str = declare(Link(targets=(Partner.kind,)), N_("Lead partner"))
    closed_until: Date | None = declare(Day(), N_("Closed until"))
    plan_lines: Mapping[str, Json] = declare(Table(), N_("Plan lines"))
    deadlines: Mapping[str, Json] = declare(Table(), N_("Deadlines"))
    body: str = declare(Text(), N_("Notes"), aliases=("notes",))
