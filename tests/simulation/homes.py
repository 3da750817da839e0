"""What happens to devices in a simulation: clocks, programs that end or run twice, homes put back and copied."""

from __future__ import annotations

import shutil
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from tests.simulation.device import Device
from tests.simulation.story import FIGURES, MOST_DEVICES, Story, device_numbers, numbers

SKEWS = (timedelta(), timedelta(hours=-5), timedelta(days=-400), timedelta(days=365), timedelta(hours=20))
PAUSES = (timedelta(milliseconds=1), timedelta(minutes=3), timedelta(weeks=3), timedelta(hours=-1))
ZONES = ("UTC", "Europe/Amsterdam", "Pacific/Kiritimati", "America/St_Johns")


class Homes(Story):
    """Devices and their private files."""

    @rule(number=device_numbers, skew=st.sampled_from(SKEWS))
    def set_clock(self, number: int, skew: timedelta) -> None:
        """The clock of a device jumps."""
        self.device(number).skew = skew

    @rule(pause=st.sampled_from(PAUSES))
    def time_passes(self, pause: timedelta) -> None:
        """It becomes later, also in summer time's last hour."""
        assert self.world is not None
        self.world.now += pause

    @rule(number=device_numbers)
    def restart(self, number: int) -> None:
        """A program is closed; the next step opens it again."""
        self.device(number).stop()

    @rule(number=device_numbers)
    def drop_cache(self, number: int) -> None:
        """Somebody cleans up."""
        self.device(number).drop_cache()
        FIGURES["caches dropped"] += 1

    @rule(number=device_numbers, zone=st.sampled_from(ZONES))
    def travel(self, number: int, zone: str) -> None:
        """A device comes into another time zone."""
        self.device(number).zone = zone

    @rule(number=device_numbers)
    def open_beside(self, number: int) -> None:
        """A second program is started on the same home; from then on the two take turns."""
        self.device(number).open_beside()
        FIGURES["second programs"] += 1

    @rule(number=device_numbers)
    def back_up(self, number: int) -> None:
        """Somebody makes a backup of the private files, whatever is running."""
        device = self.device(number)
        if device.root.exists():
            backup = self.root / "backups" / f"{device.root.name}-{len(device.backups)}"
            device.backups.append(device.back_up(backup))

    @rule(number=device_numbers, which=numbers, noticed=st.booleans(), cache_too=st.booleans(), running=st.booleans())
    def put_backup_back(self, number: int, which: int, noticed: bool, cache_too: bool, running: bool) -> None:
        """A backup is put back, perhaps under the running program; whether it can tell (`noticed`) depends on how."""
        device = self.device(number)
        if device.backups:
            device.put_back(device.backups[which % len(device.backups)], cache_too=cache_too, running=running)
            device.fingerprint += "+" * noticed
            self._changed_home(device)
            FIGURES["backups put back under a program" if running else "backups put back"] += 1

    def _changed_home(self, device: Device) -> None:
        """Other private files are in the place of those of `device`: what stood there alone may be gone."""
        self.forms = [each for each in self.forms if each[0] is not device]
        self.promises.weaken(self.devices)
        self.losing()

    @precondition(lambda self: len(self.devices) < MOST_DEVICES)
    @rule(number=device_numbers, noticed=st.booleans(), running=st.booleans())
    def clone(self, number: int, noticed: bool, running: bool) -> None:
        """A home is copied, to another device or another place on this one, and both are used.

        Whether the program can tell (`noticed`) depends on how.
        """
        device = self.device(number)
        if not running:
            device.stop()
        copy = self._join(device.view.files)
        copy.view.inbox = list(device.view.inbox)
        copy.view.obstacles = dict(device.view.obstacles)
        copy.view.seen, copy.view.half_seen = dict(device.view.seen), list(device.view.half_seen)
        copy.fingerprint = copy.fingerprint if noticed else device.fingerprint
        if device.root.exists():
            shutil.copytree(device.root, copy.root, symlinks=True)
        FIGURES["clones"] += 1

    @rule(number=device_numbers, onto=device_numbers, noticed=st.booleans())
    def copy_over(self, number: int, onto: int, noticed: bool) -> None:
        """The home of one device is copied over that of another, of which the own private files are gone."""
        device, other = self.device(number), self.device(onto)
        if device is other or not device.root.exists():
            return
        other.stop()
        shutil.rmtree(other.root, ignore_errors=True)
        shutil.copytree(device.root, other.root, symlinks=True)
        other.view.seen, other.view.half_seen = dict(device.view.seen), list(device.view.half_seen)
        other.fingerprint = f"{other.fingerprint}+" if noticed else device.fingerprint
        self._changed_home(other)
        FIGURES["homes copied over another"] += 1
