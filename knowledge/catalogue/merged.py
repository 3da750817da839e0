"""Which documents were merged into another, and which one stands for each of them now."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from knowledge.catalogue.database import Database
from knowledge.journal.document import Document
from knowledge.model.following import MERGED_INTO, Roots, roots

TABLES = """
CREATE TABLE merged (id TEXT PRIMARY KEY, target TEXT) WITHOUT ROWID;
CREATE INDEX document_root ON document (root) WHERE root <> '';
"""
"""`merged` has what each document says. Whether that holds depends on others: `document.root` has the outcome."""

_STANDING = """
SELECT merged.id, merged.target FROM merged
JOIN document ON document.id = merged.id JOIN document AS other ON other.id = merged.target
WHERE document.kind = other.kind AND document.deleted < 2 AND other.deleted < 2
"""
"""A document stays on its own while the one that it was merged into is unknown here, erased or of another kind."""


class MergedDocuments:
    """The merged documents in `database`, which has a table of documents and one of their links."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def roots(self) -> Roots:
        """The id of the document that stands for a merged one, by the id of the merged one."""
        return dict(self._database.rows("SELECT id, root FROM document WHERE root <> ''"))

    def root(self, document_id: str) -> str:
        """The id of the document that stands for `document_id`: itself, unless it was merged into another."""
        found = self._database.select("SELECT root FROM document WHERE id = ? AND root <> ''", (document_id,))
        return str(found[0][0]) if found else document_id

    def group(self, document_id: str) -> list[str]:
        """The ids of all that is one with `document_id`: the document that stands for them first."""
        root = self.root(document_id)
        rows = self._database.select("SELECT id FROM document WHERE root = ? ORDER BY id", (root,))
        return [root, *(row[0] for row in rows)]

    def said(self) -> list[tuple[str, str]]:
        """(id, target) of every document that says what it was merged into, whether or not that holds."""
        return [(row[0], row[1]) for row in self._database.select("SELECT id, target FROM merged ORDER BY id")]

    def note(self, database: sqlite3.Connection, document: Document) -> None:
        """Store what `document` was merged into, in the transaction of `database`."""
        target = getattr(document.record, MERGED_INTO, None)
        if target is None:
            return
        database.execute("DELETE FROM merged WHERE id = ?", (document.id,))
        if target:
            database.execute("INSERT INTO merged VALUES (?, ?)", (document.id, target))

    def follow(self, database: sqlite3.Connection, touched: Collection[str], before: Roots, revision: int) -> list[str]:
        """Bring roots and links up to date after the `touched` documents were stored; `before` are the earlier roots.

        The links of what was touched lead to the earlier roots. Merged documents for which something changed get
        `revision`. Returns the ids that other links lead to now.
        """
        if not before and not database.execute("SELECT 1 FROM merged LIMIT 1").fetchone():
            return []
        now = roots(dict(database.execute(_STANDING).fetchall()))
        for each in touched:
            if each in now:
                database.execute("UPDATE document SET root = ? WHERE id = ?", (now[each], each))
        moved = []
        for each in sorted(before.keys() | now.keys()):
            was, is_ = before.get(each, each), now.get(each, each)
            if was != is_:
                values = (now.get(each, ""), revision, each)
                database.execute("UPDATE document SET root = ?, revision = ? WHERE id = ?", values)
                database.execute("UPDATE link SET target = ? WHERE target = ? AND written = ?", (is_, was, each))
                moved.append(is_)
        return moved
