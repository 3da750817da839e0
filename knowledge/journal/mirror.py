"""The mirror: this device's private copy of every segment it has ever seen, and the only place where saves write."""

from __future__ import annotations

import os
import secrets
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

import msgspec

from knowledge import bounds
from knowledge.journal import clock
from knowledge.journal.change import BadChange, Change, from_json, lacking
from knowledge.journal.forks import fork_name, part_forks
from knowledge.journal.mirror_listing import MirrorListing, ReplicaFiles, Stat
from knowledge.journal.replica import device_name
from knowledge.journal.segment import (
    FULL_BYTES,
    FULL_CHANGES,
    BadSegment,
    Segment,
    decode_segment,
    encode_segment,
    mentions,
)
from knowledge.journal.storage import CANNOT_WRITE, CannotWrite, leftovers, write_all_atomically
from knowledge.model.codec import Fields
from knowledge.problem import N_, Reason
from knowledge.reasons import LINK, reason_of


@dataclass(frozen=True)
class Edit:
    """An edit that isn't in the journal yet; `after` are the heads its author saw, `seen` is their latest stamp."""

    kind: str
    document: str
    after: tuple[str, ...]
    set: Fields
    author: str
    seen: str = ""


DECODED = 8
"""The most decoded segments in the cache: the last ones, which saves extend, and those that a pull just brought in."""


class _Decoded(NamedTuple):
    """A segment, and a mark by which its file is recognised as unchanged since it was read or written."""

    mark: tuple[int, int, int]
    segment: Segment


class Mirror:
    """The segments under `directory`, laid out as in the shared folder. Callers hold the replica lock to write."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._listing = MirrorListing(directory)
        self._decoded: OrderedDict[str, _Decoded] = OrderedDict()
        self._remembering = threading.Lock()

    def stats(self) -> dict[str, Stat]:
        """Every segment file by its relative name; this looks at each file but reads none."""
        return _flat(self._listing.closely())

    def known_stats(self) -> dict[str, Stat]:
        """As `stats`, but from what is `known`: it doesn't notice files that were changed in place."""
        return _flat(self.known())

    def known(self) -> dict[str, ReplicaFiles]:
        """The segment files by replica; a directory that is unchanged since it was listed isn't listed again.

        Only `stats` notices files that were changed in place, which leaves no trace on their directory.
        """
        return self._listing.glance()

    def read(self, name: str) -> Segment:
        """The segment `name`; raises `BadSegment` when the disk damaged it and FileNotFoundError when it is gone.

        A segment that was recently read or written comes from the cache, as long as its file is unchanged.
        """
        with _unreadable_told():
            mark = _mark((self.directory / name).stat())
        with self._remembering:
            held = self._decoded.get(name)
        if held and held.mark == mark:
            return held.segment
        segment = decode_segment(self.read_bytes(name))
        self._remember(name, mark, segment)
        return segment

    def read_bytes(self, name: str) -> bytes:
        """The bytes of the file `name`; raises FileNotFoundError when it is gone.

        Raises `BadSegment` when it can't be read, or something else stands in its place.
        """
        with _unreadable_told():
            return (self.directory / name).read_bytes()

    def verified(self, name: str, data: bytes) -> Segment:
        """The verified segment in `data`, which was read from the file `name`; raises `BadSegment`."""
        with self._remembering:
            held = self._decoded.get(name)
        return held.segment if held and encode_segment(held.segment) == data else decode_segment(data)

    def forget(self, name: str) -> None:
        """Read the file `name` from the disk next time: it changed in a way that its size and time don't show."""
        with self._remembering:
            self._decoded.pop(name, None)

    def _remember(self, name: str, mark: tuple[int, int, int], segment: Segment) -> None:
        with self._remembering:
            self._decoded[name] = _Decoded(mark, segment)
            self._decoded.move_to_end(name)
            while len(self._decoded) > DECODED:
                self._decoded.popitem(last=False)

    def _write(self, replica: str, segments: Mapping[str, Segment]) -> None:
        """Make each of `segments` of `replica` the content of the file with its name, durably; raises `CannotWrite`."""
        before = self._listing.of(replica)
        place = self.directory / "journal" / replica
        if place.is_symlink():  # it leads elsewhere, where nobody looks for segments
            raise CannotWrite(CANNOT_WRITE, path=place, reason=Reason(LINK))
        write_all_atomically([(self.directory / name, encode_segment(segment)) for name, segment in segments.items()])
        with suppress(OSError):  # it is saved; what isn't remembered of it is read again
            statuses = {name: (self.directory / name).stat() for name in segments}
            self._listing.wrote(replica, statuses, before)
            for name, status in statuses.items():
                self._remember(name, _mark(status), segments[name])

    def tail(self, replica: str) -> Segment | None:
        """The last segment of `replica`, which the next change extends; None when there is none yet."""
        plain = self._listing.of(replica).names.plain
        return self.read(plain[-1]) if plain else None

    def _size_of_tail(self, replica: str) -> int:
        files = self._listing.of(replica)
        return files.stats[files.names.plain[-1]].size

    def append(self, replica: str, drafts: Sequence[Edit], now: datetime) -> Sequence[Change]:
        """Write `drafts` after the last change of `replica`; they are durable when this returns.

        Raises `CannotWrite`, with nothing written unless the disk refuses a name after it took the content of all
        files. Raises `BadChange`, with nothing written, for a change that readers would refuse: it would spoil its
        whole segment.
        """
        tail = self.tail(replica)
        last = tail.changes[-1] if tail and tail.changes else None
        made: list[Change] = []
        for draft in drafts:
            last = _next_change(replica, last, draft, now)
            made.append(last)
        size = self._size_of_tail(replica) if tail else 0
        self._write(replica, {each.name: each for each in _filled(replica, tail, size, made)})
        return made

    def ingest(self, segment: Segment) -> Sequence[Change]:
        """Add the changes of `segment` (from anywhere) that the mirror lacks; returns those that are news.

        A signature for a change that we have is added as well, but isn't news. A change with the same dot as one of
        ours but another hash is a fork (a cloned device): it and what builds on it are stored in a separate segment
        file beside the other.
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
        plain, forked = part_forks(known, fresh_here, self._taken(segment))
        if plain:
            self._write(segment.replica, {segment.name: known.with_changes(plain)})
        if forked:
            fork = replace(segment, changes=tuple(forked))
            self._write(segment.replica, {fork_name(forked[0]): fork})
        return fresh

    def lacking(self, segment: Segment) -> Sequence[Change]:
        """The changes of `segment` that the mirror lacks, or has only as a stub or without their signature."""
        if not segment.changes:
            return []
        return lacking(segment.changes, self._in_files(self._beside(segment)))

    def _fill_in(self, segment: Segment, fresh: Sequence[Change]) -> dict[str, Change]:
        """Replace our copies of changes with fuller ones; returns the replaced copies by hash.

        A stub without a known erasure is a copy that arrived before its erasure, or somebody's mistake.
        """
        fuller = {change.hash: change for change in fresh}
        held: dict[str, Change] = {}
        for name in self._beside(segment):
            known = self._read_or_none(name)
            lesser = {each.hash: each for each in known.changes if each.hash in fuller} if known else {}
            if known and lesser:
                self._write(segment.replica, {name: known.with_changes(fuller[each] for each in lesser)})
                held |= lesser
        return held

    def erase(self, documents: Collection[str]) -> None:
        """Reduce the changes of `documents` to stubs in every file; raises `CannotWrite`.

        Leftovers of interrupted writes are removed too. A file that can't be read may contain anything, and is removed
        if it names one of the documents: the folder has whole copies.
        """
        for path in leftovers(self.directory):
            path.unlink(missing_ok=True)
        for name in self.stats():
            path = self.directory / name
            if path.is_symlink() or not path.is_file():
                continue  # it holds no text of ours; the doctor names it
            data = self.read_bytes(name)
            try:
                segment = decode_segment(data)
            except BadSegment:
                if mentions(data, documents):
                    (self.directory / name).unlink()
                continue
            if (kept := segment.without(documents)) is not segment:
                self._write(name.split("/")[1], {name: kept})

    def mend(self, name: str, segment: Segment) -> None:
        """Write the file `name`, which is damaged, anew from `segment`, what is still known of it.

        Nothing happens when it isn't damaged any more. Raises `CannotWrite`.
        """
        try:
            self.forget(name)
            self.read(name)
        except BadSegment:
            self._write(name.split("/")[1], {name: segment})
        except FileNotFoundError:
            return

    def _taken(self, segment: Segment) -> set[int]:
        """The seqs around those of `segment` that our changes already use, forks aside."""
        near = self._listing.of(segment.replica).names.near(segment.changes[0].seq, segment.changes[-1].seq)
        return {change.seq for change in self._in_files(near)}

    def _beside(self, segment: Segment) -> list[str]:
        """The files that may contain changes of `segment`."""
        names = self._listing.of(segment.replica).names
        return [*names.near(segment.changes[0].seq, segment.changes[-1].seq), *names.forks]

    def _in_files(self, names: Iterable[str]) -> Iterator[Change]:
        for name in names:
            known = self._read_or_none(name)
            yield from known.changes if known else ()

    def _read_or_none(self, name: str) -> Segment | None:
        try:
            return self.read(name)
        except (BadSegment, FileNotFoundError):
            return None


@contextmanager
def _unreadable_told() -> Iterator[None]:
    """Raise `BadSegment` for a file that is there and can't be read."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        reason = reason_of(error)
        raise BadSegment(reason.text, **reason.values) from error


def _flat(files: Mapping[str, ReplicaFiles]) -> dict[str, Stat]:
    return {name: stat for each in files.values() for name, stat in each.stats.items()}


def _mark(status: os.stat_result) -> tuple[int, int, int]:
    """A mark that changes when a file is replaced, as every write does."""
    return status.st_ino, status.st_size, status.st_mtime_ns


def _next_change(replica: str, last: Change | None, draft: Edit, now: datetime) -> Change:
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
        extra={"salt": secrets.token_hex(8)},  # so that the content of an erased change can't be guessed from its hash
    )
    try:
        data = msgspec.json.encode(change.sealed().as_json())
    except UnicodeEncodeError:
        raise BadChange(N_("This text holds half a character, which can't be kept. Paste it again.")) from None
    if len(data) > bounds.CHANGE_BYTES:
        raise BadChange(
            N_("This is too much text for one record: {limit} MiB at most."), limit=bounds.CHANGE_BYTES >> 20
        )
    return from_json(msgspec.json.decode(data))


def _filled(replica: str, tail: Segment | None, size: int, changes: Sequence[Change]) -> Iterator[Segment]:
    """The segments in which `changes` go: as many as there is room for in `tail` (of `size` bytes), then new ones.

    What fits in one file goes into one, a new one if need be: a program that is killed leaves all of it or nothing.
    """
    segment, sizes = tail, _sizes(replica, changes)
    while changes:
        taken = _fitting_number(len(segment.changes), size, sizes) if segment else 0
        if taken < len(changes):
            fresh = Segment(replica, changes[0].author, changes[0].seq, (), {"device": device_name()})
            in_fresh = max(1, _fitting_number(0, len(encode_segment(fresh)), sizes))
            if segment is None or not taken or in_fresh == len(changes):
                segment, taken = fresh, in_fresh
        assert segment is not None
        yield segment.with_changes(changes[:taken])
        segment, changes, sizes = None, changes[taken:], sizes[taken:]


def _sizes(replica: str, changes: Sequence[Change]) -> list[int]:
    """The bytes that each of `changes` adds to a segment in which there are others."""
    alone = [len(encode_segment(Segment(replica, "", 1, (change,)))) for change in changes]
    pair = len(encode_segment(Segment(replica, "", 1, tuple(changes[:2]))))
    around = sum(alone[:2]) - pair  # what stands around the changes of a segment, counted once too often in the sum
    return [each - around for each in alone]


def _fitting_number(held: int, size: int, sizes: Sequence[int]) -> int:
    """How many changes of these `sizes`, in order, go into a segment that holds `held` of them in `size` bytes."""
    taken = 0
    while taken < len(sizes) and held + taken < FULL_CHANGES and size < FULL_BYTES:
        size += sizes[taken]
        taken += 1
    return taken
