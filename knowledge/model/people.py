"""Which people a record is about: by links to the directory, and by names written as text (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.model.fields import Field, Link, Links
from knowledge.model.kinds import fields_of
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record


def links_to_people(field: Field) -> bool:
    """Whether `field` links to persons, other than to say which of them are the same."""
    return isinstance(field.type, Link | Links) and Person.kind in field.type.targets and not field.sameness


def linked_people(record: Record) -> Iterator[tuple[str, str]]:
    """(field, id) of every person that `record` links to."""
    for name, field in fields_of(record.kind).items():
        if links_to_people(field):
            yield from ((name, each) for each in _each(getattr(record, name)))


def named_people(record: Record) -> Iterator[tuple[str, str]]:
    """(field, name) of everybody whom `record` names in a field for names; what stands in a text doesn't count."""
    for name, field in fields_of(record.kind).items():
        if field.names_people:
            yield from ((name, each) for each in _each(getattr(record, name)))


def _each(value: str | Iterable[str]) -> Iterator[str]:
    yield from filter(None, (value,) if isinstance(value, str) else value)
