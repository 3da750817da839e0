"""What every kind of record has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import FieldType, Json, Lines, Text, declare
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
