"""What the walk asks of a form with answers of one party, whether it holds one question or a list to tick off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, TextArea

from knowledge.model.checklist import Answer, Question
from knowledge.problem import BadValue

GivenAnswer = tuple[Question, str, Answer]
"""A question, the party that answers it, and its answer."""


@dataclass(frozen=True)
class Unread:
    """A field whose text can't be read: the text stays in it, and the answer keeps what it had before."""

    field: Input
    problem: BadValue


class Answering(Vertical):
    """A form with answers of one party. It posts `Changed` at every edit and `Left` when the cursor leaves a field."""

    class Changed(Message):
        """The person changed something."""

    class Left(Message):
        """The cursor left a field."""

    def __init__(self) -> None:
        super().__init__(classes="answer")

    @property
    def answers(self) -> Sequence[GivenAnswer]:
        """The answers as filled in."""
        raise NotImplementedError

    @property
    def unread(self) -> Sequence[Unread]:
        """The fields that can't be read, in order."""
        return ()

    def tell_unread(self) -> None:
        """Say under the fields which of them can't be read, and why."""

    @property
    def box(self) -> Widget | None:
        """The field for what is typed while the cursor is at an option; None when there is none."""
        return None

    async def _on_key(self, event: events.Key) -> None:
        """Let what is typed at an option go to the box beside it."""
        if event.is_printable and event.key != "space":
            self._pass_on(event, events.Key(event.key, event.character))

    def on_paste(self, event: events.Paste) -> None:
        """Let what is pasted at an option go to the box beside it."""
        self._pass_on(event, events.Paste(event.text))

    def _pass_on(self, event: events.Event, same: events.Event) -> None:
        box = self.box
        if box is not None and not isinstance(self.screen.focused, Input | TextArea):
            self.screen.set_focus(box)
            box.post_message(same)
            event.stop()

    def on_descendant_blur(self) -> None:
        """Say what can't be read, and post `Left`."""
        self.tell_unread()
        self.post_message(self.Left())

    def leave_out(self) -> None:
        """Put back what the fields that can't be read had before."""

    def begin_at(self, question: Question) -> None:  # noqa: ARG002 - only one form has several
        """Put the cursor at `question`, one of those of this form."""
        first = next((widget for widget in self.query("*") if widget.can_focus), None)
        if first is not None:
            first.focus()
