"""A segment: one TinyDB file holding a run of one replica's changes (`docs/format.md`, Segments)."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

import msgspec

from knowledge import bounds
from knowledge.journal.change import (
    ERASE,
    FORMAT,
    MAX_SEQ,
    REPLICA_ID,
    BadChange,
    Change,
    from_json,
    is_shallow,
)
from knowledge.journal.storage import render
from knowledge.model.fields import Json
from knowledge.problem import N_, Problem

FULL_BYTES = 64 * 1024
FULL_CHANGES = 200
MAX_DEVICE = 40
"""The most characters of a device's name that are shown."""

_HEADER = ("format", "replica", "author", "first")


class BadSegment(Problem):
    """A file that isn't a complete and valid segment; the text says why, to be shown after the file's name."""


@dataclass(frozen=True)
class Segment:
    """Changes of one `replica`, by seq; `first` is the seq the file is named after, `author` the one who began it.

    `extra` is the rest of the header: the name of the device, and what a newer format added.
    """

    replica: str
    author: str
    first: int
    changes: tuple[Change, ...]
    extra: Mapping[str, Json] = field(default_factory=dict)

    @property
    def device(self) -> str:
        """The name of the device; "" when the header doesn't have one."""
        device = self.extra.get("device")
        return device[:MAX_DEVICE] if isinstance(device, str) else ""

    @property
    def name(self) -> str:
        """The path of its file, relative to the mirror and to the shared folder."""
        return segment_name(self.replica, self.first)

    def with_changes(self, more: Iterable[Change]) -> Segment:
        """This segment with `more` changes of the same replica; of two copies of one change the fuller one stays."""
        by_seq = {change.seq: change for change in self.changes}
        for change in more:
            held = by_seq.setdefault(change.seq, change)
            if held.hash == change.hash and held.fullness < change.fullness:
                by_seq[change.seq] = change
        return replace(self, changes=tuple(by_seq[seq] for seq in sorted(by_seq)))

    def without(self, erased: Collection[str]) -> Segment:
        """This segment without the text of the documents `erased`; the same object if it has none of it."""
        if not any(holds_text_of(change, erased) for change in self.changes):
            return self
        changes = (change.stub() if holds_text_of(change, erased) else change for change in self.changes)
        return replace(self, changes=tuple(changes))


def holds_text_of(change: Change, erased: Collection[str]) -> bool:
    """Whether `change` contains text of one of the documents `erased`."""
    return change.document in erased and not change.erased and change.kind != ERASE


def mentions(data: bytes, documents: Collection[str]) -> bool:
    """Whether `data`, the bytes of a file that may be unreadable, contains the id of one of `documents`."""
    return any(document.encode() in data for document in documents)


def segment_name(replica: str, first: int) -> str:
    """The relative path of a segment: lowercase ASCII, with forward slashes."""
    return f"journal/{replica}/{first:08d}.json"


def encode_segment(segment: Segment) -> bytes:
    """The bytes of a segment file: two TinyDB tables, ``segment`` (one header) and ``changes`` (doc_id = seq)."""
    header = {
        "format": FORMAT,
        "replica": segment.replica,
        "author": segment.author,
        "first": segment.first,
        **segment.extra,
    }
    changes = {str(change.seq): change.as_json() for change in segment.changes}
    return render({"segment": {"1": header}, "changes": changes})


def decode_segment(data: bytes) -> Segment:
    """The segment in `data`, with every hash and the chain between neighbours verified; raises `BadSegment`."""
    tables = _tables(data)
    try:
        header = tables["segment"]["1"]
        replica, author, first = header["replica"], header["author"], header["first"]
        rows = tables["changes"]
        fits = isinstance(rows, dict) and isinstance(author, str) and isinstance(first, int) and 0 < first < MAX_SEQ
        fits = fits and isinstance(replica, str) and REPLICA_ID.fullmatch(replica) is not None
        fits = fits and is_shallow(header, bounds.CHANGE_DEPTH)
    except (KeyError, TypeError, IndexError):
        fits = False
    if not fits:
        raise BadSegment(N_("it is JSON, but no segment of a journal"))
    try:
        changes = sorted((from_json(row) for row in rows.values()), key=lambda change: change.seq)
    except BadChange as bad:
        raise BadSegment(bad.text, **bad.values) from None
    if len(changes) != len({change.seq for change in changes}) or any(str(c.seq) not in rows for c in changes):
        raise BadSegment(N_("it is JSON, but no segment of a journal"))
    _verify(replica, changes)
    return Segment(replica, author, first, tuple(changes), {k: v for k, v in header.items() if k not in _HEADER})


def _tables(data: bytes) -> Any:
    """`data` as JSON; a duplicate key is refused, since readers differ on which one counts."""
    try:
        tables = msgspec.json.decode(data)
        if data != render(tables):  # recognising what we wrote ourselves costs a tenth of the check
            json.loads(data, object_pairs_hook=_once)
    except (msgspec.DecodeError, ValueError, RecursionError):
        raise BadSegment(N_("it is not whole JSON (still arriving, torn, or something else)")) from None
    return tables


def _once(pairs: list[tuple[str, Any]]) -> None:
    if len({name for name, _ in pairs}) < len(pairs):
        raise BadSegment(N_("it names one thing twice, so it can't be told which counts"))


def _verify(replica: str, changes: list[Change]) -> None:
    for change in changes:
        if change.replica != replica:
            raise BadSegment(N_("change {dot} belongs to another replica"), dot=f"{change.replica}:{change.seq}")
    for before, change in pairwise(changes):
        if change.seq == before.seq + 1 and change.previous != before.hash:
            raise BadSegment(N_("change {dot} does not follow the one before it"), dot=f"{replica}:{change.seq}")
