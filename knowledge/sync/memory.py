"""What earlier rounds of sync learnt about the files of a folder, stored in the catalogue; losing it does no harm."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from knowledge.catalogue.catalogue import Catalogue
from knowledge.journal.mirror_listing import Stat
from knowledge.problem import Reason
from knowledge.reasons import dumped, loaded

_UNSURE = -1
"""The time of a file in the mirror that is no file's, so that the file in the folder is compared with it again."""


@dataclass(frozen=True)
class Known:
    """What is remembered of a file in the folder: its listed `stat`, the digest of its content, and its problem if any.

    `mirror` is the listed stat of the mirror's file of that name when the folder had all of its changes. `held` is how
    many changes of ours it was seen to have, counted for our own files only; it is below zero for a file that isn't
    trusted to stay there.
    """

    stat: Stat
    digest: str
    problem: Reason | None = None
    mirror: Stat | None = None
    held: int = 0

    def still_holds(self, now: Stat, mirrored: Stat | None) -> bool:
        """Whether the file, listed as `now`, needn't be read: it is unchanged and the mirror hasn't lost anything."""
        return self.stat == now and not self.lost(mirrored)

    def lost(self, mirrored: Stat | None) -> bool:
        """Whether the mirror's file, now listed as `mirrored`, has less in it than before."""
        return self.mirror is not None and (mirrored is None or mirrored.size < self.mirror.size)


@dataclass
class _Held:
    """Everything remembered at `version`, with the stats that listings of both sides are compared with."""

    version: tuple[str, int]
    files: dict[str, Known] = field(default_factory=dict)
    listed: dict[str, Stat] = field(default_factory=dict)
    mirrored: dict[str, Stat] = field(default_factory=dict)

    def put(self, path: str, known: Known) -> None:
        self.drop(path)
        self.files[path] = known
        self.listed[path] = known.stat
        if known.mirror and not known.problem:
            self.mirrored[path] = known.mirror

    def drop(self, path: str) -> None:
        for part in (self.files, self.listed, self.mirrored):
            part.pop(path, None)


class Memory:
    """What is remembered of the files of `folder`.

    It is read from the catalogue once, and again only after something other than this object has written to it.
    """

    def __init__(self, catalogue: Catalogue, folder: str) -> None:
        self._catalogue = catalogue
        self._folder = folder
        self._held = _Held(("", 0))

    def get(self, path: str) -> Known | None:
        """What is remembered of `path`."""
        return self._held.files.get(path)

    def recall(self) -> None:
        """Read what others learnt or forgot since; this must come before any comparison of listings."""
        version = self._catalogue.version("files")
        if version == self._held.version:
            return
        held = _Held(version)
        rows = self._catalogue.select(
            "SELECT name, size, modified, digest, reason, mirror_size, mirror_modified, held FROM folder_file"
            " WHERE folder = ?",
            (self._folder,),
        )
        for name, size, modified, digest, reason, mirror_size, mirror_modified, count in rows:
            mirror = Stat(mirror_size, mirror_modified) if mirror_size else None
            held.put(name, Known(Stat(size, modified), digest, loaded(reason) if reason else None, mirror, count))
        self._held = held

    def changed(self, listed: Mapping[str, Stat], mirrored: Mapping[str, Stat]) -> list[str]:
        """The paths of the `listed` files that aren't as remembered, or of which the mirror lost something."""
        held = self._held
        if listed == held.listed and mirrored == held.mirrored:  # one comparison of what seldom differs
            return []
        paths = [path for path, stat in listed.items() if held.listed.get(path) != stat]
        less = [path for path, stat in held.mirrored.items() if mirrored.get(path) != stat]
        lost = [path for path in less if path in listed and held.files[path].lost(mirrored.get(path))]
        return sorted({*paths, *lost})

    def behind(self, listed: Mapping[str, Stat], mirrored: Mapping[str, Stat]) -> list[str]:
        """The names of the `mirrored` files with changes that the folder, now `listed` so, may lack."""
        held = self._held
        if listed == held.listed and mirrored == held.mirrored:
            return []
        return sorted(
            name
            for name, stat in mirrored.items()
            if held.mirrored.get(name) != stat or listed.get(name) != held.listed.get(name)
        )

    def gone(self, listed: Mapping[str, Stat]) -> set[str]:
        """The paths about which something is remembered and that aren't `listed`."""
        return self._held.files.keys() - listed.keys()

    def set_aside(self) -> dict[str, Reason]:
        """The files that can't be used: the reason by path."""
        rows = self._catalogue.select(
            "SELECT name, reason FROM folder_file WHERE folder = ? AND reason <> '' ORDER BY name", (self._folder,)
        )
        return {name: loaded(reason) for name, reason in rows}

    def keep(self, path: str, known: Known) -> None:
        """Remember `known` about `path`."""
        mirror = known.mirror or Stat(0, 0)
        reason = dumped(known.problem) if known.problem else ""
        values = (known.stat.size, known.stat.modified, known.digest, reason, mirror.size, mirror.modified, known.held)
        asked = "INSERT OR REPLACE INTO folder_file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        self._write(asked, (self._folder, path, *values))
        self._held.put(path, known)

    def held(self, replicas: Collection[str]) -> int:
        """How many changes that `replicas` made the folder was seen to have, as far as nothing is wrong there now."""
        asked = (
            "SELECT sum(min(held, (SELECT count(*) FROM change WHERE segment = name))) FROM folder_file"
            " WHERE folder = ? AND name > ? AND name < ? AND held > 0 AND reason = ''"
        )
        ends = ((f"journal/{replica}/", f"journal/{replica}0") for replica in replicas)  # 0 comes right after /
        return sum(int(self._catalogue.scalar(asked, (self._folder, *each)) or 0) for each in ends)

    def seen(self, replicas: Collection[str]) -> dict[str, int]:
        """By file of `replicas` how many of their changes the folder was seen to have."""
        files = self._held.files
        return {path: abs(each.held) for path, each in files.items() if each.held and path.split("/")[1] in replicas}

    def distrusted(self) -> list[str]:
        """The files that were seen in the folder, but aren't trusted to stay there."""
        return [path for path, each in self._held.files.items() if each.held < 0]

    def trust(self, path: str, *, trusted: bool) -> None:
        """Whether what was seen in the folder at `path` is counted as being there."""
        known = self.get(path)
        if known and known.held:
            self.keep(path, replace(known, held=abs(known.held) if trusted else -abs(known.held)))

    def doubt(self, path: str) -> None:
        """Count nothing as being in the folder at `path`, which can't be reached or written, until it was looked at."""
        known = self.get(path)
        if known and known.held:
            unsure = known.mirror and Stat(known.mirror.size, _UNSURE)
            self.keep(path, replace(known, mirror=unsure, held=0))

    def forget(self, path: str) -> None:
        """Forget `path`, so that the next round reads it again."""
        self._write("DELETE FROM folder_file WHERE folder = ? AND name = ?", (self._folder, path))
        self._held.drop(path)

    def forget_all(self) -> None:
        """Forget every file of this folder, so that the next round reads them again."""
        self._write("DELETE FROM folder_file WHERE folder = ?", (self._folder,))
        self._held = _Held(self._held.version)

    def _write(self, sql: str, values: tuple[object, ...]) -> None:
        """Write and count this; if others wrote as well, the next `recall` reads everything again."""
        with self._catalogue.transaction() as database:
            database.execute(sql, values)
            version = self._catalogue.count_up(database, "files")
        if version == (self._held.version[0], self._held.version[1] + 1):
            self._held.version = version
