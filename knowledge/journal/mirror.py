"""The mirror: this device's private copy of every segment it has ever seen, and the only place a save writes to."""

from __future__ import annotations

import os
import secrets
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

import msgspec

from knowledge.journal import clock
from knowledge.journal.change import MAX_CHANGE_BYTES, REPLICA_ID, BadChange, Change, from_json, lacking
from knowledge.journal.replica import device_name
from knowledge.journal.segment import FULL_BYTES, FULL_CHANGES, BadSegment, Segment, decode, encode, mentions
from knowledge.journal.storage import leftovers, write_atomically
from knowledge.model.codec import Fields
from knowledge.problem import N_


@dataclass(frozen=True)
class Draft:
    """An edit that has no place in the journal yet; `after` are the heads its author saw, `seen` their latest stamp."""

    kind: str
    document: str
    after: tuple[str, ...]
    set: Fields
    author: str
    seen: str = ""


@dataclass(frozen=True)
class Stat:
    """What tells without reading whether a file changed."""

    size: int
    modified: int


class Mirror:
    """The segments under `directory`, laid out as in the shared folder. Callers hold the replica lock to write."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory

    def stats(self) -> dict[str, Stat]:
        """Every segment file by its relative name: one directory listing, nothing is read."""
        return {name: Stat(entry.st_size, entry.st_mtime_ns) for name, entry in self._entries()}

    def _entries(self) -> Iterator[tuple[str, os.stat_result]]:
        journal = self.directory / "journal"
        if not journal.is_dir():
            return
        for replica in os.scandir(journal):
            if not (REPLICA_ID.fullmatch(replica.name) and replica.is_dir(follow_symlinks=False)):
                continue
            for entry in os.scandir(replica.path):
                if entry.name.endswith(".json") and not entry.name.startswith("."):
                    yield f"journal/{replica.name}/{entry.name}", entry.stat()

    def read(self, name: str) -> Segment:
        """The segment `name`; raises `BadSegment` when the disk damaged it and OSError when it is gone."""
        return decode(self.read_bytes(name))

    def read_bytes(self, name: str) -> bytes:
        """The file `name` as it is."""
        return (self.directory / name).read_bytes()

    def _own_names(self, replica: str) -> list[str]:
        folder = self.directory / "journal" / replica
        if not folder.is_dir():
            return []
        names = (path.name for path in folder.iterdir())
        return sorted(name for name in names if name.endswith(".json") and not name.startswith("."))

    def _forks(self, replica: str) -> list[str]:
        return [name for name in self._own_names(replica) if "-" in name]

    def tail(self, replica: str) -> Segment | None:
        """The last segment of `replica`, to which the next change is added; None when there is none yet."""
        names = [name for name in self._own_names(replica) if "-" not in name]
        return self.read(f"journal/{replica}/{names[-1]}") if names else None

    def append(self, replica: str, drafts: Sequence[Draft], now: datetime) -> Sequence[Change]:
        """Write `drafts` behind the last change of `replica`; durable when this returns.

        Raises `CannotWrite`; then at most whole leading segments of a long batch were kept. Raises `BadChange`, with
        nothing written, for what no reader would take: it would spoil the whole segment.
        """
        segment = self.tail(replica)
        last = segment.changes[-1] if segment and segment.changes else None
        made: list[Change] = []
        for draft in drafts:
            last = _next_change(replica, last, draft, now)
            made.append(last)
        remaining = list(made)
        while remaining:
            if segment is None or _is_full(segment):
                segment = Segment(replica, remaining[0].author, remaining[0].seq, (), {"device": device_name()})
            segment, remaining = _filled(segment, remaining)
            write_atomically(self.directory / segment.name, encode(segment))
        return made

    def ingest(self, segment: Segment) -> Sequence[Change]:
        """Take in what `segment` (from anywhere) holds and the mirror lacks; returns the changes that are news.

        A signature for a change we hold is taken in as well, but that is no news.
        A change with the dot of one we hold but another hash is a fork (a cloned device): it and what builds on it
        are kept in a segment file of their own beside the other.
        """
        fresh = self.lacking(segment)
        if not fresh:
            return fresh
        held = self._fill_in(segment, fresh)
        fresh_here = [change for change in fresh if change.hash not in held]
        fresh = [change for change in fresh if change.hash not in held or held[change.hash].erased]
        if not fresh_here:
            return fresh
        known = self._read_or_none(segment.name) or replace(segment, changes=())
        plain, forked = _fitting(known, fresh_here, self._taken(segment))
        if plain:
            write_atomically(self.directory / segment.name, encode(known.with_changes(plain)))
        if forked:
            fork = replace(segment, changes=tuple(forked))
            write_atomically(self.directory / fork_name(fork), encode(fork))
        return fresh

    def lacking(self, segment: Segment) -> Sequence[Change]:
        """The changes of `segment` that the mirror has not, or has only the stub of, or without their signature."""
        if not segment.changes:
            return []
        names = (*self._near(segment), *self._forks(segment.replica))
        return lacking(segment.changes, self._in_files(segment.replica, names))

    def _fill_in(self, segment: Segment, fresh: Sequence[Change]) -> dict[str, Change]:
        """Put fuller copies in the place of what we hold already; returns what was held, by hash.

        A stub that nobody's erasure asks for is a copy that came before the erasure did, or somebody's mistake.
        """
        fuller = {change.hash: change for change in fresh}
        held: dict[str, Change] = {}
        for name in (*self._near(segment), *self._forks(segment.replica)):
            known = self._read_or_none(f"journal/{segment.replica}/{name}")
            lesser = {each.hash: each for each in known.changes if each.hash in fuller} if known else {}
            if known and lesser:
                filled = known.with_changes(fuller[each] for each in lesser)
                write_atomically(self.directory / "journal" / segment.replica / name, encode(filled))
                held |= lesser
        return held

    def erase(self, documents: Collection[str]) -> None:
        """Leave only stubs of what the changes of `documents` say, in every file; raises `CannotWrite`.

        What an interrupted write left behind goes too. What can't be read may hold anything, and goes when it names
        one of the documents: whole copies of it are fetched from the folder.
        """
        for path in leftovers(self.directory):
            path.unlink(missing_ok=True)
        for name in self.stats():
            data = self.read_bytes(name)
            try:
                segment = decode(data)
            except BadSegment:
                if mentions(data, documents):
                    (self.directory / name).unlink()
                continue
            if (kept := segment.without(documents)) is not segment:
                write_atomically(self.directory / name, encode(kept))

    def _taken(self, segment: Segment) -> set[int]:
        """The seqs around those of `segment` that a change of ours has already, forks aside."""
        return {change.seq for change in self._in_files(segment.replica, self._near(segment))}

    def _near(self, segment: Segment) -> list[str]:
        """The names of the plain files that may hold the seqs of `segment`."""
        first, last = f"{segment.changes[0].seq:08d}", f"{segment.changes[-1].seq:08d}"
        plain = [name for name in self._own_names(segment.replica) if "-" not in name]
        return [
            name
            for name, following in zip_longest(plain, plain[1:], fillvalue="~")
            if name[:8] <= last and following[:8] > first
        ]

    def _in_files(self, replica: str, names: Iterable[str]) -> Iterator[Change]:
        for name in names:
            known = self._read_or_none(f"journal/{replica}/{name}")
            yield from known.changes if known else ()

    def _read_or_none(self, name: str) -> Segment | None:
        try:
            return self.read(name)
        except (BadSegment, FileNotFoundError):
            return None


def fork_name(segment: Segment) -> str:
    """Where changes go that claim dots already taken: named after their first seq and its hash."""
    first = segment.changes[0]
    return f"journal/{segment.replica}/{first.seq:08d}-{first.hash[:8]}.json"


def _fitting(known: Segment, fresh: Sequence[Change], taken: set[int]) -> tuple[list[Change], list[Change]]:
    """Those of `fresh` that chain with the changes of `known`, and those that are a fork of them."""
    line = {change.seq: change for change in known.changes}
    plain: list[Change] = []
    forked: list[Change] = []
    for change in fresh:
        before, following = line.get(change.seq - 1), line.get(change.seq + 1)
        fits = (before is None or change.previous == before.hash) and (
            following is None or following.previous == change.hash
        )
        if fits and change.seq not in taken:
            line[change.seq] = change
            plain.append(change)
        else:
            forked.append(change)
    return plain, forked


def _next_change(replica: str, last: Change | None, draft: Draft, now: datetime) -> Change:
    change = Change(
        replica=replica,
        seq=last.seq + 1 if last else 1,
        time=clock.next_stamp([last.time if last else "", draft.seen], now),
        author=draft.author,
        kind=draft.kind,
        document=draft.document,
        after=draft.after,
        set=draft.set,
        previous=last.hash if last else "",
        extra={"salt": secrets.token_hex(8)},  # so that what an erased change said can't be guessed from its hash
    )
    try:
        data = msgspec.json.encode(change.sealed().as_json())
    except UnicodeEncodeError:
        raise BadChange(N_("This text holds half a character, which can't be kept. Paste it again.")) from None
    if len(data) > MAX_CHANGE_BYTES:
        raise BadChange(N_("This is too much text for one record: {limit} MiB at most."), limit=MAX_CHANGE_BYTES >> 20)
    return from_json(msgspec.json.decode(data))


def _is_full(segment: Segment) -> bool:
    return len(segment.changes) >= FULL_CHANGES or len(encode(segment)) >= FULL_BYTES


def _filled(segment: Segment, changes: list[Change]) -> tuple[Segment, list[Change]]:
    """`segment` with as many of `changes` as it has room for (one at least), and the rest."""
    size, taken = len(encode(segment)), 0
    alone = len(encode(Segment(segment.replica, "", 1, ())))
    while taken < len(changes) and size < FULL_BYTES and len(segment.changes) + taken < FULL_CHANGES:
        size += len(encode(Segment(segment.replica, "", 1, (changes[taken],)))) - alone
        taken += 1
    taken = max(taken, 1)
    return segment.with_changes(changes[:taken]), changes[taken:]
