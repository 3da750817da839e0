"""The shared folder behind a small interface, so that it can be something other than a local directory."""

from __future__ import annotations

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Protocol, TypeVar

from knowledge import bounds
from knowledge.journal.mirror_listing import Stat
from knowledge.journal.segment import mentions
from knowledge.journal.within import open_within, write_within
from knowledge.problem import N_, Problem, Reason
from knowledge.reasons import LINK, NOT_A_FILE, reason_of

JOURNAL = "journal"
"""The directory with a directory of segments for each replica."""

_TOO_MANY = N_("there are more than {limit} files and folders; from here on they are left out")
_Entry = TypeVar("_Entry")


class FolderProblem(Problem):
    """The shared folder can't be used right now."""


class TooLargeThere(FolderProblem, bounds.TooLarge):
    """A file in the folder, or an answer about it, is larger than what is read of it."""


class FolderLost(FolderProblem):
    """The folder isn't a space any more: nothing is done until somebody asks to put everything back."""


class Files(dict[str, Stat]):
    """The files of a listing by path. `obstacles` are the places that can't be looked into, with the reason.

    `left` is how many more files and folders may be looked at.
    """

    def __init__(self, files: Mapping[str, Stat] | None = None, obstacles: Mapping[str, Reason] | None = None) -> None:
        super().__init__(files or {})
        self.obstacles: dict[str, Reason] = dict(obstacles or {})
        self.left = bounds.FOLDER_ENTRIES

    def within_bounds(self, under: str, entries: Iterable[_Entry]) -> list[_Entry]:
        """Those of `entries` in the directory `under` that may be looked at; it is an obstacle for the others."""
        taken = list(islice(entries, self.left + 1))
        if len(taken) > self.left:
            self.obstacles[under] = Reason(_TOO_MANY, {"limit": bounds.FOLDER_ENTRIES})
        del taken[self.left :]
        self.left -= len(taken)
        return taken

    def is_hidden(self, path: str) -> bool:
        """Whether `path` is an obstacle, or lies behind one, so that it can't be told what is there."""
        return bool(self.obstacles) and any(path == place or path.startswith(f"{place}/") for place in self.obstacles)


class Folder(Protocol):
    """Files by relative path with forward slashes."""

    def list(self, *under: str) -> Files:
        """Every file below the directories `under`, with its size and time; raises `FolderProblem`.

        What can't be looked into is named as an obstacle, and the rest is listed.
        """

    def read(self, path: str) -> bytes:
        """The content of a file of at most `bounds.FOLDER_FILE_BYTES`; raises OSError or `FolderProblem`."""

    def mentions(self, path: str, documents: Collection[str]) -> bool:
        """Whether a file contains the id of one of `documents`, even if no segment can be read from it.

        The folder answers this, since only it knows how its files are stored: a sealed file has to be opened first, and
        one that can't be opened may contain anything and counts as naming them. Raises OSError or `FolderProblem`.
        """

    def write(self, path: str, data: bytes) -> Stat:
        """Make `data` the whole content of a file and return how it will be listed; raises `CannotWrite`."""


def journal_of(folder: Folder, *more: str) -> Files:
    """The files of the journal in `folder`, and of the directories `more`.

    Raises `FolderProblem` when the journal as a whole can't be looked into.
    """
    files = folder.list(JOURNAL, *more)
    if JOURNAL in files.obstacles:
        raise FolderProblem(
            N_("In the shared folder {path} can't be used: {reason}. Your work is safe on this device."),
            path=JOURNAL,
            reason=files.obstacles[JOURNAL],
        )
    return files


def read_whole(file: BinaryIO, size: int) -> bytes:
    """The content of `file`, which is said to have `size` bytes; raises `TooLargeThere` when these are too many."""
    if size > bounds.FOLDER_FILE_BYTES:
        raise TooLargeThere(bounds.FOLDER_FILE_BYTES)
    try:
        return bounds.read_at_most(file, bounds.FOLDER_FILE_BYTES)
    except bounds.TooLarge:
        raise TooLargeThere(bounds.FOLDER_FILE_BYTES) from None


class LocalFolder:
    """An ordinary directory, synced by the tool that the region uses (OneDrive, Nextcloud, Syncthing, SMB)."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def list(self, *under: str) -> Files:
        if not self.root.is_dir():
            raise FolderLost(
                N_(
                    "The shared folder {folder} is not there. Your work is safe on this device; it is shared later. If "
                    "the folder is gone for good, `sto sync --restore-folder` makes it anew."
                ),
                folder=self.root,
            )
        files = Files()
        for each in under:
            if (self.root / each).is_symlink():
                files.obstacles[each] = Reason(LINK)
            else:
                self._look_into(self.root / each, each, files, depth=0)
        return files

    def _look_into(self, directory: Path, name: str, files: Files, depth: int) -> None:
        """Add to `files` what stands below `directory`, which is called `name`."""
        try:
            with os.scandir(directory) as found:
                entries = files.within_bounds(name, found)
        except FileNotFoundError:
            return
        except OSError as error:
            files.obstacles[name] = reason_of(error)
            return
        for entry in entries:
            path = f"{name}/{entry.name}"
            try:
                self._look_at(entry, path, files, depth)
            except FileNotFoundError:
                continue  # a file somebody was still writing, renamed since it was listed
            except OSError as error:
                files.obstacles[path] = reason_of(error)

    def _look_at(self, entry: os.DirEntry[str], path: str, files: Files, depth: int) -> None:
        if entry.is_file(follow_symlinks=False):
            status = entry.stat(follow_symlinks=False)
            files[path] = Stat(status.st_size, status.st_mtime_ns)
            return
        if entry.name.startswith("."):
            return  # old versions and bookkeeping of sync tools
        if not entry.is_dir(follow_symlinks=False):
            files.obstacles[path] = Reason(LINK if entry.is_symlink() else NOT_A_FILE)
        elif depth < bounds.FOLDER_DEPTH:
            self._look_into(Path(entry.path), path, files, depth + 1)

    def read(self, path: str) -> bytes:
        descriptor = open_within(self.root, path)
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise FolderProblem(NOT_A_FILE)
            return read_whole(file, status.st_size)

    def mentions(self, path: str, documents: Collection[str]) -> bool:
        return mentions(self.read(path), documents)

    def write(self, path: str, data: bytes) -> Stat:
        status = write_within(self.root, path, data)
        return Stat(status.st_size, status.st_mtime_ns)
