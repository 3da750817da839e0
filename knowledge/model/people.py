"""Which people a record is about: by links to the directory, and by names written as text (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from knowledge.model.fields import Field, Link, Links, declared_fields
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record


def linked_people(record: Record) -> Iterator[tuple[str, str]]:
    """(field, id) of every person that `record` links to, other than to say which of them are the same."""
    for name in _of_people(type(record))[0]:
        yield from ((name, each) for each in _each(getattr(record, name)))


def named_people(record: Record) -> Iterator[tuple[str, str]]:
    """(field, name) of everybody whom `record` names in a field for names; what stands in a text doesn't count."""
    for name in _of_people(type(record))[1]:
        yield from ((name, each) for each in _each(getattr(record, name)))


def _of_people(record: type[Record]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a class that link to people, and those that name them."""
    if record not in _read:
        fields = declared_fields(record).items()
        linking = tuple(name for name, field in fields if _links_to_people(field))
        _read[record] = linking, tuple(name for name, field in fields if field.names_people)
    return _read[record]


_read: dict[type[Record], tuple[tuple[str, ...], tuple[str, ...]]] = {}
"""These fields of each class, which are read from its declarations once: a region has many records of one class."""


def _links_to_people(field: Field) -> bool:
    return isinstance(field.type, Link | Links) and Person.kind in field.type.targets and not field.sameness


def _each(value: str | Iterable[str]) -> Iterator[str]:
    yield from filter(None, (value,) if isinstance(value, str) else value)
