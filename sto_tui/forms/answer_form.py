"""The answer of one party to one question: a field for each part that the question asks for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option as Row

from knowledge.model.checklist import Answer, Option, Question
from knowledge.model.fields import BadValue, Day
from knowledge.problem import N_
from sto_tui.widgets.line_input import LineInput
from sto_tui.wording.dates import day_to_type
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe, safe_line

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


class CodesField(OptionList):
    """Options to tick, marked by text and not by colour; with `single`, ticking one unticks the others."""

    BINDINGS: ClassVar[list[Any]] = [Binding("space", "select", show=False)]

    class Ticked(Message):
        """An option was ticked or unticked."""

    def __init__(self, options: Iterable[Option], chosen: Iterable[str], *, single: bool, id: str) -> None:
        self._labels = {option.code: safe_line(option.label) for option in options}
        self._single = single
        self.chosen = [code for code in chosen if code in self._labels]
        super().__init__(*(Row(self._line(code), code) for code in self._labels), id=id, markup=False, compact=True)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all options, in the order in which they are offered."""
        return tuple(self._labels)

    def _line(self, code: str) -> str:
        return f"[{'x' if code in self.chosen else ' '}] {self._labels[code]}"

    @on(OptionList.OptionSelected)
    def _toggle(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        code = event.option.id or ""
        others = [] if self._single else [each for each in self.chosen if each != code]
        self.chosen = others if code in self.chosen else [*others, code]
        for each in self._labels:
            self.replace_option_prompt(each, self._line(each))
        self.post_message(self.Ticked())


class AnswerForm(Vertical):
    """The fields of `question` for `party`, filled with its answer; `heading` names the party when there are two.

    The method `answer` reads the form. It posts `Changed` at every edit and `Left` when the cursor leaves a field.
    """

    class Changed(Message):
        """The person changed something."""

    class Left(Message):
        """The cursor left a field."""

    def __init__(self, question: Question, party: str, answer: Answer, heading: str = "") -> None:
        super().__init__(classes="answer")
        self.question = question
        self.party = party
        self._given = answer
        self._latest = answer
        self._heading = heading

    def compose(self) -> Iterable[Widget]:
        """Compose the heading, the parts in the order of the question's type, and the standard answers."""
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
            yield LineInput(value, placeholder=_(_HINTS[part]), id="number", restrict=r"\d{0,6}", compact=True)
        else:
            value = getattr(given, part)
            text = day_to_type(value) if isinstance(value, date) else safe_line(str(value or ""))
            yield LineInput(text, placeholder=_(_HINTS[part]), id=part, compact=True)

    @property
    def answer(self) -> Answer:
        """The answer as filled in; an invalid date keeps its earlier value, and a message beside the fields says so."""
        beside = next(self.query(".wrong").results(Static), None)
        if beside is None:  # the form is not fully composed yet, or being removed
            return self._latest
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
            chosen = tuple(code for code in codes.codes if code in codes.chosen)
            answer = replace(answer, state="".join(chosen)) if codes.id == "state" else replace(answer, codes=chosen)
        if "scale" in self.question.kinds and answer.number is not None and not 1 <= answer.number <= 10:
            wrong, answer = _("A school mark is a number from 1 to 10."), replace(answer, number=self._given.number)
        beside.update(wrong)
        self._latest = answer
        return answer

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(CodesField.Ticked)
    def _changed(self) -> None:
        self.post_message(self.Changed())

    def on_descendant_blur(self) -> None:
        """Post `Left`."""
        self.post_message(self.Left())


def _typed(name: str, text: str) -> Any:
    if name == "number":
        return int(text) if text else None
    if name in _DATES:
        return Day().parse(text)
    return text
