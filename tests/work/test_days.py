"""Days are read as people type them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.fields import BadValue
from knowledge.work.days import day_from

TODAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("vandaag", TODAY),
        (" Today ", TODAY),
        ("+14d", date(2026, 4, 14)),
        ("+14", date(2026, 4, 14)),
        ("+2w", date(2026, 4, 14)),
        ("+2W", date(2026, 4, 14)),
        ("-1d", date(2026, 3, 30)),
        ("+0", TODAY),
        ("2026-04-14", date(2026, 4, 14)),
        ("14-04-2026", date(2026, 4, 14)),
        ("1/4/2026", date(2026, 4, 1)),
        ("+9999w", TODAY + timedelta(weeks=9999)),
    ],
)
def test_a_day_as_people_type_it(typed: str, day: date) -> None:
    assert day_from(typed, TODAY) == day


@pytest.mark.parametrize("typed", ["", " ", "ooit", "+", "+2m", "31-02-2026", "2026-13-01", "+99999", "12"])
def test_what_is_no_day_is_told(typed: str) -> None:
    with pytest.raises(BadValue):
        day_from(typed, TODAY)


@given(
    st.text(max_size=20) | st.from_regex(r"[+-][0-9]{1,4}[dw]?", fullmatch=True),
    st.dates(date(1900, 1, 1), date(2100, 1, 1)),
)
def test_anything_typed_is_a_day_or_told(typed: str, today: date) -> None:
    try:
        assert isinstance(day_from(typed, today), date)
    except BadValue as told:
        assert str(told)
