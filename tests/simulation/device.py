"""Simulated devices: real workspaces with private homes, a controlled clock and randomness, and crashes on demand."""

from __future__ import annotations

import contextlib
import errno
import os
import random
import secrets
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from knowledge import erasing, saving
from knowledge.catalogue import catalogue, erasures
from knowledge.home import Home
from knowledge.journal import mirror, replica, storage
from knowledge.journal.change import Change
from knowledge.journal.mirror import Mirror
from knowledge.journal.segment import BadSegment, decode_segment
from knowledge.problem import Problem
from knowledge.search.service import SearchService
from knowledge.sync import sharing
from knowledge.sync.space import Space
from knowledge.workspace import Workspace
from tests.simulation.folder import View

SPACE = Space(format=1, space="01a209ac-f9c2-7205-9f6a-a81c9521fedf", name="STO Vechterland")
PLACE = "/shared/sto"
START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


class Crash(BaseException):
    """The program is killed here."""


@dataclass
class Device:
    """One installation: its private files below `root`, its view of the shared folder and its wrong clock."""

    name: str
    root: Path
    view: View
    fingerprint: str
    skew: timedelta = timedelta()
    backups: list[Path] = field(default_factory=list)
    opened: Workspace | None = None

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
        """The program, started when it isn't running."""
        if self.opened is None:
            self.home.configure(author=self.name)
            self.opened = Workspace(self.home, SPACE, PLACE, self.view)
        return self.opened

    def stop(self) -> None:
        """End the program, however it stands."""
        if self.opened is not None:
            self.opened._catalogue.close()
            if self.opened._finder._opened is not None:
                self.opened._finder._opened.close()
            self.opened = None

    def changes(self) -> dict[str, Change]:
        """Every change in its mirror, by ref; what the disk damaged isn't there."""
        held: dict[str, Change] = {}
        files = Mirror(self.directory)
        for name in sorted(files.stats()):
            with contextlib.suppress(BadSegment):
                add_changes(held, files.read(name).changes)
        return held

    def back_up(self, to: Path) -> None:
        """Copy its private files to `to`."""
        self.stop()
        shutil.copytree(self.root, to)

    def put_back(self, backup: Path, *, cache_too: bool) -> None:
        """Replace its private files by those of `backup`, the cache as well or not."""
        self.stop()
        for part in ("config", "data", *(["cache"] if cache_too else [])):
            shutil.rmtree(self.root / part, ignore_errors=True)
            if (backup / part).exists():
                shutil.copytree(backup / part, self.root / part)

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
    """

    def __init__(self, seed: int, full_changes: int) -> None:
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
        self._patches = contextlib.ExitStack()
        self._leftover: tuple[Path, bytes] | None = None
        self._install(full_changes)

    @contextlib.contextmanager
    def running(self, device: Device) -> Iterator[Workspace]:
        """Let `device` do something; when it crashes in there its program is gone and `Crash` is raised.

        A program that is killed, or finds the disk full, while it starts is started again.
        """
        self.acting = device
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

    def _bury(self, device: Device) -> None:
        device.stop()
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

    # -- patches --------------------------------------------------------------------------------------------------

    def _install(self, full_changes: int) -> None:
        world, chance = self, self.random

        class Clock(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:
                moment = world.now + (world.acting.skew if world.acting else timedelta())
                return moment.astimezone(tz) if tz else moment.replace(tzinfo=None)

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

    def _stepping(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def stepping(*values: Any, **named: Any) -> Any:
            self.step()
            return real(*values, **named)

        return stepping
