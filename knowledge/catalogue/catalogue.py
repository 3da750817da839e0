"""The catalogue: the merged view of the mirror, kept in the cache directory so that nobody has to load every document.

It is derived and disposable: a missing, damaged or outdated catalogue is rebuilt from the mirror. SQLite holds it
because a save, a look-up and a start must not cost more as the space grows; nothing lives in it alone.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from knowledge.catalogue.database import Database, is_passing, refusal_told
from knowledge.catalogue.listing import LatestDays, Listing
from knowledge.journal.change import ERASE, Change, from_json
from knowledge.journal.document import Document, Sibling
from knowledge.journal.merge import merge
from knowledge.journal.mirror import Mirror, Stat
from knowledge.journal.segment import BadSegment, Segment
from knowledge.model.codec import decode
from knowledge.model.folding import fold
from knowledge.model.kinds import about, declarations, links_of
from knowledge.problem import N_, Problem
from knowledge.source import checksum

Progress = Callable[[int, int], None]

STEP = 2000
"""Documents taken in at a time, or as many as one segment has."""

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE segment (name TEXT PRIMARY KEY, size INTEGER, modified INTEGER) WITHOUT ROWID;
CREATE TABLE change (
    ref TEXT PRIMARY KEY, replica TEXT, seq INTEGER, document TEXT, time TEXT, author TEXT, kind TEXT, json BLOB,
    segment TEXT
);
CREATE INDEX change_segment ON change (segment);
CREATE INDEX change_document ON change (document);
CREATE INDEX change_replica ON change (replica, seq);
CREATE INDEX change_erase ON change (document) WHERE kind = 'erase';
CREATE TABLE erasure (document TEXT PRIMARY KEY, done INTEGER) WITHOUT ROWID;
CREATE TABLE replica (id TEXT PRIMARY KEY, author TEXT, device TEXT) WITHOUT ROWID;
CREATE TABLE document (
    id TEXT PRIMARY KEY, kind TEXT, title TEXT, folded TEXT, day TEXT, changed TEXT, state TEXT,
    deleted INTEGER, conflicts INTEGER, revision INTEGER, json BLOB
) WITHOUT ROWID;
CREATE INDEX document_day ON document (kind, deleted, day);
CREATE INDEX document_folded ON document (kind, folded);
CREATE INDEX document_revision ON document (revision);
CREATE TABLE link (source TEXT, target TEXT, field TEXT, PRIMARY KEY (source, target, field)) WITHOUT ROWID;
CREATE INDEX link_target ON link (target);
CREATE TABLE tag (document TEXT, tag TEXT, PRIMARY KEY (document, tag)) WITHOUT ROWID;
CREATE INDEX tag_tag ON tag (tag);
CREATE TABLE folder_file (
    folder TEXT, name TEXT, size INTEGER, modified INTEGER, digest TEXT, reason TEXT,
    mirror_size INTEGER, mirror_modified INTEGER, PRIMARY KEY (folder, name)
) WITHOUT ROWID;
"""
_MADE_BY = (
    "knowledge.catalogue.catalogue",
    "knowledge.journal.merge",
    "knowledge.journal.text_merge",
    "knowledge.model.codec",
    "knowledge.model.folding",
)
"""The code that the rows come from."""

_KINDS = """
WITH RECURSIVE known(kind) AS (
    SELECT min(kind) FROM document
    UNION ALL SELECT (SELECT min(kind) FROM document WHERE kind > known.kind) FROM known WHERE known.kind NOT NULL
) SELECT kind FROM known WHERE EXISTS (SELECT 1 FROM document WHERE kind = known.kind AND deleted < 2)
"""
"""Every kind once, by the index: looking through all documents takes longer the more there are."""


class _Stored(msgspec.Struct, frozen=True):
    """A document as the `json` column holds it."""

    fields: dict[str, Any]
    heads: tuple[str, ...]
    created: str
    changed: str
    author: str
    replica: str
    deleted: bool
    revived: bool
    erased: bool
    conflicts: dict[str, tuple[Sibling, ...]]


_stored = msgspec.json.Decoder(_Stored)


@dataclass(frozen=True)
class Checkpoint:
    """How far a catalogue had come: its own id and a revision, so that an index can ask what changed since."""

    catalogue: str
    revision: int

    def __str__(self) -> str:
        return f"{self.catalogue}:{self.revision}"


class _Shrunk(Exception):
    """The mirror holds less than it did."""


class Catalogue(Database):
    """The merged documents of one space, in `directory`. Thread-safe; several processes may share it."""

    TABLES = _TABLES

    @property
    def schema(self) -> str:
        """What the rows are made from: a catalogue of other declarations, other merging or other tables is rebuilt."""
        return f"{declarations()}-{checksum(*_MADE_BY)}"

    def __init__(self, directory: Path) -> None:
        self._followed: Mirror | None = None
        super().__init__(directory / "catalogue.sqlite")

    def _fill(self) -> bool:
        if self._followed is None:
            return False
        for _step in self._take_in(self._followed):
            pass
        return True

    # -- following the mirror -------------------------------------------------------------------------------------

    def refresh(self, mirror: Mirror, progress: Progress | None = None) -> bool:
        """Take in what changed in `mirror`; returns whether anything did. Costs one listing when nothing did."""
        changed = False
        for done, total in self.steps(mirror):
            changed = True
            if progress:
                progress(done, total)
        return changed

    def steps(self, mirror: Mirror) -> Iterator[tuple[int, int]]:
        """`refresh` step by step: gives how many of how many segments are taken in, each time that some were.

        Every step is there for good and can be searched: a large space is usable before all of it is read, and who is
        stopped halfway goes on there.
        """
        self._followed = mirror
        try:
            yield from self._take_in(mirror)
            return
        except sqlite3.DatabaseError as error:
            if is_passing(error):
                raise
        except _Shrunk:  # an older mirror was put back: what it doesn't hold isn't so
            pass
        self._mend()
        yield 1, 1

    def _take_in(self, mirror: Mirror) -> Iterator[tuple[int, int]]:
        stats = mirror.stats()
        known = self._known_segments()
        if known.keys() - stats.keys():
            raise _Shrunk
        fresh = [name for name, stat in sorted(stats.items()) if known.get(name) != stat]
        done = 0
        while done < len(fresh):
            with self._transaction() as database:
                known = self._known_segments()  # another program may be at it as well
                touched: dict[str, None] = {}
                while done < len(fresh) and len(touched) < STEP:
                    name = fresh[done]
                    if known.get(name) != stats[name]:
                        touched.update(dict.fromkeys(self._take_segment(database, mirror, name, stats[name])))
                    done += 1
                self._merge_all(database, list(touched))
            yield done, len(fresh)

    def _known_segments(self) -> dict[str, Stat]:
        rows = self._database.execute("SELECT name, size, modified FROM segment")
        return {name: Stat(size, modified) for name, size, modified in rows}

    def _take_segment(self, database: sqlite3.Connection, mirror: Mirror, name: str, stat: Stat) -> list[str]:
        """Store the changes of one segment file that are new; returns the ids of the documents they touch."""
        touched: list[str] = []
        damaged = False
        try:
            segment = mirror.read(name)
        except BadSegment:  # nothing can be taken from it; the doctor tells why
            segment, damaged = Segment("", "", 1, ()), True
        except FileNotFoundError:
            return []
        if segment.replica:
            values = (segment.replica, segment.author, segment.device)
            database.execute("INSERT OR REPLACE INTO replica VALUES (?, ?, ?)", values)
        held = {row[0] for row in database.execute("SELECT ref FROM change WHERE segment = ?", (name,))}
        if not damaged and held - {change.ref for change in segment.changes}:
            raise _Shrunk
        for change in segment.changes:
            if self._take_change(database, change, name):
                touched.append(change.document)
        database.execute("INSERT OR REPLACE INTO segment VALUES (?, ?, ?)", (name, stat.size, stat.modified))
        return touched

    def _take_change(self, database: sqlite3.Connection, change: Change, segment: str) -> bool:
        """Store `change` when it is new or what is stored of it isn't the same; returns whether it was."""
        data = msgspec.json.encode(change.as_json())
        stored = database.execute("SELECT json FROM change WHERE ref = ?", (change.ref,)).fetchone()
        if stored and stored[0] == data:
            return False
        values = (change.replica, change.seq, change.document, change.time, change.author, change.kind, data, segment)
        database.execute("INSERT OR REPLACE INTO change VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (change.ref, *values))
        if change.kind == ERASE:
            database.execute("INSERT OR IGNORE INTO erasure VALUES (?, 0)", (change.document,))
        elif not change.erased:  # text of something erased came back: whoever carries erasures out has to go again
            database.execute("UPDATE erasure SET done = 0 WHERE document = ?", (change.document,))
        return True

    def _merge_all(self, database: sqlite3.Connection, ids: list[str]) -> None:
        if not ids:
            return
        revision = int(self._meta("revision") or 0) + 1
        for document_id in ids:
            self._keep(database, merge(self.changes(document_id)), revision)
        database.execute("UPDATE meta SET value = ? WHERE name = 'revision'", (revision,))

    def _keep(self, database: sqlite3.Connection, document: Document, revision: int) -> None:
        record = document.record
        before = database.execute("SELECT title FROM document WHERE id = ?", (document.id,)).fetchone()
        stored = _Stored(**{name: getattr(document, name) for name in _Stored.__struct_fields__})
        database.execute(
            "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                document.id,
                document.kind,
                record.title,
                fold(record.title),
                record.when.isoformat() if record.when else "",
                document.changed,
                getattr(record, "state", "") or "open",
                2 if document.erased else int(document.deleted),
                len(document.conflicts) + document.revived,
                revision,
                msgspec.json.encode(stored),
            ),
        )
        database.execute("DELETE FROM link WHERE source = ?", (document.id,))
        database.executemany(
            "INSERT OR IGNORE INTO link VALUES (?, ?, ?)",
            [(document.id, target, name) for name, target in links_of(record)],
        )
        database.execute("DELETE FROM tag WHERE document = ?", (document.id,))
        database.executemany("INSERT OR IGNORE INTO tag VALUES (?, ?)", [(document.id, tag) for tag in record.tags])
        if before and before[0] != record.title:  # what names this document is found under its new name too
            database.execute(
                "UPDATE document SET revision = ? WHERE id IN (SELECT source FROM link WHERE target = ?)",
                (revision, document.id),
            )

    # -- looking up -----------------------------------------------------------------------------------------------

    @property
    def position(self) -> Checkpoint:
        """How far this catalogue has come."""
        return Checkpoint(str(self._meta("id")), int(self._meta("revision") or 0))

    def changed_since(self, revision: int) -> list[tuple[str, int]]:
        """(id, revision) of the documents whose searchable text may have changed after `revision`, in that order."""
        return self._ask("SELECT id, revision FROM document WHERE revision > ? ORDER BY revision", (revision,))

    def document(self, document_id: str) -> Document | None:
        """The document with this id (also from the trash), or None."""
        return next(iter(self.read([document_id])), None)

    def read(self, ids: Iterable[str]) -> Iterator[Document]:
        """The documents with these ids, in that order; ids that aren't known are passed over."""
        for document_id in ids:
            for row in self._ask("SELECT id, kind, json FROM document WHERE id = ? AND deleted < 2", (document_id,)):
                yield _document(*row)

    def changes(self, document_id: str) -> list[Change]:
        """Every known change of a document."""
        rows = self._ask("SELECT json FROM change WHERE document = ?", (document_id,))
        return [from_json(msgspec.json.decode(row[0])) for row in rows]

    def kinds(self, linked_to: str = "") -> list[str]:
        """The kinds of all documents, in the trash too; with `linked_to`, of those outside it that link to that one.

        They are in the order in which kinds are listed beside a document; those only a newer version knows come last.
        """
        if linked_to:
            links = "SELECT source FROM link WHERE target = ?"
            rows = self._ask(f"SELECT DISTINCT kind FROM document WHERE deleted = 0 AND id IN ({links})", (linked_to,))
        else:
            rows = self._ask(_KINDS)
        return sorted((row[0] for row in rows if row[0]), key=lambda kind: (about(kind).near, kind))

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """The titles of those of `ids` that are known and not in the trash."""
        wanted = list(dict.fromkeys(ids))
        marks = ",".join("?" * len(wanted))
        return dict(self._ask(f"SELECT id, title FROM document WHERE deleted < 2 AND id IN ({marks})", wanted))

    def documents(self, listing: Listing) -> list[Document]:
        """The documents that `listing` asks for, in its order."""
        where, values = listing.condition()
        rows = self._ask(
            f"SELECT id, kind, json FROM document WHERE {where} ORDER BY {listing.order()} LIMIT ? OFFSET ?",
            (*values, listing.limit, listing.offset),
        )
        return [_document(*row) for row in rows]

    def latest_days(self, wanted: LatestDays) -> dict[str, date]:
        """By the id of what is linked to: the latest day that `wanted` asks for. No document is decoded for it."""
        rows = self._ask(
            "SELECT link.target, max(document.day) FROM document JOIN link ON link.source = document.id"
            " WHERE document.kind = ? AND document.deleted = 0 AND document.day > '' AND document.day <= ?"
            " AND link.field = ? GROUP BY link.target",
            (wanted.kind, wanted.until.isoformat(), wanted.field),
        )
        return {target: date.fromisoformat(day) for target, day in rows}

    def count(self, listing: Listing) -> int:
        """How many documents `listing` asks for, whatever its limit."""
        where, values = listing.condition()
        return int(self.scalar(f"SELECT count(*) FROM document WHERE {where}", values) or 0)

    def named(self, kind: str, title: str) -> Document | None:
        """A document of `kind` that goes by `title`, or None."""
        rows = self._ask(
            "SELECT id, kind, json FROM document WHERE kind = ? AND folded = ? AND deleted = 0", (kind, fold(title))
        )
        return _document(*rows[0]) if rows else None

    def matching_ids(self, part: str) -> list[str]:
        """The ids that begin or end with `part`, ten at most."""
        rows = self.select(
            "SELECT id FROM document WHERE deleted < 2 AND (substr(id, 1, ?) = ? OR substr(id, -?) = ?) LIMIT 10",
            (len(part), part, len(part), part),
        )
        return [row[0] for row in rows]

    def conflicts(self) -> list[Document]:
        """The documents in which somebody has a choice to make, the one that changed last first."""
        rows = self.select("SELECT id FROM document WHERE conflicts > 0 AND deleted = 0 ORDER BY changed DESC")
        return list(self.read(row[0] for row in rows))

    def scalar(self, sql: str, values: Sequence[object] = ()) -> int | str | None:
        """The first column of the first row of a query."""
        rows = self._ask(sql, values)
        return rows[0][0] if rows else None

    def select(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query."""
        return self._ask(sql, values)

    def write(self, sql: str, values: Sequence[object]) -> None:
        """Run one statement; for what sync remembers of the shared folder."""
        with refusal_told():
            self._database.execute(sql, values)

    def note(self, name: str, value: int | str) -> None:
        """Remember one thing about this space that may be forgotten freely."""
        self.write("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"note:{name}", value))

    def noted(self, name: str) -> int | str | None:
        """What was noted under `name`, or None."""
        return self._meta(f"note:{name}")

    def replicas(self) -> list[tuple[str, str, str, str]]:
        """Everybody who ever wrote, latest first: replica, author as last known, device, stamp of the latest change."""
        latest = self._ask("SELECT replica, max(time), author FROM change GROUP BY replica ORDER BY 2 DESC")
        begun = {row[0]: row[1:] for row in self._ask("SELECT id, author, device FROM replica")}
        named = ((replica, author, *begun.get(replica, ("", "")), time) for replica, time, author in latest)
        return [(replica, author or first, device, time) for replica, author, first, device, time in named]

    # -- erasing --------------------------------------------------------------------------------------------------

    def erased(self) -> frozenset[str]:
        """The ids of all documents that somebody had erased."""
        return frozenset(row[0] for row in self._ask("SELECT document FROM erasure"))

    def unfinished_erasures(self) -> list[str]:
        """The ids of erased documents of which this device may still hold text somewhere."""
        return [row[0] for row in self._ask("SELECT document FROM erasure WHERE done = 0 ORDER BY document")]

    def finish_erasures(self, documents: Iterable[str]) -> None:
        """Remember that nothing is left of `documents`, and that the folder has to be looked through for them."""
        with self._transaction() as database:
            database.executemany("UPDATE erasure SET done = 1 WHERE document = ?", [(each,) for each in documents])
            database.execute("DELETE FROM folder_file")

    def wipe(self) -> None:
        """Let nothing of what was removed linger in the write-ahead log; raises `Problem` while others read it."""
        with refusal_told():
            busy = self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise Problem(N_("Another sto on this device is busy with the overview. Try again in a moment."))


def _document(document_id: str, kind: str, data: bytes) -> Document:
    stored = _stored.decode(data)
    values = {name: getattr(stored, name) for name in _Stored.__struct_fields__}
    return Document(id=document_id, kind=kind, record=decode(kind, document_id, stored.fields), **values)
