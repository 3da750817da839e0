"""The erasure ledger: which erasures were asked for, and which of them this device has carried out."""

from __future__ import annotations

from collections.abc import Iterable

from knowledge.catalogue.database import Database

TABLES = """
CREATE TABLE erasure (document TEXT PRIMARY KEY, done INTEGER) WITHOUT ROWID;
"""
"""The change store adds the erasures it reads, and resets `done` when text of an erased document comes back."""


class ErasureLedger:
    """The erasures in `database`; all but `done` is derived from the erase changes of the journal."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> frozenset[str]:
        """The ids of all documents that somebody had erased."""
        return frozenset(row[0] for row in self._database.select("SELECT document FROM erasure"))

    def unfinished(self) -> list[str]:
        """The ids of erased documents whose text may still be somewhere on this device."""
        rows = self._database.select("SELECT document FROM erasure WHERE done = 0 ORDER BY document")
        return [row[0] for row in rows]

    def finish(self, documents: Iterable[str]) -> None:
        """Remember that nothing is left of `documents` here, and that the folder must be searched for them."""
        with self._database.transaction() as database:
            database.executemany("UPDATE erasure SET done = 1 WHERE document = ?", [(each,) for each in documents])
            database.execute("UPDATE folder_file SET size = -1, modified = -1, digest = ''")
            self._database.count_up(database, "files")
