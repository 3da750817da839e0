"""The app's side of sharing: rounds in the background, what arrives, and what the status line tells of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import on
from textual.app import App
from textual.message import Message
from textual.reactive import reactive
from textual.signal import Signal

from knowledge.problem import Problem
from sto_tui.background import Background
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from knowledge.sync.status import Status
    from knowledge.sync.watch import Watcher
    from knowledge.workspace import Workspace


@dataclass(frozen=True)
class Sharing:
    """What the status line tells: the last known `status`, whether sharing is `busy`, a `problem` in words, whether the
    folder is `lost` (no space any more), and how much of
    a large space was read while `reading` it (0 to 1)."""

    status: Status | None = None
    busy: bool = False
    problem: str = ""
    lost: bool = False
    reading: float | None = None


class Arrived(Message, bubble=False):
    """Something changed in the shared folder."""


@dataclass(frozen=True)
class Exchanged:
    """What came of a round of sharing: whether there is `news` to show, the `status`, a `problem` in words."""

    news: bool
    status: Status
    problem: str
    lost: bool


def exchange(workspace: Workspace, *, restore_folder: bool = False) -> Exchanged:
    """Share with the folder; a folder that can't be used is told, not raised."""
    from knowledge.sync.folder import FolderLost

    problem, lost = "", False
    try:
        workspace.sync(restore_folder=restore_folder)
    except Problem as trouble:
        problem, lost = tell(trouble), isinstance(trouble, FolderLost)
    # What the command line wrote on this device is news as well, whether or not the folder can be reached.
    return Exchanged(workspace.refresh(), workspace.status(), problem, lost)


class SyncMixin(Background, App[None]):
    """An app that shares its `workspace` with others. `sync_every` is the number of seconds between rounds; 0 shares
    only when asked. `changed` tells all screens that there is something to read again."""

    workspace: reactive[Workspace | None] = reactive[Any](None)
    sharing: reactive[Sharing] = reactive(Sharing())

    def __init__(self, sync_every: float) -> None:
        super().__init__()
        self.sync_every = sync_every
        self.changed: Signal[None] = Signal(self, "changed")
        self.watcher: Watcher | None = None

    def say(self, text: str, *, severity: SeverityLevel = "information", timeout: float | None = None) -> None:
        """Show `text` (already in the user's language) for a while."""
        self.notify(safe(text), severity=severity, markup=False, timeout=timeout)

    def watch_folder(self, place: str) -> None:
        """Share as soon as something arrives; without `sync_every` (in tests) only when asked."""
        from knowledge.sync.place import is_remote
        from knowledge.sync.watch import Watcher

        self.stop_watching()
        if self.sync_every and not is_remote(place):
            self.watcher = Watcher(Path(place), lambda: self.post_message(Arrived()))
            self.watcher.start()

    def stop_watching(self) -> None:
        """Leave the folder alone."""
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
        """Put everything back in a folder that was emptied, after a question."""
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

    def action_conflicts(self) -> None:
        """List what two people changed at once."""
        from sto_tui.screens.conflicts import ConflictsScreen

        self.push_screen(ConflictsScreen())

    def action_sharing(self) -> None:
        """Tell where sharing stands."""
        from sto_tui.screens.sharing import SharingScreen

        self.push_screen(SharingScreen())
