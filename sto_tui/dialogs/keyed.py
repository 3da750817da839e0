"""Choosing one of a few things by its key, the arrows or the mouse; what there is to know stands above."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sto_tui.dialogs.dialog import Dialog
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe


@dataclass(frozen=True)
class KeyedChoice:
    """A choice: `code` is the answer, `key` the letter that gives it, `label` what it says in the user's language."""

    code: str
    key: str
    label: str


class KeyedScreen(Dialog[str]):
    """A dialog under `title` that answers with the code of one of `choices`, or None for Esc.

    `told` are the lines to read first; they scroll when there are many. `more` reads further ones, in a thread: the
    keys work at once.
    """

    def __init__(
        self,
        title: str,
        choices: Sequence[KeyedChoice],
        told: Sequence[str] = (),
        more: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        super().__init__()
        self._heading = title
        self._choices = tuple(choices)
        self._told = tuple(told)
        self._more = more

    def compose(self) -> Iterable[Widget]:
        """Compose the title, what to know, and a line for each choice."""
        with Vertical(classes="box"):
            yield Static(safe(self._heading), classes="title", markup=False)
            if self._told:
                with VerticalScroll(classes="told", can_focus=False):
                    yield Static(safe("\n".join(self._told)), id="told", markup=False)
            lines = [
                Option(Content.assemble((f" {each.key} ", "bold reverse"), f" {safe(each.label)}"), each.code)
                for each in self._choices
            ]
            yield OptionList(*lines, markup=False, classes="whole")
            yield Static(_("The letter chooses, or the arrows and Enter · Esc: back"), classes="hint", markup=False)

    def on_mount(self) -> None:
        """Put the cursor on the first choice, and read the rest of what there is to know."""
        self.query_one(OptionList).focus()
        if self._more is not None:
            self.background(self._more, self._tell_more, group="more")

    def _tell_more(self, lines: Sequence[str]) -> None:
        self.query_one("#told", Static).update(safe("\n".join((*self._told, *lines))))

    def on_key(self, event: events.Key) -> None:
        """Answer with the choice of the key; the page keys scroll what there is to read."""
        chosen = next((each.code for each in self._choices if each.key == event.character), "")
        if chosen:
            event.stop()
            self.dismiss(chosen)
        elif self._told and event.key in ("pageup", "pagedown"):
            event.stop()
            told = self.query_one(".told", VerticalScroll)
            (told.scroll_page_up if event.key == "pageup" else told.scroll_page_down)(animate=False)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id or "")
