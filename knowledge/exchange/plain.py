"""Values of any shape, as text that a person reads and as the JSON that the journal takes (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from knowledge.model.fields import Json

_TOLD = 80


def as_text(value: object, between: str = ", ") -> str:
    """`value` as text: the members of lists and tables with `between` between them, as ``name: value`` in a table."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return between.join(f"{as_text(name)}: {as_text(member)}" for name, member in value.items())
    if isinstance(value, Sequence):
        return between.join(as_text(member) for member in value)
    return str(plain_json(value))


def told_text(value: object) -> str:
    """`value` as a reason quotes it: on one line, and no longer than a line."""
    text = " ".join(as_text(value).split())
    return text if len(text) <= _TOLD else f"{text[:_TOLD]}…"


def plain_json(value: Any) -> Json:
    """`value` (decoded JSON or YAML) with fractions as text: so that hashes agree, the journal has none."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else str(value)
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 2**53:
        return str(value)
    if isinstance(value, list):
        return [plain_json(member) for member in value]
    if isinstance(value, dict):
        return {as_text(name): plain_json(member) for name, member in value.items()}
    if value is None or isinstance(value, str | int):
        return value
    return str(value)


def has_more_values(value: object, most: int) -> bool:
    """Whether `value` holds more than `most` names and values, those in its lists and tables counted."""
    waiting = [value]
    number = 0
    while waiting and number <= most:
        each = waiting.pop()
        number += 1
        if isinstance(each, Mapping):
            number += len(each)
            waiting.extend(each.values())
        elif isinstance(each, list):
            waiting.extend(each)
    return number > most
