"""A disposable SQLite file, shared by threads and processes and rebuilt when it is damaged, outdated or gone."""

from __future__ import annotations

import contextlib
import secrets
import sqlite3
import threading
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of

if TYPE_CHECKING:
    from filelock import FileLock

LONGEST_BUILDING = 60.0
"""Seconds to wait for another program that rebuilds the file."""

_Answer = TypeVar("_Answer")


class Damaged(sqlite3.DatabaseError):
    """A row contains something that can't have been written."""


class Database(ABC):
    """The file at `path`, with the tables that `TABLES` creates; a file with another `schema` is rebuilt. It has
    `directory` for itself and what belongs to it.

    One of the tables must be ``meta (name, value)``. Subclasses fill a rebuilt database (`_fill`).
    """

    TABLES = ""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.directory = path.parent
        self._local = threading.local()
        self._open_or_rebuild()

    @property
    @abstractmethod
    def schema(self) -> str:
        """A value that differs between versions that would write other rows or tables."""

    @abstractmethod
    def _fill(self) -> bool:
        """Fill the database after it was rebuilt; returns whether that was possible."""

    def _open_or_rebuild(self) -> None:
        if self._is_usable():
            return
        self.directory.mkdir(parents=True, exist_ok=True)
        with self._building():  # several programs may find it missing at once
            if not self._is_usable():
                self._replace()

    def _is_usable(self) -> bool:
        """Whether the file exists and is of this version; a damaged one isn't usable, and will be rebuilt."""
        try:
            if self._path.exists() and self._meta("schema") == self.schema:
                return True
        except sqlite3.DatabaseError:
            pass
        self.close()
        return False

    def rebuild(self) -> None:
        """Replace the file with one with empty tables."""
        with self._building():
            self._replace()

    @contextmanager
    def _building(self) -> Iterator[None]:
        """Be the only thread of the only program that rebuilds the file; may be nested. Raises `Problem`."""
        from filelock import Timeout

        try:
            with self._lock.acquire():
                yield
        except Timeout as error:
            raise Problem(N_("Another sto is busy with the overview on this device. Try again in a moment.")) from error

    @cached_property
    def _lock(self) -> FileLock:
        from filelock import FileLock

        return FileLock(self.directory / "building.lock", timeout=LONGEST_BUILDING)

    def _replace(self) -> None:
        self.close()
        self.directory.mkdir(parents=True, exist_ok=True)
        fresh = self._path.with_name(f"{secrets.token_hex(4)}.building")
        with refusal_told():
            with contextlib.closing(sqlite3.connect(fresh, isolation_level=None)) as database:
                database.execute("PRAGMA journal_mode = WAL")
                database.executescript(f"BEGIN;{self.TABLES}")  # a transaction a table waits for the disk each time
                database.executemany(
                    "INSERT INTO meta VALUES (?, ?)",
                    [("schema", self.schema), ("id", secrets.token_hex(4)), ("revision", 0)],
                )
                database.execute("COMMIT")
            for rest in ("-wal", "-shm"):
                self._path.with_name(self._path.name + rest).unlink(missing_ok=True)
            fresh.replace(self._path)  # in one step, so that nobody ever opens half a database

    def close(self) -> None:
        """Close this thread's connection."""
        database = getattr(self._local, "database", None)
        if database is not None:
            database.close()
            del self._local.database

    @property
    def _database(self) -> sqlite3.Connection:
        database: sqlite3.Connection | None = getattr(self._local, "database", None)
        if database is not None and self._local.file != self._file():  # somebody rebuilt it
            self.close()
            database = None
        if database is None:
            if not self._file():
                self._open_or_rebuild()
                if self._fill():
                    return self._database
            database = self._connected()
        return database

    def _connected(self) -> sqlite3.Connection:
        """A connection of this thread, to the file that is there now; somebody may replace it meanwhile."""
        while True:
            file = self._file()
            with refusal_told():
                database = sqlite3.connect(self._path, timeout=20, isolation_level=None)
                database.execute("PRAGMA journal_mode = WAL")
                database.execute("PRAGMA synchronous = NORMAL")
                database.execute("PRAGMA secure_delete = ON")  # erased text must not linger in free pages
            self._local.database, self._local.file = database, file
            if file == self._file():
                return database
            self.close()

    def _file(self) -> int:
        """A number that differs between this file and one that replaces it; 0 when there is none."""
        try:
            return self._path.stat().st_ino
        except FileNotFoundError:
            return 0

    def select(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query; a file that turns out to be damaged or gone is rebuilt first."""
        return self.mended(lambda: self.rows(sql, values))

    def mended(self, ask: Callable[[], _Answer]) -> _Answer:
        """Return what `ask` returns; if the file is damaged, it is rebuilt and `ask` is called once more.

        `ask` raises `Damaged` for a row that can't have been written so. Within a transaction nothing is rebuilt: that
        is left to the code that began it.
        """
        try:
            return ask()
        except sqlite3.DatabaseError as error:
            connection: sqlite3.Connection | None = getattr(self._local, "database", None)
            if is_passing(error) or (connection is not None and connection.in_transaction):
                raise
        self._mend()
        return ask()

    def _mend(self) -> None:
        """Rebuild and fill the damaged file, unless somebody rebuilt it since this thread opened it."""
        damaged = getattr(self._local, "file", 0)
        with self._building():
            if damaged == self._file() or not self._is_usable():
                self._replace()
            self.close()
        self._fill()

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows of a query; raises `sqlite3.DatabaseError`, also when the file is damaged."""
        return self._database.execute(sql, values).fetchall()

    def scalar(self, sql: str, values: Sequence[object] = ()) -> int | str | None:
        """The first column of the first row of a query."""
        rows = self.select(sql, values)
        return rows[0][0] if rows else None

    def write(self, sql: str, values: Sequence[object]) -> None:
        """Run one statement; raises `Problem` when the disk refuses."""
        with refusal_told():
            self._database.execute(sql, values)

    def version(self, name: str) -> tuple[str, int]:
        """The id of this database, which changes when it is rebuilt, and how often `name` was written in it."""

        def read() -> tuple[str, int]:
            meta = dict(self.rows("SELECT name, value FROM meta WHERE name IN ('id', ?)", (f"written:{name}",)))
            return str(meta.get("id")), _whole(meta.get(f"written:{name}"))

        return self.mended(read)

    def count_up(self, database: sqlite3.Connection, name: str) -> tuple[str, int]:
        """Count, within the transaction of `database`, that `name` is written; returns its new version."""
        rebuilt, count = self.version(name)
        database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (f"written:{name}", count + 1))
        return rebuilt, count + 1

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write everything within the block, or nothing; raises `Problem` when the disk refuses."""
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

    def _number(self, name: str) -> int:
        """The count stored under `name`, 0 for none; raises `Damaged` for what no count can be."""
        return _whole(self._meta(name))

    def _meta(self, name: str) -> int | str | None:
        rows = self.rows("SELECT value FROM meta WHERE name = ?", (name,))
        return rows[0][0] if rows else None


_MOST = 2**53
"""More than anything is ever counted."""


def _whole(stored: object) -> int:
    if stored is None:
        return 0
    if not isinstance(stored, int) or not 0 <= stored < _MOST:
        raise Damaged
    return stored


def is_passing(error: sqlite3.DatabaseError) -> bool:
    """Whether trying later may help: the disk or another program refuses. Damage and missing tables don't pass."""
    return isinstance(error, sqlite3.OperationalError) and "no such table" not in str(error)


@contextmanager
def refusal_told() -> Iterator[None]:
    """Turn an error of the disk into a `Problem`. What was saved is in the mirror, whatever happens here."""
    try:
        yield
    except (sqlite3.OperationalError, OSError) as error:
        raise Problem(
            N_(
                "What was saved is safe, but the overview of it on this device can't be brought up to date: {reason}. "
                "Make room on the disk and try again."
            ),
            reason=reason_of(error),
        ) from error
