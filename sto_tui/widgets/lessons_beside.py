"""The lessons that help with what is being planned, and the colleague to ask: beside the form, or below it."""

from __future__ import annotations

from collections.abc import Sequence

from textual import on
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option


class LessonsBeside(OptionList):
    """The lines to show; posts `Opened` with the id of what a line is about. Hidden while there are none."""

    class Opened(Message):
        """The person wants to read the document with the id `document_id`."""

        def __init__(self, document_id: str) -> None:
            super().__init__()
            self.document_id = document_id

    def __init__(self) -> None:
        super().__init__(markup=False)
        self.display = False

    def show_lines(self, lines: Sequence[tuple[str, str]]) -> None:
        """Show `lines`: the id of what each is about ("" for nothing that can be opened), and its text."""
        place = self.highlighted
        self.set_options([Option(text, document_id or None, disabled=not document_id) for document_id, text in lines])
        self.display = bool(lines)
        self.highlighted = min(place or 0, len(lines) - 1) if self.has_focus and lines else None

    @property
    def can_be_opened(self) -> bool:
        """Whether any of the lines is about something to read."""
        return any(not option.disabled for option in self.options)

    def on_focus(self) -> None:
        """Put the cursor on the first line, if it is on none."""
        if self.highlighted is None:
            self.action_first()

    def on_blur(self) -> None:
        """Show no cursor while the person is in the form."""
        self.highlighted = None

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option.id:
            self.post_message(self.Opened(event.option.id))
