"""A contact person."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from knowledge.model.fields import Choice, FieldType, Links, Text, declare
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import CONTACT_WAYS, ROLES
from knowledge.problem import N_


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
