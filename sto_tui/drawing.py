"""The gate before the screen: nothing that steers a terminal is drawn, wherever it comes from."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from sto_tui.wording.plain import CONTROLS


class OnlyText(LineFilter):
    """Takes out of every line that a widget draws what would steer the terminal.

    Widgets get text that is safe already; this holds for a widget or a message that somebody forgot as well.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """`segments` with as many blanks, mostly none, in the place of such characters as they would take up."""
        del background
        if all(segment.text.isprintable() for segment in segments):
            return segments
        return [
            Segment(CONTROLS.sub(lambda found: " " * cell_len(found[0]), text), style, control)
            for text, style, control in segments
        ]
