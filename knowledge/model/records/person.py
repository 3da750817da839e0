"""A contact person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Choice, Day, Email, FieldType, Link, Links, Phone, Text, declare
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Kind, OnCard, Record, missing
from knowledge.model.vocabulary import CONTACT_WAYS, ROLES
from knowledge.problem import N_, Problem


@dataclass(frozen=True, kw_only=True)
class Person(Record):
    """A contact person, with the fewest fields that suffice, because they are personal data (AVG art. 5.1.c)."""

    kind: ClassVar[str] = "person"
    traits: ClassVar[Kind] = Kind(
        label=N_("person"),
        plural=N_("persons"),
        typed="persoon personen contact contactpersoon contactpersonen person people",
        sign="☺",
        order=4,
        near=4,
        sort="title",
        card=OnCard(N_("People"), order=1, sort="title", limit=30),
        named=True,
    )

    title: str = declare(FieldType(), N_("Name"), required=True, aliases=("name",))
    body: str = declare(Text(), N_("Notes"), aliases=("notes",))
    partners: tuple[str, ...] = declare(Links(targets=(Partner.kind,)), N_("Works at"), aliases=("partner",))
    role: str = declare(Choice(vocabulary=ROLES), N_("Role"))
    email: str = declare(Email(), N_("E-mail"))
    phone: str = declare(Phone(), N_("Telephone"))
    preferred: str = declare(
        Choice(vocabulary=CONTACT_WAYS), N_("Prefers"), aliases=("preferred_contact",), searched=False
    )
    consent: str = declare(FieldType(), N_("Consent"), aliases=("consent_note",), searched=False)
    kept_until: Date | None = declare(Day(), N_("Keep until"), searched=False)
    kept_because: str = declare(FieldType(), N_("Keep because"), searched=False)
    not_same: tuple[str, ...] = declare(
        Links(targets=(kind,)), N_("Not the same as"), searched=False, shown=False, asked=False, sameness=True
    )
    merged_into: str = declare(
        Link(targets=(kind,)), N_("Merged into"), searched=False, shown=False, asked=False, sameness=True
    )

    def wrong_together(self) -> Iterator[tuple[str, Problem]]:
        """Who is kept until a day, is for a reason."""
        if self.kept_until:
            yield from missing(self, "kept_because")
