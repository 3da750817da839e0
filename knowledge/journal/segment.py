"""A segment: one TinyDB file holding a run of one replica's changes (`docs/format.md`, Segments)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import msgspec

from knowledge.journal.change import FORMAT, MAX_SEQ, REPLICA_ID, BadChange, Change, from_json
from knowledge.journal.storage import render
from knowledge.problem import N_, Problem

FULL_BYTES = 64 * 1024
FULL_CHANGES = 200
MAX_BYTES = 32 * 1024 * 1024
"""A file larger than this isn't read: no segment of ours comes near it (one change holds at most 8 MiB)."""


class BadSegment(Problem):
    """A file that is no whole, true segment; the text says why, to be shown behind the file's name."""


@dataclass(frozen=True)
class Segment:
    """Changes of one `replica`, by seq; `first` is the seq the file is named after, `author` whoever began it."""

    replica: str
    author: str
    first: int
    changes: tuple[Change, ...]

    @property
    def name(self) -> str:
        """Where it belongs, relative to the mirror and to the shared folder."""
        return segment_name(self.replica, self.first)

    def with_changes(self, more: Iterable[Change]) -> Segment:
        """This segment and `more` changes of the same replica."""
        by_seq = {change.seq: change for change in (*more, *self.changes)}
        return replace(self, changes=tuple(by_seq[seq] for seq in sorted(by_seq)))


def segment_name(replica: str, first: int) -> str:
    """The relative path of a segment: lowercase ASCII, with forward slashes."""
    return f"journal/{replica}/{first:08d}.json"


def encode(segment: Segment) -> bytes:
    """The bytes of a segment file: two TinyDB tables, ``segment`` (one header) and ``changes`` (doc_id = seq)."""
    header = {"format": FORMAT, "replica": segment.replica, "author": segment.author, "first": segment.first}
    changes = {str(change.seq): change.as_json() for change in segment.changes}
    return render({"segment": {"1": header}, "changes": changes})


def decode(data: bytes) -> Segment:
    """The segment that `data` is, every hash and the chain between neighbours verified; raises `BadSegment`."""
    try:
        tables: Any = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadSegment(N_("it is not whole JSON (still arriving, torn, or something else)")) from None
    try:
        header = tables["segment"]["1"]
        replica, author, first = header["replica"], header["author"], header["first"]
        rows = tables["changes"]
        fits = isinstance(rows, dict) and isinstance(author, str) and isinstance(first, int) and 0 < first < MAX_SEQ
        fits = fits and isinstance(replica, str) and REPLICA_ID.fullmatch(replica) is not None
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
    return Segment(replica, author, first, tuple(changes))


def _verify(replica: str, changes: list[Change]) -> None:
    for change in changes:
        if change.replica != replica:
            raise BadSegment(N_("change {dot} belongs to another replica"), dot=f"{change.replica}:{change.seq}")
    for before, change in pairwise(changes):
        if change.seq == before.seq + 1 and change.previous != before.hash:
            raise BadSegment(N_("change {dot} does not follow the one before it"), dot=f"{replica}:{change.seq}")
