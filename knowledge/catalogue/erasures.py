"""The erasure ledger: what was asked to be forgotten, and what of that this device has carried out."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.catalogue.database import Database

TABLES = """
CREATE TABLE erasure (document TEXT PRIMARY KEY, done INTEGER) WITHOUT ROWID;
"""
"""The change store adds to it what it meets, and makes undone again what comes back."""


class ErasureLedger:
    """The erasures in `database`; they are derived from the erase changes of the journal, but for what is `done`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> frozenset[str]:
        """The ids of all documents that somebody had erased."""
        return frozenset(row[0] for row in self._database.select("SELECT document FROM erasure"))

    def unfinished(self) -> list[str]:
        """The ids of erased documents of which this device may still hold text somewhere."""
        rows = self._database.select("SELECT document FROM erasure WHERE done = 0 ORDER BY document")
        return [row[0] for row in rows]

    def finish(self, documents: Iterable[str]) -> None:
        """Remember that nothing is left of `documents`, and that the folder has to be looked through for them."""
        with self._database.transaction() as database:
            database.executemany("UPDATE erasure SET done = 1 WHERE document = ?", [(each,) for each in documents])
            database.execute("DELETE FROM folder_file")
            self._database.count_up(database, "files")
