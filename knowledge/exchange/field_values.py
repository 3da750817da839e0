"""The values of fields in files, as people and other programs write them (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from knowledge.exchange.days import day_told
from knowledge.exchange.labels import Labels
from knowledge.exchange.plain import as_text, plain_json, told_text
from knowledge.model.fields import Choice, Choices, Clock, Day, FieldType, Json, Lines, Table, Text
from knowledge.model.number_fields import Amount, Whole
from knowledge.model.typed.numbers import to_type
from knowledge.model.week_fields import Weeks, WeeksOfYear
from knowledge.problem import N_, BadValue, Problem
from knowledge.today import today

TAGS = "tags"
"""The field that other programs fill in ways of their own: with spaces between the tags, or a # before each."""


@dataclass(frozen=True)
class Given:
    """A value as it was read: `typed` for its field, and what of it doesn't fit there and is `left`.

    `reason` tells what is wrong with it.
    """

    typed: Any
    left: Json = None
    reason: Problem | None = None


def read_value(name: str, kind: FieldType, value: object, labels: Labels, *, stored: bool) -> Given:
    """The `value` of a field `name` of type `kind`: as stored, or else as a person would write it.

    `stored` tells that it comes from a record as sto exports it, so that nothing in it is for other programs only.
    """
    if isinstance(kind, Whole | Amount):
        return _counted(kind, value)
    if isinstance(value, float) or (isinstance(value, int) and not isinstance(value, bool)):
        value = as_text(value)
    if isinstance(kind, Weeks | WeeksOfYear):
        return _in_weeks(kind, value)
    if isinstance(kind, Choices):
        return _chosen(kind, value, labels)
    if isinstance(kind, Choice):
        text = as_text(value)
        code = labels.code(kind.vocabulary, text)
        return Given(code, reason=_not_among(kind, [code] if code else []))
    if isinstance(kind, Lines):
        return _tags(value, stored=stored) if name == TAGS else Given(tuple(dict.fromkeys(_members(kind, value))))
    if isinstance(kind, Text):
        return Given(as_text(value, "\n"))
    if isinstance(kind, Day | Clock | Table):
        return _in_form(kind, value)
    return Given(as_text(value))


def _in_form(kind: Day | Clock | Table, value: object) -> Given:
    """A value that has to have a form; one that hasn't is left."""
    while isinstance(value, list) and len(value) == 1:  # as YAML reads [[2026-03-31]]
        value = value[0]
    json = plain_json(value)
    try:
        return Given(kind.decode(json))
    except BadValue as bad:
        wrong = Problem(bad.text, value=told_text(value))
    if isinstance(kind, Day) and (told := day_told(as_text(value))):
        day, rest = told
        return Given(day, json if rest else None)
    if isinstance(value, str):
        try:
            typed = kind.parse(value, today())
        except BadValue as bad:
            if not isinstance(kind, Day) or re.search(r"\d{4}", value):  # else its example may have no year
                wrong = Problem(bad.text, **bad.values | {"value": told_text(value)})
        else:
            if not isinstance(kind, Day):  # a day that depends on the day it is read is none
                return Given(typed)
    return Given(kind.empty, json, wrong)


def _counted(kind: Whole | Amount, value: object) -> Given:
    """A number, as a number or as people write one; what is no such number is left."""
    try:
        if isinstance(value, str) or value is None:
            return Given(kind.decode(value) if _is_stored(kind, value) else kind.parse(str(value), today()))
        number = Decimal(repr(value)) if isinstance(value, int | float) and not isinstance(value, bool) else None
        if number is None or not number.is_finite():
            raise BadValue(N_("“{value}” is not a number. Write for example {example}."), value=value, example="12,5")
        text = to_type(number)
        if isinstance(kind, Amount):
            return Given(kind.of_number(round(number, 6).normalize() + 0, text))
        return Given(kind.parse(text, today()))
    except BadValue as bad:
        wrong = Problem(bad.text, **bad.values | {"value": told_text(value)})
        return Given(kind.empty, plain_json(value), wrong)


def _is_stored(kind: Whole | Amount, value: object) -> bool:
    """Whether `value` is as sto stores it, which Dutch rules for commas and dots could read otherwise."""
    return value is None or (isinstance(kind, Amount) and bool(re.fullmatch(r"-?\d+\.\d\d", str(value))))


def _in_weeks(kind: Weeks | WeeksOfYear, value: object) -> Given:
    """Weeks, a list or as people write them; what is no week is left."""
    members = _members(kind, value)
    try:
        return Given(kind.decode(plain_json(members)))
    except BadValue:
        pass
    try:
        return Given(kind.parse(", ".join(members), today()))
    except BadValue as bad:
        return Given(kind.empty, plain_json(value), Problem(bad.text, **bad.values | {"value": told_text(value)}))


def _members(kind: Lines, value: object) -> list[str]:
    """The members of a list, however deep they are nested; text is taken apart as a person would type it."""
    if isinstance(value, str):
        return [" ".join(part.split()) for part in value.split(kind.separator) if part.strip()]
    return [text for text in map(as_text, flat(value)) if text]


def flat(value: object) -> Iterator[object]:
    """The members of `value`, a list of lists or a single value; a table is one member."""
    if isinstance(value, list):
        for member in value:
            yield from flat(member)
    else:
        yield value


def _chosen(kind: Choices, value: object, labels: Labels) -> Given:
    whole = labels.code(kind.vocabulary, as_text(value))  # a label may hold a comma
    members = [whole] if whole in kind.vocabulary else _members(kind, value)
    codes = tuple(dict.fromkeys(labels.code(kind.vocabulary, member) for member in members))
    return Given(codes, reason=_not_among(kind, codes))


def _not_among(kind: Choice | Choices, codes: Iterable[str]) -> Problem | None:
    """The reason to tell when not all `codes` are known; they are kept, since another region may have them."""
    unknown = [code for code in codes if code not in kind.vocabulary]
    if not unknown:
        return None
    known = ", ".join(kind.vocabulary)
    return Problem(N_("“{value}” is not one of: {codes}."), value=told_text(unknown), codes=known)


def _tags(value: object, *, stored: bool) -> Given:
    if isinstance(value, dict):
        plain = all(said is None or said is True for said in value.values())
        return Given(
            _unmarked(name for name, said in value.items() if said is not False), None if plain else plain_json(value)
        )
    if isinstance(value, str):
        return Given(_unmarked(re.split("[,;]" if re.search("[,;]", value) else r"\s+", value)))
    tags = [as_text(member) for member in flat(value)]
    return Given(tuple(dict.fromkeys(filter(None, tags))) if stored else _unmarked(tags))


def _unmarked(tags: Iterable[object]) -> tuple[str, ...]:
    """`tags` without the # that some programs write before them."""
    texts = (" ".join(as_text(tag).split()).lstrip("#") for tag in tags)
    return tuple(dict.fromkeys(filter(None, texts)))
