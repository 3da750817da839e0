"""Converting records to and from the flat fields in changes, tolerant of what other versions wrote."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from knowledge.model.fields import Field, Json, Shape, Table
from knowledge.model.kinds import fields_of
from knowledge.model.records.record import DECLARED, Record, Unknown
from knowledge.problem import N_, BadValue, Problem, Word, WrongUse

Fields = dict[str, Json]


def shape_of(kind: str, name: str) -> Shape:
    """How field `name` of a document of `kind` merges; a field that this version doesn't know is a register."""
    head, dot, _ = name.partition(".")
    declared = fields_of(kind).get(head) if kind in DECLARED else None
    if declared is None or bool(dot) != isinstance(declared.type, Table):
        return Shape.REGISTER
    if dot:
        return Shape.TEXT if name.endswith(".text") else Shape.REGISTER
    return declared.type.shape


def field_named(kind: str, name: str) -> Field:
    """The field of `kind` with `name` as its name or one of its aliases; raises `WrongUse`."""
    for field in fields_of(kind).values():
        if name == field.name or name in field.aliases:
            return field
    raise WrongUse(
        N_("A {kind} has no field “{name}”. It has: {names}."),
        kind=Word(DECLARED[kind].traits.label) if kind in DECLARED else kind,
        name=name,
        names=", ".join(fields_of(kind)),
    )


def decode(kind: str, document_id: str, fields: Mapping[str, Json]) -> Record:
    """The record that merged `fields` describe.

    Never raises because of a value: one that doesn't fit its type stays in `extra`. For a kind from a newer version,
    `extra` has everything except title, text and tags. A title that is made of other fields stays empty here.
    """
    if kind not in DECLARED:
        return _unknown(kind, document_id, fields)
    values: dict[str, Any] = {}
    tables: dict[str, dict[str, Json]] = {}
    extra: Fields = {}
    declared = fields_of(kind)
    for name, value in fields.items():
        head, dot, key = name.partition(".")
        field = declared.get(head)
        if field is None or bool(dot) != isinstance(field.type, Table):
            extra[name] = value
        elif field.made_of:
            continue
        elif dot:
            if value is not None:
                tables.setdefault(head, {})[key] = value
        else:
            try:
                values[head] = field.type.empty if value is None else field.type.decode(value)
            except BadValue:
                extra[name] = value
    return DECLARED[kind](id=document_id, extra=extra, **{**values, **tables})


def _unknown(kind: str, document_id: str, fields: Mapping[str, Json]) -> Unknown:
    """The record of a kind that this version doesn't know; `encode` returns exactly `fields` for it."""
    values: dict[str, Any] = {}
    for name, field in fields_of(kind).items():
        try:
            value = field.type.decode(fields.get(name))
        except BadValue:
            continue
        if value and field.type.encode(value) == fields[name]:
            values[name] = value
    extra = {name: value for name, value in fields.items() if name not in values}
    return Unknown(kind=kind, id=document_id, extra=extra, **values)


def encode(record: Record) -> Fields:
    """Every field of `record` that is stored and has a value, flat. The inverse of `decode`."""
    fields: Fields = dict(record.extra)
    for name, field in fields_of(record.kind).items():
        if field.made_of:
            continue
        value = getattr(record, name)
        if isinstance(field.type, Table):
            fields.update({f"{name}.{key}": item for key, item in value.items()})
        elif value != field.type.empty:
            fields[name] = field.type.encode(value)
    return fields


def difference(before: Mapping[str, Json], after: Mapping[str, Json], kind: str) -> Fields:
    """The fields to set so that `before` becomes `after`; a field that disappeared gets its empty value."""
    changed = {name: value for name, value in after.items() if name not in before or before[name] != value}
    return changed | {name: _cleared(kind, name) for name in before if name not in after}


def _cleared(kind: str, name: str) -> Json:
    field = fields_of(kind).get(name)
    return None if field is None else field.type.encode(field.type.empty)


@dataclasses.dataclass(frozen=True)
class FieldProblem:
    """One thing wrong with one field, to be shown beside it."""

    field: str
    problem: Problem


def problems(record: Record) -> list[FieldProblem]:
    """The problems to fix before `record` can be saved, in field order; empty when it is fine.

    A kind that only a newer version knows has none, since its rules aren't known here.
    """
    if isinstance(record, Unknown):
        return []
    found = ((name, _problem(record, field)) for name, field in fields_of(record.kind).items())
    return [FieldProblem(name, problem) for name, problem in (*found, *record.wrong_together()) if problem]


def _problem(record: Record, field: Field) -> Problem | None:
    value = getattr(record, field.name)
    if not value and value != 0:
        return Problem(N_("Fill in “{field}”."), field=Word(field.label)) if field.required else None
    other = fields_of(record.kind).get(field.type.not_before)
    before = getattr(record, other.name) if other else None
    if other and before and value < before:
        return Problem(
            N_("“{field}” ({value}) is before “{other}” ({before})."),
            field=Word(field.label),
            value=value,
            other=Word(other.label),
            before=before,
        )
    return field.type.problem(value)
