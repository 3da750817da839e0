"""A kind of record that only the tests declare, as a new kind would be: in one class, with nothing anywhere else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date as Date
from typing import ClassVar

from knowledge.model.fields import Beginning, Choice, Day, Email, Lines, Links, Text, declare
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import DECLARED, Kind, Record
from knowledge.model.vocabulary import ACTIVITY_KINDS


@dataclass(frozen=True, kw_only=True)
class Excursion(Record):
    """A day out."""

    kind: ClassVar[str] = "excursion"
    traits: ClassVar[Kind] = Kind(
        label="excursion",
        plural="excursions",
        typed="dagtocht dagtochten excursion excursions",
        recent=True,
    )

    date: Date | None = declare(Day(), "Day out", begins=Beginning.TODAY)
    until: Date | None = declare(Day(not_before="date"), "Back on")
    activity: str = declare(Choice(vocabulary=ACTIVITY_KINDS), "Kind of activity", facet="activity")
    partners: tuple[str, ...] = declare(Links(targets=(Partner.kind,)), "Hosts")
    contact: str = declare(Email(), "Whom to write to")
    bring: tuple[str, ...] = declare(Lines(), "What to bring")
    program: str = declare(Text(), "Program")


del DECLARED[Excursion.kind]  # other tests know nothing of it


@contextmanager
def declared(record: type[Record] = Excursion) -> Iterator[None]:
    """Within it the program knows `record`, as if its file had been there when the program was installed."""
    DECLARED[record.kind] = record
    try:
        yield
    finally:
        del DECLARED[record.kind]
