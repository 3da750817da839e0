"""The documents that are too much to merge while others wait: each is merged by itself, when all the rest is done."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection

from knowledge.catalogue.database import Database

TABLES = """
CREATE TABLE put_off (document TEXT PRIMARY KEY) WITHOUT ROWID;
"""
HEAVY = 12_000_000
"""Bytes of changes that take up to a second to read and merge."""
EACH = 1_500
"""Bytes that a change counts for besides its own: it has to be put in order and verified."""


class PutOff:
    """The documents in `database` that wait to be merged; it has a table of changes and one of erasures."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> list[str]:
        """The ids of the documents that aren't up to date with the changes that are known of them."""
        return [row[0] for row in self._database.select("SELECT document FROM put_off ORDER BY document")]

    def holds(self, document_id: str) -> bool:
        """Whether this document waits."""
        return bool(self._database.rows("SELECT 1 FROM put_off WHERE document = ?", (document_id,)))

    def put_off(self, database: sqlite3.Connection, document_id: str) -> bool:
        """Put off `document_id` if merging it is too much, in the transaction of `database`; returns whether it is.

        What was erased is never put off: its text would stay.
        """
        asked = "SELECT count(*), coalesce(sum(length(json)), 0) FROM change WHERE document = ?"
        number, size = database.execute(asked, (document_id,)).fetchone()
        heavy = number * EACH + size > HEAVY
        erased = heavy and database.execute("SELECT 1 FROM erasure WHERE document = ?", (document_id,)).fetchone()
        if heavy and not erased:
            database.execute("INSERT OR IGNORE INTO put_off VALUES (?)", (document_id,))
        return bool(heavy and not erased)

    def done(self, database: sqlite3.Connection, documents: Collection[str]) -> None:
        """Remember, in the transaction of `database`, that `documents` are up to date."""
        if documents and database.execute("SELECT 1 FROM put_off LIMIT 1").fetchone():
            database.executemany("DELETE FROM put_off WHERE document = ?", [(each,) for each in documents])
