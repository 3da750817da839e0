"""Records that were merged into another: which one stands for them, and links to them that are followed (pure).

Nothing that links to a merged record is rewritten. Its link is followed when it is read, and stays as it was written
when the record that holds it is saved again, so that taking the two apart gives each its own links back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from knowledge.model.codec import Fields
from knowledge.model.fields import Json, Link, Links
from knowledge.model.kinds import fields_of
from knowledge.model.records.record import DECLARED

MERGED_INTO = "merged_into"
"""The field with the id of the record that this one was merged into."""
NOT_SAME = "not_same"
"""The field with the ids of records that look like this one, of which somebody said that they aren't the same."""

Roots = Mapping[str, str]
"""The id of the record that stands for a merged one, by the id of the merged one."""


def can_be_merged(kind: str) -> bool:
    """Whether records of `kind` can be merged."""
    return kind in DECLARED and MERGED_INTO in fields_of(kind)


def roots(targets: Mapping[str, str]) -> dict[str, str]:
    """The record that stands for each merged one; `targets` says what each was merged into.

    A chain is followed to its end. Where records were merged into each other all around, which happens when two people
    do so apart, the lowest id stands for all of them, on every device.
    """
    ends: dict[str, str] = {}
    for start in targets:
        path: dict[str, None] = {}
        at = start
        while at in targets and at not in ends and at not in path:
            path[at] = None
            at = targets[at]
        walked = list(path)
        end = min(walked[walked.index(at) :]) if at in path else ends.get(at, at)
        ends.update(dict.fromkeys(path, end))
    return {each: end for each, end in ends.items() if each != end}


def followed(kind: str, document_id: str, fields: Fields, found: Roots) -> Fields:
    """The flat `fields` of a document with its links followed, each target once; none leads to the document itself."""
    if not found:
        return fields
    changed: Fields = {}
    for name in _links(kind, fields):
        value = fields[name]
        if _is_ids(value) and not found.keys().isdisjoint(value):
            ends = dict.fromkeys(found.get(each, each) for each in value)
            changed[name] = [each for each in ends if each != document_id]
        elif isinstance(value, str) and value in found:
            changed[name] = "" if found[value] == document_id else found[value]
    return {**fields, **changed} if changed else fields


def as_written(kind: str, document_id: str, written: Fields, wanted: Fields, found: Roots) -> Fields:
    """The flat fields `wanted` with their links as they are `written`, where they lead to the same record.

    Links that lead to the document itself, which `followed` doesn't show, stay.
    """
    if not found:
        return wanted
    kept: Fields = {}
    for name in _links(kind, written):
        before, value = written[name], wanted.get(name)
        if _is_ids(before) and (value is None or _is_ids(value)):
            kept[name] = _members_as_written(before, value or [], document_id, found)
        elif isinstance(before, str) and found.get(before, before) == _end(value, document_id, found):
            kept[name] = before
    return {**wanted, **{name: value for name, value in kept.items() if value or name in wanted}}


def _members_as_written(before: Sequence[str], value: Sequence[str], document_id: str, found: Roots) -> list[Json]:
    """The list `value` in which each member that `before` leads to stands as it stood there."""
    as_before: dict[str, list[str]] = {document_id: []}
    for each in before:
        as_before.setdefault(found.get(each, each), []).append(each)
    wanted = dict.fromkeys((*(found.get(each, each) for each in value), document_id))
    kept = [member for end in wanted for member in as_before.get(end, [end])]
    return list(before) if set(kept) == set(before) else list(kept)


def _end(value: Json, document_id: str, found: Roots) -> Json:
    """What the link `value` leads to; no link leads to the document itself, because such a link isn't shown."""
    return document_id if value is None else found.get(value, value) if isinstance(value, str) else value


def _links(kind: str, fields: Mapping[str, Json]) -> Iterator[str]:
    """The names of the links among `fields`; of a kind that only a newer version knows, the list `partners`."""
    if kind not in DECLARED:
        yield from (name for name in ("partners",) if name in fields)
        return
    for name, field in fields_of(kind).items():
        if name in fields and isinstance(field.type, Link | Links):
            yield name


def _is_ids(value: Json) -> TypeGuard[list[str]]:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
