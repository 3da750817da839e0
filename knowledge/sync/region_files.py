"""The files that a region puts in the shared folder itself: its checklists and its file of synonyms.

Anybody may edit these by hand and any tool may sync them. This device keeps a copy, to use them without the folder and
to put them back in a folder that was emptied.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from knowledge import bounds
from knowledge.journal.mirror_listing import Stat
from knowledge.journal.storage import write_atomically
from knowledge.reasons import NOT_JSON, dumped, reason_of
from knowledge.sync.folder import Files, Folder, FolderProblem

CHECKLISTS = "checklists"
"""The directory in the shared folder with the region's own checklists."""

SYNONYMS = "synoniemen.txt"
"""The file in the shared folder in which a region adds words that mean the same."""

_FILE = "region.json"
_CHECKLIST = re.compile(CHECKLISTS + r"/[^./~\\:\x00-\x1f][^/\\:\x00-\x1f]{0,200}\.(?:md|markdown)", re.IGNORECASE)


class RegionFile(msgspec.Struct, frozen=True):
    """A file as it was listed and read: its `path` in the folder and its `content`.

    The content of a file that is too long isn't kept. `unread` is the reason, as JSON, why a file couldn't be read.
    """

    path: str
    size: int
    modified: int
    content: bytes = b""
    unread: str = ""

    @property
    def too_long(self) -> bool:
        """Whether the file is too long for a checklist."""
        return max(self.size, len(self.content)) > bounds.CHECKLIST_BYTES


class _Kept(msgspec.Struct, frozen=True):
    """The copy on this device. `left_out` is how many checklists there were beyond `bounds.CHECKLIST_FILES`."""

    checklists: tuple[RegionFile, ...] = ()
    left_out: int = 0
    synonyms: bytes | None = None


@dataclass(frozen=True)
class _Read:
    """The copy as it was when the file was last looked at."""

    stamp: tuple[int, int]
    kept: _Kept


class RegionFiles:
    """The region's own files, of which `directory` (private to the space) holds the copy."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / _FILE
        self._read = _Read((0, 0), _Kept())

    @property
    def stamp(self) -> tuple[int, int]:
        """A value that changes when any program stores another copy."""
        try:
            status = self._path.stat()
        except OSError:
            return (0, 0)
        return (status.st_mtime_ns, status.st_size)

    @property
    def checklists(self) -> tuple[RegionFile, ...]:
        """The region's files with checklists, as last seen in the folder."""
        return self._kept().checklists

    @property
    def left_out(self) -> int:
        """How many more of these files there are than are read."""
        return self._kept().left_out

    @property
    def synonyms(self) -> str:
        """What the region wrote in its file of synonyms; "" when there is none."""
        return (self._kept().synonyms or b"")[: bounds.SYNONYM_BYTES].decode("utf-8-sig", errors="replace")

    def fetch(self, folder: Folder, listed: Files) -> None:
        """Copy what `folder` has now; of the checklists `listed` there, only those that changed are read.

        A file that can't be reached stays as it was and is tried again. Raises `CannotWrite` when the copy can't be
        stored.
        """
        kept = self._kept()
        before = {file.path: file for file in kept.checklists}
        paths = sorted((path for path in listed if _CHECKLIST.fullmatch(path)), key=lambda path: (len(path), path))
        hidden = (file for file in kept.checklists if listed.is_hidden(file.path) and file.path not in listed)
        now = _Kept(
            (*(_fetched(folder, path, listed[path], before) for path in paths[: bounds.CHECKLIST_FILES]), *hidden),
            max(0, len(paths) - bounds.CHECKLIST_FILES),
            _synonyms(folder, kept.synonyms),
        )
        self._keep(now)

    def put_back(self, folder: Folder, listed: Files) -> int:
        """Write the files that `folder` (which `listed` these) lacks; returns how many these were.

        Raises `CannotWrite`.
        """
        kept = self._kept()
        lost = {
            file.path: file.content
            for file in kept.checklists
            if file.content and file.path not in listed and not listed.is_hidden(file.path)
        }
        is_whole = kept.synonyms and len(kept.synonyms) <= bounds.SYNONYM_BYTES
        if kept.synonyms and is_whole and _synonyms(folder, kept.synonyms) is None:
            lost[SYNONYMS] = kept.synonyms
        for path, content in lost.items():
            if path == SYNONYMS or _CHECKLIST.fullmatch(path):
                folder.write(path, content)
        return len(lost)

    def _kept(self) -> _Kept:
        stamp = self.stamp
        if stamp != self._read.stamp:
            try:
                kept = msgspec.json.decode(bounds.read_file_at_most(self._path, bounds.STATE_BYTES), type=_Kept)
            except (OSError, bounds.TooLarge, *NOT_JSON):
                kept = _Kept()  # lost or damaged on this disk: the next round reads everything again
            self._read = _Read(stamp, kept)
        return self._read.kept

    def _keep(self, kept: _Kept) -> None:
        if kept != self._kept():
            write_atomically(self._path, msgspec.json.encode(kept))


def _fetched(folder: Folder, path: str, stat: Stat, before: Mapping[str, RegionFile]) -> RegionFile:
    name = path.encode("utf-8", "backslashreplace").decode()
    known = before.get(name)
    if known and (known.size, known.modified) == (stat.size, stat.modified):
        return known
    if stat.size > bounds.CHECKLIST_BYTES:
        return RegionFile(name, stat.size, stat.modified)
    try:
        content = folder.read(path)
    except (OSError, FolderProblem) as error:
        # Listed, but out of reach: what is known of it goes on working, and the next round tries again.
        return known or RegionFile(name, -1, -1, unread=dumped(reason_of(error)))
    return RegionFile(name, max(stat.size, len(content)), stat.modified, content[: bounds.CHECKLIST_BYTES + 1])


def _synonyms(folder: Folder, before: bytes | None) -> bytes | None:
    """The content of the file of synonyms, or the beginning if it is too long.

    None when there is none, `before` when it can't be read now.
    """
    try:
        return folder.read(SYNONYMS)[: bounds.SYNONYM_BYTES + 1]
    except FileNotFoundError:
        return None
    except (OSError, FolderProblem):
        return before
