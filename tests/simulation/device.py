"""Simulated devices: real workspaces with private homes, a controlled clock and randomness, and crashes on demand."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import secrets
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache, partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from unittest import mock

import msgspec

from knowledge import erasing, saving
from knowledge.catalogue import catalogue, erasures, put_off
from knowledge.home import Home
from knowledge.journal import mirror, replica, storage
from knowledge.journal.change import ERASE, Change
from knowledge.journal.mirror import Mirror
from knowledge.journal.segment import BadSegment, decode_segment
from knowledge.problem import Problem
from knowledge.search.service import SearchService
from knowledge.sync import rereading, sharing
from knowledge.sync.space import Space
from knowledge.workspace import Workspace
from tests.simulation.folder import View

SPACE = Space(format=1, space="01a209ac-f9c2-7205-9f6a-a81c9521fedf", name="STO Vechterland")
PLACE = "/shared/sto"
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
STRANGE = "van iemand.txt"
"""What stands in a directory that came in the place of a segment."""


class Crash(BaseException):
    """The program is killed here."""


@dataclass
class Backup:
    """A copy of the private files of a device, and what that had seen of the folder."""

    path: Path
    view: View


@dataclass
class Device:
    """One installation: its private files below `root`, its view of the shared folder and its wrong clock.

    Two programs may run on it, which take turns: `opened` acts, `beside` is the other.
    """

    name: str
    root: Path
    view: View
    fingerprint: str
    skew: timedelta = timedelta()
    zone: str = "UTC"
    backups: list[Backup] = field(default_factory=list)
    opened: Workspace | None = None
    beside: Workspace | None = None

    @property
    def home(self) -> Home:
        """Where its private files are."""
        return Home.at(self.root)

    @property
    def directory(self) -> Path:
        """Its mirror and identity."""
        return self.home.space_dir(SPACE.space)

    @property
    def workspace(self) -> Workspace:
        """The program that acts, started when it isn't running."""
        if self.opened is None:
            self.home.configure(author=self.name)
            self.opened = Workspace(self.home, SPACE, PLACE, self.view)
        return self.opened

    def take_turns(self) -> None:
        """Let the other program act, if there is one."""
        if self.beside is not None:
            self.opened, self.beside = self.beside, self.opened

    def open_beside(self) -> None:
        """Start a program beside the one that runs."""
        if self.opened is not None and self.beside is None:
            self.opened, self.beside = None, self.opened

    def end(self) -> None:
        """End the program that acts, however it stands."""
        if self.opened is not None:
            self.opened._catalogue.close()
            if self.opened._finder._opened is not None:
                self.opened._finder._opened.close()
            self.opened = None

    def stop(self) -> None:
        """End all programs, however they stand."""
        self.end()
        self.take_turns()
        self.end()
        self.beside = None

    def changes(self) -> dict[str, Change]:
        """Every change in its mirror, by ref; what the disk damaged isn't there."""
        held: dict[str, Change] = {}
        files = Mirror(self.directory)
        for name in sorted(files.stats()):
            with contextlib.suppress(BadSegment, FileNotFoundError):
                add_changes(held, decoded(files.read_bytes(name)))
        return held

    def own(self) -> set[str]:
        """The refs of the changes in its mirror that it made itself, under its present id or an earlier one."""
        identity = self.workspace._replicas.identity()
        ids = {identity.replica, *identity.former}
        return {ref for ref, change in self.changes().items() if change.replica in ids}

    def back_up(self, to: Path) -> Backup:
        """Copy its private files to `to`."""
        shutil.copytree(self.root, to, symlinks=True)
        return Backup(to, replace(self.view, seen=dict(self.view.seen), half_seen=list(self.view.half_seen)))

    def put_back(self, backup: Backup, *, cache_too: bool, running: bool) -> None:
        """Replace its private files by those of `backup`, the cache as well or not, also while a program is running."""
        if not running:
            self.stop()
        for part in ("config", "data", *(["cache"] if cache_too else [])):
            shutil.rmtree(self.root / part, ignore_errors=True)
            if (backup.path / part).exists():
                shutil.copytree(backup.path / part, self.root / part, symlinks=True)
        if cache_too:
            self.view.seen, self.view.half_seen = dict(backup.view.seen), list(backup.view.half_seen)

    # -- what its disk does to the mirror -------------------------------------------------------------------------

    def segments(self) -> list[Path]:
        """The files of its mirror."""
        return sorted(path for path in (self.directory / "journal").rglob("*.json") if path.is_file())

    def blank(self, path: Path) -> None:
        """Leave NULs in a file of the mirror, as a power cut does: its size and time stay."""
        before = path.stat()
        with path.open("r+b") as file:
            file.write(bytes(before.st_size))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def obstruct(self, path: Path, what: str) -> None:
        """Put something in the place of the segment `path`, or of the directory it is in."""
        place = path.parent if what in ("file", "link") else path
        shutil.rmtree(place) if place.is_dir() else place.unlink()
        if what == "directory":
            place.mkdir()
            (place / STRANGE).write_bytes(b"niet van ons")
        elif what == "file":
            place.write_bytes(b"niet van ons")
        else:
            elsewhere = self.root.with_name(f"{self.root.name}-elsewhere")
            elsewhere.mkdir(exist_ok=True)
            place.symlink_to(place.name if what == "loop" else elsewhere)

    def clear(self) -> None:
        """Take away what is in the way in the mirror."""
        journal = self.directory / "journal"
        for place in [*journal.glob("*"), *journal.glob("*/*.json")]:
            if place.is_symlink() or (place.is_file() and place.parent == journal):
                place.unlink()
            elif (place / STRANGE).exists():
                shutil.rmtree(place)

    def drop_cache(self) -> None:
        """Remove everything that can be made anew."""
        self.stop()
        shutil.rmtree(self.home.cache_dir, ignore_errors=True)


def add_changes(held: dict[str, Change], changes: tuple[Change, ...]) -> None:
    """Put `changes` in `held` by ref, a whole change rather than its stub."""
    for change in changes:
        known = held.get(change.ref)
        if known is None or known.erased:
            held[change.ref] = change


@lru_cache(20_000)
def decoded(data: bytes) -> tuple[Change, ...]:
    """The changes in a file, none when it can't be used."""
    try:
        return decode_segment(data).changes
    except BadSegment:
        return ()


class World:
    """Time, chance and the end of programs, the same in every replay from `seed`.

    With `countdown` set, the program that runs is killed (`how` "crash") or its disk is full ("full") at the so-manieth
    file operation from now; `torn` is how many bytes of a file being written then remain, beside the old one.

    `heavy` is what merging one record may cost while others wait (`put_off.HEAVY`); `waited` is the most that it cost.
    """

    def __init__(self, seed: int, full_changes: int, heavy: int) -> None:
        self.random = random.Random(seed)
        self.now = START
        self.acting: Device | None = None
        self.devices: list[Device] = []
        self.countdown = -1
        self.how = ""
        self.torn = 0
        self.dead = False
        self.full_disks = 0
        self.ended = 0
        self.heavy, self.waited = heavy, 0
        self._working_off = False
        self._zone = os.environ.get("TZ")
        self._patches = contextlib.ExitStack()
        self._leftover: tuple[Path, bytes] | None = None
        self._install(full_changes)

    @contextlib.contextmanager
    def running(self, device: Device) -> Iterator[Workspace]:
        """Let `device` do something; when it crashes in there its program is gone and `Crash` is raised.

        A program that is killed, or finds the disk full, while it starts is started again.
        """
        device.take_turns()
        self.acting = device
        _set_zone(device.zone)
        try:
            try:
                opened = device.workspace
            except (Crash, Problem):
                self._bury(device)
                opened = device.workspace
            yield opened
        except Crash:
            self._bury(device)
            raise
        finally:
            self.acting, self.countdown = None, -1

    def seconds(self) -> float:
        """The time on the clock of who acts, in seconds."""
        return (self.now + (self.acting.skew if self.acting else timedelta())).timestamp()

    def _bury(self, device: Device) -> None:
        device.end()
        if self._leftover:
            path, data = self._leftover
            path.write_bytes(data)
        self.countdown, self.dead, self._leftover = -1, False, None
        self.ended += 1

    def step(self, temporary: Path | None = None) -> None:
        """A place where a program may be killed; `temporary` is the file it was about to put in place."""
        if self.dead:
            raise Crash
        self.countdown -= 1
        if self.countdown != 0 or self.acting is None:
            return
        if self.how == "crash":
            self.dead = True
            if temporary is not None:
                self._leftover = (temporary, temporary.read_bytes()[: self.torn])
            raise Crash
        if temporary is not None:
            self.full_disks += 1
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(temporary))
        self.countdown = 1

    def close(self) -> None:
        """End all programs and undo the patches."""
        for device in self.devices:
            device.stop()
        self._patches.close()
        _set_zone(self._zone)

    # -- patches --------------------------------------------------------------------------------------------------

    def _install(self, full_changes: int) -> None:
        world, chance = self, self.random

        class Clock(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                moment = world.now + (world.acting.skew if world.acting else timedelta())
                return moment.astimezone(tz) if tz else moment.replace(tzinfo=None)

        self._patch(rereading, "time", SimpleNamespace(perf_counter=lambda: 0.0))
        self._patch(sharing, "Rereading", partial(rereading.Rereading, now=self.seconds))
        self._patch(put_off, "HEAVY", self.heavy)
        self._patch(catalogue, "merge", self._weighed(catalogue.merge))
        self._patch(catalogue.Catalogue, "work_off", self._without_haste(catalogue.Catalogue.work_off))
        for module in (saving, erasing, sharing):
            self._patch(module, "datetime", Clock)
        self._patch(os, "fsync", lambda _descriptor: None)
        self._patch(secrets, "token_hex", lambda size: chance.randbytes(size).hex())
        self._patch(secrets, "choice", chance.choice)
        self._patch(replica, "machine_fingerprint", self._fingerprint)
        self._patch(mirror, "FULL_CHANGES", full_changes)
        self._patch(storage, "_replace", self._replace(storage._replace))
        for owner, name in (
            (catalogue.Catalogue, "refresh"),
            (catalogue.Catalogue, "_merge_all"),
            (catalogue.Catalogue, "wipe"),
            (erasures.ErasureLedger, "finish"),
            (SearchService, "forget"),
        ):
            self._patch(owner, name, self._stepping(getattr(owner, name)))

    def _patch(self, owner: object, name: str, value: object) -> None:
        self._patches.enter_context(mock.patch.object(owner, name, value))

    def _fingerprint(self, directory: Path) -> str:
        return next(device.fingerprint for device in self.devices if directory.is_relative_to(device.root))

    def _replace(self, real: Callable[[Path, Path], None]) -> Callable[[Path, Path], None]:
        def replace(temporary: Path, path: Path) -> None:
            self.step(temporary)
            real(temporary, path)
            self.step()

        return replace

    def _weighed(self, real: Callable[..., Any]) -> Callable[..., Any]:
        """`merge`, of which is noted what it costs who waits for it."""

        def merge(changes: list[Change]) -> Any:
            is_erased = any(change.kind == ERASE for change in changes)  # its text must not stay, so nobody puts it off
            if not self._working_off and not is_erased:
                size = sum(len(msgspec.json.encode(change.as_json())) for change in changes)
                self.waited = max(self.waited, len(changes) * put_off.EACH + size)
            return real(changes)

        return merge

    def _without_haste(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def work_off(*values: Any, **named: Any) -> Any:
            self._working_off = True
            try:
                return real(*values, **named)
            finally:
                self._working_off = False

        return work_off

    def _stepping(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*values: Any, **named: Any) -> Any:
            self.step()
            return real(*values, **named)

        return stepping


def _set_zone(zone: str | None) -> None:
    """Let the calendar of this process be that of `zone`."""
    if os.environ.get("TZ") == zone:
        return
    if zone is None:
        os.environ.pop("TZ", None)
    else:
        os.environ["TZ"] = zone
    time.tzset()
