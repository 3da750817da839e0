"""Looking for the files in a folder that somebody imports, wherever it came from."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Callable
from itertools import islice
from pathlib import Path, PurePosixPath

from knowledge import bounds
from knowledge.journal.within import is_link
from knowledge.model.folding import fold
from knowledge.problem import N_, Problem, Word
from knowledge.reasons import LINK, NOT_A_FILE, reason_of

_BINS = frozenset(
    {
        *("bin", "trash", "trash can", "recycle bin", "recycler", "deleted", "deleted items", "macosx"),
        *("prullenbak", "prullenmand", "verwijderd", "verwijderde items"),
    }
)
"""What folders are called that hold what was thrown away, or what a system puts beside files."""

UNREAD = N_("this can't be read: {reason}")
"""The problem of a file in a folder that can't be read."""
_TOO_MANY = N_("there are more than {limit} files and folders; from here on they are left out")
_TOO_DEEP = N_("this is more than {limit} folders deep, and was left out")


class FilesFound:
    """The `files` that were looked for in a folder, by their path in it.

    `skipped` tells how many of them there are in what is left out, `unread` what isn't read and why.
    """

    def __init__(self) -> None:
        self.files: list[str] = []
        self.skipped: Counter[str] = Counter()
        self.unread: dict[str, Problem] = {}


def files_below(folder: Path, is_wanted: Callable[[Path], bool]) -> FilesFound:
    """The files with a name that `is_wanted` below `folder`, ordered by path.

    Links aren't followed, and what is no file isn't opened: these are named. So is where looking stopped.
    """
    found = FilesFound()
    left = bounds.IMPORT_ENTRIES
    waiting = [PurePosixPath()]
    while waiting and left > 0:
        directory = waiting.pop()
        try:
            with os.scandir(folder / directory) as scanned:
                entries = list(islice(scanned, left + 1))
        except OSError as error:
            found.unread[str(folder / directory)] = Problem(UNREAD, reason=reason_of(error))
            continue
        for entry in entries[:left]:
            _look_at(entry, directory / entry.name, is_wanted, found, waiting)
        if len(entries) > left:
            waiting.append(directory)
        left -= len(entries)
    if waiting:
        found.unread[str(folder / waiting[-1])] = Problem(_TOO_MANY, limit=bounds.IMPORT_ENTRIES)
    found.files.sort(key=lambda path: path.split("/"))
    return found


def _look_at(
    entry: os.DirEntry[str],
    path: PurePosixPath,
    is_wanted: Callable[[Path], bool],
    found: FilesFound,
    waiting: list[PurePosixPath],
) -> None:
    """Add `entry`, which is at `path`, to what is `found`, or to the folders that are `waiting`."""
    left_out = next((number for number, part in enumerate(path.parts, 1) if _is_left_out(part)), 0)
    wanted = is_wanted(Path(entry.name))
    try:
        is_directory = entry.is_dir(follow_symlinks=False)
        linked = entry.is_symlink() or (is_directory and is_link(entry.stat(follow_symlinks=False)))
        if is_directory and not linked and len(path.parts) <= bounds.IMPORT_DEPTH:
            waiting.append(path)
        elif left_out:
            if wanted:
                found.skipped["/".join(path.parts[:left_out])] += 1
        elif is_directory and not linked:
            found.unread[str(path)] = Problem(_TOO_DEEP, limit=bounds.IMPORT_DEPTH)
        elif linked:
            if wanted or entry.is_dir():
                found.unread[str(path)] = Problem(UNREAD, reason=Word(LINK))
        elif wanted and entry.is_file(follow_symlinks=False):
            found.files.append(str(path))
        elif wanted:
            found.unread[str(path)] = Problem(UNREAD, reason=Word(NOT_A_FILE))
    except OSError as error:
        found.unread[str(path)] = Problem(UNREAD, reason=reason_of(error))


def _is_left_out(name: str) -> bool:
    """Whether a folder or file called `name` is left out of an import: a bin, or a program's own."""
    return name.startswith(".") or re.sub(r"[\W\d_]+", " ", fold(name)).strip() in _BINS
