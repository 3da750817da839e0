"""A disposable SQLite file: opened by threads and processes at once, made anew when it is damaged, outdated or gone."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of


class Database(ABC):
    """The file at `path`, with the tables that `TABLES` makes; one of another `schema` is made anew.

    There has to be a table ``meta (name, value)``. Subclasses fill what was made anew (`_fill`).
    """

    TABLES = ""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._directory = path.parent
        self._local = threading.local()
        self._open_or_rebuild()

    @property
    @abstractmethod
    def schema(self) -> str:
        """Tells apart what this version would make and what others made."""

    @abstractmethod
    def _fill(self) -> bool:
        """Fill what was just made anew; returns whether that could be done."""

    def _open_or_rebuild(self) -> None:
        if self._is_usable():
            return
        from filelock import FileLock

        self._directory.mkdir(parents=True, exist_ok=True)
        with FileLock(self._directory / "building.lock"):  # several programs may find it missing at once
            if not self._is_usable():
                self.rebuild()

    def _is_usable(self) -> bool:
        """Whether there is one of this version; what is damaged is answered by building it anew."""
        try:
            if self._path.exists() and self._meta("schema") == self.schema:
                return True
        except sqlite3.DatabaseError:
            pass
        self.close()
        return False

    def rebuild(self) -> None:
        """Begin with empty tables."""
        self.close()
        self._directory.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{secrets.token_hex(4)}.building")
        with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as database:
            database.execute("PRAGMA journal_mode = WAL")
            database.executescript(self.TABLES)
            database.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                [("schema", self.schema), ("id", secrets.token_hex(4)), ("revision", 0)],
            )
        for rest in ("-wal", "-shm"):
            self._path.with_name(self._path.name + rest).unlink(missing_ok=True)
        fresh.replace(self._path)  # whole at once: nobody ever opens half of one

    def close(self) -> None:
        """Close this thread's connection."""
        database = getattr(self._local, "database", None)
        if database is not None:
            database.close()
            del self._local.database

    @property
    def _database(self) -> sqlite3.Connection:
        database: sqlite3.Connection | None = getattr(self._local, "database", None)
        if database is not None and self._local.file != self._file():  # somebody made it anew
            self.close()
            database = None
        if database is None:
            if not self._file():
                self._open_or_rebuild()
                if self._fill():
                    return self._database
            with refusal_told():
                database = sqlite3.connect(self._path, timeout=20, isolation_level=None)
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = NORMAL")
                database.execute("PRAGMA secure_delete = ON")  # what is erased may not linger in free pages
            self._local.database = database
            self._local.file = self._file()
        return database

    def _file(self) -> int:
        """Tells one file at this path from the next; 0 when there is none."""
        try:
            return self._path.stat().st_ino
        except FileNotFoundError:
            return 0

    def _ask(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query; a file that turns out to be damaged or gone is made anew first."""
        try:
            return self._database.execute(sql, values).fetchall()
        except sqlite3.DatabaseError as error:
            if is_passing(error):
                raise
        self._mend()
        return self._database.execute(sql, values).fetchall()

    def _mend(self) -> None:
        from filelock import FileLock

        with FileLock(self._directory / "building.lock"):
            self.rebuild()
        self._fill()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        database = self._database
        with refusal_told():
            database.execute("BEGIN IMMEDIATE")
            try:
                yield database
            except BaseException:
                if database.in_transaction:  # a full disk rolls back by itself
                    database.execute("ROLLBACK")
                raise
            database.execute("COMMIT")

    def _meta(self, name: str) -> int | str | None:
        rows = self._database.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchall()
        return rows[0][0] if rows else None


def is_passing(error: sqlite3.DatabaseError) -> bool:
    """Whether trying later helps: the disk or another program refuses. Damage doesn't pass, nor does a lost table."""
    return isinstance(error, sqlite3.OperationalError) and "no such table" not in str(error)


@contextmanager
def refusal_told() -> Iterator[None]:
    """Turn a disk that refuses into a `Problem`. What was saved is in the mirror, whatever happens here."""
    try:
        yield
    except sqlite3.OperationalError as error:
        raise Problem(
            N_(
                "What was saved is safe, but the overview of it on this device can't be brought up to date: {reason}. "
                "Make room on the disk and try again."
            ),
            reason=reason_of(error),
        ) from error
