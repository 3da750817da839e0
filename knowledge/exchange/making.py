"""From what was read to a record that can be saved, so that one bad value never costs the rest of it."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
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
from knowledge.problem import N_, NameOfSeveral, Problem, Reason, Word


def made(read: Incoming, document_id: str = "") -> Record:
    """The record that was read, without what it links to by name."""
    if read.kind not in KINDS:
        return Unknown(kind=read.kind, id=document_id, extra=read.extra, **read.values)
    return record_class(read.kind)(id=document_id, extra=read.extra, **read.values)


def completed(read: Incoming) -> Incoming:
    """`read` with what a new record needs, from where else it can be found.

    That is its title, from the heading of its text, and its day, from its title or the name of its file. Raises
    `Problem` if something isn't there that it can't do without.
    """
    if read.kind not in KINDS:
        return read
    values = dict(read.values)
    title = values.get("title", "")
    if not (title.strip() or has_made_title(read.kind)):
        title = values["title"] = headed(values.get("body", ""))[0]
    for name in _days_needed(read.kind):
        values[name] = values.get(name) or day_within(read.name) or day_within(title)
    found = dataclasses.replace(read, values=values)
    links_may_follow = dict.fromkeys(read.links, "-")
    check_complete(dataclasses.replace(made(found), **links_may_follow))  # type: ignore[arg-type]
    return found


def resolved(read: Incoming, directory: Directory) -> Incoming:
    """`read` with the ids of what it links to among its values.

    Unknown partners are created in `directory`, unknown people at a meeting are guests, and other names that aren't
    those of one record are kept beside their field.
    """
    for name, ends in read.links.items():
        read = _resolved(read, name, ends, directory)
    return read


def _resolved(read: Incoming, name: str, given: Iterable[Linked], directory: Directory) -> Incoming:
    kind = fields_of(read.kind)[name].type
    assert isinstance(kind, Link | Links)
    found: dict[str, str] = {}
    left: dict[str, Problem] = {}
    for end in directory.ends(kind.targets, given):
        called = end.name or end.id
        try:
            target = directory.target(kind.targets, end)
        except NameOfSeveral as several:
            left[called] = several
            continue
        if target:
            found.setdefault(target, called)
        else:
            left[called] = Problem(N_("nothing here is called “{name}”."), name=told_text(called))
    values: dict[str, Any] = {**read.values, name: tuple(found) if isinstance(kind, Links) else next(iter(found), "")}
    if name == "attendees" and read.kind == Meeting.kind:
        values["guests"] = tuple(dict.fromkeys((*values.get("guests", ()), *left)))
        left = {called: several for called, several in left.items() if isinstance(several, NameOfSeveral)}
    elif isinstance(kind, Link):
        more = Problem(N_("there can be only one."))
        left |= dict.fromkeys([*found.values()][1:], more)
    return _with_left(dataclasses.replace(read, values=values), name, left)


def _with_left(read: Incoming, name: str, left: Mapping[str, Problem]) -> Incoming:
    """`read` with the names that are `left` of link field `name` kept beside it, and told why."""
    if not left:
        return read
    field = fields_of(read.kind)[name]
    kept: Json = [*left] if isinstance(field.type, Links) else ", ".join(left)
    told = tuple(remark(Word(field.label), reason, field) for reason in left.values())
    extra = {**read.extra, name + AS_WRITTEN: kept}
    return dataclasses.replace(read, extra=extra, remarks=(*read.remarks, *told))


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
    return bool(value.strip()) if isinstance(value, str) else bool(value) or value == 0


def _missing(field: Field) -> Problem:
    return Problem(N_("Fill in “{field}”."), field=Word(field.label))
