"""The answer of one party to one question: a field for each part that the question asks for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static, TextArea
from textual.widgets.option_list import Option as Row

from knowledge.model.checklist import Answer, Option, Question, number_typed
from knowledge.model.fields import Day
from knowledge.model.typed.days import Lean
from knowledge.model.typed.numbers import to_type
from knowledge.problem import N_, BadValue
from knowledge.today import today
from sto_tui.forms.answering import Answering, GivenAnswer, Unread
from sto_tui.widgets.line_input import LineInput
from sto_tui.widgets.long_text import LongText
from sto_tui.widgets.read_back import ReadBack
from sto_tui.wording.dates import day_to_type
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe, safe_line
from sto_tui.wording.reading import understood, understood_number

STANDARD = (Option("unknown", N_("We don't know yet (becomes an action)")), Option("skip", N_("Not applicable")))
STANDARD_ANSWERS = "state"
"""The id of the field with the standard answers."""

ITEM = (Option("done", N_("Done")), Option("na", N_("Not applicable")))
_DAYS = {"date": Day(), "due": Day(lean=Lean.AHEAD)}
_HINTS = {
    "person": N_("Who (name)"),
    "number": N_("Number"),
    "scale": N_("School mark, 1 to 10, such as 7.5"),
    "date": N_("Date: friday, 31-3, 4 dec"),
    "what": N_("What"),
    "who": N_("Who"),
    "due": N_("By when: friday, 31-3, +14d"),
}


class CodesField(OptionList):
    """Options to tick, marked by text and not by colour: [x]; with `single` (•), and ticking one unticks the others."""

    BINDINGS: ClassVar[list[Any]] = [Binding("space", "select", show=False)]

    class Ticked(Message):
        """An option was ticked or unticked in `field`."""

        def __init__(self, field: CodesField) -> None:
            super().__init__()
            self.field = field

    def __init__(self, options: Iterable[Option], chosen: Iterable[str], *, single: bool, id: str) -> None:
        self._labels = {option.code: safe_line(option.label) for option in options}
        self._single = single
        self.chosen = [code for code in chosen if code in self._labels]
        super().__init__(*(Row(self._line(code), code) for code in self._labels), id=id, markup=False, compact=True)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all options, in the order in which they are offered."""
        return tuple(self._labels)

    @property
    def single(self) -> bool:
        """Whether only one can be ticked."""
        return self._single

    def label(self, code: str) -> str:
        """The label of option `code`."""
        return self._labels.get(code, code)

    def _line(self, code: str) -> str:
        unticked, ticked = ("( )", "(•)") if self._single else ("[ ]", "[x]")
        return f"{ticked if code in self.chosen else unticked} {self._labels[code]}"

    @on(OptionList.OptionSelected)
    def _toggle(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        code = event.option.id or ""
        others = [] if self._single else [each for each in self.chosen if each != code]
        self.chosen = others if code in self.chosen else [*others, code]
        for each in self._labels:
            self.replace_option_prompt(each, self._line(each))
        self.post_message(self.Ticked(self))


class AnswerForm(Answering):
    """The fields of `question` for `party`, filled with its answer; `heading` names the party when there are two.

    `answer` is what the form holds, `unread` what can't be read of it.
    """

    def __init__(self, question: Question, party: str, answer: Answer, heading: str = "") -> None:
        super().__init__()
        self.question = question
        self.party = party
        self._given = answer
        self._latest = answer
        self._heading = heading
        self._choice = "".join(answer.codes)
        self._explained: dict[str, str] = {}
        self._left_out = ""

    def compose(self) -> Iterable[Widget]:
        """Compose the heading, the parts in the order of the question's type, and the standard answers."""
        if self._heading:
            yield Static(safe_line(self._heading), classes="party", markup=False)
        for part in self._parts():
            yield from self._field(part)
        if "item" not in self.question.kinds:
            options = [Option(option.code, _(option.label)) for option in STANDARD]
            yield CodesField(options, [self._given.state], single=True, id=STANDARD_ANSWERS)
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
            yield LongText(safe(given.text), id="text", compact=True)
            if "choice" in self.question.kinds:
                keep = Button("", id="keep-text", compact=True)
                keep.display = False
                yield keep
        elif part in ("number", "scale"):
            yield from self._number(part)
        else:
            value = getattr(given, part)
            text = day_to_type(value) if isinstance(value, date) else safe_line(str(value or ""))
            field = LineInput(text, placeholder=_(_HINTS[part]), id=part, compact=True)
            yield field
            if kind := _DAYS.get(part):
                yield ReadBack(field, lambda typed: understood(kind, typed, today()))

    def _number(self, part: str) -> Iterable[Widget]:
        unit = self.question.unit
        text = "" if self._given.number is None else to_type(self._given.number)
        hint = f"{_(_HINTS[part])} ({_(unit.label)})" if unit.words else _(_HINTS[part])
        field = LineInput(text, placeholder=hint, id="number", compact=True)
        with Horizontal(classes="number"):
            yield field
            yield Static(safe_line(_(unit.label)), classes="unit", markup=False)
        yield ReadBack(field, lambda typed: understood_number(self.question, typed))

    @property
    def answers(self) -> Sequence[GivenAnswer]:
        """The answer as filled in."""
        return [(self.question, self.party, self.answer)]

    @property
    def box(self) -> Widget | None:
        """The text of the answer, or else its first field to type in."""
        return next(iter([*self.query(TextArea), *self.query(Input)]), None)

    @property
    def answer(self) -> Answer:
        """The answer as filled in; a field that can't be read keeps its earlier value (see `unread`)."""
        if next(self.query(".wrong").results(Static), None) is None:
            return self._latest  # the form is not fully composed yet, or being removed
        answer = self._latest
        for field in self.query(Input):
            with suppress(BadValue):
                answer = replace(answer, **{field.id or "": self._read(field)})
        for area in self.query(TextArea):
            answer = replace(answer, text=area.text.strip("\n"))
        for codes in self.query(CodesField):
            chosen = tuple(code for code in codes.codes if code in codes.chosen)
            answer = replace(answer, state="".join(chosen)) if codes.id == "state" else replace(answer, codes=chosen)
        self._latest = answer
        return answer

    @property
    def unread(self) -> Sequence[Unread]:
        """The fields that can't be read, in order."""
        found = []
        for field in self.query(Input):
            try:
                self._read(field)
            except BadValue as bad:
                found.append(Unread(field, bad))
        return found

    def _read(self, field: Input) -> Any:
        """The value of `field`; raises `BadValue`."""
        name, text = field.id or "", field.value.strip()
        if name == "number":
            return number_typed(self.question, text)
        return _DAYS[name].parse(text, today()) if name in _DAYS else text

    def tell_unread(self) -> None:
        """Say under the fields which of them can't be read, and why."""
        for beside in self.query(".wrong").results(Static):
            beside.update("\n".join(f"⚠ {tell(each.problem)}" for each in self.unread))

    def leave_out(self) -> None:
        """Put back what the fields that can't be read had before."""
        for each in self.unread:
            value = getattr(self._latest, each.field.id or "")
            each.field.value = day_to_type(value) if isinstance(value, date) else to_type(value) if value else ""
        self.tell_unread()

    @on(CodesField.Ticked)
    def _rechosen(self, event: CodesField.Ticked) -> None:
        """Let the explanation of an earlier choice go with it, until that is chosen again or the person keeps it."""
        field, area = event.field, next(iter(self.query(TextArea)), None)
        if not field.single or field.id == "state" or area is None:
            return
        before, self._choice = self._choice, "".join(field.chosen)
        if not self._choice or not before or before == self._choice:
            self._choice = self._choice or before
            return
        self._explained[before] = area.text
        area.text = self._explained.pop(self._choice, "")
        keep = self.query_one("#keep-text", Button)
        keep.display = bool(self._explained[before].strip())
        keep.label = _("Keep the explanation of “{choice}”").format(choice=field.label(before))
        self._left_out = before

    @on(Button.Pressed, "#keep-text")
    def _keep_text(self, event: Button.Pressed) -> None:
        event.stop()
        area = self.query_one(TextArea)
        area.text = "\n".join(filter(None, (self._explained.pop(self._left_out, ""), area.text)))
        event.button.display = False
        area.focus()

    @on(Input.Submitted)
    def _go_on(self, event: Input.Submitted) -> None:
        event.stop()
        self.screen.focus_next()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(CodesField.Ticked)
    def _changed(self) -> None:
        self.post_message(self.Changed())
