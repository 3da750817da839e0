"""The catalogue: the merged view of the mirror, stored in the cache directory to avoid loading every document.

It is derived and disposable: a missing, damaged or outdated catalogue is rebuilt from the mirror, and nothing exists in
it alone. It uses SQLite because a save, a look-up and a start must not take longer as the space grows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import msgspec

from knowledge.catalogue import changes, erasures, merged, put_off
from knowledge.catalogue.changes import Shrunk
from knowledge.catalogue.database import Damaged, Database, is_passing, refusal_told
from knowledge.catalogue.listing import LatestDays, Listing
from knowledge.journal.change import Change
from knowledge.journal.document import Document, Sibling
from knowledge.journal.merge import advanced, merge
from knowledge.journal.mirror import Mirror
from knowledge.model.codec import decode
from knowledge.model.folding import fold
from knowledge.model.following import Roots, followed
from knowledge.model.kinds import KINDS, about, declarations, linked_ids, links_of, ranking_fields
from knowledge.model.records.record import Record
from knowledge.model.titles import has_made_title, title_of, titled
from knowledge.problem import N_, Problem
from knowledge.reasons import NOT_JSON
from knowledge.source import checksum

Progress = Callable[[int, int], None]

STEP = 2000
"""The number of documents merged at a time; one segment may touch more."""

ADVANCED = 8
"""The most changes that are added one by one to a document as it is stored; of more, all are merged at once."""

_TABLES = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE document (
    id TEXT PRIMARY KEY, kind TEXT, title TEXT, folded TEXT, day TEXT, changed TEXT, state TEXT,
    deleted INTEGER, conflicts INTEGER, revision INTEGER, root TEXT, json BLOB
) WITHOUT ROWID;
CREATE INDEX document_day ON document (kind, deleted, day);
CREATE INDEX document_folded ON document (kind, folded);
CREATE INDEX document_revision ON document (revision);
CREATE INDEX document_conflicts ON document (changed) WHERE conflicts > 0;
CREATE TABLE link (
    source TEXT, target TEXT, field TEXT, written TEXT, PRIMARY KEY (source, written, field)
) WITHOUT ROWID;
CREATE INDEX link_target ON link (target);
CREATE TABLE tag (document TEXT, tag TEXT, PRIMARY KEY (document, tag)) WITHOUT ROWID;
CREATE INDEX tag_tag ON tag (tag);
CREATE TABLE folder_file (
    folder TEXT, name TEXT, size INTEGER, modified INTEGER, digest TEXT, reason TEXT,
    mirror_size INTEGER, mirror_modified INTEGER, held INTEGER, PRIMARY KEY (folder, name)
) WITHOUT ROWID;
CREATE INDEX folder_file_aside ON folder_file (folder, name) WHERE reason <> '';
"""
_MADE_BY = (
    "knowledge.catalogue.catalogue",
    "knowledge.catalogue.changes",
    "knowledge.catalogue.erasures",
    "knowledge.catalogue.merged",
    "knowledge.catalogue.put_off",
    "knowledge.journal.alignment",
    "knowledge.journal.history",
    "knowledge.journal.merge",
    "knowledge.journal.register",
    "knowledge.journal.text_merge",
    "knowledge.model.codec",
    "knowledge.model.fields",
    "knowledge.model.following",
    "knowledge.model.folding",
    "knowledge.model.titles",
)
"""The modules whose code determines the rows."""

_AS_MERGED = "SELECT id, kind, title, json, '' FROM document WHERE id = ?"
_KINDS = """
WITH RECURSIVE known(kind) AS (
    SELECT min(kind) FROM document
    UNION ALL SELECT (SELECT min(kind) FROM document WHERE kind > known.kind) FROM known WHERE known.kind NOT NULL
) SELECT kind FROM known WHERE EXISTS (SELECT 1 FROM document WHERE kind = known.kind AND deleted < 2)
"""
"""Selects every kind once by means of the index: scanning all documents would take longer the more there are."""


class _Stored(msgspec.Struct, frozen=True):
    """A document as it is stored in the `json` column."""

    fields: dict[str, Any]
    heads: tuple[str, ...]
    created: str
    changed: str
    author: str
    replica: str
    latest: str
    awaited: tuple[str, ...]
    deleted: bool
    revived: bool
    erased: bool
    conflicts: dict[str, tuple[Sibling, ...]]


_stored = msgspec.json.Decoder(_Stored)


@dataclass(frozen=True)
class Checkpoint:
    """A state of a catalogue: its id and a revision, so that an index can ask what changed since."""

    catalogue: str
    revision: int

    def __str__(self) -> str:
        return f"{self.catalogue}:{self.revision}"


class Catalogue(Database):
    """The merged documents of one space, in `directory`. Thread-safe; several processes may share it."""

    TABLES = _TABLES + changes.TABLES + erasures.TABLES + merged.TABLES + put_off.TABLES

    @property
    def own_text(self) -> bytes:
        """The words that stand in its file whatever the documents say: of its tables, and around what it stores."""
        names = (*_Stored.__struct_fields__, *(each.name for each in fields(Sibling)))
        return " ".join((self.TABLES, *names, "SQLite format true false null sqlite_autoindex note schema")).encode()

    @property
    def schema(self) -> str:
        """A checksum of what the rows are made from; with other declarations, merging or tables they are rebuilt."""
        return f"{declarations()}-{checksum(*_MADE_BY)}"

    def __init__(self, directory: Path) -> None:
        self._followed: Mirror | None = None
        self.changes = changes.ChangeStore(self)
        self.erasures = erasures.ErasureLedger(self)
        self.merged = merged.MergedDocuments(self)
        self.put_off = put_off.PutOff(self)
        super().__init__(directory / "catalogue.sqlite")

    def _fill(self) -> bool:
        if self._followed is None:
            return False
        for _step in self._take_in(self._followed):
            pass
        return True

    # -- following the mirror -------------------------------------------------------------------------------------

    def refresh(self, mirror: Mirror, progress: Progress | None = None) -> bool:
        """Take over what changed in `mirror`; returns whether anything did. If nothing did, this costs one listing."""
        changed = False
        for done, total in self.steps(mirror):
            changed = True
            if progress:
                progress(done, total)
        return changed

    def steps(self, mirror: Mirror) -> Iterator[tuple[int, int]]:
        """Do what `refresh` does step by step, and yield after each how many of how many segments are done.

        Every step is committed and can be searched: a large space is usable before all of it is read, and an
        interrupted refresh continues where it stopped.
        """
        self._followed = mirror
        try:
            yield from self._take_in(mirror)
            return
        except sqlite3.DatabaseError as error:
            if is_passing(error):
                raise
            self._mend()
        except Shrunk:
            self._begin_anew(mirror)
        yield 1, 1

    def _begin_anew(self, mirror: Mirror) -> None:
        """Rebuild after an older mirror was put back: what it doesn't contain must disappear.

        Another program may be replacing files, or may have rebuilt it just now; then a closer look shows that nothing
        is missing, and what was read already isn't read again.
        """
        with self._building():
            mirror.stats()
            try:
                for _step in self._take_in(mirror):
                    pass
                return
            except Shrunk:
                self._replace()
        self._fill()

    def _take_in(self, mirror: Mirror) -> Iterator[tuple[int, int]]:
        before = self.changes.current()
        fresh = self.changes.behind(before, mirror.known())
        done = 0
        while done < len(fresh):
            with self.transaction() as database:
                looked, touched, taken = self.changes.take(database, mirror, fresh[done:], STEP)
                self._merge_all(database, touched)
            self.changes.settle(taken)
            done += looked
            yield done, len(fresh)

    def _merge_all(self, database: sqlite3.Connection, touched: Mapping[str, Sequence[Change]]) -> None:
        """Merge the `touched` documents again; their new changes, stored already, needn't be decoded once more.

        What is too much to merge now is put off, so that it doesn't hold up the others.
        """
        documents = (self._merged(database, document_id, fresh) for document_id, fresh in touched.items())
        self._keep_all(database, (document for document in documents if document))

    def _merged(self, database: sqlite3.Connection, document_id: str, fresh: Sequence[Change]) -> Document | None:
        """The document after the `fresh` changes, if possible without reading those before; None if it is put off."""
        stored = (
            [] if len(fresh) > ADVANCED or self.put_off.holds(document_id) else self.rows(_AS_MERGED, (document_id,))
        )
        document = _document(*stored[0], roots={}) if stored else None
        for change in fresh:
            document = document and advanced(document, change)
        if document is None and not self.put_off.put_off(database, document_id):
            document = merge(self.changes.of(document_id, fresh))
        return document

    def _keep_all(self, database: sqlite3.Connection, documents: Iterable[Document]) -> None:
        """Store `documents` as they were merged, and what follows from them for others."""
        revision = self._number("revision") + 1
        before = self.merged.roots()
        kept = []
        for document in documents:
            self._keep(database, document, revision, before)
            kept.append(document.id)
        if not kept:
            return
        self.put_off.done(database, kept)
        for root in self.merged.follow(database, kept, before, revision):
            self._touch_named(database, root, revision)
        database.execute("UPDATE meta SET value = ? WHERE name = 'revision'", (revision,))

    def work_off(self, wanted: Collection[str] | None = None) -> None:
        """Merge what was put off, all of it or those of `wanted`, one by one and without holding up anybody meanwhile.

        What changes during its merge stays put off.
        """
        waiting = self.put_off.all()
        for document_id in waiting if wanted is None else [each for each in waiting if each in wanted]:
            version = self.version("taken")
            document = merge(self.changes.of(document_id))
            with self.transaction() as database:
                if self.version("taken") == version:
                    self._keep_all(database, [document])

    def _keep(self, database: sqlite3.Connection, document: Document, revision: int, roots: Roots) -> None:
        record = document.record
        title = self._title(database, record)
        before = database.execute("SELECT title FROM document WHERE id = ?", (document.id,)).fetchone()
        stored = _Stored(**{name: getattr(document, name) for name in _Stored.__struct_fields__})
        database.execute(
            "INSERT OR REPLACE INTO document VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '', ?)",
            (
                document.id,
                document.kind,
                title,
                fold(title),
                record.when.isoformat() if record.when else "",
                document.changed,
                getattr(record, "state", "") or "open",
                2 if document.erased else int(document.deleted),
                len(document.conflicts) + document.revived,
                revision,
                msgspec.json.encode(stored),
            ),
        )
        self._touch_ranked(database, document, revision)
        database.execute("DELETE FROM link WHERE source = ?", (document.id,))
        database.executemany(
            "INSERT OR IGNORE INTO link VALUES (?, ?, ?, ?)",
            [(document.id, roots.get(target, target), name, target) for name, target in links_of(record)],
        )
        self._touch_ranked(database, document, revision)
        self.merged.note(database, document)
        database.execute("DELETE FROM tag WHERE document = ?", (document.id,))
        database.executemany("INSERT OR IGNORE INTO tag VALUES (?, ?)", [(document.id, tag) for tag in record.tags])
        if title != (before[0] if before else ""):
            self._touch_named(database, document.id, revision)

    def _title(self, database: sqlite3.Connection, record: Record) -> str:
        """The title of `record`; if it is made, of the titles that it links to and that are typed themselves."""
        if not has_made_title(record.kind):
            return record.title
        found = (
            database.execute(
                "SELECT document.id, document.kind, coalesce(other.title, document.title) FROM document"
                " LEFT JOIN document AS other ON other.id = document.root"
                " WHERE document.id = ? AND document.deleted < 2",
                (each,),
            ).fetchone()
            for each in linked_ids(record)
        )
        return title_of(record, {row[0]: row[2] for row in found if row and not has_made_title(row[1])})

    @staticmethod
    def _touch_ranked(database: sqlite3.Connection, document: Document, revision: int) -> None:
        """Have the documents indexed again that are ranked by `document`, by its links as they are stored now."""
        for name in ranking_fields(document.kind):
            database.execute(
                "UPDATE document SET revision = ? WHERE id IN (SELECT target FROM link WHERE source = ? AND field = ?)",
                (revision, document.id, name),
            )

    def _touch_named(self, database: sqlite3.Connection, target: str, revision: int) -> None:
        """After the title of `target` changed: have what links to it found by it, and titles made of it made again."""
        rows = database.execute(
            "SELECT id, kind FROM document WHERE id IN (SELECT source FROM link WHERE target = ?)", (target,)
        ).fetchall()
        for source, kind in rows:
            database.execute("UPDATE document SET revision = ? WHERE id = ?", (revision, source))
            if has_made_title(kind):
                asked = "SELECT id, kind, title, json, root FROM document WHERE id = ?"
                row = database.execute(asked, (source,)).fetchone()
                title = self._title(database, _document(*row, roots={}).record)
                database.execute("UPDATE document SET title = ?, folded = ? WHERE id = ?", (title, fold(title), source))

    # -- looking up -----------------------------------------------------------------------------------------------

    @property
    def position(self) -> Checkpoint:
        """The checkpoint of this catalogue as it now is."""
        return self.mended(lambda: Checkpoint(str(self._meta("id")), self._number("revision")))

    def changed_since(self, revision: int) -> list[tuple[str, int, int]]:
        """(id, revision, size) of the documents whose searchable text may have changed after `revision`, in order."""
        return self.select(
            "SELECT id, revision, length(json) FROM document WHERE revision > ? ORDER BY revision", (revision,)
        )

    def documents_since(self, revision: int, kinds: Collection[str]) -> list[tuple[str, str, Document | None]]:
        """(id, kind, document) of what of `kinds` changed after `revision`.

        The document is None for one in the trash, an erased one, and one that another stands for. An erased one may
        have lost its kind, so it is given under each.
        """

        def read() -> list[tuple[str, str, Document | None]]:
            roots = self.merged.roots()
            asked = "SELECT id, kind, deleted, title, json, root FROM document WHERE revision > ?"
            found: list[tuple[str, str, Document | None]] = []
            for document_id, kind, deleted, title, data, root in self.rows(asked, (revision,)):
                if deleted or root:
                    found += [(document_id, each, None) for each in ([kind] if kind in kinds else sorted(kinds))]
                elif kind in kinds:
                    found.append((document_id, kind, _document(document_id, kind, title, data, root, roots=roots)))
            return found

        return self.mended(read)

    def longer_than(self, size: int, document_id: str = "") -> list[str]:
        """The ids of the documents that take more than `size` bytes, without those in the trash; or of one of them."""
        asked = "SELECT id FROM document WHERE deleted = 0 AND length(json) > ?"
        found = self.select(f"{asked} AND id = ?", (size, document_id)) if document_id else self.select(asked, (size,))
        return [row[0] for row in found]

    def document(self, document_id: str) -> Document | None:
        """The document with this id (also from the trash), or None."""
        return next(iter(self.read([document_id])), None)

    def read(self, ids: Iterable[str]) -> Iterator[Document]:
        """The documents with these ids, in that order; unknown ids are skipped."""
        for document_id in ids:
            yield from self._documents("WHERE id = ? AND deleted < 2", (document_id,))

    def kinds(self, linked_to: str = "") -> list[str]:
        """The kinds of all documents, also in the trash; with `linked_to`, of those outside it that link to that one.

        They are in the order in which kinds are listed beside a document; kinds only a newer version knows come last.
        """
        if linked_to:
            links = "SELECT source FROM link WHERE target = ?"
            rows = self.select(
                f"SELECT DISTINCT kind FROM document WHERE deleted = 0 AND root = '' AND id IN ({links})",
                (self.merged.root(linked_to),),
            )
        else:
            rows = self.select(_KINDS)
        return sorted((row[0] for row in rows if row[0]), key=lambda kind: (about(kind).near, kind))

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """The titles of those of `ids` that are known; for a merged document, of the one that stands for it."""
        wanted = _as_one_value(ids)
        return dict(
            self.select(
                "SELECT document.id, coalesce(other.title, document.title) FROM document"
                " LEFT JOIN document AS other ON other.id = document.root"
                " WHERE document.deleted < 2 AND document.id IN (SELECT value FROM json_each(?))",
                (wanted,),
            )
        )

    def waiting(self) -> list[tuple[str, str]]:
        """(id, title) of the documents that aren't up to date yet because they are very large."""
        waiting = self.put_off.all()
        titles = self.titles(waiting) if waiting else {}
        return [(each, titles.get(each, "")) for each in waiting]

    def documents(self, listing: Listing) -> list[Document]:
        """The documents that `listing` selects, in its order."""
        where, values = self._condition(listing)
        asked = (*values, listing.limit, listing.offset)
        return self._documents(f"WHERE {where} ORDER BY {listing.order()} LIMIT ? OFFSET ?", asked)

    def ranking(self, ids: Iterable[str]) -> dict[str, list[Record]]:
        """The records outside the trash by which the documents `ids` are ranked, for each that has any."""
        wanted = _as_one_value(ids)
        found: dict[str, list[Record]] = {}
        for kind, name in [(each, name) for each in KINDS for name in ranking_fields(each)]:
            links = self.select(
                "SELECT target, source FROM link JOIN document ON document.id = source"
                " WHERE kind = ? AND deleted = 0 AND field = ? AND target IN (SELECT value FROM json_each(?))",
                (kind, name, wanted),
            )
            for target, source in links:
                found.setdefault(target, []).extend(each.record for each in self.read([source]))
        return found

    def _condition(self, listing: Listing) -> tuple[str, list[object]]:
        return replace(
            listing, partner=self.merged.root(listing.partner), origin=self.merged.root(listing.origin)
        ).condition()

    def latest_days(self, wanted: LatestDays) -> dict[str, date]:
        """The latest day that `wanted` asks for, by the id of what is linked to. No document is decoded for this."""
        asked = (
            "SELECT link.target, max(document.day) FROM document JOIN link ON link.source = document.id"
            " WHERE document.kind = ? AND document.deleted = 0 AND document.root = '' AND document.day > ''"
            " AND document.day <= ? AND link.field = ? GROUP BY link.target"
        )
        values = (wanted.kind, wanted.until.isoformat(), wanted.field)
        return self.mended(lambda: {target: _day(day) for target, day in self.rows(asked, values)})

    def count(self, listing: Listing) -> int:
        """How many documents `listing` selects, whatever its limit."""
        where, values = self._condition(listing)
        return int(self.scalar(f"SELECT count(*) FROM document WHERE {where}", values) or 0)

    def named(self, kind: str, title: str) -> list[Document]:
        """The documents of `kind` with this title (case and accents don't count), oldest first.

        Those that one with this title was merged into count as well: they answer to its name.
        """
        ids = "SELECT coalesce(nullif(root, ''), id) FROM document WHERE kind = ? AND folded = ? AND deleted = 0"
        found = self._documents(f"WHERE id IN ({ids}) AND deleted = 0", (kind, fold(title)))
        return sorted(found, key=lambda document: (document.created, document.id))

    def _documents(self, which: str, values: Sequence[object]) -> list[Document]:
        asked = f"SELECT id, kind, title, json, root FROM document {which}"

        def read() -> list[Document]:
            roots = self.merged.roots()
            return [_document(*row, roots=roots) for row in self.rows(asked, values)]

        return self.mended(read)

    def matching_ids(self, part: str) -> list[str]:
        """The ids that begin or end with `part`, ten at most."""
        rows = self.select(
            "SELECT id FROM document WHERE deleted < 2 AND (substr(id, 1, ?) = ? OR substr(id, -?) = ?) LIMIT 10",
            (len(part), part, len(part), part),
        )
        return [row[0] for row in rows]

    def conflicts(self) -> list[Document]:
        """The documents with a conflict to settle; the one that changed last comes first."""
        rows = self.select("SELECT id FROM document WHERE conflicts > 0 AND deleted = 0 ORDER BY changed DESC")
        return list(self.read(row[0] for row in rows))

    def note(self, name: str, value: int | str) -> None:
        """Store `value` under `name`, for a thing about this space that may be lost without harm."""
        self.write("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"note:{name}", value))

    def noted(self, name: str) -> int | str | None:
        """The value that was noted under `name`, or None."""
        return self._meta(f"note:{name}")

    def wipe(self) -> None:
        """Clear removed text from the write-ahead log; raises `Problem` while others are reading it."""
        with refusal_told():
            busy = self._database.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if busy:
            raise Problem(N_("Another sto on this device is busy with the overview. Try again in a moment."))

    def write_anew(self) -> None:
        """Write every page anew, so that nothing stays in the unused parts of one; raises as `wipe` does."""
        with refusal_told():
            self._database.execute("VACUUM")
        self.wipe()


def _as_one_value(ids: Iterable[str]) -> str:
    """`ids` as one value of a statement, for ``json_each``: SQLite limits the number of values."""
    return msgspec.json.encode(list(ids)).decode()


def _day(stored: str) -> date:
    try:
        return date.fromisoformat(stored)
    except (TypeError, ValueError):
        raise Damaged from None


def _document(document_id: str, kind: str, title: str, data: bytes, root: str, *, roots: Roots) -> Document:
    try:
        stored = _stored.decode(data)
    except NOT_JSON:
        raise Damaged from None
    values = {name: getattr(stored, name) for name in _Stored.__struct_fields__}
    record = titled(decode(kind, document_id, followed(kind, document_id, stored.fields, roots)), title)
    return Document(id=document_id, kind=kind, record=record, merged_into=root, **values)
