"""What goes wrong in a simulation with the shared folder, and with the disk of a device."""

from __future__ import annotations

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.simulation.folder import DAMAGES, OBSTACLES, REFUSALS
from tests.simulation.story import FIGURES, Story, device_numbers, numbers


class Mishaps(Story):
    """A folder and disks that can't be relied on."""

    @rule(number=device_numbers, how=st.sampled_from(DAMAGES), which=numbers, amount=numbers, spread=st.booleans())
    def damage_file(self, number: int, how: str, which: int, amount: int, spread: bool) -> None:
        """Something happens to one file of the folder."""
        view = self.device(number).view
        if view.files:
            view.damage(sorted(view.files)[which % len(view.files)], how, amount, spread=spread)
            FIGURES[f"fault: {how}"] += 1
            self.losing()

    @rule(number=device_numbers, how=st.sampled_from(("journal", "all", "root")), spread=st.booleans())
    def lose_folder(self, number: int, how: str, spread: bool) -> None:
        """Somebody or something empties the folder."""
        self.device(number).view.lose(how, spread=spread)
        FIGURES[f"fault: lost {how}"] += 1
        self.losing()

    @rule(number=device_numbers, amount=numbers, spread=st.booleans())
    def roll_back_folder(self, number: int, amount: int, spread: bool) -> None:
        """Somebody puts the whole folder back as it was."""
        self.device(number).view.roll_back(amount, spread=spread)
        FIGURES["fault: folder rolled back"] += 1
        self.losing()

    @rule(number=device_numbers, what=st.lists(st.sampled_from(REFUSALS), min_size=1, max_size=3))
    def refuse_calls(self, number: int, what: list[str]) -> None:
        """The next calls to the folder go wrong."""
        self.device(number).view.refusals.extend(what)
        FIGURES.update(f"fault: {each}" for each in what)

    @rule(after=st.integers(1, 14), how=st.sampled_from(("crash", "full")), torn=st.sampled_from((0, 40, 10**6)))
    def interrupt_next(self, after: int, how: str, torn: int) -> None:
        """The next program that does anything is killed in it, or finds the disk full."""
        assert self.world is not None
        self.world.countdown, self.world.how, self.world.torn = after, how, torn

    @rule(number=device_numbers, which=numbers)
    def blank_in_folder(self, number: int, which: int) -> None:
        """A power cut leaves NULs in a file of the folder, of which size and time stay."""
        view = self.device(number).view
        if paths := sorted(path for path in view.files if path.startswith("journal/")):
            view.blank(paths[which % len(paths)])
            FIGURES["fault: blank in the folder"] += 1
            self.losing()

    @rule(number=device_numbers, which=numbers)
    def blank_in_mirror(self, number: int, which: int) -> None:
        """A power cut leaves NULs in a file of the mirror, of which size and time stay."""
        device = self.device(number)
        if segments := device.segments():
            device.blank(segments[which % len(segments)])
            FIGURES["fault: blank in the mirror"] += 1
            self.promises.weaken(self.devices)
            self.losing()

    @rule(number=device_numbers, which=numbers, what=st.sampled_from(OBSTACLES))
    def obstruct_folder(self, number: int, which: int, what: str) -> None:
        """Something comes to stand in the place of a segment or of its directory, or closes it."""
        view = self.device(number).view
        if paths := sorted(path for path in view.files if path.startswith("journal/")):
            view.obstruct(paths[which % len(paths)], what)
            FIGURES[f"fault: {what} in the way in the folder"] += 1
            self.losing()

    @rule(number=device_numbers, which=numbers, what=st.sampled_from(("directory", "loop", "file", "link")))
    def obstruct_mirror(self, number: int, which: int, what: str) -> None:
        """Something comes to stand in the place of a segment of the mirror, or of the directory of a replica."""
        device = self.device(number)
        if segments := device.segments():
            device.obstruct(segments[which % len(segments)], what)
            FIGURES[f"fault: {what} in the way in the mirror"] += 1
            self.promises.weaken(self.devices)
            self.losing()

    @rule(number=device_numbers)
    def clear(self, number: int) -> None:
        """Somebody takes away what is in the way."""
        self.device(number).clear()
        self.device(number).view.clear()
