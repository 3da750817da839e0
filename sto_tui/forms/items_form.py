"""A list to tick off: every item with its box on one screen, and a note for the item that the cursor is at."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from knowledge.model.checklist import Answer, Question
from sto_tui.forms.answering import Answering, GivenAnswer
from sto_tui.widgets.long_text import LongText
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe, safe_line

_NEXT: Mapping[tuple[str, ...], tuple[str, ...]] = {(): ("done",), ("done",): ("na",), ("na",): ()}
"""What ticking makes of an item: done, then not applicable, then open again."""

_BOXES: Mapping[tuple[str, ...], str] = {(): "[ ]", ("done",): "[x]", ("na",): "[–]"}


class Boxes(OptionList):
    """The items, each with its box. The space bar, Enter or a click ticks one."""

    BINDINGS: ClassVar[list[Any]] = [Binding("space", "select", show=False)]


class ItemsForm(Answering):
    """The boxes of `questions`, all items, for `party`, ticked as in `answers`; `heading` names the party if there are
    two."""

    def __init__(self, questions: Sequence[Question], party: str, answers: Sequence[Answer], heading: str = "") -> None:
        super().__init__()
        self.questions = tuple(questions)
        self.party = party
        self._answers = list(answers)
        self._heading = heading
        self._at = 0

    def compose(self) -> Iterable[Widget]:
        """Compose the boxes, what ticking does, and the note."""
        if self._heading:
            yield Static(safe_line(self._heading), classes="party", markup=False)
        lines = (Option(self._line(at), str(at)) for at in range(len(self.questions)))
        yield Boxes(*lines, classes="boxes", markup=False, compact=True)
        yield Static(_("Space: [x] done · again: [–] not applicable · again: [ ] open"), classes="hint", markup=False)
        yield Static("", classes="note-of", markup=False)
        yield LongText(classes="note", compact=True)

    def on_mount(self) -> None:
        """Show the note of the item that the cursor is at."""
        self._show_note()

    @property
    def answers(self) -> Sequence[GivenAnswer]:
        """The answers as ticked and noted."""
        self._take_note()
        return [(question, self.party, given) for question, given in zip(self.questions, self._answers, strict=True)]

    @property
    def box(self) -> Widget:
        """The note."""
        return self.query_one(LongText)

    def begin_at(self, question: Question) -> None:
        """Put the cursor at the box of `question`."""
        boxes = self.query_one(Boxes)
        boxes.highlighted = self.questions.index(question)
        boxes.focus()

    def _line(self, at: int) -> Content:
        question, given = self.questions[at], self._answers[at]
        note = safe_line(given.text.strip().partition("\n")[0])
        return Content.assemble(
            f"{_BOXES.get(given.codes, '[ ]')} {question.id}. {safe_line(question.text)}",
            (f"\n      {note}" if note else "", "dim"),
        )

    def _show_note(self) -> None:
        text = safe(self._answers[self._at].text)
        self.query_one(".note-of", Static).update(_("Note with {item}").format(item=self.questions[self._at].id))
        area = self.query_one(LongText)
        if area.text != text:
            area.load_text(text)

    def _take_note(self) -> None:
        """Keep what was typed in the note with its item."""
        area = next(iter(self.query(LongText)), None)
        given = self._answers[self._at]
        if area is not None and area.is_mounted and area.text != safe(given.text):
            self._answers[self._at] = replace(given, text=area.text.strip("\n"))

    def _draw(self, at: int) -> None:
        self.query_one(Boxes).replace_option_prompt_at_index(at, self._line(at))

    @on(OptionList.OptionHighlighted)
    def _moved(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_index == self._at:
            return
        self._take_note()
        self._at = event.option_index
        self._show_note()

    @on(OptionList.OptionSelected)
    def _ticked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self._take_note()
        at = event.option_index
        given = self._answers[at]
        self._answers[at] = replace(given, codes=_NEXT.get(given.codes, ("done",)))
        self._draw(at)
        self.post_message(self.Changed())

    @on(TextArea.Changed)
    def _noted(self, event: TextArea.Changed) -> None:
        event.stop()
        before = self._answers[self._at]
        self._take_note()
        if self._answers[self._at] != before:
            self._draw(self._at)
            self.post_message(self.Changed())
