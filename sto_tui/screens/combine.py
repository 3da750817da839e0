"""Combining all versions of a text into one, in an editor."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual.widget import Widget
from textual.widgets import Static

from knowledge.problem import N_
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.widgets.long_text import LongText
from sto_tui.wording.i18n import _

SAVE = UserAction("save", N_("Save"), N_("Keeps the text as it stands here."), keys=("ctrl+s",), bar=True)


class CombineScreen(WorkspaceScreen[str]):
    """Lets the person edit `text`, in which marks surround the differences; answers with the text, or None for Esc."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK, SAVE)
    BINDINGS: ClassVar[list[Any]] = bindings(ACTIONS)
    PLACE: ClassVar[str] = N_("Combine")
    ABOUT: ClassVar[str] = N_(
        "Where the versions differ, each stands under a line ▼▼ with the name of its writer, down to ▲▲. Keep what "
        "holds, remove those lines, save."
    )
    MAY_LEAVE: ClassVar[bool] = False

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def body(self) -> Iterable[Widget]:
        """The instructions, and the text under them."""
        yield Static(_(self.ABOUT), id="about", markup=False)
        yield LongText(self._text, soft_wrap=True)

    def on_mount(self) -> None:
        """Focus the text."""
        self.query_one(LongText).focus()

    def action_save(self) -> None:
        """Close with the text as the answer, unless marks are left in it."""
        from knowledge.journal.settling import is_marked

        text = self.query_one(LongText).text
        if is_marked(text):
            self.sto.say(_("There are lines with ▼▼ or ▲▲ left: remove those first."), severity="warning")
            return
        self.dismiss(text)
