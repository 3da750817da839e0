"""A document in a pane that scrolls to the passage that was found."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from sto_tui.widgets.blocks import DocumentView
from sto_tui.widgets.marking import NO_MARKS, Marks, passage

_ABOVE = 2
"""The lines to show above the passage."""


class PassagePane(VerticalScroll):
    """Shows a document and scrolls to its passage. It stays there while the document is laid out, or the room for it
    changes, until the person scrolls."""

    def __init__(self, *, id: str, shown_as: str | None = None, can_focus: bool = True) -> None:
        super().__init__(id=id, can_focus=can_focus)
        self._view = DocumentView(id=shown_as)
        self._marks = NO_MARKS
        self._went_to: float | None = None
        self._room = (0, 0)

    def compose(self) -> ComposeResult:
        """Compose the document."""
        yield self._view

    def on_mount(self) -> None:
        """Look at the room after every layout: not every change of it comes as a `Resize`."""
        self.screen.screen_layout_refresh_signal.subscribe(self, lambda _screen: self._stay(), immediate=True)

    def go_to_passage(self, marks: Marks) -> None:
        """Scroll to the passage with `marks`, or to the top when none of them is found."""
        self._marks = marks
        self.call_after_refresh(self._go)

    def _stay(self) -> None:
        scrolled = self._went_to is None or self.scroll_y != min(self._went_to, self.max_scroll_y)
        if self._room != (self.max_scroll_y, self._view.size.width) and not scrolled:
            self._go()

    def _go(self) -> None:
        line = max(0, passage(self._view.lines, self._marks) - _ABOVE)
        self._room = self.max_scroll_y, self._view.size.width
        self._went_to = min(line, self.max_scroll_y)
        self.scroll_to(y=line, animate=False, immediate=True)
