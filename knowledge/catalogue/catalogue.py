"""The catalogue: the merged view of the mirror, stored in the cache directory to avoid loading every document.

It is derived and disposable: a missing, damaged or outdated catalogue is rebuilt from the mirror, and nothing exists in
it alone. It uses SQLite because a save, a look-up and a start must not take longer as the space grows.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields
from pathlib import Path

import msgspec

from knowledge.catalogue import changes, erasures, merged, put_off
from knowledge.catalogue.changes import Shrunk
from knowledge.catalogue.database import is_passing, refusal_told
from knowledge.catalogue.looking_up import LookingUp
from knowledge.catalogue.stored_document import StoredDocument, from_row
from knowledge.journal.change import Change
from knowledge.journal.document import Document, Sibling
from knowledge.journal.merge import advanced, merge
from knowledge.journal.mirror import Mirror
from knowledge.model.folding import fold
from knowledge.model.following import Roots
from knowledge.model.kinds import declarations, linked_ids, links_of, ranking_fields
from knowledge.model.records.record import Record
from knowledge.model.titles import has_made_title, title_of
from knowledge.problem import N_, Problem
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
    "knowledge.catalogue.stored_document",
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


class Catalogue(LookingUp):
    """The merged documents of one space, in `directory`. Thread-safe; several processes may share it."""

    TABLES = _TABLES + changes.TABLES + erasures.TABLES + merged.TABLES + put_off.TABLES

    @property
    def own_text(self) -> bytes:
        """The words that stand in its file whatever the documents say: of its tables, and around what it stores."""
        names = (*StoredDocument.__struct_fields__, *(each.name for each in fields(Sibling)))
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
        document = from_row(*stored[0], roots={}) if stored else None
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
        stored = StoredDocument(**{name: getattr(document, name) for name in StoredDocument.__struct_fields__})
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
                title = self._title(database, from_row(*row, roots={}).record)
                database.execute("UPDATE document SET title = ?, folded = ? WHERE id = ?", (title, fold(title), source))

    # -- notes and wiping ---------------------------------------------------------------------------------------

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
