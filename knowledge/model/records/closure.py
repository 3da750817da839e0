"""A period in which a region or some of its partners can do less."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Choice, Day, FieldType, Links, declare
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Kind, OnCard, Record
from knowledge.model.typed.days import Lean
from knowledge.model.vocabulary import CLOSURE_KINDS, YES
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Closure(Record):
    """Days (`date` to `until`) on which `partners`, or without them the whole region, are closed or busy.

    With `yearly`, the same days every year. "open" lifts a school holiday for its partners.
    """

    kind: ClassVar[str] = "closure"
    traits: ClassVar[Kind] = Kind(
        label=N_("closure"),
        plural=N_("closures"),
        typed="sluiting sluitingen dicht druk closure closures",
        sign="×",
        order=13,
        near=12,
        beside=("closure", "partners"),
        card=OnCard(order=11),
    )

    title: str = declare(FieldType(), N_("Name"), required=True, aliases=("name",))
    closure: str = declare(Choice(vocabulary=CLOSURE_KINDS), N_("Kind"), required=True)
    date: Date | None = declare(Day(lean=Lean.AHEAD), N_("From"), required=True)
    until: Date | None = declare(Day(lean=Lean.AHEAD, not_before="date"), N_("Last day"), required=True)
    partners: tuple[str, ...] = declare(Links(targets=(Partner.kind,)), N_("For"))
    yearly: str = declare(Choice(vocabulary=YES), N_("Every year"), searched=False)
