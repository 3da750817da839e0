"""What every screen of sto is, dialogs included, and what the app may ask of it."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual.screen import Screen

from sto_tui.actions import UserAction
from sto_tui.background import Background
from sto_tui.shell import Shell, shell_of

_Result = TypeVar("_Result")


class StoScreen(Background, Screen[_Result]):
    """Any screen of sto. `ACTIONS` is what one can do here; `PLACE` and `ABOUT` open its help (message ids)."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = ()
    PLACE: ClassVar[str] = ""
    ABOUT: ClassVar[str] = ""
    MAY_LEAVE: ClassVar[bool] = True
    """Whether the app may close or recompose this screen unasked: False while it holds what isn't saved."""

    @property
    def sto(self) -> Shell:
        """The app, as a screen may know it."""
        return shell_of(self)

    @property
    def is_home(self) -> bool:
        """Whether this is the home of a mode, on which all other screens of that mode stand."""
        return self.app.screen_stack[0] is self

    def leave(self) -> None:
        """Called when the program ends: keep what isn't saved."""

    def renew(self) -> None:
        """Called after the widgets were composed anew: put back what stood in them."""

    async def retranslate(self) -> None:
        """Show everything in the language that is spoken now."""
        await self.recompose()
        self.renew()
