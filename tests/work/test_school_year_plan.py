"""The jaarkalender as values."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from knowledge.content.holidays import shipped_holidays
from knowledge.model.records.activity import Activity
from knowledge.model.records.record import Record
from knowledge.model.typed.periods import DayRange, school_year
from knowledge.work.plan_check import PlanCheck
from knowledge.work.school_calendar import SchoolCalendar
from knowledge.work.school_year_plan import (
    PlanWeek,
    Whose,
    YearPlan,
    months_of,
    partner_plan,
    school_plan,
    week_plan,
    weeks_of,
    year_plan,
)
from tests.region_f import T, region


def check_of(*records: Record) -> PlanCheck:
    return PlanCheck(SchoolCalendar(region(T, *records), shipped_holidays()))


def plan(*records: Record, year: int = 2026, **whose: str) -> YearPlan:
    return year_plan(check_of(*records), school_year(year), Whose(**whose))


def week(plan: YearPlan, number: int) -> PlanWeek:
    return next(each for each in plan.weeks if each.number == number)


def ids(found: Any) -> list[str]:
    return [each.activity.id for each in found]


def test_a_school_year_has_all_its_weeks_week_53_among_them() -> None:
    weeks = [each.week for each in plan().weeks]
    assert (len(weeks), weeks[0], weeks[-1]) == (53, "2026-W31", "2027-W30")
    assert "2026-W53" in weeks


def test_a_week_has_its_activities_by_hour_with_how_many_have_a_sign() -> None:
    found = week(plan(), 13)
    assert ids(found.activities) == ["a4", "a5"] and found.warnings == 2
    assert ids(found.on(date(2027, 3, 30))) == ["a4", "a5"] and found.on(date(2027, 3, 31)) == ()
    assert found.closed == () and found.closed_days == {date(2027, 3, 29): ("Tweede Paasdag",)}


def test_a_week_is_closed_when_three_of_five_school_days_are_and_says_by_what() -> None:
    year = plan()
    closed = {each.number: each.closed for each in year.weeks if each.closed}
    assert closed == {
        **dict.fromkeys((31, 32, 33), ("Zomervakantie",)),
        42: ("Herfstvakantie",),
        52: ("Kerstvakantie",),
        53: ("Kerstvakantie",),
        8: ("Voorjaarsvakantie",),
        17: ("Meivakantie",),
        **dict.fromkeys((28, 29, 30), ("Zomervakantie",)),
    }


def test_the_year_counts_what_is_planned_done_and_cancelled_in_it() -> None:
    year = plan()
    assert len(year.activities) == 9 and year.warnings == 5 and year.holidays_known
    assert sum(len(each.activities) for each in year.weeks) == 9
    assert not plan(year=2031).holidays_known


def test_the_rows_are_months_by_thursday_and_the_ends_join_the_nearest() -> None:
    rows = {month: [each.number for each in weeks] for month, weeks in plan().rows}
    assert list(rows) == [8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7]
    assert rows[8] == [31, 32, 33, 34, 35] and rows[12] == [49, 50, 51, 52, 53] and rows[4] == [13, 14, 15, 16, 17]
    assert len(plan(year=2027).rows) == 12


@given(st.integers(1950, 2250))
def test_in_any_year_the_weeks_follow_each_other_and_every_day_is_in_one(year: int) -> None:
    whole = school_year(year)
    weeks = [each.days for each in year_plan(check_of(), whole).weeks]
    assert weeks[0].first <= whole.first and whole.last <= weeks[-1].last
    assert all((later.first - sooner.last).days == 1 for sooner, later in itertools.pairwise(weeks))
    rows = year_plan(check_of(), whole).rows
    assert len(rows) == 12 and sum(len(each) for _month, each in rows) == len(weeks)


def test_a_calendar_can_be_that_of_a_school_a_partner_or_a_person() -> None:
    assert ids(plan(school="p-kompas").activities) == ["a8", "a4"]
    assert ids(plan(partner="p-rossum").activities) == ["a3", "a4", "a5"]
    assert ids(plan(person="h-hakan").activities) == ["a9"]


def test_what_takes_days_in_two_weeks_stands_in_both_and_an_idea_in_its_weeks() -> None:
    long = Activity(
        id="n1", title="Stage", activity="stage", state="idee", date=date(2027, 3, 5), until=date(2027, 3, 8)
    )
    idea = Activity(id="n2", title="Later", activity="stage", state="idee", weeks=("2027-W10", "2027-W12"))
    year = plan(long, idea)
    assert "n1" in ids(week(year, 9).activities) and set(ids(week(year, 10).activities)) == {"n1", "n2"}
    assert "n2" in ids(week(year, 12).activities) and len(year.activities) == 11
    assert ids(week_plan(check_of(idea), "2027-W12").activities) == ["n2"]
    assert ids(week_plan(check_of(), "2027-W13", Whose(school="p-kompas")).activities) == ["a4"]


def test_what_lies_partly_in_another_school_year_is_in_both() -> None:
    over = Activity(
        id="n1", title="Kamp", activity="stage", state="idee", date=date(2026, 7, 30), until=date(2026, 8, 2)
    )
    assert weeks_of(over, school_year(2025)) == ("2026-W31",) and weeks_of(over, school_year(2026)) == ("2026-W31",)
    assert weeks_of(over, school_year(2027)) == ()


def test_a_school_has_a_row_a_kind_with_its_months_its_states_worlds_and_rushes() -> None:
    found = school_plan(check_of(), school_year(2026), "p-meander")
    rows = {row.about: [len(month) for month in row.months] for row in found.rows}
    assert rows["gastles"] == [0, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert rows["bezoek"] == [0, 1, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0]
    assert rows["docentenstage"] == [0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]
    assert found.states == {"gedaan": 2, "gepland": 4, "idee": 1}
    assert (len(found.worlds), found.jokers_used, ids(found.undated)) == (4, 0, ["a11"])
    assert {row.about: len(row.held) for row in found.rows} == {"gastles": 2, "bezoek": 3, "docentenstage": 1}
    assert found.rows[0].hours_company == Decimal("0.00")
    assert months_of(school_year(2026)) == (8, 9, 10, 11, 12, 1, 2, 3, 4, 5, 6, 7)


def test_partners_have_a_row_with_their_months_by_name() -> None:
    rows = {row.about: [len(month) for month in row.months] for row in partner_plan(check_of(), school_year(2026))}
    assert rows["p-rossum"] == [0, 0, 1, 0, 0, 0, 0, 2, 0, 0, 0, 0]
    assert next(iter(rows)) == "p-brinkhof"
    (row,) = partner_plan(check_of(), school_year(2026), ["p-hoekstra"])
    assert row.about == "p-hoekstra" and row.activities == ()


def test_the_row_of_whoever_is_asked_for_has_all_that_its_calendar_has() -> None:
    (row,) = partner_plan(check_of(), school_year(2026), ["p-kompas"])
    year = year_plan(check_of(), school_year(2026), Whose(partner="p-kompas"))
    assert {*ids(row.activities)} == {*ids(year.activities)} == {"a4", "a8"}


def test_a_school_year_that_begins_elsewhere_is_followed() -> None:
    calendar_year = DayRange(date(2027, 1, 1), date(2027, 12, 31))
    found = year_plan(check_of(), calendar_year)
    assert {*ids(found.activities)} == {"a4", "a5", "a6"} and months_of(calendar_year)[0] == 1
