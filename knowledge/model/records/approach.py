"""An approach: somebody of a school called on a partner, or the other way."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Beginning, Choice, Day, FieldType, Link, PartnerRole, Text, declare
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Kind, OnCard, Record
from knowledge.model.records.request import Request
from knowledge.model.vocabulary import ACTIVITY_KINDS, ANSWERS, APPROACH_WAYS, DIRECTIONS, YES_NO
from knowledge.problem import N_, Problem

LONGEST_ABOUT = 80
"""The most characters of what an approach was about."""


@dataclass(frozen=True, kw_only=True)
class Approach(Record):
    """On `date`, somebody called on `partner` on behalf of `by`. With `ask` "ja" it was a question for help."""

    kind: ClassVar[str] = "approach"
    traits: ClassVar[Kind] = Kind(
        label=N_("approach"),
        plural=N_("approaches"),
        typed="aangeklopt aankloppen approach approaches",
        sign="»",
        order=12,
        near=11,
        quiet=True,
        beside=("about", "by"),
        card=OnCard(order=2, limit=3),
    )

    title: str = declare(FieldType(), N_("Title"), made_of=("partner", "way", "date"), asked=False)
    body: str = declare(Text(), N_("Text"), asked=False)
    partner: str = declare(
        Link(targets=(Partner.kind,), role=PartnerRole.COMPANY), N_("Partner"), required=True, searched=False
    )
    by: str = declare(Link(targets=(Partner.kind,)), N_("On behalf of"), required=True, searched=False)
    date: Date | None = declare(Day(past=True), N_("Date"), required=True, begins=Beginning.TODAY)
    way: str = declare(Choice(vocabulary=APPROACH_WAYS), N_("How"), required=True)
    direction: str = declare(Choice(vocabulary=DIRECTIONS), N_("Direction"), searched=False)
    ask: str = declare(Choice(vocabulary=YES_NO), N_("Was it a question?"), searched=False)
    who: str = declare(
        FieldType(), N_("Who"), begins=Beginning.AUTHOR, searched=False, facet="author", names_people=True
    )
    activity: str = declare(Choice(vocabulary=ACTIVITY_KINDS), N_("Kind"), facet="activity")
    about: str = declare(FieldType(), N_("About"))
    answer: str = declare(Choice(vocabulary=ANSWERS), N_("Answer"), searched=False)
    offer: str = declare(Link(targets=(Offer.kind,)), N_("Offer"), searched=False)
    request: str = declare(Link(targets=(Request.kind,)), N_("Request"), searched=False)

    @property
    def linked_partners(self) -> tuple[str, ...]:
        return tuple(filter(None, dict.fromkeys((self.partner, self.by))))

    @property
    def is_ask(self) -> bool:
        """Whether it was a question of ours, which counts in the load of the partner."""
        return self.direction == "uit" and self.ask == "ja"

    def wrong_together(self) -> Iterator[tuple[str, Problem]]:
        """What it was about is one short line."""
        if len(self.about) > LONGEST_ABOUT:
            yield "about", Problem(N_("This is longer than {most} characters."), most=LONGEST_ABOUT)

    def settled(self, before: Record | None, today: Date) -> Approach:
        """This approach as a question of ours, where nothing else was said."""
        del before, today
        return dataclasses.replace(
            self, direction=self.direction or "uit", ask=self.ask or "ja", answer=self.answer or "open"
        )
