"""Going to use a lesson: for what, and when."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from knowledge.model.fields import Day
from knowledge.model.typed.days import Lean
from knowledge.problem import N_, BadValue
from knowledge.today import today
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.ask import close_unless_typed
from sto_tui.dialogs.dialog import Dialog
from sto_tui.widgets.line_input import LineInput
from sto_tui.widgets.read_back import ReadBack
from sto_tui.wording.dates import day_to_type
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.reading import understood

SAVE = UserAction("save", N_("Write down"), N_("Tells that you are going to use it."), keys=("ctrl+s", "f8"), bar=True)


@dataclass(frozen=True)
class Planned:
    """For what somebody is going to use a lesson, and when; either may be empty."""

    purpose: str = ""
    day: date | None = None


_DAY = Day(lean=Lean.AHEAD)


class UseScreen(Dialog[Planned]):
    """A dialog that answers with what the person is going to do with the lesson called `title`.

    `typed` is what was typed already.
    """

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (SAVE, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((SAVE, BACK))

    def __init__(self, title: str, typed: Planned | None = None) -> None:
        super().__init__()
        self._title = safe_line(title)
        self._typed = typed or Planned()

    def compose(self) -> Iterable[Widget]:
        """Compose the title, the two inputs, and the buttons."""
        with Vertical(classes="box"):
            question = _("I will use “{title}”").format(title=self._title)
            yield Static(safe(question), classes="title", markup=False)
            yield Static(_("For what? An activity or a plan; it may stay empty."), markup=False)
            hint = _("for example: work placement for teachers in March")
            yield LineInput(safe_line(self._typed.purpose), id="purpose", placeholder=hint)
            yield Static(_("When? Empty means today."), markup=False)
            day = LineInput(day_to_type(self._typed.day), id="day", placeholder=_("friday, 31-3, +14d"))
            yield day
            yield ReadBack(day, lambda typed: understood(_DAY, typed, today()))
            yield Static("", id="wrong", classes="wrong", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Write down"), id="save", variant="primary", compact=True)
                yield Button(_("Back"), id="back", compact=True)
            yield Static(_("Two weeks after that day sto asks how it went."), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Focus the first input."""
        self.query_one("#purpose", Input).focus()

    @on(Input.Changed, "#day")
    def _corrected(self) -> None:
        self.query_one("#wrong", Static).update("")

    @on(Input.Submitted, "#purpose")
    def _next(self) -> None:
        self.query_one("#day", Input).focus()

    @on(Input.Submitted, "#day")
    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Answer with what was typed, or show what is wrong with the day."""
        typed = self.query_one("#day", Input).value
        try:
            day = _DAY.parse(typed, today())
        except BadValue as bad:
            self.query_one("#wrong", Static).update(f"⚠ {tell(bad)}")
            self.query_one("#day", Input).focus()
            return
        self.dismiss(Planned(self.query_one("#purpose", Input).value, day))

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Close; ask first when something was typed."""
        close_unless_typed(self, "".join(box.value for box in self.query(Input)))
