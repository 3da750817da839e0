"""A form for a record of any kind, made from the declarations of its fields."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from textual import events, on
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from knowledge.model.codec import problems
from knowledge.model.fields import (
    Choice,
    Choices,
    Clock,
    Day,
    Field,
    FieldType,
    Lines,
    Link,
    Links,
    PartnerRole,
    Table,
    Text,
)
from knowledge.model.folding import fold
from knowledge.model.kinds import about, fields_of, record_class
from knowledge.model.number_fields import Amount
from knowledge.model.records.record import Record
from knowledge.model.typed.numbers import EURO
from knowledge.model.vocabulary import BODIES
from knowledge.model.week_fields import Weeks, WeeksOfYear
from knowledge.problem import BadValue, Problem
from knowledge.today import today
from sto_tui.dialogs.filters import linkable
from sto_tui.dialogs.pick import Suggestion
from sto_tui.drafts import Typed
from sto_tui.forms.controls import ControlValue, fill_in, is_empty, typed_in
from sto_tui.forms.pick_field import PickField
from sto_tui.forms.proposal import Proposal
from sto_tui.forms.steps_field import StepsField
from sto_tui.shell import shell_of
from sto_tui.widgets.line_input import LineInput
from sto_tui.widgets.long_text import LongText
from sto_tui.widgets.read_back import ReadBack
from sto_tui.wording.dates import day_to_type
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe
from sto_tui.wording.reading import is_read_back, understood
from sto_tui.wording.words import kind_word

if TYPE_CHECKING:
    from knowledge.workspace import Workspace


def form_fields(kind: str) -> list[Field]:
    """The fields of `kind` that a person fills in, in the order of the form."""
    found = [field for field in fields_of(kind).values() if field.asked]
    if not about(kind).text_first:
        found.sort(key=lambda field: field.name == "body")
    return found


class FieldRow(Vertical):
    """A label, the control of `field`, and room for what is wrong with it."""

    def __init__(self, field: Field, control: Widget) -> None:
        super().__init__(id=f"row-{field.name}")
        self.field = field
        self.control = control
        self._proposal: Proposal | None = None
        self._told_of: ControlValue = ""
        self._is_wrong = False

    def compose(self) -> Iterable[Widget]:
        """Compose the label beside its control (above a long text), and the error under them."""
        needed = " " + _("(required)") if self.field.required else ""
        below = isinstance(self.control, TextArea | StepsField)
        with Vertical(classes="pair") if below else Horizontal(classes="pair"):
            yield Static(_(self.field.label) + needed, classes="label", markup=False)
            yield self.control
        if isinstance(self.control, Input) and is_read_back(self.field.type):
            kind = self.field.type
            yield ReadBack(self.control, lambda typed: understood(kind, typed, today()))
        yield Static("", classes="wrong", markup=False)

    def tell(self, text: str) -> None:
        """Show `text` as what is wrong; hide the error when it is empty."""
        wrong = self.query_one(".wrong", Static)
        wrong.update(f"⚠ {text}" if text else "")
        wrong.display = self._is_wrong = bool(text)
        self._told_of = typed_in(self.control)

    def edited(self) -> None:
        """Hide an error that is being put right; saving says what is still wrong."""
        if self._is_wrong and typed_in(self.control) != self._told_of:
            self.tell("")

    # -- a proposal -------------------------------------------------------------------------------------------------

    def propose(self, value: str | list[str], told: str) -> None:
        """Offer `value` for as long as the field is empty, in the words `told`; without a value, offer nothing.

        Only a key or a click takes it: what isn't taken is not in the form, and so isn't saved.
        """
        if self._proposal is not None:
            self._proposal.remove()
        self._proposal = Proposal(self.control, value, told) if value else None
        if self._proposal is not None:
            self.mount(self._proposal, before=".wrong")
        self.show_proposal()

    @on(Input.Changed)
    @on(PickField.Changed)
    def show_proposal(self) -> None:
        """Show the proposal if the field is empty, and hide it otherwise."""
        if self._proposal is not None:
            self._proposal.display = is_empty(self.control)

    def on_key(self, event: events.Key) -> None:
        """Take the proposal, if there is one and the key is meant to."""
        self._take_by(event.key)

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self._take_by("enter")

    def _take_by(self, key: str) -> None:
        if self._proposal is not None and self._proposal.display and key in self._proposal.keys:
            self.take_proposal()

    @on(Proposal.Clicked)
    def take_proposal(self) -> None:
        """Put what is proposed in the field."""
        if self._proposal is None:
            return
        value = self._proposal.value
        if isinstance(self.control, PickField):
            self.control.choose(tuple(value))
        else:
            fill_in(self.control, value)


def _placeholder(kind: FieldType) -> str:
    """What may be typed in a field of type `kind`, as an example."""
    if isinstance(kind, Day):
        return _("friday, 31-3, +14d")
    if isinstance(kind, Clock):
        return _("9:30, half past nine")
    if isinstance(kind, Weeks):
        return _("5-8, week 12")
    if isinstance(kind, WeeksOfYear):
        return _("45-10, 7")
    if isinstance(kind, Amount):
        return "1.234,50" if kind.unit == EURO else "7,5"
    return _("separated by commas") if isinstance(kind, Lines) else ""


class RecordForm(VerticalScroll, can_focus=False):
    """The form on `record`, with its fields `names` only if these are given. Posts `Edited` when anything changes.

    `becomes` says what the record as filled in is made into before it is checked; it may raise `Problem`.
    """

    class Edited(Message):
        """The person changed something in the form."""

    def __init__(
        self,
        record: Record,
        workspace: Workspace,
        names: Sequence[str] = (),
        becomes: Callable[[Record], Record] = lambda record: record,
    ) -> None:
        super().__init__(id="form")
        self.record = record
        self._workspace = workspace
        self._names = tuple(names)
        self._becomes = becomes

    def compose(self) -> Iterable[Widget]:
        """Compose one row for each field."""
        known = {field.name: field for field in form_fields(self.record.kind)}
        for field in (known[name] for name in self._names or known):
            yield FieldRow(field, self._control(field, getattr(self.record, field.name)))

    def _control(self, field: Field, value: Any) -> Widget:
        kind = field.type
        if isinstance(kind, Choice | Choices):
            return self._chooser(field, (value,) if isinstance(kind, Choice) and value else tuple(value or ()))
        if isinstance(kind, Link | Links):
            return self._linker(field, (value,) if isinstance(value, str) and value else tuple(value or ()))
        text = self.typed_text(field, value)
        if isinstance(kind, Text | Table) or (isinstance(kind, Lines) and kind.separator == "\n"):
            area = LongText(safe(text), compact=True, classes="long" if field.name == "body" else "")
            area.cursor_blink = False
            return area
        between = f"{kind.separator} " if isinstance(kind, Lines) else " "
        return LineInput(safe(text), between=between, placeholder=_placeholder(kind))

    @staticmethod
    def typed_text(field: Field, value: Any) -> str:
        """`value` as text to type in this form."""
        if isinstance(field.type, Day):
            return day_to_type(value)
        if isinstance(field.type, Weeks):
            return field.type.as_typed(value, today())
        if isinstance(field.type, Table):
            return "\n".join(f"{_(BODIES.label(key))}: {text}" for key, text in value.items())
        return field.type.show(value)

    def _chooser(self, field: Field, value: Sequence[str]) -> PickField:
        vocabulary = field.type.vocabulary  # type: ignore[attr-defined]
        labels = {code: _(vocabulary.label(code)) for code in [*vocabulary, *value]}
        many = isinstance(field.type, Choices)
        return PickField(
            _(field.label),
            value,
            many=many,
            labels=labels,
            choices=[Suggestion(code, labels[code]) for code in vocabulary],
        )

    def _linker(self, field: Field, value: Sequence[str]) -> PickField:
        assert isinstance(field.type, Link | Links)
        targets, role = field.type.targets, field.type.role
        named = next((target for target in targets if about(target).named), "")
        make = _("make a new {kind}: “{{text}}”").format(kind=kind_word(named)) if named else ""
        return PickField(
            _(field.label),
            value,
            many=isinstance(field.type, Links),
            labels={},
            source=lambda text: [offer for target in targets for offer in self.linkable(target, text, role)],
            make=make,
            maker=lambda text, then: self._make(named, text, then),
        )

    def linkable(self, kind: str, text: str, role: PartnerRole) -> Sequence[Suggestion]:
        """The documents of `kind` with `text` in their title, to choose from; partners on `role`."""
        return linkable(self._workspace, kind, text, role=role)

    def _make(self, kind: str, title: str, then: Callable[[Suggestion], None]) -> None:
        shell_of(self).store(
            lambda workspace: workspace.begin(record_class(kind)(title=title)),
            lambda document: then(Suggestion(document.id, document.record.title)),
        )

    # -- reading and filling ----------------------------------------------------------------------------------------

    def rows(self) -> Iterator[FieldRow]:
        """The rows, in order."""
        return (row for row in self.children if isinstance(row, FieldRow))

    def typed(self) -> Typed:
        """The contents of the form as typed."""
        return {row.field.name: typed_in(row.control) for row in self.rows()}

    def fill(self, values: Typed) -> None:
        """Put `values` (from `typed`) in the form."""
        for row in self.rows():
            value = values.get(row.field.name)
            if value is not None:
                fill_in(row.control, value)
                row.show_proposal()

    def propose(self, name: str, value: str | list[str], told: str) -> None:
        """Offer `value` for the field `name`, in the words `told` (see `FieldRow.propose`)."""
        for row in self.rows():
            if row.field.name == name:
                row.propose(value, told)

    def name_links(self, names: Mapping[str, str]) -> None:
        """Show the titles `names` for the links."""
        for field in self.query(PickField):
            field.name_codes(names)

    def chosen(self, name: str) -> tuple[str, ...]:
        """What is chosen in the row `name`, codes or ids; nothing if the form lacks it."""
        pickers = [row.control for row in self.rows() if row.field.name == name]
        return tuple(code for picker in pickers if isinstance(picker, PickField) for code in picker.value)

    def filled(self) -> tuple[Record, dict[str, Problem]]:
        """The record as filled in, and the problem of each field that has one; raises `Problem` as `becomes` does."""
        values: dict[str, Any] = {}
        wrong: dict[str, Problem] = {}
        before = {field.name: field for field in form_fields(self.record.kind)}
        for row in self.rows():
            if row.field.name not in before:
                continue  # a row of a larger form, which becomes a record of its own
            typed = typed_in(row.control)
            field = before[row.field.name]
            old = getattr(self.record, field.name)
            try:
                # An untouched field keeps its exact value, even where the form shows it in another way.
                values[field.name] = old if typed == self._typed_before(field, old) else _parsed(field, typed)
            except BadValue as bad:
                wrong[field.name] = bad
        record = self._becomes(dataclasses.replace(self.record, **values))
        for found in problems(record):
            wrong.setdefault(found.field, found.problem)
        return record, wrong

    def _typed_before(self, field: Field, value: Any) -> str | list[str]:
        if isinstance(field.type, Choice | Link):
            return [value] if value else []
        if isinstance(field.type, Choices | Links):
            return list(value)
        return safe(self.typed_text(field, value))

    def show_wrong(self, wrong: Mapping[str, Problem], *, point: bool = True) -> None:
        """Show the problem of each field beside it, and put the cursor in the first one unless `point` is False."""
        first = None
        for row in self.rows():
            problem = wrong.get(row.field.name)
            row.tell(tell(problem) if problem else "")
            first = first or (row if problem else None)
        if first is not None and point:
            first.control.focus()

    @on(Input.Submitted)
    @on(PickField.Answered)
    def _go_on(self, event: Message) -> None:
        """Go to the next field: on Enter in a field of one line, and after choosing."""
        event.stop()
        rows = list(self.rows())
        here = next((place for place, row in enumerate(rows) if row.has_focus_within), len(rows))
        if here + 1 < len(rows):
            rows[here + 1].control.focus()
        else:
            self.screen.focus_next()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(PickField.Changed)
    @on(StepsField.Changed)
    def _edited(self, event: Message) -> None:
        event.stop()
        for row in self.rows():
            row.edited()
        self.post_message(self.Edited())


def _parsed(field: Field, typed: str | list[str] | list[list[str]]) -> Any:
    """The value of `field` for what is `typed` in the form; raises `BadValue`."""
    kind = field.type
    if isinstance(typed, list):
        return (typed[0] if typed else "") if isinstance(kind, Choice | Link) else tuple(typed)
    if isinstance(kind, Table):
        return dict(_pair(line) for line in typed.splitlines() if line.strip())
    return kind.parse(typed, today())


def _pair(line: str) -> tuple[str, str]:
    label, _colon, text = line.partition(":")
    codes = {fold(name): code for code in BODIES for name in (code, _(BODIES.label(code)))}
    return codes.get(fold(label), label.strip()), text.strip()
