"""Repeating an activity: how far apart, how often, and which dates that gives, with what is wrong with each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Checkbox, Input, Static

from knowledge.model.number_fields import Whole
from knowledge.problem import N_, BadValue, Problem
from knowledge.today import today
from knowledge.work.planning import MOST_TIMES, Every, every_from
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.dialog import Dialog
from sto_tui.widgets.line_input import LineInput
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe, safe_line

SAVE = UserAction("save", N_("Repeat"), N_("Puts these dates in the plan."), keys=("ctrl+s", "f8"), bar=True)


@dataclass(frozen=True)
class Repeating:
    """How to repeat an activity: a distance `every`, so many `times`, and whether to `skip_closed` days."""

    every: Every
    times: int
    skip_closed: bool


class TickBox(Checkbox):
    """A box with a sign only while it is ticked: Textual's own tells it by colour alone."""

    def watch_value(self) -> None:
        """Draw the sign or none."""
        self.BUTTON_INNER = "x" if self.value else " "
        super().watch_value()


class RepeatScreen(Dialog[Repeating]):
    """A dialog that answers how to repeat the activity called `title`.

    `preview` gives the lines that tell which dates that would be; it is called in a thread and may raise `Problem`.
    """

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (SAVE, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((SAVE, BACK))

    def __init__(self, title: str, preview: Callable[[Repeating], Sequence[str]]) -> None:
        super().__init__()
        self._title = safe_line(title)
        self._preview = preview

    def compose(self) -> Iterable[Widget]:
        """Compose the inputs, the dates, and the buttons."""
        with Vertical(classes="box"):
            yield Static(safe(_("Repeat “{title}”").format(title=self._title)), classes="title", markup=False)
            with Horizontal(classes="asked"):
                yield Static(_("Every (1w, 2w, 1m)"), classes="label", markup=False)
                yield LineInput("1w", id="every")
            with Horizontal(classes="asked"):
                yield Static(_("How many more times"), classes="label", markup=False)
                yield LineInput("4", id="times")
            yield TickBox(_("Pass over closed days; later instead"), True, id="skip", compact=True)
            yield Static("", id="wrong", classes="wrong", markup=False)
            with VerticalScroll(classes="told", can_focus=False):
                yield Static("", id="dates", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Repeat"), id="save", variant="primary", compact=True)
                yield Button(_("Back"), id="back", compact=True)

    def on_mount(self) -> None:
        """Focus the first input, and show which dates it gives."""
        self.query_one("#every", Input).focus()
        self._look()

    @property
    def asked(self) -> Repeating:
        """What is filled in; raises `BadValue`."""
        every = every_from(self.query_one("#every", Input).value)
        times = Whole(least=1, most=MOST_TIMES).parse(self.query_one("#times", Input).value, today())
        if times is None:
            raise BadValue(N_("Say how many more times."))
        return Repeating(every, times, self.query_one(TickBox).value)

    @on(Input.Changed)
    @on(Checkbox.Changed)
    def _look(self) -> None:
        try:
            asked = self.asked
        except BadValue as bad:
            self._show((), tell(bad))
            return

        def look() -> tuple[Sequence[str], str]:
            try:
                return self._preview(asked), ""
            except Problem as refused:
                return (), tell(refused)

        self.background(look, lambda found: self._show(*found), group="dates")

    def _show(self, lines: Sequence[str], wrong: str) -> None:
        self.query_one("#dates", Static).update(safe("\n".join(lines)))
        self.query_one("#wrong", Static).update(f"⚠ {wrong}" if wrong else "")
        self.query_one("#wrong").display = bool(wrong)

    @on(Input.Submitted, "#every")
    def _next(self) -> None:
        self.query_one("#times", Input).focus()

    @on(Input.Submitted, "#times")
    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Answer with what is filled in; what is wrong with it stands in the dialog already."""
        try:
            self.dismiss(self.asked)
        except BadValue as bad:
            self._show((), tell(bad))

    @on(Button.Pressed, "#back")
    def _to_back(self) -> None:
        self.action_back()
