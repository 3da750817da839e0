"""Records to and from the flat fields that changes carry, tolerant of what other versions wrote."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import Any

from knowledge.model.fields import BadValue, Field, Json, Shape, Table
from knowledge.model.kinds import FIELDS, KINDS
from knowledge.model.records.record import Record
from knowledge.problem import N_, Problem, Word, WrongUse

Fields = dict[str, Json]


def shape_of(kind: str, name: str) -> Shape:
    """How field `name` of a document of `kind` merges; what this version doesn't know is a register."""
    head, dot, _ = name.partition(".")
    declared = FIELDS.get(kind, {}).get(head)
    if declared is None or bool(dot) != isinstance(declared.type, Table):
        return Shape.REGISTER
    if dot:
        return Shape.TEXT if name.endswith(".text") else Shape.REGISTER
    return declared.type.shape


def field_named(kind: str, name: str) -> Field:
    """The field of `kind` that answers to `name` or one of its aliases; raises `WrongUse`."""
    for field in FIELDS[kind].values():
        if name == field.name or name in field.aliases:
            return field
    raise WrongUse(
        N_("A {kind} has no field “{name}”. It has: {names}."), kind=kind, name=name, names=", ".join(FIELDS[kind])
    )


def record_class(kind: str) -> type[Record]:
    """The class for `kind`; raises `WrongUse` for a kind that doesn't exist."""
    if kind not in KINDS:
        raise WrongUse(N_("There is no kind “{kind}”. The kinds are: {kinds}."), kind=kind, kinds=", ".join(KINDS))
    return KINDS[kind]


def decode(kind: str, document_id: str, fields: Mapping[str, Json]) -> Record:
    """The record that merged `fields` describe.

    Never raises on a value: what doesn't fit its type stays in `extra`, and so does all of a kind from a newer version.
    """
    values: dict[str, Any] = {}
    tables: dict[str, dict[str, Json]] = {}
    extra: Fields = {}
    declared = FIELDS.get(kind, {})
    for name, value in fields.items():
        head, dot, key = name.partition(".")
        field = declared.get(head)
        if field is None or bool(dot) != isinstance(field.type, Table):
            extra[name] = value
        elif dot:
            if value is not None:
                tables.setdefault(head, {})[key] = value
        else:
            try:
                values[head] = field.type.empty if value is None else field.type.decode(value)
            except BadValue:
                extra[name] = value
    return KINDS.get(kind, Record)(id=document_id, extra=extra, **{**values, **tables})


def encode(record: Record) -> Fields:
    """Every field of `record` that has a value, flat. The inverse of `decode`."""
    fields: Fields = dict(record.extra)
    for name, field in FIELDS[record.kind].items():
        value = getattr(record, name)
        if isinstance(field.type, Table):
            fields.update({f"{name}.{key}": item for key, item in value.items()})
        elif value != field.type.empty:
            fields[name] = field.type.encode(value)
    return fields


def difference(before: Mapping[str, Json], after: Mapping[str, Json], kind: str) -> Fields:
    """The fields to set so that `before` becomes `after`; a field that went gets its empty value."""
    changed = {name: value for name, value in after.items() if name not in before or before[name] != value}
    return changed | {name: _cleared(kind, name) for name in before if name not in after}


def _cleared(kind: str, name: str) -> Json:
    field = FIELDS.get(kind, {}).get(name)
    return None if field is None else field.type.encode(field.type.empty)


def with_typed(record: Record, typed: Mapping[str, str]) -> Record:
    """`record` with fields as a person typed them (`FIELD=VALUE`); raises `WrongUse`."""
    values = {}
    for name, text in typed.items():
        field = field_named(record.kind, name)
        try:
            values[field.name] = field.type.parse(text)
        except BadValue as bad:
            raise WrongUse(N_("{field}: {problem}"), field=Word(field.label), problem=bad) from None
    return dataclasses.replace(record, **values)


@dataclasses.dataclass(frozen=True)
class FieldProblem:
    """One thing wrong with one field, to be shown beside it."""

    field: str
    problem: Problem


def problems(record: Record) -> list[FieldProblem]:
    """What must be mended before `record` can be saved, in field order; empty when it is fine."""
    found = [
        FieldProblem(name, Problem(N_("Fill in “{field}”."), field=Word(field.label)))
        for name, field in FIELDS[record.kind].items()
        if field.required and not getattr(record, name)
    ]
    checks = (
        ("kvk", r"\d{8}", N_("A KvK number has 8 digits.")),
        ("email", r"[^@\s]+@[^@\s]+\.[^@\s]+", N_("“{value}” is not an e-mail address.")),
        ("website", r"https?://\S+", N_("A website starts with https://.")),
    )
    for name, form, text in checks:
        value = getattr(record, name, "")
        if value and not re.fullmatch(form, value):
            found.append(FieldProblem(name, Problem(text, value=value)))
    if (start := getattr(record, "start", "")) and (end := getattr(record, "end", "")) and end < start:
        found.append(
            FieldProblem("end", Problem(N_("The end ({end}) is before the start ({start})."), end=end, start=start))
        )
    return found
