"""What all screens have in common: the frame, the workspace behind them, and when to read again."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual.screen import ModalScreen, Screen
from textual.widget import Widget

from sto_tui.actions import BACK, Action, bindings
from sto_tui.background import Background
from sto_tui.widgets.chrome import KeyBar, ModeTabs, StatusLine

if TYPE_CHECKING:
    from knowledge.workspace import Workspace
    from sto_tui.app import StoApp

Result = TypeVar("Result")


class StoScreen(Background, Screen[Result]):
    """Any screen of sto. `ACTIONS` is what one can do here; `PLACE` and `ABOUT` open its help (message ids)."""

    ACTIONS: ClassVar[tuple[Action, ...]] = ()
    PLACE: ClassVar[str] = ""
    ABOUT: ClassVar[str] = ""
    MAY_LEAVE: ClassVar[bool] = True
    """Whether pressing the mode's key may close this screen on the way to the mode's home."""

    @property
    def sto(self) -> StoApp:
        """The app, by its own type."""
        return self.app  # type: ignore[return-value]

    def leave(self) -> None:
        """Called when the program ends: keep what isn't saved."""

    def renew(self) -> None:
        """Called after the widgets were composed anew, because the language changed: put back what stood in them."""


class WorkspaceScreen(StoScreen[Result]):
    """A full screen in the frame. Subclasses say what stands inside (`body`) and start reading (`load`)."""

    _stale = True

    def body(self) -> Iterable[Widget]:
        """The widgets between the tabs and the status line."""
        return ()

    def load(self, workspace: Workspace) -> None:
        """Start reading what this screen shows; called again whenever something changed."""

    def compose(self) -> Iterable[Widget]:
        """The frame around `body`."""
        yield ModeTabs()
        yield from self.body()
        yield StatusLine()
        yield KeyBar()

    @property
    def workspace(self) -> Workspace | None:
        """The space, once it is open."""
        return self.sto.workspace

    def on_mount(self) -> None:
        """Follow the workspace and what happens in it."""
        self.watch(self.app, "workspace", self._now_stale, init=False)
        self.sto.changed.subscribe(self, self._now_stale)

    def on_screen_resume(self) -> None:
        """Catch up with what changed while another screen was in front."""
        if self._stale:
            self.load_now()

    def _now_stale(self, *_: Any) -> None:
        self._stale = True
        if self.is_current:
            self.load_now()

    def load_now(self) -> None:
        """Read again, when there is a workspace."""
        if self.workspace is not None:
            self._stale = False
            self.load(self.workspace)

    def action_back(self) -> None:
        """Close this screen, unless it is the home of a mode."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()

    def close(self) -> None:
        """Close this screen if it is in front."""
        if self.is_current:
            self.dismiss()


class Dialog(Background, ModalScreen[Result]):
    """A small screen over another; Esc closes it without an answer."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (BACK,)
    BINDINGS: ClassVar[list[Any]] = bindings((BACK,))
    CSS_PATH = Path(__file__).with_name("dialog.tcss")  # a string would be sought beside each subclass

    @property
    def sto(self) -> StoApp:
        """The app, by its own type."""
        return self.app  # type: ignore[return-value]

    def action_back(self) -> None:
        """Close without an answer."""
        self.dismiss(None)
