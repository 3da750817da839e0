"""Noting that somebody called on a partner: one key says how; what to know before calling stands above."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, NamedTuple

from textual import events
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.dialog import Dialog
from sto_tui.widgets.chrome import link
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe, safe_line

WAY_KEYS = {"t": "telefoon", "m": "e-mail", "l": "langskomen", "o": "overleg"}
"""The key for each way to call on somebody; with Shift it was no question."""


FOR_ANOTHER = "n"
"""The key to call on somebody on behalf of another organisation."""


class Called(NamedTuple):
    """How somebody called on a partner, and whether that was a question.

    Without a `way` the person first wants to say on behalf of whom.
    """

    way: str
    is_ask: bool


class ApproachScreen(Dialog[Called]):
    """A dialog that answers with how the person called on the partner called `title`.

    `told` are the lines to read before calling: who called lately, and whether the partner can't be asked now.
    """

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK,)
    BINDINGS: ClassVar[list[Any]] = bindings((BACK,))

    def __init__(self, title: str, told: Sequence[str], on_behalf: str) -> None:
        super().__init__()
        self._title = safe_line(title)
        self._told = tuple(told)
        self._on_behalf = safe_line(on_behalf)

    def compose(self) -> Iterable[Widget]:
        """Compose the partner, what to know, and the ways with their keys."""
        with Vertical(classes="box"):
            question = _("Called on {partner}, for {school}?").format(partner=self._title, school=self._on_behalf)
            yield Static(safe(question), classes="title", markup=False)
            for line in self._told:
                yield Static(Content.styled(f"! {safe(line)}", "bold"), markup=False)
            yield Static(self._ways(), id="ways", markup=False)
            yield Static(self._for_another(), markup=False)
            yield Static(_("With Shift it was no question: it doesn't count as one. Esc: nothing."), classes="hint")

    def on_key(self, event: events.Key) -> None:
        """Answer with the way of the key."""
        letter = event.character or ""
        if letter.lower() in WAY_KEYS:
            event.stop()
            self.action_way(letter.lower(), letter == letter.lower())
        elif letter == FOR_ANOTHER:
            event.stop()
            self.action_for_another()

    def action_for_another(self) -> None:
        """Answer that the person wants to say on whose behalf they call."""
        self.dismiss(Called("", is_ask=True))

    def action_way(self, letter: str, is_ask: bool) -> None:
        """Answer with the way of `letter`."""
        self.dismiss(Called(WAY_KEYS[letter], is_ask))

    @staticmethod
    def _for_another() -> Content:
        word = _("for another organisation")
        return link(Content.assemble((f" {FOR_ANOTHER} ", "bold reverse"), f" {word}"), "screen.for_another()")

    @staticmethod
    def _ways() -> Content:
        words = {"t": _("telephone"), "m": _("e-mail"), "l": _("dropping by"), "o": _("consultation")}
        parts: list[Content | str] = []
        for letter, word in words.items():
            text = Content.assemble((f" {letter} ", "bold reverse"), f" {word}")
            parts += [link(text, f"screen.way('{letter}', True)"), "   "]
        return Content.assemble(*parts)
