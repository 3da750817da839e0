"""Atomic writing of files, and the TinyDB storage that uses it.

TinyDB's own JSONStorage truncates in place: a full disk or a kill leaves half a file, and a reader at that moment sees
half a file. Here the new content is written to a file beside it, forced to disk, and then replaces the old file.
"""

from __future__ import annotations

import logging
import os
import re
import secrets
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from knowledge.problem import N_, Problem, Reason
from knowledge.reasons import IN_THE_WAY, reason_of

TEMPORARY = ".tmp"
"""The suffix of files that are still being written; sync ignores them."""

LEFTOVER = re.compile(rf"\..{{0,40}}\.[0-9a-f]{{8}}{re.escape(TEMPORARY)}")

CANNOT_WRITE = N_("Could not write {path}: {reason}. Nothing was lost; make room or check the folder and try again.")
"""What there is to say when `path` can't be written, for the `reason` that the file system gives."""

_REPLACE_ATTEMPTS = 20


class CannotWrite(Problem):
    """The file system refused a write; the file is still as it was before."""

    @property
    def why(self) -> Reason:
        """The reason that the file system gave, to be told after the name of the place."""
        reason = self.values.get("reason")
        return reason if isinstance(reason, Reason) else self.reason

    @property
    def is_in_the_way(self) -> bool:
        """Whether something else stands in this one place, which says nothing of the places beside it."""
        return self.why.text in IN_THE_WAY


def write_atomically(path: Path, data: bytes) -> None:
    """Make `data` the content of `path`, durably when this returns; creates the directory if needed.

    Raises `CannotWrite`; then `path` is still as it was.
    """
    write_all_atomically([(path, data)])


def write_all_atomically(files: Sequence[tuple[Path, bytes]]) -> None:
    """Make the bytes with each of `files` its content, in this order, durably when this returns.

    Raises `CannotWrite`. No file gets its name before all of them are on the disk, so a disk that has no room for one
    of them leaves all as they were; only a name that is refused after another was given leaves the first ones there.
    """
    written: list[Path] = []
    try:
        for path, data in files:
            with _telling(path):
                written.append(_written_beside(path, data))
        for temporary, (path, _data) in zip(written, files, strict=True):
            with _telling(path):
                _replace(temporary, path)
    except BaseException:
        for temporary in written:
            temporary.unlink(missing_ok=True)
        raise
    for directory in dict.fromkeys(path.parent for path, _data in files):
        settle_names(directory)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Raise `CannotWrite` for what the system refuses about `path`."""
    try:
        yield
    except OSError as error:
        raise CannotWrite(CANNOT_WRITE, path=path, reason=reason_of(error)) from error


def _written_beside(path: Path, data: bytes) -> Path:
    """A new file beside `path` with `data`, forced to disk."""
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}{TEMPORARY}")
    _make_directory(path.parent)
    try:
        temporary.touch(mode=0o600, exist_ok=False)
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def settle_names(directory: Path | int) -> None:
    """Force the names in `directory` (or its descriptor) to disk, after a file in it was written and got its name.

    From then on everybody sees the file, and its content is on disk. A disk that refuses only this must not be told as
    a write that failed: who then tries again would have it twice. It writes the names by itself a little later.
    """
    try:
        if isinstance(directory, int):
            os.fsync(directory)
        else:
            _sync_directory(directory)
    except OSError:
        logging.getLogger(__name__).info("The names in a directory could not be forced to disk.", exc_info=True)


def _replace(temporary: Path, path: Path) -> None:
    """Replace `path`, trying again while a virus scanner or sync client on Windows holds the file open."""
    for attempt in range(_REPLACE_ATTEMPTS):
        try:
            temporary.replace(path)
            return
        except PermissionError:
            if sys.platform != "win32" or attempt == _REPLACE_ATTEMPTS - 1:
                raise
            time.sleep(0.01 * (attempt + 1))


def _make_directory(directory: Path) -> None:
    """Create `directory` and its parents durably, so that a power cut can't lose them with the files in them."""
    missing = [each for each in (directory, *directory.parents) if not each.exists()]
    directory.mkdir(parents=True, exist_ok=True)
    for made in missing:
        settle_names(made.parent)


def leftovers(directory: Path, older_than: float = 0.0) -> Iterator[Path]:
    """Leftovers of interrupted calls of `write_atomically` below `directory`, at least `older_than` seconds old."""
    before = time.time() - older_than
    for path in directory.rglob(f".*{TEMPORARY}"):
        try:
            if LEFTOVER.fullmatch(path.name) and path.is_file() and path.stat().st_mtime <= before:
                yield path
        except FileNotFoundError:
            continue


def _sync_directory(directory: Path) -> None:
    if sys.platform == "win32":  # a directory can't be opened there; NTFS journals the rename itself
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


class AtomicStorage(Storage):
    """TinyDB storage with atomic and durable writes; the file is indented UTF-8 JSON."""

    def __init__(self, path: str | Path) -> None:
        super().__init__()
        self.path = Path(path)

    def read(self) -> dict[str, dict[str, Any]] | None:
        """All tables, or None when there is no file yet; raises `msgspec.DecodeError` on what isn't JSON."""
        try:
            data = self.path.read_bytes()
        except FileNotFoundError:
            return None
        tables: dict[str, dict[str, Any]] = msgspec.json.decode(data)
        return tables

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Replace the content of the file with `data`; raises `CannotWrite`."""
        write_atomically(self.path, render(data))


def render(tables: Any) -> bytes:
    """`tables` as the bytes of a segment file: JSON in UTF-8, indented for people, with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(tables), indent=1) + b"\n"
