"""What is about to be saved may say who a pupil is: change it, or keep it and say why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from knowledge.problem import N_, Problem
from knowledge.today import today
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.dialog import Dialog
from sto_tui.widgets.line_input import LineInput
from sto_tui.wording.i18n import _, ngettext, tell
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.words import field_word

if TYPE_CHECKING:
    from knowledge.guard.checking import PupilHit

_SHOWN, _LONGEST = 4, 60
KEEP = UserAction(
    "save", N_("Keep anyway"), N_("Saves it as it is, with the reason you give."), keys=("ctrl+s", "f8"), bar=True
)


class GuardScreen(Dialog[str]):
    """A dialog about `hits` that answers with the reason for which they are kept; None to change the text.

    Without `changing` there is nothing to change it in, and None is not to keep it.
    """

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (KEEP, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((KEEP, BACK))

    def __init__(self, hits: Sequence[PupilHit], *, changing: bool = True) -> None:
        super().__init__()
        self._hits = tuple(hits)
        self._changing = changing

    def compose(self) -> Iterable[Widget]:
        """Compose what was found, the buttons, and the line for the reason."""
        with Vertical(classes="box"):
            yield Static(_("This seems to be about a pupil"), classes="title", markup=False)
            yield Static("\n".join(self._lines()), markup=False, classes="told")
            yield Static(
                _("Write a number, a class or “a pupil”. Others read it too, and earlier versions stay."), markup=False
            )
            with Vertical(id="why"):
                yield Static(_("Why may it stay? The reason is kept with it; what was found isn't."), markup=False)
                yield LineInput("", id="reason")
                yield Static("", classes="wrong", markup=False)
            with Horizontal(classes="buttons"):
                label = _("Change it") if self._changing else _("Don't keep")
                yield Button(label, id="change", variant="primary", compact=True)
                yield Button(_("Keep anyway…"), id="keep", compact=True)

    def _lines(self) -> Iterable[str]:
        for hit in self._hits[:_SHOWN]:
            words = safe_line(hit.words)
            shown = words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}…"
            yield safe(f"{field_word(hit.kind, hit.field)}: ‘{shown}’")
        if (more := len(self._hits) - _SHOWN) > 0:
            yield ngettext("And {number} more like these.", "And {number} more like these.", more).format(number=more)

    def on_mount(self) -> None:
        """Changing it, or not keeping it, is what Enter does."""
        self.query_one("#why").display = False
        self.query_one("#change", Button).focus()

    @on(Button.Pressed, "#change")
    def action_back(self) -> None:
        """Close; nothing is saved."""
        self.dismiss(None)

    @on(Button.Pressed, "#keep")
    @on(Input.Submitted)
    def action_save(self) -> None:
        """Ask for the reason, then answer with it."""
        from knowledge.guard.checking import check_reason

        why, reason = self.query_one("#why"), self.query_one(Input)
        if not why.display:
            why.display = True
            reason.focus()
            return
        wrong = ""
        if typed := reason.value.strip():
            try:
                check_reason(typed, today())
            except Problem as problem:
                wrong = f"⚠ {tell(problem)}"
            else:
                self.dismiss(typed)
                return
        self.query_one(".wrong", Static).update(safe(wrong or f"⚠ {_('Say why it may stay.')}"))
        reason.focus()

    def on_key(self, event: events.Key) -> None:
        """Move between the buttons with the arrow keys."""
        if isinstance(self.focused, Button) and event.key in ("left", "right"):
            self.query_one("#keep" if self.focused.id == "change" else "#change", Button).focus()
