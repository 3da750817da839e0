"""How the app opens a space: in the background, showing progress when that takes a while."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.message import Message

from knowledge.problem import Problem
from sto_tui.syncing import SyncMixin

if TYPE_CHECKING:
    from knowledge.home import Home
    from knowledge.workspace import Workspace

READING_PATIENCE = 0.5
"""Seconds of reading before progress is shown."""


class ReadingProgress(Message, bubble=False):
    """The share of the space that has been read, from 0 to 1."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share


class OpeningMixin(SyncMixin):
    """A mixin for an app that opens a workspace and brings its index up to date.

    `opener` returns the workspace, or raises `NoSpace` at the first start. `demo` creates the demo region, for people
    who want to look around first.
    """

    def __init__(
        self, opener: Callable[[], Workspace], home: Home, sync_every: float, demo: Callable[[], Workspace] | None
    ) -> None:
        super().__init__(home, sync_every)
        self.opener = opener
        self.demo = demo
        self.caught_up = False
        self._unreadable = False

    def open_workspace(self) -> None:
        """Open the space in the background; without one, show the first start."""
        self.background(self._open, self._opened, group="open")

    def _open(self) -> Workspace | Problem:
        from knowledge.spaces import NoSpace

        try:
            return self.opener()
        except NoSpace as none_yet:
            return none_yet

    def _opened(self, workspace: Workspace | Problem) -> None:
        if isinstance(workspace, Problem):
            from sto_tui.screens.first_start import FirstStartScreen

            self.push_screen(FirstStartScreen(str(workspace.values.get("folder", ""))), self.use)
        else:
            self.use(workspace)

    def use(self, workspace: Workspace | None) -> None:
        """Show `workspace` and begin to share in the background; quit if it is None (no space was chosen)."""
        if workspace is None:
            self.exit()
            return
        first = self.workspace is None
        self._begin_reading(workspace)
        self.workspace = workspace
        self.action_sync()
        self.watch_folder(workspace.place)
        if first and self.sync_every:
            self.set_interval(self.sync_every, self.action_sync)

    def _begin_reading(self, workspace: Workspace) -> None:
        """Bring the index up to date, and show progress when that takes a while."""
        self.caught_up = False
        self.background(lambda: self._catch_up(workspace), self._caught_up, group="index")
        self.set_timer(READING_PATIENCE, lambda: self._show_progress(ReadingProgress(0.0)))

    def _catch_up(self, workspace: Workspace) -> Exception | None:
        """Bring the search index up to date; the first search waits for this, unless it takes long."""
        started = time.monotonic()

        def tell_progress(done: int, total: int) -> None:
            if time.monotonic() - started > READING_PATIENCE:
                self.post_message(ReadingProgress(done / max(total, 1)))

        try:
            workspace.catch_up(tell_progress)
        except Exception as error:
            return error
        return None

    @on(ReadingProgress)
    def _show_progress(self, event: ReadingProgress) -> None:
        """Show how far reading is; what has been read can be searched already."""
        if not self.caught_up and event.share >= (self.sharing.reading or 0.0):
            self.sharing = replace(self.sharing, reading=event.share)
            self.changed.publish(None)

    def _caught_up(self, error: Exception | None) -> None:
        self._unreadable = error is not None
        if error is not None:
            self.show_error(error)
        self.caught_up = True
        self.sharing = replace(self.sharing, reading=None)
        self.changed.publish(None)

    def rebuild_index(self) -> None:
        """Rebuild a damaged or lost index, with a progress bar; if that fails once, it isn't tried again."""
        if self.caught_up and not self._unreadable and self.workspace is not None:
            self._begin_reading(self.workspace)
