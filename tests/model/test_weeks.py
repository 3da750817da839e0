"""Weeks as people say them, of a certain year and of every year."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.typed.weeks import days_of_week, week_of, weeks_between, weeks_from
from knowledge.model.week_fields import Weeks, WeeksOfYear, weeks_of_every_year
from knowledge.problem import BadValue

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5", ["2027-W05"]),
        ("week 48", ["2026-W48"]),
        ("5-8", ["2027-W05", "2027-W06", "2027-W07", "2027-W08"]),
        ("week 5 t/m 6", ["2027-W05", "2027-W06"]),
        ("wk 5 tot en met wk 6", ["2027-W05", "2027-W06"]),
        ("52-2", ["2026-W52", "2026-W53", "2027-W01", "2027-W02"]),
        ("2027-W05", ["2027-W05"]),
        ("2027-W05, 2027-W07", ["2027-W05", "2027-W07"]),
        ("53", ["2026-W53"]),
        ("5 en 7", ["2027-W05", "2027-W07"]),
        ("31", ["2026-W31"]),
    ],
)
def test_weeks_are_read_within_the_school_year(typed: str, meant: list[str]) -> None:
    assert list(weeks_from(typed, TODAY)) == meant


@pytest.mark.parametrize("typed", ["54", "0", "2027-W53", "2027-W54", "morgen", "5-6-7", "-3", "2026-W48 t/m 2026-W40"])
def test_what_is_no_week_is_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        weeks_from(typed, TODAY)


def test_a_year_without_week_53_is_told() -> None:
    with pytest.raises(BadValue) as told:
        weeks_from("2027-W53", TODAY)
    assert told.value.values == {"year": 2027, "weeks": 52, "week": 53}


@given(st.dates(date(1950, 1, 1), date(2250, 1, 1)))
def test_every_day_lies_in_its_week(day: date) -> None:
    found = days_of_week(week_of(day))
    assert found.first <= day <= found.last
    assert weeks_between(day, day) == (week_of(day),)


@given(st.lists(st.dates(date(2026, 8, 3), date(2027, 7, 25)).map(week_of), unique=True))
def test_what_is_shown_is_read_back(weeks: list[str]) -> None:
    assert Weeks().parse(Weeks().show(tuple(weeks)), TODAY) == tuple(weeks)


def test_weeks_of_every_year_may_go_on_in_the_next_one() -> None:
    assert weeks_of_every_year("45-10") == frozenset([*range(45, 54), *range(1, 11)])
    assert weeks_of_every_year("7") == frozenset([7])
    assert WeeksOfYear().parse("week 45 t/m 10, 20", TODAY) == ("45-10", "20")


@pytest.mark.parametrize("typed", ["54", "0-3", "herfst", "45-10-3"])
def test_other_spans_are_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        WeeksOfYear().parse(typed, TODAY)
