"""The app's side of sharing: rounds in the background, and watching the folder between them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.message import Message
from textual.reactive import reactive
from textual.signal import Signal

from sto_tui.sharing import Exchanged, SharingState, exchange
from sto_tui.telling import TellingMixin
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.home import Home
    from knowledge.sync.watch import Watcher
    from knowledge.workspace import Workspace


class Arrived(Message, bubble=False):
    """Something changed in the shared folder."""


class SyncMixin(TellingMixin):
    """A mixin for an app that shares its `workspace`. `sync_every` is the number of seconds between rounds; with 0,
    the app shares only when asked. `changed` signals all screens that there is something to read again."""

    workspace: reactive[Workspace | None] = reactive[Any](None)
    sharing: reactive[SharingState] = reactive(SharingState())

    def __init__(self, home: Home, sync_every: float) -> None:
        super().__init__(home)
        self.sync_every = sync_every
        self.changed: Signal[None] = Signal(self, "changed")
        self.watcher: Watcher | None = None

    def watch_folder(self, place: str) -> None:
        """Share as soon as something arrives in the folder; without `sync_every` (in tests), only when asked."""
        from knowledge.sync.place import is_remote
        from knowledge.sync.watch import Watcher

        self.stop_watching()
        if self.sync_every and not is_remote(place):
            self.watcher = Watcher(Path(place), lambda: self.post_message(Arrived()))
            self.watcher.start()

    def stop_watching(self) -> None:
        """Stop watching the folder."""
        if self.watcher is not None:
            self.watcher.stop()
            self.watcher = None

    @on(Arrived)
    def _something_arrived(self) -> None:
        self.action_sync()

    def action_sync(self) -> None:
        """Exchange with the shared folder, in the background."""
        workspace = self.workspace
        if workspace is None:
            return

        self.sharing = replace(self.sharing, busy=True)
        self.background(lambda: exchange(workspace), self._exchanged, group="sync", may_hang=True)

    def _exchanged(self, outcome: Exchanged) -> None:
        self.sharing = replace(
            self.sharing, status=outcome.status, problem=outcome.problem, lost=outcome.lost, busy=False
        )
        if outcome.news:
            self.changed.publish(None)

    def action_restore_folder(self) -> None:
        """Put everything back in a folder that was emptied, after the person confirms."""
        from sto_tui.dialogs.ask import AskScreen

        workspace = self.workspace
        if workspace is None or not self.sharing.lost:
            self.say(_("The shared folder is as it should be: there is nothing to put back."))
            return

        def answered(answer: str | None) -> None:
            if answer == "yes":
                self.sharing = replace(self.sharing, busy=True)
                self.background(
                    lambda: exchange(workspace, restore_folder=True), self._exchanged, group="restore", may_hang=True
                )

        question = _("Put everything this device knows back in {folder}? Nothing that is there now is lost.")
        answers = [("yes", _("Put back")), ("no", _("No"))]
        self.push_screen(AskScreen(question.format(folder=workspace.place), answers), answered)
