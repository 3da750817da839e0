"""The story that a simulation tells: its devices, what each step of one may do, and the verdict at the end."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize

from knowledge.journal.document import Document
from knowledge.model.kinds import KINDS
from knowledge.problem import Problem, UnknownId
from knowledge.sync import space as space_file
from knowledge.workspace import Workspace
from tests.simulation import verdict
from tests.simulation.device import SPACE, Crash, Device, World
from tests.simulation.folder import SPACE_FILE, Storage, View
from tests.simulation.promises import Promises

FIGURES: Counter[str] = Counter()
"""What all machines of this process did, for a report."""

SLOWEST: dict[str, float] = {}
"""The most seconds that each verb took, for a report; no test depends on them."""

MOST_DEVICES = 5

device_numbers = st.integers(0, MOST_DEVICES - 1)
numbers = st.integers(0, 999)


class Story(RuleBasedStateMachine):
    """The devices of one story. At the end of it everything is healed, and the verdict asked for."""

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")
        self.root = Path(tempfile.mkdtemp(prefix="sto-", dir=memory if memory.is_dir() else None))
        self.world: World | None = None
        self.promises = Promises()
        self.forms: list[tuple[Device, Document]] = []
        self.written = 0
        FIGURES["examples"] += 1

    @initialize(
        devices=st.integers(2, 4),
        seed=st.integers(0, 2**32),
        full_changes=st.sampled_from((3, 200)),
        heavy=st.sampled_from((12_000_000, 12_000_000, 9_000)),
    )
    def begin(self, devices: int, seed: int, full_changes: int, heavy: int) -> None:
        """Everybody has joined the space and nobody has written anything."""
        self.world = World(seed, full_changes, heavy)
        self.storage = Storage(self.world.step)
        version = self.storage.version(SPACE_FILE, space_file.encode_space(SPACE))
        for _ in range(devices):
            self._join({SPACE_FILE: version})

    def _join(self, files: dict[str, Any]) -> Device:
        number = len(self.devices)
        view = View(self.storage, dict(files))
        self.storage.views.append(view)
        device = Device(f"Gebruiker {number}", self.root / f"device-{number}", view, f"machine-{number}")
        self.devices.append(device)
        return device

    @property
    def devices(self) -> list[Device]:
        """All devices so far."""
        assert self.world is not None
        return self.world.devices

    def device(self, number: int) -> Device:
        """The device that a rule means by `number`."""
        return self.devices[number % len(self.devices)]

    @contextlib.contextmanager
    def at(self, number: int, verb: str) -> Iterator[tuple[Device, Workspace]]:
        """Let a device do something, in which it may crash or find its disk full; nothing in its mirror may go."""
        assert self.world is not None
        FIGURES["steps"] += 1
        device = self.device(number)
        before, seen = device.changes().keys(), dict(device.view.seen)
        disks, ended, fired = self.world.full_disks, self.world.ended, sum(device.view.fired.values())
        self.world.waited, began = 0, time.perf_counter()
        try:
            with self.world.running(device) as workspace:
                yield device, workspace
        except Crash:  # what was being done isn't acknowledged
            device.view.half_seen.append(seen)
        except Problem:
            device.view.half_seen.append(seen)
            if (self.world.full_disks, sum(device.view.fired.values())) == (disks, fired):
                raise
        SLOWEST[verb] = max(SLOWEST.get(verb, 0.0), time.perf_counter() - began)
        FIGURES["full disks"] += self.world.full_disks - disks
        FIGURES["crashes"] += self.world.ended - ended
        assert device.changes().keys() >= before, "a change went from the mirror"
        assert self.world.waited <= self.world.heavy, f"{verb} waited for a record that is too much to merge"
        if device.view.lied:
            device.view.lied = False
            self.losing()

    def losing(self) -> None:
        """Something may have gone from the folder: let go of what stood nowhere else."""
        self.promises.give_up(self.devices, self.storage)

    def document(self, workspace: Workspace, which: int) -> Document | None:
        """One of the documents that anybody wrote, as known here."""
        if not self.promises.markers:
            return None
        name = sorted(self.promises.markers)[which % len(self.promises.markers)]
        try:
            document = workspace.get(name)
        except UnknownId:
            return None
        return document if document.kind in KINDS else None

    def teardown(self) -> None:
        """Heal and judge, unless the story already ended badly."""
        try:
            if self.world is not None and sys.exc_info()[0] is None:
                verdict.judge(self.world, self.storage, self.promises, FIGURES)
        finally:
            if self.world is not None:
                self.world.close()
            shutil.rmtree(self.root)
