"""A proposal under an empty field: shown, and taken only by a key or a click."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, Static

from sto_tui.actions import key_label
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line


class Proposal(Static, can_focus=False):
    """The line that offers `value` for `control`, told in the words `told`.

    The right arrow takes it, and in a field to type in Enter does too. What is proposed is never in the field itself.
    """

    class Clicked(Message):
        """The person clicked on it."""

    def __init__(self, control: object, value: str | list[str], told: str) -> None:
        super().__init__(classes="proposal", markup=False)
        self.keys = ("enter", "right") if isinstance(control, Input) else ("right",)
        """The keys that take it."""
        self.value = value
        self._told = told

    def render(self) -> Content:
        """The key, and what it takes."""
        key = _("Right arrow") if self.keys[0] == "right" else key_label(self.keys[0])
        return Content.assemble((key, "bold $accent"), " " + _("takes over:") + " ", safe_line(self._told))

    def on_click(self, event: events.Click) -> None:
        """Take the proposal."""
        event.stop()
        self.post_message(self.Clicked())
