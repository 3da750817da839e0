"""The field types: how values are stored, typed and shown."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.fields import (
    Choice,
    Choices,
    Clock,
    Day,
    FieldType,
    Lines,
    Link,
    Links,
    Table,
    Text,
)
from knowledge.model.kinds import KINDS, fields_of
from knowledge.model.vocabulary import WORLDS
from knowledge.problem import BadValue
from tests.journal.strategies import json_values

TODAY = date(2026, 3, 31)
TYPES = (FieldType(), Text(), Choice(vocabulary=WORLDS), Day(), Clock(), Link(), Lines(), Choices(), Links(), Table())


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: type(kind).__name__)
@given(value=json_values)
def test_a_stored_value_is_read_or_refused(kind: FieldType, value: Any) -> None:
    try:
        read = kind.decode(value)
    except BadValue as refused:
        assert str(refused)
    else:
        assert kind.decode(kind.encode(read)) == read


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: type(kind).__name__)
def test_an_empty_value_can_be_stored_typed_and_shown(kind: FieldType) -> None:
    assert kind.decode(kind.encode(kind.empty)) == kind.empty
    assert kind.parse(kind.show(kind.empty), TODAY) == kind.empty


@pytest.mark.parametrize("kind", TYPES, ids=lambda kind: type(kind).__name__)
@given(typed=st.text(max_size=12))
def test_what_is_typed_is_taken_or_refused(kind: FieldType, typed: str) -> None:
    try:
        value = kind.parse(typed, TODAY)
    except BadValue:
        return
    assert kind.decode(kind.encode(value)) == value
    if type(kind) is not Table:
        assert kind.parse(kind.show(value), TODAY) == value


@pytest.mark.parametrize("typed", ["2026-03-31", "31-03-2026", "31/3/2026", "31.3.2026", " 31-3-2026 "])
def test_a_day_may_be_typed_in_more_than_one_way(typed: str) -> None:
    assert Day().parse(typed, TODAY) == date(2026, 3, 31)


@pytest.mark.parametrize("typed", ["31-02-2026", "ooit", "٢٠٢٦-٠٣-٠١", "20261301"])
def test_a_day_that_is_none_is_refused_as_it_was_typed(typed: str) -> None:
    with pytest.raises(BadValue) as refused:
        Day().parse(typed, TODAY)
    assert typed in str(refused.value)


@pytest.mark.parametrize(
    ("typed", "time"), [("9:30", "09:30"), ("9.30", "09:30"), ("14u15", "14:15"), ("9.30 uur", "09:30")]
)
def test_a_time_may_be_typed_in_more_than_one_way(typed: str, time: str) -> None:
    assert Clock().parse(typed, TODAY) == time


def test_a_choice_is_typed_in_any_case_and_stored_as_its_code() -> None:
    assert Choices(vocabulary=WORLDS).parse("HIGHTECH, energie", TODAY) == ("hightech", "energie")
    with pytest.raises(BadValue, match="energie, voeding"):
        Choice(vocabulary=WORLDS).parse("ruimtevaart", TODAY)
    assert Choice(vocabulary=WORLDS).decode("ruimtevaart") == "ruimtevaart"


def test_a_set_keeps_the_order_and_drops_doubles_and_empties() -> None:
    assert Lines().parse(" b,a , b,, ", TODAY) == ("b", "a")
    assert Lines(separator="\n").parse("Kom, vraag Piet.\n\nDaarna Els.", TODAY) == ("Kom, vraag Piet.", "Daarna Els.")


@pytest.mark.parametrize("value", ["../elders", "-x", "a b", "x" * 65, "é"])
def test_a_link_is_an_id_and_never_a_path(value: str) -> None:
    with pytest.raises(BadValue):
        Link().decode(value)
    with pytest.raises(BadValue):
        Links().decode([value])


def test_no_two_fields_of_a_kind_answer_to_one_name() -> None:
    for fields in map(fields_of, KINDS):
        answering = [name for field in fields.values() for name in (field.name, *field.aliases)]
        assert len(answering) == len(set(answering))
