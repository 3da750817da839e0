"""The shape of imported and exported records: one flat mapping with English names.

A link is given by the names of its targets, with the ids beside them: ``partners`` and ``partner_ids``, ``venue`` and
``venue_id``. A table (``answers``) is a nested mapping.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.journal.change import ERASE, KIND_NAME
from knowledge.model import codec
from knowledge.model.codec import Fields
from knowledge.model.fields import SAFE_ID, Choice, Choices, Field, FieldType, Json, Lines, Link, Links, Table
from knowledge.model.kinds import KINDS, fields_of, record_class
from knowledge.model.records.record import Record
from knowledge.problem import N_, BadValue, Problem, WrongUse
from knowledge.today import today

RESERVED = frozenset(
    {"id", "kind", "created", "changed", "changed_by", "deleted", "conflicts", "progress", "differences"}
)
"""Names that describe a record and aren't fields of it; an import ignores them."""


@dataclass(frozen=True)
class Linked:
    """One target of a link as given in a file: an id, a name, or both."""

    id: str = ""
    name: str = ""


@dataclass(frozen=True)
class Incoming:
    """A record as it was read: typed `values`, unresolved `links`, and `extra` fields unknown to this version."""

    kind: str
    id: str
    values: Mapping[str, Any]
    links: Mapping[str, tuple[Linked, ...]]
    extra: Fields = field(default_factory=dict)


def ids_name(name: str, kind: FieldType) -> str:
    """The name for the ids of link field `name`: ``partners`` → ``partner_ids``, ``venue`` → ``venue_id``."""
    return f"{name.removesuffix('s')}_ids" if isinstance(kind, Links) else f"{name}_id"


def values_of(record: Record, titles: Mapping[str, str]) -> dict[str, Json]:
    """Every declared field of `record`, in order, including empty ones; `titles` names what it links to."""
    values: dict[str, Json] = {}
    for name, declared in fields_of(record.kind).items():
        value = getattr(record, name)
        if isinstance(declared.type, Links):
            values[name] = [titles.get(item, item) for item in value]
            values[ids_name(name, declared.type)] = list(value)
        elif isinstance(declared.type, Link):
            values[name] = titles.get(value, value)
            values[ids_name(name, declared.type)] = value
        elif isinstance(declared.type, Table):
            values[name] = dict(value)
        else:
            values[name] = declared.type.encode(value)
    return values


def outgoing(record: Record, titles: Mapping[str, str]) -> dict[str, Json]:
    """`record` as it is written to a file, with fields that this version doesn't know but without empty ones."""
    known = {name: value for name, value in values_of(record, titles).items() if value not in ("", None, [], {})}
    extra = {name: value for name, value in record.extra.items() if name not in RESERVED and value is not None}
    return {"id": record.id, "kind": record.kind, **extra, **known}


def incoming(raw: object) -> Incoming:
    """The record that `raw` (decoded JSON or YAML from anywhere) describes.

    A kind that only a newer version knows is accepted together with an id, as in exports; without an id it is more
    likely a typing error. Raises `Problem` with the reason when `raw` doesn't describe a record.
    """
    if not isinstance(raw, dict):
        raise Problem(N_("this is not an object with fields"))
    kind, given_id = raw.get("kind"), raw.get("id")
    if not isinstance(kind, str) or not kind:
        raise Problem(N_("“kind” is missing. The kinds are: {kinds}."), kinds=", ".join(KINDS))
    if kind not in KINDS and not _may_be_newer(kind, given_id):
        record_class(kind)
    if given_id is not None and (not isinstance(given_id, str) or not SAFE_ID.fullmatch(given_id)):
        raise BadValue(N_("“{value}” is not an id."), value=given_id)
    fields = _by_declared_name(kind, raw)
    if kind not in KINDS:
        return _of_unknown_kind(kind, str(given_id), fields)
    values: dict[str, Any] = {}
    links: dict[str, tuple[Linked, ...]] = {}
    for name, declared in fields_of(kind).items():
        ids = ids_name(name, declared.type)
        if isinstance(declared.type, Link | Links):
            if name in fields or ids in fields:
                links[name] = _linked(fields.pop(name, None), fields.pop(ids, None))
        elif name in fields:
            values[name] = _typed(declared, fields.pop(name))
    return Incoming(kind, given_id or "", values, links, {name: _plain_json(value) for name, value in fields.items()})


def _may_be_newer(kind: str, given_id: object) -> bool:
    return bool(given_id) and kind != ERASE and KIND_NAME.fullmatch(kind) is not None


def _of_unknown_kind(kind: str, given_id: str, fields: Mapping[str, Any]) -> Incoming:
    """A record of a kind that this version doesn't know, exactly as given: how people type its fields isn't known."""
    record = codec.decode(kind, given_id, {name: _plain_json(value) for name, value in fields.items()})
    values = {name: getattr(record, name) for name in fields_of(kind)}
    return Incoming(kind, given_id, values, {}, dict(record.extra))


def _by_declared_name(kind: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of `raw` under their declared names; reserved and empty ones and titles that are made left out."""
    aliases = {alias: name for name, declared in fields_of(kind).items() for alias in declared.aliases}
    fields = {str(name): value for name, value in raw.items() if name not in RESERVED and value is not None}
    for alias, name in aliases.items():
        if alias in fields and name not in fields:
            fields[name] = fields.pop(alias)
    return {name: value for name, value in fields.items() if not _is_made(kind, name)}


def _is_made(kind: str, name: str) -> bool:
    declared = fields_of(kind).get(name)
    return declared is not None and bool(declared.made_of)


def _linked(names: object, ids: object) -> tuple[Linked, ...]:
    """The names and ids of a link in pairs. If their numbers differ, only the ids count."""
    all_names, all_ids = _texts(names), _texts(ids)
    if not all_ids:
        return tuple(Linked(name=name) for name in all_names)
    if len(all_names) != len(all_ids):
        all_names = [""] * len(all_ids)
    for item in all_ids:
        if not SAFE_ID.fullmatch(item):
            raise BadValue(N_("“{value}” is not an id."), value=item)
    return tuple(Linked(item, name) for item, name in zip(all_ids, all_names, strict=True))


def _texts(value: object) -> list[str]:
    texts: list[str] = []
    for member in value if isinstance(value, list) else [value]:
        if member is not None and not isinstance(member, str):
            raise BadValue(N_("“{value}” is not a name."), value=member)
        if member:
            texts.append(member)
    return texts


def _typed(declared: Field, value: Any) -> Any:
    """`value` in the type of its field, read as stored or, if it is text, as a person would type it."""
    kind = declared.type
    if isinstance(value, int | float) and not isinstance(value, bool) and not isinstance(kind, Table | Lines):
        value = str(value)
    try:
        typed = kind.decode(_plain_json(value))
    except BadValue as bad:
        if not isinstance(value, str):
            raise _in_field(declared, bad) from None
        try:
            return kind.parse(value, today())
        except BadValue as worse:
            raise _in_field(declared, worse) from None
    if isinstance(kind, Choices):
        return tuple(_code(kind.vocabulary, code) for code in typed)
    if isinstance(kind, Choice):
        return _code(kind.vocabulary, typed)
    return typed


def _in_field(declared: Field, bad: BadValue) -> Problem:
    return Problem(N_("{field}: {problem}"), field=declared.name, problem=bad)


def _code(vocabulary: Iterable[str], code: str) -> str:
    """The vocabulary's own spelling of `code`; an unknown code, which may be another region's, stays as it is."""
    return next((known for known in vocabulary if known.casefold() == code.casefold()), code)


def _plain_json(value: Any) -> Json:
    """`value` with fractions as text: the journal has whole numbers only, so that hashes agree everywhere."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else str(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53:
        return str(value)
    if isinstance(value, list):
        return [_plain_json(member) for member in value]
    if isinstance(value, dict):
        return {str(key): _plain_json(member) for key, member in value.items()}
    if value is None or isinstance(value, str | int):
        return value
    raise WrongUse(N_("“{value}” can't be kept."), value=value)
