"""Days are read as people say them, or refused with an example near to what was typed."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.typed.days import Lean, day_from, first_day_in
from knowledge.problem import BadValue
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import set_language

FRIDAY = date(2026, 11, 27)
days = st.dates(date(1901, 1, 1), date(2298, 12, 31))


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("vandaag", FRIDAY),
        (" Today ", FRIDAY),
        ("morgen", date(2026, 11, 28)),
        ("overmorgen", date(2026, 11, 29)),
        ("gisteren", date(2026, 11, 26)),
        ("vrijdag", date(2026, 12, 4)),
        ("ma", date(2026, 11, 30)),
        ("a.s. dinsdag", date(2026, 12, 1)),
        ("volgende week dinsdag", date(2026, 12, 1)),
        ("dinsdag volgende week", date(2026, 12, 1)),
        ("next tuesday", date(2026, 12, 1)),
        ("deze week woensdag", date(2026, 11, 25)),
        ("afgelopen maandag", date(2026, 11, 23)),
        ("vorige week do", date(2026, 11, 19)),
        ("31-3", date(2027, 3, 31)),
        ("31/3", date(2027, 3, 31)),
        ("31-03-26", date(2026, 3, 31)),
        ("1-2-71", date(1971, 2, 1)),
        ("31.3.2026", date(2026, 3, 31)),
        ("2026-3-1", date(2026, 3, 1)),
        ("4 dec", date(2026, 12, 4)),
        ("4 DEC.", date(2026, 12, 4)),
        ("de 4e december", date(2026, 12, 4)),
        ("December 4th", date(2026, 12, 4)),
        ("1 april 2026", date(2026, 4, 1)),
        ("1 apr. '27", date(2027, 4, 1)),
        ("29-2", date(2028, 2, 29)),
        ("20260331", date(2026, 3, 31)),
        ("31032026", date(2026, 3, 31)),
        ("week 12", date(2027, 3, 22)),
        ("wk 50", date(2026, 12, 7)),
        ("week 12 2026", date(2026, 3, 16)),
        ("2027-W05", date(2027, 2, 1)),
        ("dinsdag week 5", date(2027, 2, 2)),
        ("+14d", date(2026, 12, 11)),
        ("+14", date(2026, 12, 11)),
        ("+2w", date(2026, 12, 11)),
        ("+2 weken", date(2026, 12, 11)),
        ("-1d", date(2026, 11, 26)),
        ("+3m", date(2027, 2, 27)),
        ("over een week", date(2026, 12, 4)),
        ("over drie dagen", date(2026, 11, 30)),
        ("2 weken geleden", date(2026, 11, 13)),
        ("vr 4 dec 2026", date(2026, 12, 4)),
    ],
)
def test_a_day_as_people_say_it(typed: str, day: date) -> None:
    assert day_from(typed, FRIDAY) == day


@pytest.mark.parametrize(
    ("typed", "ahead", "nearest", "behind"),
    [
        ("1 juni", date(2027, 6, 1), date(2026, 6, 1), date(2026, 6, 1)),
        ("27-11", FRIDAY, FRIDAY, FRIDAY),
        ("week 40", date(2027, 10, 4), date(2026, 9, 28), date(2026, 9, 28)),
        ("vrijdag", date(2026, 12, 4), date(2026, 12, 4), date(2026, 11, 20)),
    ],
)
def test_a_day_without_a_year_lies_where_its_field_looks(typed: str, ahead: date, nearest: date, behind: date) -> None:
    found = [day_from(typed, FRIDAY, lean) for lean in (Lean.AHEAD, Lean.NEAREST, Lean.BEHIND)]
    assert found == [ahead, nearest, behind]


@pytest.mark.parametrize(
    ("typed", "example"),
    [
        ("vrijdg", "vrijdag"),
        ("volgende wek dinsdag", "volgende week dinsdag"),
        ("31-02-2026", "28-02-2026"),
        ("31-13-2026", "31-12-2026"),
        ("29-02-2027", "28-02-2027"),
        ("30 febuari", "28 februari"),
        ("maart 2026", "1 maart 2026"),
        ("week 60", "week 12"),
        ("+99999", "+14d"),
        ("11", "27-11-2026"),
        ("ooit", "27-11-2026"),
        ("", "27-11-2026"),
    ],
)
def test_what_is_no_day_is_refused_with_the_nearest_example(typed: str, example: str) -> None:
    with pytest.raises(BadValue) as told:
        day_from(typed, FRIDAY)
    assert told.value.values["example"] == example
    assert typed in str(told.value)


def test_a_weekday_that_is_another_day_is_told() -> None:
    with pytest.raises(BadValue, match="04-12-2026 is a Friday"):
        day_from("do 4 dec 2026", FRIDAY)


@pytest.mark.parametrize("typed", ["1-1-0206", "3026-01-01", "+999j"])
def test_a_year_far_away_is_a_slip(typed: str) -> None:
    with pytest.raises(BadValue, match="Write a year from 1900 to 2299"):
        day_from(typed, FRIDAY)


@pytest.mark.parametrize("language", ["nl", "en"])
@given(day=days, today=days)
def test_a_day_as_it_is_shown_can_be_typed(language: str, day: date, today: date) -> None:
    set_language(language)
    for shown in (show_day(day), f"{day:%d-%m-%Y}", day.isoformat(), f"{day.day}/{day.month}/{day.year}"):
        assert day_from(shown, today) == day


@given(today=days, month=st.integers(1, 12), day=st.integers(1, 31))
def test_a_day_without_a_year_is_never_further_than_half_a_year(today: date, month: int, day: int) -> None:
    if day > calendar.monthrange(2025, month)[1]:
        return
    assert abs(day_from(f"{day}-{month}", today) - today) <= timedelta(days=183)
    assert timedelta() <= day_from(f"{day}-{month}", today, Lean.AHEAD) - today <= timedelta(days=365)
    assert timedelta() <= today - day_from(f"{day}-{month}", today, Lean.BEHIND) <= timedelta(days=365)


@given(
    st.text(max_size=20) | st.from_regex(r"[+-][0-9]{1,4}[dwmj]?|[0-9]{1,2}[-/ .][0-9]{1,4}", fullmatch=True),
    days,
    st.sampled_from(Lean),
)
def test_anything_typed_is_a_day_or_told(typed: str, today: date, lean: Lean) -> None:
    try:
        assert isinstance(day_from(typed, today, lean), date)
    except BadValue as told:
        assert str(told)


def test_the_words_after_a_day_are_left() -> None:
    assert first_day_in("4 dec in de ochtend".split(), FRIDAY) == (date(2026, 12, 4), ["in", "de", "ochtend"])
    assert first_day_in(["vrijdag"], FRIDAY) == (date(2026, 12, 4), [])
