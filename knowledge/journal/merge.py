"""Merging changes into documents: a pure function of the set of changes, whatever the order in which they arrived.

A document is like a small git repository: its changes form a DAG through `after`. A field's value is what its latest
causal writers set; writers that never saw each other are concurrent, and nothing of theirs is dropped
(`docs/format.md`, Merging).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from knowledge.journal.change import ERASE, Change
from knowledge.journal.document import Document, Sibling
from knowledge.journal.history import History, members, positions
from knowledge.journal.register import Register
from knowledge.model.codec import Fields, decode, shape_of
from knowledge.model.fields import Shape
from knowledge.model.kinds import KINDS

DELETED = "deleted"
"""The field that says a document is in the trash; it belongs to no record."""

ShapeOf = Callable[[str, str], Shape]


def merge(changes: Iterable[Change], shape: ShapeOf = shape_of) -> Document:
    """Merge `changes` (at least one, all of one document) into that document.

    `shape` tells how a field merges. Equal sets of changes give equal documents.
    """
    return merge_history(History(changes), shape)


def merge_history(history: History, shape: ShapeOf = shape_of) -> Document:
    """Do what `merge` does, for changes that are already in causal order."""
    changes = history.changes
    first = changes[0]
    kind = kind_in(history)
    fields, conflicts = _merged_fields(history, kind, shape)
    fields.pop(DELETED, None)
    conflicts.pop(DELETED, None)
    deleted, revived = _fate(history)
    erased = any(change.kind == ERASE for change in changes) or all(change.erased for change in changes)
    if erased:
        fields, conflicts, deleted, revived = {}, {}, False, False
    latest = max(changes, key=lambda change: (change.time, change.ref))
    return Document(
        id=first.document,
        kind=kind,
        fields=fields,
        record=decode(kind, first.document, fields),
        heads=history.heads(),
        created=first.time,
        changed=latest.time,
        author=latest.author,
        replica=latest.replica,
        latest=latest.ref,
        awaited=history.awaited,
        deleted=deleted,
        revived=revived,
        erased=erased,
        conflicts=conflicts,
    )


def advanced(document: Document, change: Change) -> Document | None:
    """What `merge` makes of the changes of `document` and of `change`, if that can be told without them; else None.

    It can be told of a change that has seen all others: what it sets holds, and all else stays as it is. However long
    a history is, a save doesn't read it again.
    """
    usual = document.kind in KINDS and document.kind == change.kind and not document.erased and not change.erased
    if not usual or set(change.after) != set(document.heads) or change.ref in document.awaited:
        return None
    fields = {**document.fields, **change.set}
    deleted, revived = document.deleted, document.revived
    if DELETED in change.set:
        deleted, revived = fields.pop(DELETED) is True, False
    if (change.time, change.ref) > (document.changed, document.latest):
        document = replace(
            document, changed=change.time, author=change.author, replica=change.replica, latest=change.ref
        )
    return replace(
        document,
        fields=dict(sorted(fields.items())),
        record=decode(document.kind, document.id, fields),
        heads=(change.ref,),
        conflicts={name: each for name, each in document.conflicts.items() if name not in change.set},
        deleted=deleted,
        revived=revived,
    )


def kind_in(history: History) -> str:
    """The kind of the document: that of its first change whose kind is known."""
    return next((change.kind for change in history.changes if change.kind in KINDS), history.changes[0].kind)


def writers_of(history: History) -> dict[str, int]:
    """The names of the fields that were ever set, in order, each with the set of the positions that set it."""
    writers: dict[str, list[int]] = {}
    for index, change in enumerate(history.changes):
        for name in change.set:
            writers.setdefault(name, []).append(index)
    return {name: positions(each) for name, each in sorted(writers.items())}


def _merged_fields(history: History, kind: str, shape: ShapeOf) -> tuple[Fields, dict[str, tuple[Sibling, ...]]]:
    fields: Fields = {}
    conflicts: dict[str, tuple[Sibling, ...]] = {}
    for name, writers in writers_of(history).items():
        latest = history.latest(writers)
        if len(latest) == 1:
            fields[name] = history.changes[latest[0]].set[name]
            continue
        values = Register(history, name, writers, shape(kind, name)).values(latest)
        fields[name] = values[0].value
        if len(values) > 1:
            conflicts[name] = tuple(values)
    return fields, conflicts


def _fate(history: History) -> tuple[bool, bool]:
    """(deleted, revived): a delete holds unless somebody edited the document without having seen any such delete."""
    changes = history.changes
    writers = positions(index for index, change in enumerate(changes) if DELETED in change.set)
    latest = history.latest(writers)
    deletes = [index for index in latest if changes[index].set[DELETED] is True]
    if not deletes or len(deletes) < len(latest):
        return False, bool(deletes)
    apart = (1 << len(changes)) - 1
    for delete in deletes:
        apart &= history.apart_from(delete)
    edited_unaware = any(changes[index].set.get(DELETED) is not True for index in members(apart))
    return not edited_unaware, edited_unaware
