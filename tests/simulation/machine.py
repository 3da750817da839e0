"""A state machine of several devices and an unreliable shared folder: nothing gets lost, and all end up equal."""

from __future__ import annotations

import contextlib
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from knowledge.journal import clock
from knowledge.journal.change import Change
from knowledge.journal.document import Document
from knowledge.journal.segment import Segment, encode_segment
from knowledge.model import codec
from knowledge.model.kinds import KINDS
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.problem import Problem, UnknownId
from knowledge.saving import Erased, Invalid
from knowledge.search.query.query import Query
from knowledge.sync import space as space_file
from knowledge.sync.folder import FolderLost
from knowledge.workspace import Workspace
from tests.simulation import verdict
from tests.simulation.device import SPACE, Crash, Device, World
from tests.simulation.folder import DAMAGES, REFUSALS, SPACE_FILE, Storage, View
from tests.simulation.promises import Promises

FIGURES: Counter[str] = Counter()
"""What all machines of this process did, for a report."""

MOST_DEVICES = 5
SKEWS = (timedelta(), timedelta(hours=-5), timedelta(days=-400), timedelta(days=365), timedelta(hours=20))
PAUSES = (timedelta(milliseconds=1), timedelta(minutes=3), timedelta(weeks=3), timedelta(hours=-1))

device_numbers = st.integers(0, MOST_DEVICES - 1)
numbers = st.integers(0, 999)
text_fields = st.sampled_from(("title", "body", "tags", "same"))


class Machine(RuleBasedStateMachine):
    """Runs one story and, at the end of it, heals everything and asks for the verdict."""

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")
        self.root = Path(tempfile.mkdtemp(prefix="sto-", dir=memory if memory.is_dir() else None))
        self.world: World | None = None
        self.promises = Promises()
        self.forms: list[tuple[Device, Document]] = []
        self.written = 0
        FIGURES["examples"] += 1

    @initialize(devices=st.integers(2, 4), seed=st.integers(0, 2**32), full_changes=st.sampled_from((3, 200)))
    def begin(self, devices: int, seed: int, full_changes: int) -> None:
        """Everybody has joined the space and nobody has written anything."""
        self.world = World(seed, full_changes)
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

    # -- doing things ---------------------------------------------------------------------------------------------

    @contextlib.contextmanager
    def at(self, number: int) -> Iterator[tuple[Device, Workspace]]:
        """Let a device do something, in which it may crash or find its disk full; nothing in its mirror may go."""
        assert self.world is not None
        FIGURES["steps"] += 1
        device = self.devices[number % len(self.devices)]
        before = device.changes().keys()
        disks, ended, fired = self.world.full_disks, self.world.ended, sum(device.view.fired.values())
        try:
            with self.world.running(device) as workspace:
                yield device, workspace
        except Crash:
            pass  # what was being done isn't acknowledged
        except Problem:
            if (self.world.full_disks, sum(device.view.fired.values())) == (disks, fired):
                raise
        FIGURES["full disks"] += self.world.full_disks - disks
        FIGURES["crashes"] += self.world.ended - ended
        assert device.changes().keys() >= before, "a change went from the mirror"
        if device.view.lied:
            device.view.lied = False
            self.promises.give_up(self.devices, self.storage)

    def _document(self, workspace: Workspace, which: int) -> Document | None:
        """One of the documents that anybody wrote, as known here."""
        if not self.promises.markers:
            return None
        name = sorted(self.promises.markers)[which % len(self.promises.markers)]
        try:
            document = workspace.get(name)
        except UnknownId:
            return None
        return document if document.kind in KINDS else None

    def _save(self, workspace: Workspace, record: Record, seen: Document | None) -> None:
        said = codec.encode(record)
        before = seen.fields if seen else {}
        try:
            saved = workspace.save(record, seen=seen)
        except Invalid:
            assert not record.title, "refused, and there is nothing wrong with it"  # its beginning hasn't arrived yet
            return
        except Erased:
            assert record.id in self.promises.erased | self.promises.maybe_erased, "erased, and nobody asked for that"
            return
        self.promises.make(saved.id, {name: value for name, value in said.items() if before.get(name) != value})
        FIGURES["writes"] += 1

    def _changed(self, document: Document, what: str, which: int) -> Record:
        self.written += 1
        marker = self.promises.markers[document.id]
        record = document.record
        if what == "same":
            return replace(record, title=f"{marker} hetzelfde")
        if what == "title":
            return replace(record, title=f"{marker} {self.written}")
        if what == "tags":
            kept = [tag for place, tag in enumerate(record.tags) if which >> place & 1]
            return replace(record, tags=(*kept, f"{marker}t{self.written}"))
        lines = record.body.split("\n")
        place = which % (len(lines) + 1)
        lines[place : place + which % 2] = [f"{marker} regel {self.written}"]
        return replace(record, body="\n".join(lines))

    # -- people ---------------------------------------------------------------------------------------------------

    @rule(number=device_numbers, partner=st.booleans())
    def save_new(self, number: int, partner: bool) -> None:
        """Somebody writes something down."""
        with self.at(number) as (_, workspace):
            workspace.save(self._new(partner))
            self._wrote_new()

    @rule(number=device_numbers, count=st.integers(2, 7))
    def save_several(self, number: int, count: int) -> None:
        """Somebody writes several things down at once."""
        with self.at(number) as (_, workspace):
            records = [self._new(False) for _ in range(count)]
            workspace.save_all(records)
            for record in records:
                self.promises.make(record.id, codec.encode(record))
                FIGURES["writes"] += 1

    def _new(self, partner: bool) -> Record:
        name = f"doc-{len(self.promises.markers):03d}"
        marker = f"zq{len(self.promises.markers):03d}qz"
        self.promises.markers[name] = marker
        self._latest = (Partner if partner else Lesson)(
            id=name, title=f"{marker} nieuw", body=f"{marker} een\ntwee\ndrie", tags=(f"{marker}tag",)
        )
        return self._latest

    def _wrote_new(self) -> None:
        self.promises.make(self._latest.id, codec.encode(self._latest))
        FIGURES["writes"] += 1

    @rule(number=device_numbers, which=numbers, what=text_fields)
    def edit(self, number: int, which: int, what: str) -> None:
        """Somebody changes something."""
        with self.at(number) as (_, workspace):
            if document := self._document(workspace, which):
                self._save(workspace, self._changed(document, what, which), document)

    @rule(number=device_numbers, which=numbers)
    def open_form(self, number: int, which: int) -> None:
        """Somebody begins to change something and is called away."""
        with self.at(number) as (device, workspace):
            if document := self._document(workspace, which):
                self.forms.append((device, document))

    @precondition(lambda self: self.forms)
    @rule(which=numbers, what=text_fields)
    def save_form(self, which: int, what: str) -> None:
        """Somebody saves what was before their eyes a while ago."""
        device, document = self.forms.pop(which % len(self.forms))
        with self.at(self.devices.index(device)) as (_, workspace):
            self._save(workspace, self._changed(document, what, which), document)

    @rule(number=device_numbers, which=numbers)
    def delete(self, number: int, which: int) -> None:
        """Somebody puts something in the trash."""
        with self.at(number) as (_, workspace):
            if document := self._document(workspace, which):
                workspace.delete(document.id)
                self.promises.make(document.id, {"deleted": True})
                FIGURES["writes"] += 1

    @rule(number=device_numbers, which=numbers, version=st.booleans())
    def restore(self, number: int, which: int, version: bool) -> None:
        """Somebody takes something out of the trash, or an old version back."""
        with self.at(number) as (_, workspace):
            if document := self._document(workspace, which):
                steps = workspace.history(document.id)
                workspace.restore(document.id, steps[which % len(steps)].ref if version else None)
                self.promises.make(document.id, {} if version else {"deleted": False})
                FIGURES["writes"] += 1

    @rule(number=device_numbers, which=numbers)
    def settle(self, number: int, which: int) -> None:
        """Somebody chooses between two values, or finds a third."""
        with self.at(number) as (_, workspace):
            found = [each for each in workspace.conflicts() if each.conflicts]
            if not found:
                return
            document = found[which % len(found)]
            name = sorted(document.conflicts)[which % len(document.conflicts)]
            siblings = document.conflicts[name]
            value = siblings[which % len(siblings)].value
            workspace.settle(document, name, value)
            self.promises.make(document.id, {name: value})
            FIGURES["writes"] += 1
            assert name not in workspace.get(document.id).conflicts

    @rule(number=device_numbers, which=numbers)
    def erase(self, number: int, which: int) -> None:
        """Somebody asks to be forgotten."""
        with self.at(number) as (_, workspace):
            if document := self._document(workspace, which):
                self.promises.maybe_erased.add(document.id)
                workspace.erase(document.id)
                self.promises.erased.add(document.id)
                self.promises.excused.discard(document.id)
                FIGURES["erasures"] += 1

    @rule(number=device_numbers)
    def search(self, number: int) -> None:
        """Somebody looks for something, so that there is an index."""
        with self.at(number) as (_, workspace):
            found = {hit.id for hit in workspace.search(Query("nieuw")).hits}
            assert not {each for each in found if each not in self.promises.markers}

    # -- sharing --------------------------------------------------------------------------------------------------

    @rule(number=device_numbers)
    def sync(self, number: int) -> None:
        """A device shares."""
        with self.at(number) as (device, workspace):
            try:
                workspace.sync()
                FIGURES["rounds"] += 1
            except (FolderLost, space_file.Unreadable):
                if verdict.is_a_space(device.view):
                    raise

    @rule(number=device_numbers, keep_copy=st.booleans())
    def meet(self, number: int, keep_copy: bool) -> None:
        """Everything arrives at a device, and it shares."""
        self.deliver_all(number, keep_copy)
        self.sync(number)

    @rule(number=device_numbers, which=numbers, what=text_fields, keep_copy=st.booleans())
    def edit_and_meet(self, number: int, which: int, what: str, keep_copy: bool) -> None:
        """Somebody reads the latest, changes something and shares that."""
        self.meet(number, keep_copy)
        self.edit(number, which, what)
        self.sync(number)

    @rule(which=numbers, whats=st.lists(text_fields, min_size=2, max_size=4), keep_copy=st.booleans())
    def edit_apart(self, which: int, whats: list[str], keep_copy: bool) -> None:
        """Several people change one thing without knowing of each other, and share it."""
        for number, what in enumerate(whats):
            self.edit(number, which, what)
        for number in range(len(whats)):
            self.meet(number, keep_copy)

    @rule(keep_copy=st.booleans())
    def everybody_meets(self, keep_copy: bool) -> None:
        """A quiet evening: all devices are on."""
        for number in range(len(self.devices)):
            self.meet(number, keep_copy)

    @rule(number=device_numbers, partner=st.booleans())
    def save_and_sync(self, number: int, partner: bool) -> None:
        """Somebody writes something down, which is shared at once."""
        self.save_new(number, partner)
        self.sync(number)

    @rule(number=device_numbers)
    def publish(self, number: int) -> None:
        """A device only sends."""
        with self.at(number) as (device, workspace):
            try:
                workspace.publish()
            except (FolderLost, space_file.Unreadable):
                if verdict.is_a_space(device.view):
                    raise

    @rule(number=device_numbers)
    def restore_folder(self, number: int) -> None:
        """Somebody puts a lost folder back."""
        with self.at(number) as (device, workspace):
            if not verdict.is_a_space(device.view):
                workspace.sync(restore_folder=True)
                FIGURES["folders restored"] += 1

    @rule(number=device_numbers, which=numbers, keep_copy=st.booleans(), again=st.booleans())
    def deliver(self, number: int, which: int, keep_copy: bool, again: bool) -> None:
        """One file arrives, not always the first in line, perhaps not for the last time."""
        view = self.devices[number % len(self.devices)].view
        if view.inbox and not view.offline:
            view.deliver(which % len(view.inbox), keep_copy=keep_copy, again=again)
            self._folder_lost_something()

    @rule(number=device_numbers, keep_copy=st.booleans())
    def deliver_all(self, number: int, keep_copy: bool) -> None:
        """The sync tool catches up."""
        view = self.devices[number % len(self.devices)].view
        while view.inbox and not view.offline:
            view.deliver(0, keep_copy=keep_copy)
        self._folder_lost_something()

    @rule(number=device_numbers)
    def go_offline_or_back(self, number: int) -> None:
        """A laptop goes into a bag, or comes out of it."""
        view = self.devices[number % len(self.devices)].view
        view.offline = not view.offline

    def _folder_lost_something(self) -> None:
        self.promises.give_up(self.devices, self.storage)

    # -- what goes wrong ------------------------------------------------------------------------------------------

    @rule(number=device_numbers, how=st.sampled_from(DAMAGES), which=numbers, amount=numbers, spread=st.booleans())
    def damage_file(self, number: int, how: str, which: int, amount: int, spread: bool) -> None:
        """Something happens to one file of the folder."""
        view = self.devices[number % len(self.devices)].view
        if view.files:
            view.damage(sorted(view.files)[which % len(view.files)], how, amount, spread=spread)
            FIGURES[f"fault: {how}"] += 1
            self._folder_lost_something()

    @rule(number=device_numbers, how=st.sampled_from(("journal", "all", "root")), spread=st.booleans())
    def lose_folder(self, number: int, how: str, spread: bool) -> None:
        """Somebody or something empties the folder."""
        self.devices[number % len(self.devices)].view.lose(how, spread=spread)
        FIGURES[f"fault: lost {how}"] += 1
        self._folder_lost_something()

    @rule(number=device_numbers, amount=numbers, spread=st.booleans())
    def roll_back_folder(self, number: int, amount: int, spread: bool) -> None:
        """Somebody puts the whole folder back as it was."""
        self.devices[number % len(self.devices)].view.roll_back(amount, spread=spread)
        FIGURES["fault: folder rolled back"] += 1
        self._folder_lost_something()

    @rule(number=device_numbers, what=st.lists(st.sampled_from(REFUSALS), min_size=1, max_size=3))
    def refuse_calls(self, number: int, what: list[str]) -> None:
        """The next calls to the folder go wrong."""
        self.devices[number % len(self.devices)].view.refusals.extend(what)
        FIGURES.update(f"fault: {each}" for each in what)

    @rule(after=st.integers(1, 14), how=st.sampled_from(("crash", "full")), torn=st.sampled_from((0, 40, 10**6)))
    def interrupt_next(self, after: int, how: str, torn: int) -> None:
        """The next program that does anything is killed in it, or finds the disk full."""
        assert self.world is not None
        self.world.countdown, self.world.how, self.world.torn = after, how, torn

    # -- devices --------------------------------------------------------------------------------------------------

    @rule(number=device_numbers, skew=st.sampled_from(SKEWS))
    def set_clock(self, number: int, skew: timedelta) -> None:
        """The clock of a device jumps."""
        self.devices[number % len(self.devices)].skew = skew

    @rule(pause=st.sampled_from(PAUSES))
    def time_passes(self, pause: timedelta) -> None:
        """It becomes later, also in summer time's last hour."""
        assert self.world is not None
        self.world.now += pause

    @rule(number=device_numbers)
    def restart(self, number: int) -> None:
        """A program is closed; the next step opens it again."""
        self.devices[number % len(self.devices)].stop()

    @rule(number=device_numbers)
    def drop_cache(self, number: int) -> None:
        """Somebody cleans up."""
        self.devices[number % len(self.devices)].drop_cache()
        FIGURES["caches dropped"] += 1

    @rule(number=device_numbers)
    def back_up(self, number: int) -> None:
        """Somebody makes a backup of the private files."""
        device = self.devices[number % len(self.devices)]
        backup = self.root / "backups" / f"{device.root.name}-{len(device.backups)}"
        device.back_up(backup) if device.root.exists() else None
        if backup.exists():
            device.backups.append(backup)

    @rule(number=device_numbers, which=numbers, noticed=st.booleans(), cache_too=st.booleans())
    def put_backup_back(self, number: int, which: int, noticed: bool, cache_too: bool) -> None:
        """A backup is put back; whether the program can tell (`noticed`) depends on how."""
        device = self.devices[number % len(self.devices)]
        if device.backups:
            device.put_back(device.backups[which % len(device.backups)], cache_too=cache_too)
            device.fingerprint += "+" * noticed
            self.forms = [each for each in self.forms if each[0] is not device]
            FIGURES["backups put back"] += 1
            self.promises.weaken(self.devices)
            self._folder_lost_something()

    @precondition(lambda self: len(self.devices) < MOST_DEVICES)
    @rule(number=device_numbers, noticed=st.booleans())
    def clone(self, number: int, noticed: bool) -> None:
        """A device is copied, disk image and all; whether the program can tell (`noticed`) depends on how."""
        device = self.devices[number % len(self.devices)]
        device.stop()
        copy = self._join(device.view.files)
        copy.view.inbox = list(device.view.inbox)
        copy.fingerprint = copy.fingerprint if noticed else device.fingerprint
        if device.root.exists():
            shutil.copytree(device.root, copy.root)
        FIGURES["clones"] += 1

    @rule(number=device_numbers, which=numbers, newer=st.booleans())
    def other_version_writes(self, number: int, which: int, newer: bool) -> None:
        """A file of an older or newer version of the program arrives, from a device that is never seen again."""
        with self.at(number) as (device, workspace):
            document = self._document(workspace, which)
            segment = self._of_other_version(document, newer)
            device.view.put(segment.name, self.storage.version(segment.name, encode_segment(segment)))
            for change in segment.changes:
                self.promises.make(change.document, change.set)
            FIGURES["files of other versions"] += 1
        self.promises.weaken(self.devices)

    def _of_other_version(self, document: Document | None, newer: bool) -> Segment:
        assert self.world is not None
        self.written += 1
        name = document.id if document else f"quiz-{self.written:03d}"
        marker = self.promises.markers.setdefault(name, f"zq{len(self.promises.markers):03d}qz")
        change = Change(
            replica="".join(self.world.random.choice("abcdefgh") for _ in range(10)),
            seq=1,
            time=clock.stamp(self.world.now),
            author="Iemand anders",
            kind=document.kind if document else "quiz",
            document=name,
            after=document.heads if document else (),
            set={"ronde": [{"n": f"{marker} {self.written}"}]} if newer else {"title": f"{marker} {self.written}"},
            previous="",
            format=2 if newer else 1,
            extra={"signature": marker} if newer else {},
        ).sealed()
        return Segment(change.replica, change.author, 1, (change,), {"newer": [1]} if newer else {})

    # -- the end --------------------------------------------------------------------------------------------------

    def teardown(self) -> None:
        """Heal and judge, unless the story already ended badly."""
        try:
            if self.world is not None and sys.exc_info()[0] is None:
                verdict.judge(self.world, self.storage, self.promises, FIGURES)
        finally:
            if self.world is not None:
                self.world.close()
            shutil.rmtree(self.root)
