"""The base of every screen of sto, dialogs included, and what the app may ask of it."""

from __future__ import annotations

from typing import ClassVar, TypeVar

from textual import events, on
from textual.screen import Screen

from sto_tui.actions import UserAction
from sto_tui.background import Background
from sto_tui.shell import Shell, shell_of

_Result = TypeVar("_Result")


class StoScreen(Background, Screen[_Result]):
    """A screen of sto. `ACTIONS` are what one can do on it; its help begins with `PLACE` and `ABOUT` (message ids)."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = ()
    PLACE: ClassVar[str] = ""
    ABOUT: ClassVar[str] = ""
    MAY_LEAVE: ClassVar[bool] = True
    """Whether the app may close or recompose this screen without asking: False while it holds unsaved text."""

    _is_styled = False
    """Whether the widgets have the styles of now, because they were made just now."""

    async def _compose(self) -> None:
        """Know how wide the terminal is before there are widgets, so that each is styled once and not three times."""
        width = self.app.size.width
        named = {name: width >= least for least, name in sorted(self.app.HORIZONTAL_BREAKPOINTS or ())}
        fits = [name for name, wide in named.items() if wide][-1:]
        self.update_classes({name: name in fits for name in named}, update=False)
        self.update_node_styles(animate=False)  # its own sheet came after it was made
        await super()._compose()
        self._is_styled = True

    @on(events.ScreenResume)
    def _resumed_styled(self, event: events.ScreenResume) -> None:
        """What was styled when it was made isn't styled anew when it is shown."""
        event.refresh_styles = event.refresh_styles and not self._is_styled
        self._is_styled = False

    @property
    def sto(self) -> Shell:
        """The app, seen as a `Shell`."""
        return shell_of(self)

    @property
    def is_home(self) -> bool:
        """Whether this is the home screen of a mode, on top of which its other screens are pushed."""
        return self.app.screen_stack[0] is self

    def leave(self) -> None:
        """Keep what isn't saved; called when the program ends."""

    def new_action(self) -> None:
        """Let the person write down something to do; a screen with something in front makes it about that."""
        from knowledge.work.actions import action_about

        self.sto.edit(action_about(None))

    def renew(self) -> None:
        """Put back the contents of the widgets; called after they were recomposed."""

    async def retranslate(self) -> None:
        """Show everything in the present language."""
        await self.recompose()
        self.renew()
