"""What a company contributed to a grant period: a line of the register of cofinanciering."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from decimal import Decimal
from typing import ClassVar

from knowledge.model.fields import Beginning, Choice, Day, FieldType, Link, PartnerRole, Text, declare
from knowledge.model.number_fields import Amount, Whole
from knowledge.model.records.activity import Activity
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Kind, OnCard, Record, missing
from knowledge.model.typed.numbers import HOURS, LARGEST_NUMBER
from knowledge.model.vocabulary import CONTRIBUTION_STATES, CONTRIBUTION_WAYS, ELSEWHERE, EVIDENCE, VALUATIONS
from knowledge.problem import N_, Problem

IN_HOURS = frozenset({"uren", "leerlinguren"})
"""The forms of a contribution that are worth hours × rate; the others have a value of their own."""


@dataclass(frozen=True, kw_only=True)
class Contribution(Record):
    """What `partner` contributed on `date`, in the form `way`. Negative numbers correct an earlier line."""

    kind: ClassVar[str] = "contribution"
    traits: ClassVar[Kind] = Kind(
        label=N_("contribution"),
        plural=N_("contributions"),
        typed="bijdrage bijdragen cofinanciering contribution contributions",
        sign="€",
        order=14,
        quiet=True,
        beside=("state",),
        card=OnCard(order=12),
    )

    title: str = declare(FieldType(), N_("Title"), made_of=("partner", "way", "date"), asked=False)
    body: str = declare(Text(), N_("Text"), asked=False)
    partner: str = declare(
        Link(targets=(Partner.kind,), role=PartnerRole.COMPANY), N_("Company"), required=True, searched=False
    )
    date: Date | None = declare(Day(), N_("Date"), required=True, begins=Beginning.TODAY)
    way: str = declare(Choice(vocabulary=CONTRIBUTION_WAYS), N_("In what form"), required=True)
    hours: Decimal | None = declare(Amount(unit=HOURS, least=-LARGEST_NUMBER), N_("Hours"), searched=False)
    pupils: int | None = declare(Whole(most=2000), N_("Pupils"), searched=False)
    hours_each: Decimal | None = declare(Amount(unit=HOURS), N_("Hours per pupil"), searched=False)
    rate: Decimal | None = declare(Amount(), N_("Rate"), searched=False)
    value: Decimal | None = declare(Amount(least=-LARGEST_NUMBER), N_("Value"), searched=False)
    valuation: str = declare(Choice(vocabulary=VALUATIONS), N_("How it was valued"), searched=False)
    other_scheme: str = declare(Choice(vocabulary=ELSEWHERE), N_("Also claimed elsewhere?"), searched=False)
    school: str = declare(Link(targets=(Partner.kind,), role=PartnerRole.SCHOOL), N_("School"), searched=False)
    event: str = declare(Link(targets=(Activity.kind,)), N_("Activity"), searched=False)
    plan_line: str = declare(FieldType(), N_("Plan line"), searched=False)
    corrects: str = declare(Link(targets=("contribution",)), N_("Corrects"), searched=False)
    evidence: str = declare(Choice(vocabulary=EVIDENCE), N_("Evidence"), searched=False)
    evidence_on: Date | None = declare(Day(past=True), N_("Evidence of"))
    evidence_ref: str = declare(FieldType(), N_("Where the evidence is"))
    state: str = declare(Choice(vocabulary=CONTRIBUTION_STATES), N_("State"), required=True, searched=False)
    note: str = declare(FieldType(), N_("Note"))

    @property
    def linked_partners(self) -> tuple[str, ...]:
        return tuple(filter(None, dict.fromkeys((self.partner, self.school))))

    def wrong_together(self) -> Iterator[tuple[str, Problem]]:
        """Hours say how many, pupils how many and how long each, and all else has a value."""
        if self.way == "uren":
            yield from missing(self, "hours")
        elif self.way == "leerlinguren" and self.hours is None:
            yield from missing(self, "pupils", "hours_each")
        elif self.way in CONTRIBUTION_WAYS and self.way not in IN_HOURS:
            yield from missing(self, "value")
