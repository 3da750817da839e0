"""What was understood of what a person typed, shown beside the field while typing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from knowledge.model.checklist import Question, number_typed
from knowledge.model.fields import Clock, Day, FieldType
from knowledge.model.number_fields import Amount, Whole
from knowledge.model.typed.numbers import to_type
from knowledge.model.week_fields import Weeks
from knowledge.problem import BadValue
from sto_tui.wording.amounts import show_amount
from sto_tui.wording.dates import show_day, show_weeks
from sto_tui.wording.i18n import _, tell

_ARROW = "→ "


def is_read_back(kind: FieldType) -> bool:
    """Whether what is typed in a field of type `kind` is read, so that it is shown what was understood."""
    return isinstance(kind, Day | Clock | Whole | Amount | Weeks)


def understood(kind: FieldType, typed: str, today: date) -> str:
    """The day, time, number or weeks that `typed` means, in full; an example when it can't be read; else ""."""
    if isinstance(kind, Day):
        return _shown(lambda: show_day(kind.parse(typed, today)))
    if isinstance(kind, Clock):
        return _shown(lambda: str(kind.parse(typed, today)))
    if isinstance(kind, Whole):
        return _shown(lambda: kind.show(kind.parse(typed, today)))
    if isinstance(kind, Amount):
        return _shown(lambda: show_amount(kind, kind.parse(typed, today)))
    if isinstance(kind, Weeks):
        return _shown(lambda: show_weeks(kind.parse(typed, today)))
    return ""


def understood_number(question: Question, typed: str) -> str:
    """The number that `typed` means as an answer to `question`, with its unit; an example when it can't be read."""

    def read() -> str:
        number = number_typed(question, typed)
        return "" if number is None else f"{to_type(number)} {_(question.unit.label) if question.unit.words else ''}"

    return _shown(read)


def _shown(read: Callable[[], str]) -> str:
    try:
        found = read().strip()
    except BadValue as bad:
        example = bad.values.get("example")
        hint = _("for example {example}")  # a variable, because texts inside an f-string are not extracted
        return f"… {hint.format(example=example) if example else tell(bad)}"
    return f"{_ARROW}{found}" if found else ""
