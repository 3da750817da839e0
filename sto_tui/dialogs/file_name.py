"""Where to keep a file: its name and folder, to change or to take as proposed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from knowledge.problem import N_
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.ask import close_unless_typed
from sto_tui.dialogs.dialog import Dialog
from sto_tui.widgets.line_input import LineInput
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe

SAVE = UserAction("save", N_("Keep"), N_("Writes the file."), keys=("ctrl+s", "f8"), bar=True)


class FileNameScreen(Dialog[str]):
    """A dialog under `title` that answers with the path of a file; `proposed` stands there to begin with.

    `about` tells what is to be known first, `wrong` why an earlier answer could not be used.
    """

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (SAVE, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((SAVE, BACK))

    def __init__(self, title: str, proposed: str, about: str = "", wrong: str = "") -> None:
        super().__init__()
        self._heading = title
        self._proposed = proposed
        self._about = about
        self._wrong = wrong

    def compose(self) -> Iterable[Widget]:
        """Compose the title, the path, and the buttons."""
        with Vertical(classes="box"):
            yield Static(safe(self._heading), classes="title", markup=False)
            if self._about:
                yield Static(safe(self._about), markup=False)
            yield LineInput(self._proposed, id="path", select_on_focus=False)
            if self._wrong:
                yield Static(safe(f"⚠ {self._wrong}"), classes="wrong", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Keep"), id="save", variant="primary", compact=True)
                yield Button(_("Back"), id="back", compact=True)

    def on_mount(self) -> None:
        """Put the cursor behind the path."""
        path = self.query_one(Input)
        path.focus()
        path.cursor_position = len(path.value)

    @on(Input.Submitted)
    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Answer with the path; an empty one is none."""
        typed = self.query_one(Input).value.strip()
        if typed:
            self.dismiss(typed)

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Close; ask first when another path was typed."""
        typed = self.query_one(Input).value
        close_unless_typed(self, "" if typed == self._proposed else typed)
