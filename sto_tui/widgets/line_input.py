"""An input of one line that keeps every line of what is pasted into it."""

from __future__ import annotations

from typing import Any

from textual import events
from textual.widgets import Input

from sto_tui.shell import shell_of
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe


class LineInput(Input):
    """An `Input` that keeps all lines of a paste and says what became of them; every form, box and dialog has this one.

    `between` is put between the lines: a space, or what separates the members of a list that is typed here.
    """

    def __init__(self, value: str = "", *, between: str = " ", **options: Any) -> None:
        # Textual selects all that stands in a field when it gets the focus; the next key would wipe it.
        super().__init__(value, **{"select_on_focus": False, **options})
        self._between = between

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
