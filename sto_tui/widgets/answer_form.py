"""What one party answers to one question: a field for each part the question asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from textual import on
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, SelectionList, Static, TextArea
from textual.widgets.selection_list import Selection

from knowledge.model.checklist import Answer, Option, Question
from knowledge.model.fields import BadValue, Day
from knowledge.problem import N_
from sto_tui.dates import typed_day
from sto_tui.i18n import _, tell
from sto_tui.plain import safe, safe_line

STANDARD = (Option("unknown", N_("We don't know yet (becomes an action)")), Option("skip", N_("Not applicable")))
ITEM = (Option("done", N_("Done")), Option("na", N_("Not applicable")))
_DATES = ("date", "due")
_HINTS = {
    "person": N_("Who (name)"),
    "number": N_("Number"),
    "scale": N_("School mark, 1 to 10"),
    "date": N_("Date, dd-mm-yyyy"),
    "what": N_("What"),
    "who": N_("Who"),
    "due": N_("By when, dd-mm-yyyy"),
}


class CodesField(SelectionList[str]):
    """Options to tick; with `single`, ticking one takes the others off."""

    def __init__(self, options: Iterable[Option], chosen: Iterable[str], *, single: bool, id: str) -> None:
        marked = set(chosen)
        rows = [Selection(Content(safe_line(option.label)), option.code, option.code in marked) for option in options]
        super().__init__(*rows, id=id, compact=True)
        self._single = single

    @on(SelectionList.SelectionToggled)
    def _only_one(self, event: SelectionList.SelectionToggled[str]) -> None:
        code = event.selection.value
        if self._single and code in self.selected:
            for other in [chosen for chosen in self.selected if chosen != code]:
                self.deselect(other)


class AnswerForm(Vertical):
    """The fields of `question` for `party`, holding `answer`; `heading` names the party when there are two.

    `answer` reads back what is filled in. Posts `Changed` with every edit and `Left` when the cursor leaves a field.
    """

    class Changed(Message):
        """Something was filled in."""

    class Left(Message):
        """The cursor went to another field."""

    def __init__(self, question: Question, party: str, answer: Answer, heading: str = "") -> None:
        super().__init__(classes="answer")
        self.question = question
        self.party = party
        self._given = answer
        self._heading = heading

    def compose(self) -> Iterable[Widget]:
        """Heading, the parts in the order of the question's type, the standard answers."""
        if self._heading:
            yield Static(safe_line(self._heading), classes="party", markup=False)
        for part in self._parts():
            yield from self._field(part)
        if "item" not in self.question.kinds:
            options = [Option(option.code, _(option.label)) for option in STANDARD]
            yield CodesField(options, [self._given.state], single=True, id="state")
        yield Static("", classes="wrong", markup=False)

    def _parts(self) -> list[str]:
        parts: list[str] = []
        for kind in self.question.kinds:
            parts += {"action": ["what", "who", "due"], "item": ["item", "text"]}.get(kind, [kind])
        return parts

    def _field(self, part: str) -> Iterable[Widget]:
        given = self._given
        if part in ("choice", "multi"):
            yield CodesField(self.question.options, given.codes, single=part == "choice", id="codes")
        elif part == "item":
            yield CodesField([Option(o.code, _(o.label)) for o in ITEM], given.codes, single=True, id="codes")
        elif part == "text":
            yield TextArea(safe(given.text), id="text", tab_behavior="focus", compact=True)
        elif part in ("number", "scale"):
            value = "" if given.number is None else str(given.number)
            yield Input(value, placeholder=_(_HINTS[part]), id="number", restrict=r"\d{0,6}", compact=True)
        else:
            value = getattr(given, part)
            text = typed_day(value) if isinstance(value, date) else safe_line(str(value or ""))
            yield Input(text, placeholder=_(_HINTS[part]), id=part, compact=True)

    @property
    def answer(self) -> Answer:
        """What is filled in now; a date that is none is left as it was and told beside the fields."""
        answer, wrong = self._given, ""
        for field in self.query(Input):
            name, text = field.id or "", field.value.strip()
            try:
                answer = replace(answer, **{name: _typed(name, text)})
            except BadValue as bad:
                wrong = tell(bad)
        for area in self.query(TextArea):
            answer = replace(answer, text=area.text.strip("\n"))
        for codes in self.query(CodesField):
            chosen = tuple(codes.selected)
            answer = replace(answer, state="".join(chosen)) if codes.id == "state" else replace(answer, codes=chosen)
        if "scale" in self.question.kinds and answer.number is not None and not 1 <= answer.number <= 10:
            wrong, answer = _("A school mark is a number from 1 to 10."), replace(answer, number=self._given.number)
        self.query_one(".wrong", Static).update(wrong)
        return answer

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(SelectionList.SelectedChanged)
    def _changed(self) -> None:
        self.post_message(self.Changed())

    def on_descendant_blur(self) -> None:
        """Tell that a field was left."""
        self.post_message(self.Left())


def _typed(name: str, text: str) -> Any:
    if name == "number":
        return int(text) if text else None
    if name in _DATES:
        return Day().parse(text)
    return text
