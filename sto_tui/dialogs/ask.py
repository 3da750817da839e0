"""A question with a few answers, by key or mouse."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Button, Static

from sto_tui.dialogs.dialog import Dialog
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe


def close_unless_typed(dialog: Dialog[Any], typed: str) -> None:
    """Close `dialog` without an answer, but ask first if something was `typed` in it."""
    if not typed.strip():
        dialog.dismiss(None)
        return

    def answered(answer: str | None) -> None:
        if answer == "drop":
            dialog.dismiss(None)

    answers = [("on", _("Go on writing")), ("drop", _("Throw away"))]
    dialog.app.push_screen(AskScreen(_("Throw away what you typed?"), answers), answered)


class AskScreen(Dialog[str]):
    """A dialog that answers with the code of the pressed button, or None for Esc. `answers` are pairs of code and
    label, in the user's language; the first button has the focus. `about` tells more, under the question."""

    def __init__(self, question: str, answers: Sequence[tuple[str, str]], about: str = "") -> None:
        super().__init__()
        self._question = question
        self._about = about
        self._answers = tuple(answers)

    def compose(self) -> Iterable[Widget]:
        """Compose the question and the buttons under it."""
        with Vertical(classes="box"):
            yield Static(safe(self._question), classes="title", markup=False)
            if self._about:
                yield Static(safe(self._about), markup=False)
            row = Horizontal if len(self._answers) < 4 else Vertical
            with row(classes="buttons"):
                for number, (code, label) in enumerate(self._answers):
                    yield Button(label, id=code, variant="default" if number else "primary", compact=True)

    def on_mount(self) -> None:
        """Focus the first answer, so that Enter chooses it."""
        self.query(Button).first().focus()

    def on_key(self, event: events.Key) -> None:
        """Move between the answers with the arrow keys."""
        if event.key in ("left", "up"):
            self.focus_previous()
        elif event.key in ("right", "down"):
            self.focus_next()

    @on(Button.Pressed)
    def _answered(self, event: Button.Pressed) -> None:
        self.dismiss(event.button.id or "")
