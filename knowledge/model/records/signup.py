"""A sign-up: of a school for an offer, of a company for a request or an activity."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Beginning, Choice, Day, FieldType, Link, Text, declare
from knowledge.model.number_fields import Whole
from knowledge.model.records.activity import Activity
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Kind, OnCard, Record
from knowledge.model.records.request import Request
from knowledge.model.vocabulary import SIGNUP_STATES
from knowledge.problem import N_


@dataclass(frozen=True, kw_only=True)
class Signup(Record):
    """`by` takes part in `target`: an offer, a request or an activity.

    Its place in the order is computed, never stored.
    """

    kind: ClassVar[str] = "signup"
    traits: ClassVar[Kind] = Kind(
        label=N_("sign-up"),
        plural=N_("sign-ups"),
        typed="intekening intekeningen inschrijving signup signups",
        sign="✓",
        order=11,
        near=10,
        quiet=True,
        beside=("signed_on",),
        card=OnCard(order=10),
    )

    title: str = declare(FieldType(), N_("Title"), made_of=("by", "target"), asked=False)
    body: str = declare(Text(), N_("Text"), asked=False)
    target: str = declare(
        Link(targets=(Offer.kind, Request.kind, Activity.kind)), N_("For what"), required=True, searched=False
    )
    by: str = declare(Link(targets=(Partner.kind,)), N_("Who signs up"), required=True, searched=False)
    signed_on: Date | None = declare(Day(past=True), N_("Signed up on"), required=True, begins=Beginning.TODAY)
    groups: int | None = declare(Whole(least=1, most=99), N_("Groups"), searched=False)
    timing: str = declare(FieldType(), N_("When it is possible"))
    contact: str = declare(Link(targets=(Person.kind,)), N_("Contact"))
    note: str = declare(FieldType(), N_("Note"))
    event: str = declare(Link(targets=(Activity.kind,)), N_("Activity"), searched=False)
    state: str = declare(Choice(vocabulary=SIGNUP_STATES), N_("State"), searched=False)

    @property
    def linked_partners(self) -> tuple[str, ...]:
        return (self.by,) if self.by else ()

    @property
    def when(self) -> Date | None:
        return self.signed_on

    def settled(self, before: Record | None, today: Date) -> Signup:
        """This sign-up with a state: new if none was said."""
        del before, today
        return self if self.state else dataclasses.replace(self, state="nieuw")
