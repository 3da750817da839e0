"""The shape of imported and exported records: one flat mapping with English names.

A link is given by the names of its targets, with the ids beside them: ``partners`` and ``partner_ids``, ``venue`` and
``venue_id``. A table (``answers``) is a nested mapping.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from knowledge.exchange.field_values import read_value
from knowledge.exchange.labels import Labels, ids_name
from knowledge.exchange.links import Linked, link_ends
from knowledge.exchange.note import Note, Remarked, headed
from knowledge.exchange.plain import as_text, plain_json, told_text
from knowledge.journal.change import ERASE, KIND_NAME
from knowledge.model import codec
from knowledge.model.codec import Fields
from knowledge.model.fields import SAFE_ID, Beginning, Field, Json, Link, Links, Table
from knowledge.model.folding import fold
from knowledge.model.kinds import KINDS, about, fields_of, kind_typed, record_class
from knowledge.model.records.record import Record
from knowledge.model.titles import has_made_title
from knowledge.problem import N_, Problem, Reason, Word

RESERVED = frozenset(
    {"id", "kind", "created", "changed", "changed_by", "deleted", "conflicts", "progress", "differences"}
)
"""Names that describe a record and aren't fields of it; an import ignores them."""


AS_WRITTEN = "_as_written"
"""What follows the name of a field in the name under which a value is kept that doesn't fit that field."""
WRITTEN = N_("{field} (as written)")
"""What such a value is called where it is read; `field` is the label of the field."""

_OF_NO_FIELD = ("date", "partners", "partner_ids")
"""What `sto list` and `sto show` print of every record, also where its kind has no such field."""
_OF_OTHERS = ("actions", "lessons", "load", "not_now", "warnings")
"""What `sto show` and `sto list` print of a meeting or a partner although it follows from other records."""


@dataclass(frozen=True)
class Incoming:
    """A record as it was read: typed `values`, unresolved `links`, and `extra` fields unknown to this version.

    `name` is that of its file, if the file holds nothing else. `presumed` are fields that may say only what sto shows
    where nobody filled anything in. `remarks` tell what in it doesn't fit. `heads` tell which version of the record was
    written in the file, if that is known.
    """

    kind: str
    id: str
    values: Mapping[str, Any]
    links: Mapping[str, tuple[Linked, ...]]
    extra: Fields = field(default_factory=dict)
    name: str = ""
    presumed: frozenset[str] = frozenset()
    remarks: tuple[Reason, ...] = ()
    heads: tuple[str, ...] = ()


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


def kind_of(raw: object) -> str:
    """The kind of record that `raw` is: the code for what it says, in any language; "" if it says none."""
    if not isinstance(raw, dict):
        return ""
    said = _kind_said(raw)[1]
    known = said if said in KINDS else kind_typed(said)
    if not known and isinstance(raw, Note) and not _may_be_newer(said, raw.get("id")):
        return raw.kind
    return known or said


def of_kind(fields: Mapping[str, object], kind: str) -> Mapping[str, object]:
    """`fields`, of `kind` unless they say another."""
    return fields if _kind_said(fields)[1] else {**fields, "kind": kind}


def incoming(raw: object, labels: Labels | None = None) -> Incoming:
    """The record that `raw` (decoded JSON or YAML from anywhere) describes; `labels` tell what fields may be called.

    A value that doesn't fit its field is kept beside it, under the name of the field and `AS_WRITTEN`. A kind that only
    a newer version knows is accepted together with an id, as in exports; without an id it is more likely a typing
    error. Raises `Problem` with the reason when `raw` doesn't describe a record.
    """
    if not isinstance(raw, dict):
        raise Problem(N_("this is not an object with fields"))
    if {"id", "kind", "score", "snippet"} <= raw.keys():
        raise Problem(N_("this is what a search found, not the whole of it; `sto export` writes whole records"))
    kind = kind_of(raw)
    if not kind:
        raise Problem(N_("“kind” is missing. The kinds are: {kinds}."), kinds=", ".join(KINDS))
    if kind not in KINDS:
        if not _may_be_newer(kind, raw.get("id")):
            record_class(kind)
        return _of_unknown_kind(kind, raw)
    return _Reading(kind, raw, labels or Labels()).incoming()


class _Reading:
    """The reading of one record of a `kind` that is known."""

    def __init__(self, kind: str, raw: Mapping[str, object], labels: Labels) -> None:
        self._kind = kind
        self._raw = raw
        self._labels = labels
        self._is_note = isinstance(raw, Note)
        self._extra: Fields = {}
        self._remarks: list[Reason] = list(raw.remarks) if isinstance(raw, Remarked) else []
        self._id = self._given_id()

    def incoming(self) -> Incoming:
        fields = self._labels.named(self._kind, self._given())
        values: dict[str, Any] = {}
        links: dict[str, tuple[Linked, ...]] = {}
        for name, declared in fields_of(self._kind).items():
            if isinstance(declared.type, Link | Links):
                _called, names = fields.pop(name, (name, None))
                _called, ids = fields.pop(ids_name(name, declared.type), (name, None))
                if names is not None or ids is not None:
                    links[name] = link_ends(names, ids, self._raw.targets if isinstance(self._raw, Note) else None)
            elif declared.made_of:
                fields.pop(name, None)
            elif name in fields:
                called, value = fields.pop(name)
                if value == "":
                    values[name] = declared.type.empty
                    continue
                given = read_value(name, declared.type, value, self._labels, stored=bool(self._id))
                values[name] = given.typed
                self._extra.update({name + AS_WRITTEN: given.left} if given.left is not None else {})
                if given.reason:
                    self._remarks.append(remark(called, given.reason, declared if given.left is not None else None))
        extra = {**{name: plain_json(value) for name, (_called, value) in fields.items()}, **self._extra}
        return Incoming(
            self._kind,
            self._id,
            self._titled(values),
            links,
            extra,
            self._raw.name if isinstance(self._raw, Note) else "",
            frozenset(name for name in _writers() if self._raw.get(name) == self._raw.get("changed_by")),
            tuple(self._remarks),
            self._raw.heads if isinstance(self._raw, Note) else (),
        )

    def _given(self) -> dict[str, object]:
        """The fields as they are called in the file, without what only describes the record, and without empty ones."""
        named, said = _kind_said(self._raw)
        if said and said not in KINDS and not kind_typed(said):
            self._extra["kind" + AS_WRITTEN] = said
            kind = Word(about(self._kind).label)
            self._remarks.append(
                Reason(
                    N_("there is no kind “{kind}”; it came in as: {other}"), {"kind": told_text(said), "other": kind}
                )
            )
        is_ours = isinstance(self._raw, Note) and bool(self._raw.heads)
        given = {
            name: "" if value is None else value  # a name without a value was emptied, if sto wrote one
            for key, value in self._raw.items()
            if (name := as_text(key)) != named and (value is not None or is_ours)
        }
        given.pop(_id_name(self._raw), None)
        if "changed_by" in given and not self._is_note:
            given = self._without_printed(given)
        about_it = RESERVED & given.keys()
        if self._is_note:  # other programs keep their own days and states under these names
            self._extra.update({name + AS_WRITTEN: plain_json(given[name]) for name in about_it})
        return {name: value for name, value in given.items() if name not in about_it}

    def _without_printed(self, given: Mapping[str, object]) -> dict[str, object]:
        """What `sto list` or `sto show` printed, without what it made up: a record here isn't changed by it."""
        fields = fields_of(self._kind)
        made_up = {*_OF_OTHERS, *_OF_NO_FIELD} - fields.keys() - ({"partner_ids"} if "partners" in fields else set())
        made_up |= {name for name in _writers() - fields.keys() if given.get(name) == given["changed_by"]}
        return {
            name: value
            for name, value in given.items()
            if name not in made_up and value not in ("", [], {}) and (name, value) != ("state", "open")
        }

    def _given_id(self) -> str:
        """The id, if it is of the form of ids here; one of another form is kept as it is written."""
        given = self._raw.get(_id_name(self._raw))
        if isinstance(given, str) and SAFE_ID.fullmatch(given):
            return given
        if given is not None and given != "":
            self._extra["id" + AS_WRITTEN] = plain_json(given)
        return ""

    def _titled(self, values: Mapping[str, Any]) -> Mapping[str, Any]:
        """`values`; a note without title is called by its heading, which then leaves its text, or by its file."""
        if not isinstance(self._raw, Note) or values.get("title", "").strip() or has_made_title(self._kind):
            return values
        heading, rest = headed(values.get("body", ""))
        return {**values, "title": heading or self._raw.name, **({"body": rest.strip("\n")} if heading else {})}


def remark(called: str, reason: Problem, beside: Field | None) -> Reason:
    """What to tell of the value of a field `called` so, which is kept `beside` that field, or in it."""
    if beside is None:
        return Reason(N_("{field}: {problem} It is kept as it is."), {"field": called, "problem": reason})
    name = Reason(WRITTEN, {"field": Word(beside.label)})
    return Reason(N_("{field}: {problem} It is kept as “{name}”."), {"field": called, "problem": reason, "name": name})


def _kind_said(raw: Mapping[str, object]) -> tuple[str, str]:
    """The name under which `raw` says its kind, and what it says; both "" when it says none."""
    if "kind" in raw:
        return "kind", as_text(raw["kind"])
    for name, value in raw.items():
        folded = fold(as_text(name))
        if folded == "kind" or (folded in ("soort", "type") and kind_typed(as_text(value))):
            return name, as_text(value)
    return "", ""


def _writers() -> frozenset[str]:
    """The fields that say who wrote a record; `sto list` and `sto show` fill in one of them for every record."""
    return _writers_in(tuple(KINDS))


@lru_cache(maxsize=8)  # every row asks
def _writers_in(kinds: tuple[str, ...]) -> frozenset[str]:
    fields = (field for kind in kinds for field in fields_of(kind).values())
    return frozenset(field.name for field in fields if field.begins is Beginning.AUTHOR)


def _id_name(raw: Mapping[str, object]) -> str:
    return "id" if "id" in raw else next((name for name in raw if as_text(name).casefold() == "id"), "id")


def _may_be_newer(kind: str, given_id: object) -> bool:
    has_id = isinstance(given_id, str) and SAFE_ID.fullmatch(given_id) is not None
    return has_id and kind != ERASE and KIND_NAME.fullmatch(kind) is not None


def _of_unknown_kind(kind: str, raw: Mapping[str, Any]) -> Incoming:
    """A record of a kind that this version doesn't know, exactly as given: how people type its fields isn't known."""
    document_id = str(raw["id"])
    given = ((as_text(name), value) for name, value in raw.items() if value is not None)
    fields = {name: plain_json(value) for name, value in given if name not in RESERVED}
    record = codec.decode(kind, document_id, fields)
    values = {name: getattr(record, name) for name in fields_of(kind)}
    return Incoming(kind, document_id, values, {}, dict(record.extra))
