"""A shared folder in memory as several devices see it: files come late, out of order, twice, damaged or not at all.

Nothing happens by itself and nothing is random: the test decides which file arrives where and what goes wrong.
"""

from __future__ import annotations

import errno
import os
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import dataclass, field, replace

from knowledge.journal.mirror_listing import Stat
from knowledge.journal.segment import mentions
from knowledge.journal.storage import CannotWrite
from knowledge.problem import Reason
from knowledge.reasons import LINK, NOT_ALLOWED, reason_of
from knowledge.sync.folder import Files, FolderLost, FolderProblem

SPACE_FILE = "sto.json"
HTML = b"<!DOCTYPE html><html><title>Sign in to continue</title></html>\n"

COPY_NAMES = {
    "onedrive": "{stem}-PC{number}.json",
    "dropbox": "{stem} (Els's conflicted copy 2026-11-23 {number}).json",
    "nextcloud": "{stem} (conflicted copy 2026-11-23 {number:06d}).json",
    "syncthing": "{stem}.sync-conflict-20261123-{number:06d}-ABCDEFG.json",
    "rclone": "{stem}.json..path{number}",
}
"""What tools call the copy they keep of the version that lost."""

DAMAGES = ("half", "empty", "nul", "trailing", "html", "older", "gone", "copied", "swapped", "forged time")
REFUSALS = ("vanished", "ENOSPC", "EIO", "EACCES", "cannot write", "written yet refused", "stale list", "no list")
FORGED_TIMES = (-62_135_596_800 * 10**9, -1, 0, 2**63 - 1, 2**63, 253_402_300_799 * 10**9, 2**64, 10**30)
"""The times in nanoseconds that files are given: of the year 1, before 1970, past 2262, of the year 9999, beyond."""

OBSTACLES = ("directory", "loop", "unreadable", "file", "link", "closed")
"""What comes to stand in the place of a segment (the first three), or of the directory of a replica."""
_IN_PLACE_OF_SEGMENT = ("directory", "loop", "unreadable")
_REFUSED = {
    "directory": errno.EISDIR,
    "loop": errno.ELOOP,
    "unreadable": errno.EACCES,
    "file": errno.ENOTDIR,
    "link": errno.ELOOP,
    "closed": errno.EACCES,
}
"""What the system answers to who reads or writes there; `test_obstacles_as_on_disk` compares it with a real disk."""
STRANGE = b"niet van ons"
"""What stands in a file where the directory of a replica was."""


@dataclass(frozen=True)
class Version:
    """One content a file had; `number` tells versions apart, and a listing shows it as its time unless that is forged.

    `data` may be blank although the number is that of whole content: a power cut keeps size and time.
    """

    data: bytes
    number: int
    forged: int | None = None

    @property
    def stat(self) -> Stat:
        """How it is listed."""
        return Stat(len(self.data), self.number if self.forged is None else self.forged)


@dataclass(frozen=True)
class Arrival:
    """A file on its way to a view: `version` (None: it was removed) in the place of version number `instead_of`."""

    path: str
    version: Version | None
    instead_of: int


class Storage:
    """What all views share: who they are, every version there ever was, and whether files arrive at once (`live`)."""

    def __init__(self, step: Callable[[], None]) -> None:
        self.step = step
        self.views: list[View] = []
        self.versions: dict[str, list[Version]] = {}
        self.writes = 0
        self.live = False
        self._count = 0

    def number(self) -> int:
        """A number later than any before."""
        self._count += 1
        return self._count

    def version(self, path: str, data: bytes) -> Version:
        """A new version of `path`."""
        made = Version(data, self.number())
        self.versions.setdefault(path, []).append(made)
        return made

    def come_together(self, keep_copy: Callable[[], bool], can_mend: Callable[[int, bytes], bool]) -> None:
        """Let everything arrive, until all views are the same: the latest version stays, the other as a copy or not.

        Of what a power cut left blank with its size and time no tool sees that it differs. Only where the device with
        that view couldn't mend it (`can_mend` its number and the whole content), somebody copies it by hand.
        """
        for view in self.views:
            view.clear()
            view.deliver_all(keep_copy)
        for path in sorted({path for view in self.views for path in view.files}):
            held = {view.files[path].number: view.files[path] for view in self.views if path in view.files}
            latest, *others = sorted(held.values(), key=lambda version: -version.number)
            same = [view.files[path] for view in self.views if path in view.files]
            latest = max((each for each in same if each.number == latest.number), key=lambda each: each.data)
            for number, view in enumerate(self.views):
                mine = view.files.get(path)
                if mine is None or mine.number != latest.number or not can_mend(number, latest.data):
                    view.files[path] = latest
            for other in others if keep_copy() else ():
                if other.data == latest.data:
                    continue
                name = copy_name(path, "onedrive", other.number)
                for view in self.views:
                    view.files[name] = other
        for view in self.views:
            view.inbox.clear()
            view.present = True


@dataclass
class View:
    """The shared folder as one device sees it; implements `knowledge.sync.folder.Folder`.

    `refusals` are what is to go wrong with the next calls, `fired` counts what did. `lied` tells that it said of a file
    that is there that it isn't, so that whoever believed it may have overwritten it. `obstacles` are what stands where
    something else should be, by its place. `seen` is the journal as the device last saw it, `half_seen` what it
    saw before rounds since that came to nothing.
    """

    storage: Storage
    files: dict[str, Version] = field(default_factory=dict)
    inbox: list[Arrival] = field(default_factory=list)
    snapshots: list[dict[str, Version]] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    fired: Counter[str] = field(default_factory=Counter)
    listings: list[tuple[Files, dict[str, bytes]]] = field(default_factory=list)
    obstacles: dict[str, str] = field(default_factory=dict)
    seen: dict[str, tuple[Stat, bytes]] = field(default_factory=dict)
    half_seen: list[dict[str, tuple[Stat, bytes]]] = field(default_factory=list)
    present: bool = True
    offline: bool = False
    lied: bool = False

    # -- the protocol ---------------------------------------------------------------------------------------------

    def list(self, *under: str) -> Files:
        """Every file below the directories `under`."""
        if not self.present:
            raise FolderLost("the folder {folder} is not there", folder="shared")
        if self._refuses("no list"):
            raise FolderProblem("the folder can't be read: {reason}", reason="simulated")
        below = tuple(f"{each}/" for each in under)
        shown = {path: version for path, version in self.files.items() if path.startswith(below)}
        shown = {path: version for path, version in shown.items() if self._in_the_way(path) in ("", "unreadable")}
        listing = Files({path: version.stat for path, version in shown.items()})
        for place, what in self.obstacles.items():
            if what == "file":
                listing[place] = Stat(len(STRANGE), 1)
            elif what in ("loop", "link", "closed"):
                listing.obstacles[place] = Reason(NOT_ALLOWED if what == "closed" else LINK)
        if "journal" not in under:
            return listing
        if self.listings and self._refuses("stale list"):
            self.lied = True
            return self._saw(*self.listings[0])
        contents = {path: version.data for path, version in shown.items()}
        self.listings = [*self.listings[-3:], (listing, contents)]
        return self._saw(listing, contents)

    def _saw(self, listing: Files, contents: dict[str, bytes]) -> Files:
        """Note what the device now saw: of what is listed as it was before, it takes the content to be as it was."""
        before = self.seen
        self.seen = {}
        for path, data in contents.items():
            known = before.get(path)
            self.seen[path] = known if known and known[0] == listing[path] else (listing[path], data)
        return Files(listing, listing.obstacles)

    def _in_the_way(self, path: str) -> str:
        """What stands in the place of `path` or of a directory above it; "" for nothing."""
        parts = path.split("/")
        places = ("/".join(parts[:number]) for number in range(1, len(parts) + 1))
        return next((self.obstacles[place] for place in places if place in self.obstacles), "")

    def read(self, path: str) -> bytes:
        """The content of a file."""
        for name in ("ENOSPC", "EIO", "EACCES"):
            if self._refuses(name):
                code = getattr(errno, name)
                raise OSError(code, os.strerror(code), path)
        if self.obstacles.get(path) == "file":
            return STRANGE
        if what := self._in_the_way(path):
            raise OSError(_REFUSED[what], os.strerror(_REFUSED[what]), path)
        if path not in self.files:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        if self._refuses("vanished"):
            self.lied = True
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), path)
        version = self.files[path]
        self.seen[path] = (version.stat, version.data)
        return version.data

    def mentions(self, path: str, documents: Collection[str]) -> bool:
        """Whether a file names one of `documents`."""
        return mentions(self.read(path), documents)

    def write(self, path: str, data: bytes) -> Stat:
        """Make `data` the content of a file."""
        self.storage.step()
        if self._refuses("cannot write"):
            raise CannotWrite("could not write {path}: {reason}", path=path, reason="simulated")
        if self.obstacles.get(path) == "unreadable":
            del self.obstacles[path]  # another file takes its place, and that can be read
        if what := self._in_the_way(path):
            error = OSError(_REFUSED[what], os.strerror(_REFUSED[what]), path)
            raise CannotWrite("could not write {path}: {reason}", path=path, reason=reason_of(error))
        self.storage.writes += 1
        version = self.storage.version(path, data)
        self.put(path, version)
        self.seen[path] = (version.stat, data)
        self.storage.step()
        if self._refuses("written yet refused"):
            raise CannotWrite("could not write {path}: {reason}", path=path, reason="simulated")
        return version.stat

    def _refuses(self, what: str) -> bool:
        if what not in self.refusals:
            return False
        self.refusals.remove(what)
        self.fired[what] += 1
        return True

    # -- what a sync tool does ------------------------------------------------------------------------------------

    def put(self, path: str, version: Version | None, *, spread: bool = True) -> None:
        """Change a file here and, if `spread`, send it on to the other views."""
        before = self.files.get(path)
        self.snapshots = [*self.snapshots[-15:], dict(self.files)]
        self._set(path, version)
        if not spread:
            return
        arrival = Arrival(path, version, before.number if before else 0)
        for view in self.storage.views:
            if view is not self and self.storage.live:
                view._set(path, version)
            elif view is not self:
                view.inbox.append(arrival)

    def deliver_all(self, keep_copy: Callable[[], bool]) -> None:
        """Let everything arrive that nothing is in the way of."""
        waiting = 0
        while waiting < len(self.inbox):
            before = len(self.inbox)
            self.deliver(waiting, keep_copy=keep_copy())
            waiting += len(self.inbox) == before

    def deliver(self, which: int, *, keep_copy: bool = False, again: bool = False) -> None:
        """Let a file arrive; `again` leaves it on its way, so that it arrives a second time.

        A file that was changed here since is overwritten, or kept as a conflict copy when `keep_copy`. What something
        is in the way of stays on its way.
        """
        arrival = self.inbox[which]
        if self._in_the_way(arrival.path):
            return
        if not again:
            del self.inbox[which]
        mine = self.files.get(arrival.path)
        number = arrival.version.number if arrival.version else 0
        changed_here = mine is not None and mine.number not in (arrival.instead_of, number)
        if changed_here and arrival.version is None:
            return  # no tool removes what was changed here
        self._set(arrival.path, arrival.version)
        if changed_here and keep_copy and mine is not None:
            tool = sorted(COPY_NAMES)[number % len(COPY_NAMES)]
            self.put(copy_name(arrival.path, tool, self.storage.number()), mine)

    def _set(self, path: str, version: Version | None) -> None:
        if self._in_the_way(path):
            return
        if version is None:
            self.files.pop(path, None)
        else:
            self.files[path] = version
            self.present = True

    # -- what goes wrong ------------------------------------------------------------------------------------------

    def damage(self, path: str, how: str, amount: int, *, spread: bool) -> None:
        """Do one of `DAMAGES` to a file; `amount` picks how much, which older version, or which other file."""
        self.fired[how] += 1
        data = self.files[path].data
        if how == "gone":
            self.put(path, None, spread=spread)
        elif how == "older":
            older = self.storage.versions.get(path, [self.files[path]])
            self.put(path, older[amount % len(older)], spread=spread)
        elif how == "copied":
            tool = sorted(COPY_NAMES)[amount % len(COPY_NAMES)]
            self.put(copy_name(path, tool, self.storage.number()), self.files[path], spread=spread)
        elif how == "swapped":
            other = sorted(self.files)[amount % len(self.files)]
            swapped = self.files[other].data
            self._write(path, swapped, spread=spread)
            self._write(other, data, spread=spread)
        elif how == "forged time":
            forged = FORGED_TIMES[amount % len(FORGED_TIMES)]
            self.put(path, replace(self.files[path], number=self.storage.number(), forged=forged), spread=spread)
        else:
            self._write(path, _garbage(data, how, amount), spread=spread)

    def _write(self, path: str, data: bytes, *, spread: bool) -> None:
        self.put(path, Version(data, self.storage.number()), spread=spread)

    def blank(self, path: str) -> None:
        """Leave NULs in a file of which size and time stay; no tool spreads that."""
        self.files[path] = replace(self.files[path], data=bytes(len(self.files[path].data)))

    def obstruct(self, path: str, what: str) -> None:
        """Put one of `OBSTACLES` in the place of the segment at `path`, or of the directory it is in."""
        place = path if what in _IN_PLACE_OF_SEGMENT else path.rpartition("/")[0]
        if self._in_the_way(place):
            return
        if what not in ("closed", "unreadable"):
            for each in [each for each in self.files if each == place or each.startswith(f"{place}/")]:
                del self.files[each]
        self.obstacles[place] = what

    def clear(self) -> None:
        """Take away what is in the way."""
        self.obstacles.clear()

    def lose(self, how: str, *, spread: bool) -> None:
        """Remove all under ``journal/``, everything with ``sto.json``, or (`how` "root") the folder itself."""
        self.fired[f"lost {how}"] += 1
        self.clear()
        for path in sorted(self.files):
            if how != "journal" or path.startswith("journal/"):
                self.put(path, None, spread=spread)
        self.present = how != "root"

    def roll_back(self, amount: int, *, spread: bool) -> None:
        """Put all files back as they were some changes ago."""
        if not self.snapshots:
            return
        self.fired["rolled back"] += 1
        before = self.snapshots[-1 - amount % len(self.snapshots)]
        for path in sorted(self.files.keys() | before.keys()):
            if self.files.get(path) is not before.get(path):
                self.put(path, before.get(path), spread=spread)


def copy_name(path: str, tool: str, number: int) -> str:
    """What `tool` calls its conflict copy of `path`."""
    return COPY_NAMES[tool].format(stem=path.removesuffix(".json"), number=number)


def is_blank(data: bytes) -> bool:
    """Whether a power cut left `data` so."""
    return not data.strip(b"\0")


def _garbage(data: bytes, how: str, amount: int) -> bytes:
    if how == "half":
        return data[: amount % max(1, len(data))]
    if how == "nul":
        return b"\0" * len(data)
    if how == "trailing":
        return data + data[: 1 + amount % max(1, len(data))]
    return HTML if how == "html" else b""
