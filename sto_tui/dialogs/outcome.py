"""How it went with a lesson that somebody used."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import events, on
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from knowledge.model.records.use import Use
from knowledge.model.vocabulary import OUTCOMES
from knowledge.work.uses import NOT_YET
from sto_tui.dialogs.ask import close_unless_typed
from sto_tui.dialogs.dialog import Dialog
from sto_tui.widgets.ask_bar import how_it_went
from sto_tui.widgets.line_input import LineInput
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe, safe_line


@dataclass(frozen=True)
class Went:
    """How it went: a code of `OUTCOMES`, or `NOT_YET` when it can't be told yet; and what there is to say about it."""

    answer: str
    note: str = ""


class OutcomeScreen(Dialog[Went]):
    """A dialog that answers how `use` of the lesson called `title` went; `typed` is what was typed already."""

    def __init__(self, use: Use, title: str, typed: str | None = None) -> None:
        super().__init__()
        self._use = use
        self._title = safe_line(title)
        self._typed = use.note if typed is None else typed

    def compose(self) -> Iterable[Widget]:
        """Compose the question, what it was for, the note, and a button for each answer."""
        with Vertical(classes="box"):
            yield Static(safe(how_it_went(self._title)), classes="title", markup=False)
            facts = " · ".join(filter(None, (safe_line(self._use.purpose), show_day(self._use.date))))
            yield Static(facts, markup=False)
            yield Static(_("What should a colleague know? It may stay empty."), markup=False)
            yield LineInput(safe_line(self._typed), id="note")
            with Vertical(classes="buttons"):
                for code in OUTCOMES:
                    yield Button(_(OUTCOMES.label(code)).capitalize(), id=code, compact=True)
                yield Button(_("Ask later"), id=NOT_YET, compact=True)
            yield Static(
                _("Everybody in the space reads this. Enter goes to the answers, Esc leaves it open."),
                classes="hint",
                markup=False,
            )

    def on_mount(self) -> None:
        """Focus the note."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _to_answers(self) -> None:
        self.query(Button).first().focus()

    def action_back(self) -> None:
        """Close; ask first when something else was typed."""
        note = self.query_one(Input).value
        close_unless_typed(self, note if note != safe_line(self._use.note) else "")

    def on_key(self, event: events.Key) -> None:
        """Move between the note and the answers with the arrow keys."""
        if event.key in ("up", "down"):
            (self.focus_previous if event.key == "up" else self.focus_next)()
            event.stop()

    @on(Button.Pressed)
    def _answered(self, event: Button.Pressed) -> None:
        self.dismiss(Went(event.button.id or "", self.query_one(Input).value))
