"""Writing a file whole or not at all, and the TinyDB storage made of it.

TinyDB's own JSONStorage truncates in place: a full disk or a kill leaves half a file, and a reader at that moment sees
half of one. Here the new content is written beside, forced to disk, and then takes the old one's place.
"""

from __future__ import annotations

import os
import re
import secrets
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of

TEMPORARY = ".tmp"
"""How the names of files still being written end; sync ignores them."""

LEFTOVER = re.compile(rf"\..{{0,40}}\.[0-9a-f]{{8}}{re.escape(TEMPORARY)}")

_REPLACE_ATTEMPTS = 20


class CannotWrite(Problem):
    """The file system refused a write; what stood there before still stands there."""


def write_atomically(path: Path, data: bytes) -> None:
    """Make `data` the content of `path`, durable when this returns; the directory is made when needed.

    Raises `CannotWrite`; then `path` is as it was.
    """
    temporary = path.with_name(f".{path.name[:40]}.{secrets.token_hex(4)}{TEMPORARY}")
    try:
        _make_directory(path.parent)
        try:
            with temporary.open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            _replace(temporary, path)
        except BaseException:
            temporary.unlink(missing_ok=True)
            raise
        _sync_directory(path.parent)
    except OSError as error:
        raise CannotWrite(
            N_("Could not write {path}: {reason}. Nothing was lost; make room or check the folder and try again."),
            path=path,
            reason=reason_of(error),
        ) from error


def _replace(temporary: Path, path: Path) -> None:
    """`os.replace`, tried again while a virus scanner or sync client on Windows holds the file open."""
    for attempt in range(_REPLACE_ATTEMPTS):
        try:
            temporary.replace(path)
            return
        except PermissionError:
            if sys.platform != "win32" or attempt == _REPLACE_ATTEMPTS - 1:
                raise
            time.sleep(0.01 * (attempt + 1))


def _make_directory(directory: Path) -> None:
    """Make `directory` and what is above it, so that a power cut doesn't take it away with the files in it."""
    missing = [each for each in (directory, *directory.parents) if not each.exists()]
    directory.mkdir(parents=True, exist_ok=True)
    for made in missing:
        _sync_directory(made.parent)


def leftovers(directory: Path, older_than: float = 0.0) -> Iterator[Path]:
    """Files below `directory` that `write_atomically` was stopped in, `older_than` seconds or more ago."""
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
    """TinyDB storage whose every write is whole and durable; the file is indented UTF-8 JSON."""

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
        """Replace the file by `data`; raises `CannotWrite`."""
        write_atomically(self.path, render(data))


def render(tables: Any) -> bytes:
    """`tables` as the bytes of a segment file: JSON in UTF-8, indented for people, with a newline at the end."""
    return msgspec.json.format(msgspec.json.encode(tables), indent=1) + b"\n"
