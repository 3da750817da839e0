"""The base of all full screens: the frame, the workspace, and when to read again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.widget import Widget

from sto_tui.sto_screen import StoScreen
from sto_tui.widgets.chrome import KeyBar, ModeTabs, StatusLine

if TYPE_CHECKING:
    from knowledge.workspace import Workspace

_Result = TypeVar("_Result")


class WorkspaceScreen(StoScreen[_Result]):
    """A full screen in the frame. Subclasses yield the widgets inside (`body`) and start reading (`load`)."""

    _stale = True

    def body(self) -> Iterable[Widget]:
        """The widgets between the tabs and the status line."""
        return ()

    def load(self, workspace: Workspace) -> None:
        """Start reading what this screen shows; called again whenever something changed."""

    def compose(self) -> Iterable[Widget]:
        """The frame around `body`; at the first start there are no modes to go to and nothing is shared yet."""
        if self.sto.has_space:
            yield ModeTabs()
        yield from self.body()
        if self.sto.has_space:
            yield StatusLine()
        yield KeyBar(self.ACTIONS)

    @property
    def workspace(self) -> Workspace | None:
        """The space, once it is open."""
        return self.sto.workspace

    def on_mount(self) -> None:
        """Follow the workspace and its changes."""
        self.watch(self.app, "workspace", self._now_stale, init=False)
        self.sto.changed.subscribe(self, self._now_stale)

    def on_screen_resume(self) -> None:
        """Read again if something changed while another screen was in front."""
        if self._stale:
            self.load_now()

    def _now_stale(self, *_: Any) -> None:
        self._stale = True
        if self.is_current:
            self.load_now()

    def load_now(self) -> None:
        """Read again, if the workspace is open."""
        if self.workspace is not None:
            self._stale = False
            self.load(self.workspace)

    async def retranslate(self) -> None:
        """Recompose the frame and its contents, and read again."""
        await super().retranslate()
        self.load_now()

    def action_back(self) -> None:
        """Close this screen, unless it is the home of a mode."""
        if not self.is_home:
            self.dismiss()

    def close(self) -> None:
        """Close this screen, if it is in front."""
        if self.is_active:
            self.dismiss()
