"""An input of one line: it keeps every line of what is pasted into it, and the line-editing keys belong to it."""

from __future__ import annotations

import time
from itertools import takewhile
from typing import Any

from textual import events
from textual.actions import SkipAction
from textual.widgets import Input

from sto_tui.shell import shell_of
from sto_tui.text_keys import ONE_LINE, OwnKeys
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe


class LineInput(Input, OwnKeys, inherit_bindings=False):
    """An `Input` that keeps all lines of a paste and says what became of them; every form, box and dialog has this one.

    It has the keys of `ONE_LINE` and no others; Ctrl+Z and Ctrl+Y undo and redo what was typed. Coming here selects
    nothing, so that the next letter replaces nothing. `between` is put between the lines of a paste: a space, or what
    separates the members of a list that is typed here.
    """

    KEYS = ONE_LINE

    def __init__(self, value: str = "", *, between: str = " ", **options: Any) -> None:
        self._before: list[str] = []
        self._undone: list[str] = []
        self._stepping = False
        self._changed_at = -1.0
        # Textual selects all that stands in a field when it gets the focus; the next key would wipe it.
        super().__init__(value, **{"select_on_focus": False, **options})
        self._between = between

    def action_cursor_right(self, select: bool = False) -> None:
        """Move the cursor; at the end of the text the key is for what is around the field."""
        if self.cursor_at_end and self.selection.is_empty:
            raise SkipAction
        super().action_cursor_right(select)

    # -- undo -------------------------------------------------------------------------------------------------------

    def watch_value(self, before: str, _now: str) -> None:
        """Remember what stood here, so that it can be put back."""
        if self._stepping or not self.is_mounted:
            return
        self._before.append(before)
        self._undone.clear()
        self._changed_at = time.monotonic()

    def action_undo(self) -> None:
        """Put back what stood here, unless something was done to a record since: then that is taken back."""
        if shell_of(self).undoable_since > self._changed_at:
            raise SkipAction
        self._step(self._before, self._undone)

    def action_redo(self) -> None:
        """Put back what was undone."""
        self._step(self._undone, self._before)

    def _step(self, taken: list[str], given: list[str]) -> None:
        if not taken:
            return
        now, then = self.value, taken.pop()
        given.append(now)
        self._stepping = True
        self.value = then
        self._stepping = False
        self.cursor_position = len(then) - _same_end(now, then)

    # -- pasting ----------------------------------------------------------------------------------------------------

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # Textual would add the first line once more
        self.insert_pasted(event.text)

    def action_paste(self) -> None:
        """Paste what was copied in this program."""
        self.insert_pasted(self.app.clipboard)

    def insert_pasted(self, text: str) -> None:
        """Put pasted `text` in the place of what is selected, or at the cursor."""
        lines = [line.strip() for line in safe(text).splitlines() if line.strip()]
        if len(lines) < 2:
            self.replace(" ".join(safe(text).splitlines()), *self.selection)
            return
        joined = self._between.join(lines)
        self.replace(joined, *self.selection)
        if joined in self.value:
            shell_of(self).say(self._told(len(lines)))

    def _told(self, number: int) -> str:
        if self._between == " ":
            text = _("Pasted {number} lines; they stand one after another in this field.")
        else:
            text = _("Pasted {number} lines; each is a member of this list.")
        return text.format(number=number)


def _same_end(one: str, other: str) -> int:
    """How many characters at the end of both are the same."""
    pairs = zip(reversed(one), reversed(other), strict=False)
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], pairs))
