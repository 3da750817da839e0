"""On which days schools and partners are closed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content.holidays import shipped_holidays
from knowledge.model.records.closure import Closure
from knowledge.model.records.settings import SETTINGS_ID, Settings
from knowledge.model.typed.periods import school_year
from knowledge.work.school_calendar import SchoolCalendar, occurrences
from tests.region_f import T, region


def closure(**more: Any) -> Closure:
    values = {
        "id": "k1",
        "title": "Maïsoogst",
        "closure": "druk",
        "date": date(2026, 9, 14),
        "until": date(2026, 10, 2),
    }
    return Closure(**{**values, **more})


def calendar_with(*closures: Closure) -> SchoolCalendar:
    return SchoolCalendar(region(T, *closures), shipped_holidays())


def names(calendar: SchoolCalendar, first: date, last: date, schools: tuple[str, ...] = (), *others: str) -> list[str]:
    return [each.name for each in calendar.closed(first, last, schools, others)]


def test_the_holidays_are_those_of_the_region_that_the_settings_name() -> None:
    assert names(calendar_with(), date(2027, 2, 15), date(2027, 2, 15)) == []
    south = SchoolCalendar(region(T, Settings(id=SETTINGS_ID, title="x", holiday_region="zuid")), shipped_holidays())
    assert names(south, date(2027, 2, 15), date(2027, 2, 15)) == ["Voorjaarsvakantie"]
    nowhere = SchoolCalendar(region(without=[SETTINGS_ID]), shipped_holidays())
    assert names(nowhere, date(2027, 7, 20), date(2027, 7, 20)) == []
    assert names(nowhere, date(2027, 4, 27), date(2027, 4, 27)) == ["Koningsdag"]


def test_of_a_school_year_that_is_not_in_the_table_no_holidays_are_known() -> None:
    known = calendar_with()
    assert known.knows(school_year(2026)) and not known.knows(school_year(2031))


def test_a_school_that_is_open_after_all_has_no_holiday_and_the_others_have() -> None:
    here = calendar_with(
        closure(
            closure="open", date=date(2027, 2, 22), until=date(2027, 2, 24), partners=("p-meander",), title="Wel les"
        )
    )
    wednesday, thursday = date(2027, 2, 24), date(2027, 2, 25)
    assert names(here, wednesday, wednesday, ("p-meander",)) == []
    assert names(here, wednesday, thursday, ("p-meander",)) == ["Voorjaarsvakantie"]
    assert names(here, wednesday, wednesday, ("p-meander", "p-kompas")) == ["Voorjaarsvakantie"]
    assert names(here, wednesday, wednesday) == ["Voorjaarsvakantie"]
    assert set(here.closed_school_days(date(2027, 2, 22), "p-meander")) == {date(2027, 2, 25), date(2027, 2, 26)}


def test_open_for_nobody_in_particular_is_open_for_everybody_and_lifts_no_public_holiday() -> None:
    here = calendar_with(closure(closure="open", date=date(2027, 4, 24), until=date(2027, 5, 2), title="Wel les"))
    assert names(here, date(2027, 4, 26), date(2027, 4, 27), ("p-kompas",)) == ["Koningsdag"]


def test_a_closure_for_some_partners_closes_only_those_and_one_for_nobody_closes_all() -> None:
    day = date(2026, 9, 15)
    some = calendar_with(closure(partners=("p-zuivel",)))
    assert names(some, day, day, ("p-meander",), "p-rossum") == []
    assert names(some, day, day, ("p-meander",), "p-zuivel") == ["Maïsoogst"]
    assert names(calendar_with(closure()), day, day, ("p-meander",)) == ["Maïsoogst"]


@pytest.mark.parametrize(
    ("first", "until", "asked", "expected"),
    [
        ((2026, 9, 14), (2026, 10, 2), (2029, 9, 20), [((2029, 9, 14), (2029, 10, 2))]),
        ((2026, 12, 21), (2027, 1, 8), (2030, 1, 3), [((2029, 12, 21), (2030, 1, 8))]),
        ((2026, 12, 21), (2027, 1, 8), (2029, 12, 30), [((2029, 12, 21), (2030, 1, 8))]),
        ((2028, 2, 29), (2028, 3, 3), (2029, 3, 1), [((2029, 3, 1), (2029, 3, 3))]),
        ((2028, 2, 21), (2028, 2, 29), (2029, 2, 28), [((2029, 2, 21), (2029, 2, 28))]),
        ((2028, 2, 29), (2028, 2, 29), (2029, 2, 28), [((2029, 2, 28), (2029, 2, 28))]),
        ((2028, 2, 29), (2028, 2, 29), (2032, 2, 29), [((2032, 2, 29), (2032, 2, 29))]),
        ((2026, 9, 14), (2026, 10, 2), (2029, 10, 3), []),
    ],
)
def test_what_is_so_every_year_comes_again_also_over_new_year_and_without_29_february(
    first: tuple[int, int, int], until: tuple[int, int, int], asked: tuple[int, int, int], expected: list[Any]
) -> None:
    yearly = closure(yearly="ja", date=date(*first), until=date(*until))
    day = date(*asked)
    assert list(occurrences(yearly, day, day)) == [(date(*begins), date(*ends)) for begins, ends in expected]


@given(
    st.dates(date(2024, 1, 1), date(2028, 12, 31)), st.integers(0, 400), st.dates(date(2020, 1, 1), date(2035, 1, 1))
)
def test_a_day_is_closed_every_year_if_a_day_of_that_date_was_in_the_first(first: date, length: int, day: date) -> None:
    until = first + timedelta(days=length)
    yearly = closure(yearly="ja", date=first, until=until)
    whole = (first + timedelta(days=count) for count in range(length + 1))
    if (day.month, day.day) in {(each.month, each.day) for each in whole} - {(2, 29)}:
        assert list(occurrences(yearly, day, day))


def test_the_closed_school_days_of_a_week_say_why() -> None:
    assert calendar_with().closed_school_days(date(2027, 3, 29)) == {date(2027, 3, 29): ("Tweede Paasdag",)}
    assert len(calendar_with().closed_school_days(date(2026, 10, 12))) == 5
    busy = calendar_with(closure())
    assert busy.closed_school_days(date(2026, 9, 14)) == {}
