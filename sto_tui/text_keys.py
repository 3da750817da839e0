"""The keys that belong to a text field: while the cursor is in one, no action on a record has any of them.

Both faces of a keyboard are in it, that of Windows and that of a line in a terminal. `LineInput` and `LongText` know
what stands here and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from textual import events
from textual.widget import Widget

_NOTHING = "nothing"
"""The action of a key that does nothing in a text field and still belongs to it."""

_EITHER = {
    "left": "cursor_left",
    "ctrl+b": "cursor_left",
    "right": "cursor_right",
    "ctrl+f": "cursor_right",
    "shift+left": "cursor_left(True)",
    "shift+right": "cursor_right(True)",
    "ctrl+shift+a": "select_all",
    "backspace": "delete_left",
    "ctrl+h": "delete_left",
    "delete": "delete_right",
    "ctrl+d": "delete_right",
    "ctrl+x": "cut",
    "super+x": "cut",
    "ctrl+c": "copy",
    "super+c": "copy",
    "ctrl+v": "paste",
    "ctrl+z": "undo",
    "super+z": "undo",
    "ctrl+underscore": "undo",
    "ctrl+y": "redo",
    "super+y": "redo",
    "ctrl+shift+z": "redo",
    "ctrl+g": _NOTHING,
    "ctrl+l": _NOTHING,
    "ctrl+n": _NOTHING,
    "ctrl+o": _NOTHING,
    "ctrl+p": _NOTHING,
    "ctrl+q": _NOTHING,
    "ctrl+r": _NOTHING,
    "ctrl+s": _NOTHING,
    "ctrl+t": _NOTHING,
    "insert": _NOTHING,
}
"""What a key does in a field of one line and of many alike."""

ONE_LINE = _EITHER | {
    "ctrl+left": "cursor_left_word",
    "alt+b": "cursor_left_word",
    "ctrl+right": "cursor_right_word",
    "alt+f": "cursor_right_word",
    "ctrl+shift+left": "cursor_left_word(True)",
    "ctrl+shift+right": "cursor_right_word(True)",
    "home": "home",
    "ctrl+a": "home",
    "shift+home": "home(True)",
    "end": "end",
    "ctrl+e": "end",
    "shift+end": "end(True)",
    "ctrl+w": "delete_left_word",
    "ctrl+backspace": "delete_left_word",
    "alt+backspace": "delete_left_word",
    "alt+d": "delete_right_word",
    "ctrl+delete": "delete_right_word",
    "alt+delete": "delete_right_word",
    "ctrl+u": "delete_left_all",
    "super+backspace": "delete_left_all",
    "ctrl+k": "delete_right_all",
    "ctrl+shift+k": _NOTHING,
    "enter": "submit",
}
"""The keys of a field of one line, and what each does there."""

MANY_LINES = _EITHER | {
    "up": "cursor_up",
    "down": "cursor_down",
    "shift+up": "cursor_up(True)",
    "shift+down": "cursor_down(True)",
    "pageup": "cursor_page_up",
    "pagedown": "cursor_page_down",
    "ctrl+left": "cursor_word_left",
    "alt+b": "cursor_word_left",
    "ctrl+right": "cursor_word_right",
    "alt+f": "cursor_word_right",
    "ctrl+shift+left": "cursor_word_left(True)",
    "ctrl+shift+right": "cursor_word_right(True)",
    "home": "cursor_line_start",
    "ctrl+a": "cursor_line_start",
    "shift+home": "cursor_line_start(True)",
    "end": "cursor_line_end",
    "ctrl+e": "cursor_line_end",
    "shift+end": "cursor_line_end(True)",
    "ctrl+w": "delete_word_left",
    "ctrl+backspace": "delete_word_left",
    "alt+backspace": "delete_word_left",
    "alt+d": "delete_word_right",
    "ctrl+delete": "delete_word_right",
    "alt+delete": "delete_word_right",
    "ctrl+u": "delete_to_start_of_line",
    "super+backspace": "delete_to_start_of_line",
    "ctrl+k": "delete_to_end_of_line_or_delete_line",
    "ctrl+shift+k": "delete_line",
}
"""The keys of a field of many lines, and what each does there; Enter begins a new line."""

NOT_HERE = frozenset({"f6", "f7"})
"""Keys that Textual's own text fields bind and ours don't: one of them selects the whole text, and the next letter then
replaces it."""

TEXT_KEYS = frozenset(ONE_LINE) | frozenset(MANY_LINES) | NOT_HERE | {"space", "tab", "shift+tab"}
"""Every key that somebody who is typing may press without meaning the record in the list."""


class OwnKeys(Widget):
    """A mixin for a text field: it does what its table says of a key in the order in which the keys were pressed.

    As bindings they would come behind the letters that were pressed after them, when a text and a key come at once.
    """

    KEYS: ClassVar[Mapping[str, str]] = {}
    LEAD_ON: ClassVar[frozenset[str]] = frozenset()
    """The characters that may take the cursor to another field."""

    async def _on_key(self, event: events.Key) -> None:
        action = self.KEYS.get(event.key)
        if action is not None and await self.app.run_action(action, self):
            # An Enter that went on would reach the field that has the focus once a dialog was closed by it.
            event.stop()
            event.prevent_default()

    def action_nothing(self) -> None:
        """The key belongs to the text, and does nothing."""
