"""Times are read as people say them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.typed.times import time_from
from knowledge.problem import BadValue


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("9:30", "09:30"),
        ("930", "09:30"),
        ("0930", "09:30"),
        ("9.30 uur", "09:30"),
        ("9u30", "09:30"),
        ("9 uur 30", "09:30"),
        ("9 uur", "09:00"),
        ("9", "09:00"),
        ("14u", "14:00"),
        ("half tien", "09:30"),
        ("half 10", "09:30"),
        ("kwart over negen", "09:15"),
        ("kwart voor tien", "09:45"),
        ("tien over half tien", "09:40"),
        ("vijf voor half tien", "09:25"),
        ("half drie", "14:30"),
        ("3 uur", "15:00"),
        ("3:00", "03:00"),
        ("03u00", "03:00"),
        ("8 uur 's avonds", "20:00"),
        ("half een", "12:30"),
        ("9:30 pm", "21:30"),
        ("half past nine", "09:30"),
        ("om 10 uur", "10:00"),
    ],
)
def test_a_time_as_people_say_it(typed: str, time: str) -> None:
    assert time_from(typed) == time


@pytest.mark.parametrize(
    ("typed", "example"), [("9:75", "9:59"), ("25:00", "23:00"), ("halftien", "half tien"), ("straks", "9:30")]
)
def test_what_is_no_time_is_refused_with_an_example(typed: str, example: str) -> None:
    with pytest.raises(BadValue) as told:
        time_from(typed)
    assert told.value.values["example"] == example


@given(st.times())
def test_a_time_as_it_is_shown_can_be_typed(time) -> None:
    shown = f"{time:%H:%M}"
    assert time_from(shown) == time_from(shown.replace(":", "")) == time_from(shown.replace(":", ".")) == shown


@given(st.text(max_size=16))
def test_anything_typed_is_a_time_or_told(typed: str) -> None:
    try:
        assert len(time_from(typed)) == 5
    except BadValue as told:
        assert str(told)
