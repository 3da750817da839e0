"""Periods are read as people say them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.typed.periods import DayRange, period_from, school_year_of
from knowledge.problem import BadValue

FRIDAY = date(2026, 11, 27)


def period(first: str, last: str) -> DayRange:
    return DayRange(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("2026", "2026-01-01", "2026-12-31"),
        ("2025-2026", "2025-08-01", "2026-07-31"),
        ("2026-Q4", "2026-10-01", "2026-12-31"),
        ("Q1 2026", "2026-01-01", "2026-03-31"),
        ("2e kwartaal 2026", "2026-04-01", "2026-06-30"),
        ("2025/2026", "2025-08-01", "2026-07-31"),
        ("2025 - 2026", "2025-08-01", "2026-07-31"),
        ("24-25", "2024-08-01", "2025-07-31"),
        ("24/25", "2024-08-01", "2025-07-31"),
        ("2024-25", "2024-08-01", "2025-07-31"),
        ("schooljaar 11-12", "2011-08-01", "2012-07-31"),
        ("dit schooljaar", "2026-08-01", "2027-07-31"),
        ("maart 2026", "2026-03-01", "2026-03-31"),
        ("mrt '26", "2026-03-01", "2026-03-31"),
        ("2026-03", "2026-03-01", "2026-03-31"),
        ("03-2026", "2026-03-01", "2026-03-31"),
        ("maart", "2026-03-01", "2026-03-31"),
        ("december", "2025-12-01", "2025-12-31"),
        ("week 12", "2026-03-16", "2026-03-22"),
        ("vorige maand", "2026-10-01", "2026-10-31"),
        ("vorige week", "2026-11-16", "2026-11-22"),
        ("gisteren", "2026-11-26", "2026-11-26"),
        ("31-3", "2026-03-31", "2026-03-31"),
        ("11-12", "2025-12-11", "2025-12-11"),
        ("1-9-2026 - 31-12-2026", "2026-09-01", "2026-12-31"),
        ("1 sep t/m 31 dec", "2026-09-01", "2026-12-31"),
        ("van 1 sep 2025 tot 1 mrt", "2025-09-01", "2026-03-01"),
        ("1 sep - 31 dec 2025", "2025-09-01", "2025-12-31"),
        ("maart t/m mei", "2026-03-01", "2026-05-31"),
        ("vanaf 1-9-2026", "2026-09-01", "9999-12-31"),
        ("t/m 2025", "0001-01-01", "2025-12-31"),
    ],
)
def test_a_period_as_people_say_it(typed: str, first: str, last: str) -> None:
    assert period_from(typed, FRIDAY) == period(first, last)


@pytest.mark.parametrize("typed", ["", "ooit", "2026-13", "2025-2024", "24-27", "31-12-2026 - 1-9-2026", "99999"])
def test_what_is_no_period_is_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        period_from(typed, FRIDAY)


@given(st.text(max_size=24) | st.from_regex(r"[0-9]{1,4}[-/][0-9]{1,4}", fullmatch=True))
def test_anything_typed_is_a_period_or_told(typed: str) -> None:
    try:
        found = period_from(typed, FRIDAY)
    except BadValue as told:
        assert str(told)
    else:
        assert found.first <= found.last


@given(st.dates(date(1950, 1, 1), date(2200, 1, 1)))
def test_a_day_falls_in_its_school_year_as_it_is_typed(day: date) -> None:
    year = school_year_of(day)
    assert year.first <= day <= year.last
    assert period_from(f"{year.first.year}-{year.last.year}", FRIDAY) == year
