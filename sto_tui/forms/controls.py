"""What stands in the controls of a form: typed text, chosen codes, or rows of typed cells."""

from __future__ import annotations

from textual.widget import Widget
from textual.widgets import Input, TextArea

from sto_tui.forms.pick_field import PickField
from sto_tui.forms.steps_field import StepsField, as_rows

ControlValue = str | list[str] | list[list[str]]
"""The contents of one control."""


def typed_in(control: Widget) -> ControlValue:
    """What is typed or chosen in `control`."""
    if isinstance(control, StepsField):
        return [list(row) for row in control.value]
    if isinstance(control, PickField):
        return list(control.value)
    if isinstance(control, TextArea):
        return control.text
    return control.value if isinstance(control, Input) else ""


def fill_in(control: Widget, value: ControlValue) -> None:
    """Put `value` (from `typed_in`) in `control`; a value of another form is left out."""
    if isinstance(control, StepsField) and isinstance(value, list):
        control.value = as_rows(value)
    elif isinstance(control, PickField) and isinstance(value, list):
        control.value = tuple(map(str, value))
    elif isinstance(control, Input) and isinstance(value, str):
        control.value = value
    elif isinstance(control, TextArea) and isinstance(value, str):
        control.text = value


def is_empty(control: Widget) -> bool:
    """Whether nothing is typed or chosen in `control`."""
    typed = typed_in(control)
    return not (typed.strip() if isinstance(typed, str) else typed)
