"""One round of sync: pull what the folder has and we lack, publish what we have and the folder lacks.

What is ingested is decided by content, never by name, so a conflict copy of any tool is read like any other file. A
file that doesn't verify is set aside: named, tried again when it changes, never deleted and never in the way.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from knowledge.journal.catalogue import Catalogue
from knowledge.journal.change import Change
from knowledge.journal.mirror import Mirror, Stat
from knowledge.journal.segment import BadSegment, Segment, decode
from knowledge.problem import Problem
from knowledge.sync.folder import Folder, FolderProblem
from knowledge.sync.status import SetAside, SyncReport


@dataclass(frozen=True)
class Known:
    """What we remember of a file in the folder: as it was listed, what it held, why it couldn't be used.

    `mirror` is how the mirror's file of that name was listed when both held the same.
    """

    stat: Stat
    digest: str
    problem: str = ""
    mirror: Stat | None = None


class Memory:
    """What earlier rounds learnt about the files of one folder; kept in the catalogue, so it may be lost freely."""

    def __init__(self, catalogue: Catalogue, folder: str) -> None:
        self._catalogue = catalogue
        self._folder = folder

    def files(self) -> dict[str, Known]:
        """Everything remembered, by path."""
        rows = self._catalogue.select(
            "SELECT name, size, modified, digest, problem, mirror_size, mirror_modified FROM folder_file"
            " WHERE folder = ?",
            (self._folder,),
        )
        return {
            name: Known(Stat(size, modified), digest, problem, Stat(mirror_size, mirror_modified))
            for name, size, modified, digest, problem, mirror_size, mirror_modified in rows
        }

    def keep(self, path: str, known: Known) -> None:
        """Remember `known` of `path`."""
        mirror = known.mirror or Stat(0, 0)
        values = (known.stat.size, known.stat.modified, known.digest, known.problem, mirror.size, mirror.modified)
        self._catalogue.write(
            "INSERT OR REPLACE INTO folder_file VALUES (?, ?, ?, ?, ?, ?, ?, ?)", (self._folder, path, *values)
        )


Ingest = Callable[[Segment], Sequence[Change]]


@dataclass(frozen=True)
class Pulled:
    """What a pull brought: the number of changes, and those that claim to be of replica `own`."""

    received: int
    own: tuple[Segment, ...]


def pull(folder: Folder, ingest: Ingest, memory: Memory, own: frozenset[str]) -> Pulled:
    """Read every file of the folder that changed and `ingest` it; raises `FolderProblem` when it can't be listed.

    `own` are the ids this installation writes or wrote under.
    """
    remembered = memory.files()
    received, of_ours = 0, []
    for path, stat in sorted(folder.list("journal").items()):
        known = remembered.get(path)
        if not is_segment_name(path) or (known and known.stat == stat):
            continue
        try:
            data = folder.read(path)
            segment = decode(data)
        except FileNotFoundError:
            continue  # gone between listing and reading; the next round tells
        except (BadSegment, FolderProblem, OSError) as error:
            memory.keep(path, Known(stat, "", _reason(error)))
            continue
        fresh = ingest(segment)
        received += len(fresh)
        if fresh and segment.replica in own:
            of_ours.append(segment)
        memory.keep(path, Known(stat, _digest(data)))
    return Pulled(received, tuple(of_ours))


def publish(folder: Folder, mirror: Mirror, memory: Memory, own: frozenset[str]) -> tuple[int, int]:
    """Write every segment that the folder lacks or has an older copy of: (of ours, put back for others).

    Raises `CannotWrite`. What somebody else's file holds that can't be read yet is left alone: it may be arriving.
    """
    listed, remembered = folder.list("journal"), memory.files()
    sent, restored = 0, 0
    for name, ours_now in sorted(mirror.stats().items()):
        ours = name.split("/")[1] in own
        known = remembered.get(name)
        current = known if known and listed.get(name) == known.stat and not known.problem else None
        if current and current.mirror == ours_now:
            continue
        if name in listed and current is None and not ours:
            continue
        data = mirror.read_bytes(name)
        digest = _digest(data)
        stat = listed[name] if current and current.digest == digest else folder.write(name, data)
        memory.keep(name, Known(stat, digest, mirror=ours_now))
        if current is None or current.digest != digest:
            sent, restored = sent + ours, restored + (not ours)
    return sent, restored


def report(received: int, sent: int, restored: int, memory: Memory) -> SyncReport:
    """The outcome of a round, with all files that are set aside now."""
    aside = tuple(SetAside(path, known.problem) for path, known in sorted(memory.files().items()) if known.problem)
    return SyncReport(received, sent, restored, aside)


def is_segment_name(path: str) -> bool:
    """Whether a file may hold a segment: anything JSON that no tool is still writing."""
    name = path.rpartition("/")[2]
    return ".json" in name and not name.startswith((".", "~")) and not name.endswith((".tmp", ".part"))


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _reason(error: Exception) -> str:
    if isinstance(error, Problem):
        return str(error)
    return str(getattr(error, "strerror", None) or error)
