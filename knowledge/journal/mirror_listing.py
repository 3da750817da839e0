"""A cached listing of the mirror's files.

A save must not take longer as the mirror grows, so a directory is listed again only when its own time has changed.
Writing a new file and renaming it over another changes that time. What sto writes itself is added without listing, and
sets a time that no other write gives. A change in place doesn't show on the directory; only `closely` finds it.
"""

from __future__ import annotations

import contextlib
import os
import re
import secrets
import threading
import time
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from knowledge.journal.change import REPLICA_ID

_TICK = 50_000_000
"""Nanoseconds within which two writes may leave the same time on a directory: a few ticks of the system's clock."""

_WHOLE_SECONDS = 2_100_000_000
"""The same on file systems that store times in whole seconds, or only in even ones (exFAT)."""


class _SizeAndTime(NamedTuple):
    size: int
    modified: int


class Stat(_SizeAndTime):
    """The size and time of a file, which tell whether it changed without reading it.

    A file system or a server may say anything; whatever it says, both fit in the 64 bits with a sign in which they are
    remembered. The largest size there is stands for all larger ones. Of a later time only the last 64 bits are kept,
    so that another one still differs.
    """

    __slots__ = ()

    def __new__(cls, size: int, modified: int) -> Stat:
        if not -_LIMIT <= size < _LIMIT:
            size = _LIMIT - 1 if size > 0 else -_LIMIT
        if not -_LIMIT <= modified < _LIMIT:
            modified = (modified + _LIMIT) % (2 * _LIMIT) - _LIMIT
        return tuple.__new__(cls, (size, modified))


_LIMIT = 2**63


_FIRST = re.compile(r"[0-9]{1,16}")


def _first(name: str) -> int:
    """The seq after which the segment file `name` is named; 0 when it isn't named after one."""
    digits = _FIRST.match(name.rpartition("/")[2])
    return int(digits[0]) if digits else 0


class Names:
    """The names of the segment files of one replica, in the order in which a chain is read; sorted when asked for."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = names

    @cached_property
    def _ordered(self) -> list[str]:
        return sorted(self._names, key=lambda name: (_first(name), name))

    @cached_property
    def plain(self) -> list[str]:
        """The files named after a seq alone."""
        return [name for name in self._ordered if "-" not in name.rpartition("/")[2]]

    @cached_property
    def forks(self) -> list[str]:
        """The files with changes that claim a dot which another change already has."""
        return [name for name in self._ordered if "-" in name.rpartition("/")[2]]

    @cached_property
    def _begins(self) -> list[int]:
        return [_first(name) for name in self.plain]

    def near(self, first: int, last: int) -> list[str]:
        """The plain files that may contain the seqs from `first` to `last`."""
        begin = max(0, bisect_right(self._begins, first) - 1)
        return self.plain[begin : bisect_right(self._begins, last)]


@dataclass(frozen=True)
class ReplicaFiles:
    """The segment files of one replica, by name relative to the mirror, as they were when the directory was `modified`.

    `certain` tells that every later write is sure to leave another time on the directory.
    """

    modified: int
    stats: Mapping[str, Stat]
    names: Names
    certain: bool


_NOTHING = ReplicaFiles(0, {}, Names(()), False)


def _stamp() -> int:
    """A time for a directory that no other write gives it, not even one in the same tick of a coarse clock.

    It is a multiple of 100 nanoseconds, the unit in which NTFS stores times.
    """
    return time.time_ns() // 10_000_000 * 10_000_000 + secrets.randbelow(100_000) * 100


class MirrorListing:
    """The files under ``journal/`` of the mirror in `directory`. Thread-safe."""

    def __init__(self, directory: Path) -> None:
        self._journal = directory / "journal"
        self._paths: dict[str, Path] = {}  # a save asks for the same one several times
        self._known: dict[str, ReplicaFiles] = {}
        self._stamps: dict[str, int] = {}
        self._looking = threading.Lock()

    def closely(self) -> dict[str, ReplicaFiles]:
        """The files of every replica, with a look at each file."""
        with self._looking:
            self._known = {replica: self._looked_at(replica) for replica in self._replicas()}
            return dict(self._known)

    def glance(self) -> dict[str, ReplicaFiles]:
        """The files of every replica; for an unchanged directory this is the same object as last time."""
        with self._looking:
            self._known = {replica: self._current(replica) or self._listed(replica) for replica in self._replicas()}
            return dict(self._known)

    def of(self, replica: str) -> ReplicaFiles:
        """The files of one replica."""
        with self._looking:
            if not self._path(replica).is_dir() or self._path(replica).is_symlink():
                return _NOTHING
            files = self._known[replica] = self._current(replica) or self._listed(replica)
            return files

    def wrote(self, replica: str, files: Mapping[str, os.stat_result], before: ReplicaFiles) -> None:
        """Add `files`, which the caller wrote while holding the lock; `before` is what it had listed first."""
        stamp = _stamp()
        with contextlib.suppress(OSError):  # on failure it is listed again, which is only slower
            os.utime(self._path(replica), ns=(stamp, stamp))
        with self._looking:
            self._stamps[replica] = stamp
            if before.certain and self._known.get(replica) is before:
                fresh = {name: Stat(status.st_size, status.st_mtime_ns) for name, status in files.items()}
                stats = {**before.stats, **fresh}
                names = before.names if len(stats) == len(before.stats) else Names(stats)
                modified = self._path(replica).stat().st_mtime_ns
                self._known[replica] = ReplicaFiles(modified, stats, names, modified == stamp)

    def _replicas(self) -> list[str]:
        try:
            entries = list(os.scandir(self._journal))
        except (FileNotFoundError, NotADirectoryError):
            return []
        return [each.name for each in entries if REPLICA_ID.fullmatch(each.name) and each.is_dir(follow_symlinks=False)]

    def _current(self, replica: str) -> ReplicaFiles | None:
        """The known files of a replica if its directory hasn't changed since."""
        known = self._known.get(replica)
        if known and known.certain and self._path(replica).stat().st_mtime_ns == known.modified:
            return known
        return None

    def _looked_at(self, replica: str) -> ReplicaFiles:
        """The files of a replica as they are now; the same object as last time if nothing differs."""
        known, listed = self._known.get(replica), self._listed(replica)
        same = known is not None and (known.modified, known.certain) == (listed.modified, listed.certain)
        return known if known is not None and same and known.stats == listed.stats else listed

    def _listed(self, replica: str) -> ReplicaFiles:
        path, under = self._path(replica), f"journal/{replica}/"
        modified = path.stat().st_mtime_ns  # read before listing: a write meanwhile leaves another time
        stats = {}
        for entry in os.scandir(path):
            name = entry.name
            if name[-5:] == ".json" and name[0] != ".":
                status = entry.stat(follow_symlinks=False)
                stats[under + name] = Stat(status.st_size, status.st_mtime_ns)
        recent = _TICK if modified % 1_000_000_000 else _WHOLE_SECONDS
        certain = modified == self._stamps.get(replica) or time.time_ns() - modified > recent
        return ReplicaFiles(modified, stats, Names(stats), certain)

    def _path(self, replica: str) -> Path:
        path = self._paths.get(replica)
        if path is None:
            path = self._paths[replica] = self._journal / replica
        return path
