"""The change store: every change of the mirror by document, and the segment files they were taken from."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import msgspec

from knowledge import bounds
from knowledge.catalogue.database import Damaged, Database
from knowledge.journal.change import ERASE, BadChange, Change, from_json
from knowledge.journal.mirror import Mirror
from knowledge.journal.mirror_listing import ReplicaFiles, Stat
from knowledge.journal.segment import BadSegment, Segment
from knowledge.reasons import NOT_JSON

TABLES = """
CREATE TABLE segment (name TEXT PRIMARY KEY, size INTEGER, modified INTEGER, damaged INTEGER) WITHOUT ROWID;
CREATE TABLE change (
    ref TEXT PRIMARY KEY, replica TEXT, seq INTEGER, document TEXT, time TEXT, author TEXT, kind TEXT, json BLOB,
    segment TEXT
);
CREATE INDEX change_segment ON change (segment);
CREATE INDEX change_document ON change (document);
CREATE INDEX change_replica ON change (replica, time);
CREATE INDEX change_erase ON change (document) WHERE kind = 'erase';
CREATE TABLE replica (id TEXT PRIMARY KEY, author TEXT, device TEXT) WITHOUT ROWID;
"""


class Shrunk(Exception):
    """The mirror contains less than it did."""


ListingVersion = tuple[str, int]
"""The id of the database, which changes when it is rebuilt, and how often the tables were written."""


@dataclass(frozen=True)
class Taken:
    """The segment files that were taken in, by replica, when the tables were at `version`."""

    version: ListingVersion
    stats: Mapping[str, Mapping[str, Stat]]


class ChangeStore:
    """The changes in `database`, which holds `TABLES` and a table ``meta``."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._taken = Taken(("", 0), {})
        self._compared: tuple[ListingVersion, Mapping[str, ReplicaFiles]] = (("", 0), {})

    # -- following the mirror -------------------------------------------------------------------------------------

    def behind(self, taken: Taken, files: Mapping[str, ReplicaFiles]) -> list[tuple[str, Stat]]:
        """The segment files among `files` that weren't `taken` in as they are, in order.

        Raises `Shrunk` when some that were taken in are gone; `files` must therefore be listed after `taken` was read.
        Values that are the same objects as in an earlier comparison aren't compared again.
        """
        version, before = self._compared
        same = before if version == taken.version else {}
        if any(stats and replica not in files for replica, stats in taken.stats.items()):
            raise Shrunk
        fresh: list[tuple[str, Stat]] = []
        for replica, listed in files.items():
            if same.get(replica) is listed:
                continue
            held = taken.stats.get(replica, {})
            if held == listed.stats:
                continue
            if held.keys() - listed.stats.keys():
                raise Shrunk
            fresh += [(name, stat) for name, stat in listed.stats.items() if held.get(name) != stat]
        if not fresh:
            self._compared = (taken.version, files)
        return sorted(fresh)

    def current(self) -> Taken:
        """What was taken in; this is read again when another thread or program took in something."""
        version = self._database.version("taken")
        if self._taken.version != version:
            stats: dict[str, dict[str, Stat]] = {}
            for name, size, modified in self._database.rows("SELECT name, size, modified FROM segment"):
                stats.setdefault(name.split("/")[1], {})[name] = Stat(size, modified)
            self._taken = Taken(version, stats)
        return self._taken

    def take(
        self, database: sqlite3.Connection, mirror: Mirror, files: Sequence[tuple[str, Stat]], most: int
    ) -> tuple[int, dict[str, list[Change]], Taken]:
        """Store what is new in `files`, in the transaction of `database`.

        It stops when `most` documents are touched, or the files it read are larger than `bounds.TAKEN_AT_ONCE_BYTES`.

        Returns how many files were looked at, the new changes by the document they touch, and what to pass to `settle`
        once the transaction is committed. Raises `Shrunk` when a file contains less than was taken from it.
        """
        before = self.current()  # another program may have taken some in as well
        stats = {replica: dict(held) for replica, held in before.stats.items() if _among(replica, files)}
        touched: dict[str, list[Change]] = {}
        done = size = 0
        while done < len(files) and len(touched) < most and size < bounds.TAKEN_AT_ONCE_BYTES:
            name, stat = files[done]
            held = stats.setdefault(name.split("/")[1], {})
            if held.get(name) != stat:
                size += stat.size
                fresh = self._take_segment(database, mirror, name, stat)
                if fresh is not None:
                    held[name] = stat
                for change in fresh or ():
                    touched.setdefault(change.document, []).append(change)
            done += 1
        version = self._database.count_up(database, "taken")
        return done, touched, Taken(version, {**before.stats, **stats})

    def settle(self, taken: Taken) -> None:
        """Remember `taken`, so that it needn't be read back."""
        self._taken = taken

    def _take_segment(self, database: sqlite3.Connection, mirror: Mirror, name: str, stat: Stat) -> list[Change] | None:
        """Store the new changes of one segment file, and return them; None when the file is gone."""
        damaged = False
        try:
            segment = mirror.read(name)
        except BadSegment:  # nothing can be taken from it; what was taken before may be all that is left of it
            segment, damaged = Segment("", "", 1, ()), True
        except FileNotFoundError:
            return None
        if segment.replica:
            writer = (segment.replica, segment.author, segment.device)
            database.execute("INSERT OR REPLACE INTO replica VALUES (?, ?, ?)", writer)
        held = dict(database.execute("SELECT ref, json FROM change WHERE segment = ?", (name,)))
        if not damaged and held.keys() - {change.ref for change in segment.changes}:
            raise Shrunk
        fresh = [change for change in segment.changes if self._take_change(database, change, name, held)]
        values = (name, stat.size, stat.modified, damaged)
        database.execute("INSERT OR REPLACE INTO segment VALUES (?, ?, ?, ?)", values)
        return fresh

    def _take_change(
        self, database: sqlite3.Connection, change: Change, segment: str, held: Mapping[str, bytes]
    ) -> bool:
        """Store `change` if it is new or differs from what is stored of it; returns whether it was stored."""
        data = msgspec.json.encode(change.as_json())
        ref = change.ref
        if held.get(ref) == data:
            return False
        stored = database.execute("SELECT json FROM change WHERE ref = ?", (ref,)).fetchone()
        if stored and stored[0] == data:
            return False
        values = (change.replica, change.seq, change.document, change.time, change.author, change.kind, data, segment)
        database.execute("INSERT OR REPLACE INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (ref, *values))
        if change.kind == ERASE:
            database.execute("INSERT OR IGNORE INTO erasure VALUES (?, 0)", (change.document,))
        elif not change.erased:  # text of something erased came back, so it has to be erased again
            database.execute("UPDATE erasure SET done = 0 WHERE document = ?", (change.document,))
        return True

    def note_damaged(self, name: str) -> None:
        """Remember that the file `name` of the mirror is damaged, which its size and time don't show."""
        self._database.write("UPDATE segment SET damaged = 1 WHERE name = ?", (name,))

    def rescued(self) -> list[tuple[str, Segment]]:
        """The files of the mirror that are damaged: the name of each, with all that was ever taken from it."""
        names = [row[0] for row in self._database.select("SELECT name FROM segment WHERE damaged = 1 ORDER BY name")]
        return [(name, segment) for name in names if (segment := self._taken_from(name)).changes]

    def _taken_from(self, name: str) -> Segment:
        asked = "SELECT json FROM change WHERE segment = ? ORDER BY seq"
        changes = tuple(
            self._database.mended(lambda: [_change(data) for (data,) in self._database.rows(asked, (name,))])
        )
        replica = name.split("/")[1]
        known = self._database.select("SELECT author, device FROM replica WHERE id = ?", (replica,))
        author, device = known[0] if known else ("", "")
        return Segment(replica, author, changes[0].seq if changes else 1, changes, {"device": device} if device else {})

    # -- looking up -----------------------------------------------------------------------------------------------

    def of(self, document_id: str, in_hand: Iterable[Change] = ()) -> list[Change]:
        """Every known change of a document; those `in_hand` needn't be decoded."""
        known = {change.ref: change for change in in_hand}
        asked = "SELECT ref, json FROM change WHERE document = ?"
        others = self._database.mended(
            lambda: [_change(data) for ref, data in self._database.rows(asked, (document_id,)) if ref not in known]
        )
        return [*known.values(), *others]

    def count(self, replicas: Collection[str]) -> int:
        """How many changes `replicas` made."""
        marks = ",".join("?" * len(replicas))
        rows = self._database.select(f"SELECT count(*) FROM change WHERE replica IN ({marks})", tuple(replicas))
        return int(rows[0][0])

    def replicas(self) -> list[tuple[str, str, str, str]]:
        """Every replica that ever wrote, latest first: id, last known author, device, stamp of its latest change."""
        return sorted(self._replicas(), key=lambda each: each[3], reverse=True)

    def _replicas(self) -> Iterator[tuple[str, str, str, str]]:
        for replica, first, device in self._database.select("SELECT id, author, device FROM replica"):
            latest = "SELECT time, author FROM change WHERE replica = ? ORDER BY time DESC LIMIT 1"
            for time, author in self._database.select(latest, (replica,)):
                yield replica, author or first, device, time


def _among(replica: str, files: Sequence[tuple[str, Stat]]) -> bool:
    return any(name.startswith(f"journal/{replica}/") for name, _stat in files)


def _change(data: bytes) -> Change:
    try:
        return from_json(msgspec.json.decode(data))
    except (BadChange, *NOT_JSON):
        raise Damaged from None
