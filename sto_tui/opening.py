"""How the app opens a space: in the background, showing progress when that takes a while."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import on
from textual.binding import Binding
from textual.message import Message

from knowledge.problem import Problem
from sto_tui.actions import BACK, NEED_A_SPACE
from sto_tui.syncing import SyncMixin
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.home import Home
    from knowledge.workspace import Workspace

READING_PATIENCE = 0.5
"""Seconds of reading before progress is shown."""


TELLS_WHAT_COMES_FIRST = [
    Binding(key, "first_choose", show=False) for action in (*NEED_A_SPACE, BACK) for key in action.keys
]
"""The keys that lead nowhere until a space was chosen; they say what to do first."""


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
        self.has_space = True
        self.caught_up = False
        self._unreadable = False

    def open_workspace(self) -> None:
        """Open the space in the background; without one, or when that fails, show the first start."""
        self.background(self._open, self._opened, group="open")

    def _open(self) -> Workspace | Exception:
        try:
            return self.opener()
        except Exception as trouble:
            return trouble

    def _opened(self, outcome: Workspace | Exception) -> None:
        if isinstance(outcome, Exception):
            self._start_first(outcome)
        else:
            self.use(outcome)

    def _start_first(self, why: Exception) -> None:
        """Show the first start because of `why`: there is no space yet, or it can't be opened."""
        from knowledge.spaces import NoSpace
        from sto_tui.screens.first_start import FirstStartScreen

        self.has_space = False
        named = str(why.values.get("folder", "")) if isinstance(why, Problem) else ""
        if isinstance(why, NoSpace):
            self.push_screen(FirstStartScreen(named), self.use)
        else:
            self.push_screen(FirstStartScreen(named or self.home.config.folder, why), self.use)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """At the first start, shut what needs a space; its keys say what to do first."""
        if action == "first_choose":
            return not self.has_space
        if not self.has_space and action in {each.name for each in NEED_A_SPACE}:
            return False
        return super().check_action(action, parameters)

    def action_first_choose(self) -> None:
        """Say what to do before anything else."""
        self.say(
            _("First fill in your name and the folder you share, and choose Begin (F8). Ctrl+Q closes the program.")
        )

    def use(self, workspace: Workspace | None) -> None:
        """Show `workspace` and begin to share in the background; quit if it is None (no space was chosen)."""
        if workspace is None:
            self.exit()
            return
        self.has_space = True
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
