"""A few lines to fill in, with what they come to below them before anything is saved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from textual import on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from knowledge.problem import N_, Problem
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.ask import close_unless_typed
from sto_tui.dialogs.dialog import Dialog
from sto_tui.widgets.line_input import LineInput
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe

SAVE = UserAction("save", N_("Save"), N_("Saves it."), keys=("ctrl+s", "f8"), bar=True)


@dataclass(frozen=True)
class LineToFill:
    """A line: its `name` in the answer, its `label` in the user's language, and what stands there to begin with."""

    name: str
    label: str
    value: str = ""


class FillInScreen(Dialog[Mapping[str, str]]):
    """A dialog under `title` that answers with what is typed in `lines`, by name.

    `preview` tells what that comes to; it is called in a thread, and raises `Problem` for what can't be saved.
    """

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (SAVE, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((SAVE, BACK))

    def __init__(
        self, title: str, lines: Sequence[LineToFill], preview: Callable[[Mapping[str, str]], Sequence[str]]
    ) -> None:
        super().__init__()
        self._heading = title
        self._lines = tuple(lines)
        self._preview = preview

    def compose(self) -> Iterable[Widget]:
        """Compose the lines, what they come to, and the buttons."""
        with Vertical(classes="box"):
            yield Static(safe(self._heading), classes="title", markup=False)
            for line in self._lines:
                with Horizontal(classes="asked"):
                    yield Static(safe(line.label), classes="label", markup=False)
                    yield LineInput(line.value, id=line.name)
            yield Static("", id="wrong", classes="wrong", markup=False)
            with VerticalScroll(classes="told", can_focus=False):
                yield Static("", id="preview", markup=False)
            with Horizontal(classes="buttons"):
                yield Button(_("Save"), id="save", variant="primary", compact=True)
                yield Button(_("Back"), id="back", compact=True)

    def on_mount(self) -> None:
        """Focus the first line, and tell what there is to tell already."""
        self.query(Input).first().focus()
        self._look()

    @property
    def typed(self) -> Mapping[str, str]:
        """What stands in the lines, by name."""
        return {each.id or "": each.value for each in self.query(Input)}

    @on(Input.Changed)
    def _look(self) -> None:
        self._check(save=False)

    def _check(self, *, save: bool) -> None:
        typed = self.typed

        def look() -> tuple[Sequence[str], str]:
            try:
                return self._preview(typed), ""
            except Problem as refused:
                return (), tell(refused)

        def show(found: tuple[Sequence[str], str]) -> None:
            lines, wrong = found
            if not (save or all(text.strip() for text in typed.values())):
                wrong = ""  # nobody is told of a line that they didn't come to yet
            self.query_one("#preview", Static).update(safe("\n".join(lines)))
            self.query_one("#wrong", Static).update(safe(f"⚠ {wrong}") if wrong else "")
            self.query_one("#wrong").display = bool(wrong)
            if save and not wrong:
                self.dismiss(typed)

        self.background(look, show, group="preview" if not save else "")

    @on(Input.Submitted)
    def _next(self, event: Input.Submitted) -> None:
        inputs = list(self.query(Input))
        if event.input is inputs[-1]:
            self.action_save()
        else:
            inputs[inputs.index(event.input) + 1].focus()

    @on(Button.Pressed, "#save")
    def action_save(self) -> None:
        """Answer with what is typed, unless it can't be saved: then that stands in the dialog."""
        self._check(save=True)

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Close; ask first when something else was typed."""
        begun = {each.name: each.value for each in self._lines}
        close_unless_typed(self, " ".join(value for name, value in self.typed.items() if value != begun[name]))
