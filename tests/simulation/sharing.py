"""How devices share in a simulation: their rounds of sync, and the files that a sync tool brings."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from knowledge.sync import space as space_file
from knowledge.sync.folder import FolderLost
from tests.simulation import claims, verdict
from tests.simulation.people import People, text_fields
from tests.simulation.story import FIGURES, device_numbers, numbers


class Sharing(People):
    """Devices that share what people write."""

    @rule(number=device_numbers)
    def sync(self, number: int) -> None:
        """A device shares."""
        with self.at(number, "sync") as (device, workspace):
            seen = dict(device.view.seen)
            try:
                workspace.sync()
                FIGURES["rounds"] += 1
                device.view.half_seen.clear()
            except (FolderLost, space_file.Unreadable):
                device.view.half_seen.append(seen)
                if verdict.is_a_space(device.view):
                    raise
        self.shared_is_true(number)

    @rule(number=device_numbers)
    def shared_is_true(self, number: int) -> None:
        """Somebody looks at the status: what it calls shared was in the folder when this device last saw it."""
        device = self.device(number)
        if device.opened is not None:
            claims.shared_is_true(device)

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

    @rule(whats=st.lists(st.tuples(device_numbers, numbers, text_fields), min_size=3, max_size=12), share=st.booleans())
    def busy_day(self, whats: list[tuple[int, int, str]], share: bool) -> None:
        """People write a lot, which is shared as it is written or later."""
        for number, which, what in whats:
            if which % 3:
                self.edit(number, which, what)
            else:
                self.save_new(number, which % 2 == 0)
            if share:
                self.sync(number)

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
        with self.at(number, "publish") as (device, workspace):
            seen = dict(device.view.seen)
            try:
                workspace.publish()
            except (FolderLost, space_file.Unreadable):
                device.view.half_seen.append(seen)
                if verdict.is_a_space(device.view):
                    raise
        self.shared_is_true(number)

    @rule(number=device_numbers)
    def restore_folder(self, number: int) -> None:
        """Somebody puts a lost folder back."""
        with self.at(number, "restore folder") as (device, workspace):
            if not verdict.is_a_space(device.view):
                workspace.sync(restore_folder=True)
                FIGURES["folders restored"] += 1

    @rule(number=device_numbers, which=numbers, keep_copy=st.booleans(), again=st.booleans())
    def deliver(self, number: int, which: int, keep_copy: bool, again: bool) -> None:
        """One file arrives, not always the first in line, perhaps not for the last time."""
        view = self.device(number).view
        if view.inbox and not view.offline:
            view.deliver(which % len(view.inbox), keep_copy=keep_copy, again=again)
            self.losing()

    @rule(number=device_numbers, keep_copy=st.booleans())
    def deliver_all(self, number: int, keep_copy: bool) -> None:
        """The sync tool catches up."""
        view = self.device(number).view
        if not view.offline:
            view.deliver_all(lambda: keep_copy)
        self.losing()

    @rule(number=device_numbers)
    def go_offline_or_back(self, number: int) -> None:
        """A laptop goes into a bag, or comes out of it."""
        view = self.device(number).view
        view.offline = not view.offline
