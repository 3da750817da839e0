"""The shared folder behind a small interface, so that it can be something other than a local directory."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Protocol

from knowledge.journal.mirror_listing import Stat
from knowledge.journal.segment import MAX_BYTES, mentions
from knowledge.journal.storage import write_atomically
from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of

MAX_FILES = 200_000
"""More files than this under `journal/` are a mistake (or an attack), not a space."""


class FolderProblem(Problem):
    """The shared folder can't be used right now."""


class FolderLost(FolderProblem):
    """The folder isn't a space any more: nothing is done until somebody asks to put everything back."""


class Folder(Protocol):
    """Files by relative path with forward slashes."""

    def list(self, *under: str) -> dict[str, Stat]:
        """Every file below the directories `under`, with its size and time; raises `FolderProblem`."""

    def read(self, path: str) -> bytes:
        """The content of a file of at most `MAX_BYTES`; raises OSError or `FolderProblem`."""

    def mentions(self, path: str, documents: Collection[str]) -> bool:
        """Whether a file contains the id of one of `documents`, even if no segment can be read from it.

        The folder answers this, since only it knows how its files are stored: a sealed file has to be opened first, and
        one that can't be opened may contain anything and counts as naming them. Raises OSError or `FolderProblem`.
        """

    def write(self, path: str, data: bytes) -> Stat:
        """Make `data` the whole content of a file and return how it will be listed; raises `CannotWrite`."""


class LocalFolder:
    """An ordinary directory, synced by the tool that the region uses (OneDrive, Nextcloud, Syncthing, SMB)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def list(self, *under: str) -> dict[str, Stat]:
        if not self.root.is_dir():
            raise FolderLost(
                N_(
                    "The shared folder {folder} is not there. Your work is safe on this device; it is shared later. If "
                    "the folder is gone for good, `sto sync --restore-folder` makes it anew."
                ),
                folder=self.root,
            )
        try:
            return {path: stat for each in under for path, stat in self._files(self.root / each, each, depth=0)}
        except OSError as error:
            raise FolderProblem(
                N_("The shared folder {folder} can't be read: {reason}. Your work is safe on this device."),
                folder=self.root,
                reason=reason_of(error),
            ) from error

    def _files(self, directory: Path, name: str, depth: int) -> Iterator[tuple[str, Stat]]:
        if not directory.is_dir():
            return
        for count, entry in enumerate(os.scandir(directory)):
            if count > MAX_FILES:
                return
            path = f"{name}/{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                if depth < 3 and not entry.name.startswith("."):  # old versions and bookkeeping of sync tools
                    yield from self._files(Path(entry.path), path, depth + 1)
            elif entry.is_file(follow_symlinks=False):
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:
                    continue  # a file somebody was still writing, renamed since it was listed
                yield path, Stat(status.st_size, status.st_mtime_ns)

    def read(self, path: str) -> bytes:
        # Without O_NONBLOCK, opening a named pipe would wait for a writer forever.
        descriptor = os.open(self.root / path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise FolderProblem(N_("it is not a file"))
            data = file.read(MAX_BYTES + 1) if status.st_size <= MAX_BYTES else b""
        if max(len(data), status.st_size) > MAX_BYTES:
            raise FolderProblem(N_("it is larger than {limit} bytes"), limit=MAX_BYTES)
        return data

    def mentions(self, path: str, documents: Collection[str]) -> bool:
        return mentions(self.read(path), documents)

    def write(self, path: str, data: bytes) -> Stat:
        write_atomically(self.root / path, data)
        status = (self.root / path).stat()
        return Stat(status.st_size, status.st_mtime_ns)
