"""Help for the screen in front: what it is for, and the key of each action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.containers import VerticalScroll
from textual.content import Content
from textual.widget import Widget

from knowledge.problem import N_
from sto_tui.actions import BACK, EVERYWHERE, UserAction, actions_everywhere, bindings
from sto_tui.dialogs.palette import actions_of
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.sto_screen import StoScreen
from sto_tui.widgets.blocks import HEADING, Block, DocumentView
from sto_tui.wording.i18n import _

KEY_WIDTH = 20


class HelpScreen(WorkspaceScreen[None]):
    """Shows the help of the screen `about`."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK,)
    BINDINGS: ClassVar[list[Any]] = bindings((BACK,))
    PLACE: ClassVar[str] = N_("Help")

    def __init__(self, about: StoScreen[Any]) -> None:
        super().__init__()
        self._about = about

    def body(self) -> Iterable[Widget]:
        """A text to scroll through."""
        with VerticalScroll(id="help"):
            yield DocumentView(help_blocks(self._about))

    def on_mount(self) -> None:
        """Focus the text, so that the arrow keys scroll."""
        self.query_one("#help").focus()


def help_blocks(screen: StoScreen[Any]) -> list[Block]:
    """The help text for `screen`."""
    blocks = [Block(Content.styled(f"{_('Help')}: {_(screen.PLACE)}", HEADING))]
    if screen.ABOUT:
        blocks.append(Block(Content(_(screen.ABOUT)), above=1))
    here = [action for action in actions_of(screen) if action not in EVERYWHERE]
    types = bool(screen.query("Input, TextArea"))
    listed = [action for action in here if types and action.list_keys and not action.keys]
    always = [action for action in here if action not in listed]
    groups = (
        (_("Here"), always),
        (_("Here, in the list"), listed),
        (_("Everywhere"), actions_everywhere(has_space=screen.sto.has_space)),
    )
    for heading, actions in groups:
        if actions:
            blocks.append(Block(Content.styled(heading, "bold"), above=1))
            blocks.extend(_line(action) for action in actions)
    if types:
        typing = _(
            "While you type, letters and the keys that change text are the text's own: Ctrl+Z undoes, Ctrl+U and "
            "Ctrl+K empty the line before and after the cursor, Ctrl+W takes a word."
        )
        blocks.append(Block(Content(typing), above=1))
    mouse = _("Everything works with the mouse as well. Tab goes to the next field, Shift+Tab back.")
    blocks.append(Block(Content(mouse), above=1))
    return blocks


def _line(action: UserAction) -> Block:
    keys = action.key_names or "Ctrl+P"
    text = Content.assemble((_(action.label), "bold"), f": {_(action.help)}")
    return Block(text, Content.styled(f"{keys:<{KEY_WIDTH}}", "$accent"), Content(" " * KEY_WIDTH))
