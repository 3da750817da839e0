"""A field for a text of many lines."""

from __future__ import annotations

from typing import Any

from textual.widgets import TextArea

from sto_tui.text_keys import MANY_LINES, OwnKeys


class LongText(TextArea, OwnKeys, inherit_bindings=False):
    """A `TextArea` with the keys of `MANY_LINES` and no others; every form has this one. Tab leaves the field."""

    KEYS = MANY_LINES

    def __init__(self, text: str = "", **options: Any) -> None:
        super().__init__(text, tab_behavior="focus", **options)

    def on_mount(self) -> None:
        """Begin under the heading, if that is all that stands there."""
        first, second = [*self.text.split("\n", 2), "-", "-"][:2]
        if first.startswith("#") and not second.strip():
            self.move_cursor((1, 0))

    def action_delete_to_start_of_line(self) -> None:
        """Delete what stands before the cursor in its line, also in the rows above in which a long line is shown."""
        row, _column = self.cursor_location
        self.delete((row, 0), self.cursor_location)

    async def action_delete_to_end_of_line_or_delete_line(self) -> None:
        """Delete what stands after the cursor in its line, or else the end of the line."""
        row, column = self.cursor_location
        end = len(self.document.get_line(row))
        self.delete(self.cursor_location, (row, end) if column < end else self.get_cursor_right_location())
