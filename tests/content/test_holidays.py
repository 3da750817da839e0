"""The school holidays that come with sto, and the public holidays that are computed."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content.holidays import shipped_holidays
from knowledge.model.holidays import Holiday, easter_sunday, feast_days, kings_day
from knowledge.model.typed.periods import school_year
from knowledge.model.vocabulary import HOLIDAY_REGIONS

LENGTHS = {"Herfstvakantie": 9, "Kerstvakantie": 16, "Voorjaarsvakantie": 9, "Meivakantie": 9, "Zomervakantie": 44}


@pytest.mark.parametrize(
    "holiday", shipped_holidays(), ids=lambda each: f"{each.school_year} {each.region} {each.name}"
)
def test_a_holiday_goes_from_a_saturday_to_a_sunday_and_is_as_long_as_it_should_be(holiday: Holiday) -> None:
    assert (holiday.first.weekday(), holiday.last.weekday()) == (5, 6)
    assert (holiday.last - holiday.first).days + 1 == LENGTHS[holiday.name]
    assert holiday.source
    year = school_year(int(holiday.school_year[:4]))
    assert holiday.school_year == f"{year.first.year}-{year.last.year}" and year.first <= holiday.first <= year.last


def test_every_region_has_each_holiday_once_in_every_school_year_in_order() -> None:
    found = shipped_holidays()
    years = sorted({each.school_year for each in found})
    assert years == ["2025-2026", "2026-2027", "2027-2028"]
    for year in years:
        for region in HOLIDAY_REGIONS:
            of_region = [each for each in found if (each.school_year, each.region) == (year, region)]
            assert [each.name for each in of_region] == list(LENGTHS)
            assert [each.first for each in of_region] == sorted(each.first for each in of_region)


@pytest.mark.parametrize(
    ("region", "name", "first", "last"),
    [
        ("zuid", "Voorjaarsvakantie", date(2027, 2, 13), date(2027, 2, 21)),
        ("zuid", "Zomervakantie", date(2026, 7, 11), date(2026, 8, 23)),  # not from Friday 17 July, as elsewhere
        ("noord", "Herfstvakantie", date(2026, 10, 10), date(2026, 10, 18)),
        ("midden", "Zomervakantie", date(2028, 7, 8), date(2028, 8, 20)),
    ],
)
def test_the_days_are_those_that_were_published(region: str, name: str, first: date, last: date) -> None:
    assert (region, name, first, last) in {
        (each.region, each.name, each.first, each.last) for each in shipped_holidays()
    }


@pytest.mark.parametrize(
    ("year", "day"),
    [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2027, date(2027, 3, 28)), (2038, date(2038, 4, 25))],
)
def test_easter_is_the_sunday_that_the_almanac_says(year: int, day: date) -> None:
    assert easter_sunday(year) == day


@given(st.integers(1900, 2299))
def test_easter_is_a_sunday_from_22_march_to_25_april_and_kings_day_never_a_sunday(year: int) -> None:
    easter = easter_sunday(year)
    assert easter.weekday() == 6 and date(year, 3, 22) <= easter <= date(year, 4, 25)
    assert kings_day(year).weekday() != 6
    days = feast_days(year)
    assert days[easter + timedelta(days=1)] == "Tweede Paasdag"
    assert list(days) == sorted(days) and all(day.year == year for day in days)


def test_kings_day_is_a_day_earlier_when_the_27th_is_a_sunday() -> None:
    assert (kings_day(2025), kings_day(2026)) == (date(2025, 4, 26), date(2026, 4, 27))


def test_liberation_day_is_free_once_in_five_years_and_two_names_can_share_a_day() -> None:
    assert date(2030, 5, 5) in feast_days(2030) and date(2027, 5, 5) not in feast_days(2027)
    assert feast_days(2005)[date(2005, 5, 5)] == "Bevrijdingsdag · Hemelvaartsdag"
