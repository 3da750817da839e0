"""A progress bar while a large space is read for the first time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import ProgressBar

if TYPE_CHECKING:
    from sto_tui.sharing import SharingState


class ReadingBar(ProgressBar):
    """A bar that is shown only while the app is reading."""

    def __init__(self, *, id: str) -> None:
        super().__init__(total=1.0, show_eta=False, id=id)

    def on_mount(self) -> None:
        """Follow the progress of the app."""
        self.watch(self.app, "sharing", self._follow)

    def _follow(self, sharing: SharingState) -> None:
        self.display = sharing.reading is not None
        self.progress = sharing.reading or 0.0
