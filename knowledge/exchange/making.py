"""From what was read to a record that can be saved, so that one bad value never costs the rest of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import Any

from knowledge.exchange.days import day_within
from knowledge.exchange.directory import Directory
from knowledge.exchange.links import Linked
from knowledge.exchange.note import headed
from knowledge.exchange.plain import told_text
from knowledge.exchange.shape import AS_WRITTEN, Incoming, remark
from knowledge.model import codec
from knowledge.model.fields import Day, Field, Json, Link, Links
from knowledge.model.kinds import KINDS, fields_of, record_class
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.record import Record, Unknown
from knowledge.model.titles import has_made_title
from knowledge.problem import N_, Problem, Reason, Word


def made(read: Incoming, document_id: str = "") -> Record:
    """The record that was read, without what it links to by name."""
    if read.kind not in KINDS:
        return Unknown(kind=read.kind, id=document_id, extra=read.extra, **read.values)
    return record_class(read.kind)(id=document_id, extra=read.extra, **read.values)


def completed(read: Incoming) -> Incoming:
    """`read` with what a new record needs, from where it can be found: its title in the heading of its text, and its
    day in its title or in the name of its file. Raises `Problem` if it can't do without something that isn't there."""
    if read.kind not in KINDS:
        return read
    values = dict(read.values)
    title = values.get("title", "").strip() or headed(values.get("body", ""))[0]
    if title and not has_made_title(read.kind) and not values.get("title", "").strip():
        values["title"] = title
    for name in _days_needed(read.kind):
        values[name] = values.get(name) or day_within(read.name) or day_within(title)
    found = dataclasses.replace(read, values=values)
    links_may_follow = dict.fromkeys(read.links, "-")
    check_complete(dataclasses.replace(made(found), **links_may_follow))  # type: ignore[arg-type]
    return found


def resolved(read: Incoming, directory: Directory) -> Incoming:
    """`read` with the ids of what it links to among its values.

    Unknown partners are created in `directory`, unknown people at a meeting are guests, and other unknown names are
    kept beside their field.
    """
    for name, ends in read.links.items():
        read = _resolved(read, name, ends, directory)
    return read


def _resolved(read: Incoming, name: str, ends: Iterable[Linked], directory: Directory) -> Incoming:
    kind = fields_of(read.kind)[name].type
    assert isinstance(kind, Link | Links)
    found: list[str] = []
    unknown: list[str] = []
    for end in directory.ends(kind.targets, ends):
        if target := directory.target(kind.targets, end):
            found.append(target)
        else:
            unknown.append(end.name or end.id)
    if isinstance(kind, Link) and len(found) > 1:
        unknown += [end.name or end.id for end in ends][1:]
    ids = tuple(dict.fromkeys(found))
    values: dict[str, Any] = {**read.values, name: ids if isinstance(kind, Links) else ids[0] if ids else ""}
    if name == "attendees" and read.kind == Meeting.kind:
        values["guests"] = tuple(dict.fromkeys((*values.get("guests", ()), *unknown)))
        unknown = []
    read = dataclasses.replace(read, values=values)
    reason = Problem(N_("nothing here is called “{name}”."), name=told_text(unknown))
    left: Json = [*unknown] if isinstance(kind, Links) else ", ".join(unknown)
    return _aside(read, name, left, reason) if unknown else read


def _aside(read: Incoming, name: str, value: Json, reason: Problem) -> Incoming:
    extra = {**read.extra, name + AS_WRITTEN: value}
    field = fields_of(read.kind)[name]
    told = remark(Word(field.label), reason, field)
    return dataclasses.replace(read, extra=extra, remarks=(*read.remarks, told))


def fitting(record: Record) -> tuple[Record, tuple[Reason, ...]]:
    """`record` with each value that can't be saved kept beside its field, and what to tell of that."""
    remarks: list[Reason] = []
    for wrong in codec.problems(record):
        field = fields_of(record.kind)[wrong.field]
        if value := getattr(record, wrong.field):
            extra = {**record.extra, wrong.field + AS_WRITTEN: field.type.encode(value)}
            record = dataclasses.replace(record, extra=extra, **{wrong.field: field.type.empty})
            remarks.append(remark(Word(field.label), wrong.problem, field))
    return record, tuple(remarks)


def check_complete(record: Record) -> None:
    """Raise `Problem` if `record` can't be saved because something isn't there; a day may be unknown."""
    for field in _wanting(record):
        if not isinstance(field.type, Day):
            raise _missing(field)


def unknown_days(record: Record) -> tuple[Reason, ...]:
    """What to tell of the days that `record` should have and hasn't."""
    days = (field for field in _wanting(record) if isinstance(field.type, Day))
    return tuple(
        Reason(N_("“{field}” is not known; fill it in later."), {"field": Word(field.label)}) for field in days
    )


def _days_needed(kind: str) -> list[str]:
    return [name for name, field in fields_of(kind).items() if field.required and isinstance(field.type, Day)]


def _wanting(record: Record) -> list[Field]:
    """The fields that `record` should have and hasn't."""
    if isinstance(record, Unknown):
        return []
    fields = fields_of(record.kind).values()
    return [field for field in fields if field.required and not _says_something(getattr(record, field.name))]


def _says_something(value: object) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _missing(field: Field) -> Problem:
    return Problem(N_("Fill in “{field}”."), field=Word(field.label))
