"""A block of figures: a title with lines below it, which opens what it is about."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events, on
from textual.binding import Binding
from textual.content import Content
from textual.message import Message
from textual.widgets import Static


class FigureBlock(Static, can_focus=True):
    """The block `subject`; Tab and the arrows go there, Enter or a click opens it. An empty one isn't there."""

    BINDINGS: ClassVar[list[Any]] = [
        Binding("enter", "choose", show=False),
        Binding("down,right", "app.focus_next", show=False),
        Binding("up,left", "app.focus_previous", show=False),
    ]

    class Chosen(Message):
        """The person wants to see what the block is about."""

        def __init__(self, subject: str) -> None:
            super().__init__()
            self.subject = subject

    def __init__(self, subject: str) -> None:
        super().__init__("", markup=False)
        self.subject = subject
        self.display = False
        self._title, self._lines = "", ""

    def show(self, title: str, lines: Sequence[str]) -> None:
        """Show `title` and `lines`, or nothing without a title."""
        self.display = bool(title)
        self._title, self._lines = title, "".join(f"\n{line}" for line in lines)
        self._draw(is_here=self.has_focus)

    @on(events.Focus)
    def _came(self) -> None:
        self._draw(is_here=True)

    @on(events.Blur)
    def _left(self) -> None:
        self._draw(is_here=False)

    def _draw(self, *, is_here: bool) -> None:
        style = "bold reverse" if is_here else "bold"
        self.update(Content.assemble((self._title, style), self._lines))

    def on_click(self) -> None:
        """Open it."""
        self.action_choose()

    def action_choose(self) -> None:
        """Tell that the person wants to see it."""
        self.post_message(self.Chosen(self.subject))
