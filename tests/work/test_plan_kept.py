"""What is kept of the year plan when something changes is what would be found from nothing."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta
from functools import cached_property
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.content.holidays import shipped_holidays
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.closure import Closure
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.records.settings import SETTINGS_ID, Settings
from knowledge.model.records.signup import Signup
from knowledge.model.region import DERIVED_FROM, Region
from knowledge.work.plan_check import PlanCheck
from knowledge.work.plan_kept import touched
from knowledge.work.school_calendar import SchoolCalendar
from knowledge.work.school_year_plan import Whose, year_plan
from tests.region_f import T, region

FIRMS, SCHOOLS = ("p-rossum", "p-jachtwerf"), ("p-rijssum", "p-kompas")
DAYS = st.integers(0, 1).map(lambda days: date(2027, 3, 9) + timedelta(days=days))


def some(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


ACTIVITIES = st.builds(
    Activity,
    id=some("n1", "n2", "n3"),
    title=some("Een", "Twee"),
    activity=some("gastles"),
    state=some("gepland", "gepland", "gedaan", "idee"),
    schools=some(SCHOOLS[:1], SCHOOLS[1:]),
    partners=some(FIRMS[:1], FIRMS[1:], FIRMS),
    teachers=some((), ("h-mehmet",)),
    date=DAYS,
    start=some("", "09:00"),
    asked_on=some(T, date(2027, 2, 1)),
    rush=some("", "ja"),
    offer=some("", "", "", "o1"),
    signup=some("", "", "", "s1"),
)
OTHERS = st.one_of(
    st.builds(Partner, id=some(*FIRMS), title=some("X", "Y"), partner_kind=some("bedrijf"), size=some("", "250+")),
    st.builds(Signup, id=some("s1", "s9"), target=some("o1", "n1"), by=some(*FIRMS, *SCHOOLS), signed_on=some(T)),
    st.builds(Signup, id=some("s8"), target=some("o1"), by=some(*SCHOOLS), signed_on=some(T), event=some("n1", "n2")),
    st.builds(Offer, id=some("o1"), title=some("Les"), partner=some(*FIRMS), activity=some("bezoek"), times=some(1)),
    st.builds(Closure, id=some("x1"), title=some("Toets"), closure=some("toetsweek", "druk"), date=DAYS, until=DAYS),
    st.builds(
        Approach, id=some("k1", "k2", "k3"), partner=some(*FIRMS), by=some(*SCHOOLS, "p-meander"), date=some(T),
        way=some("telefoon"), direction=some("uit"), ask=some("ja"),
    ),
    st.builds(Settings, id=some(SETTINGS_ID), lead_weeks=some(2, 8), holiday_region=some("noord", "zuid")),
)  # fmt: skip


FULL = Offer(id="o", title="Les", partner=FIRMS[0], activity="gastles", times=1)
TEST_WEEK = Closure(id="x", title="Toets", closure="toetsweek", date=date(2027, 3, 8), until=date(2027, 3, 10))
SETTINGS = Settings(id=SETTINGS_ID, lead_weeks=8, jokers=0)


def fresh(seen: Region) -> Region:
    """`seen` with nothing derived of it yet."""
    return dataclasses.replace(seen)


def without(seen: Region, record: Record) -> Region:
    of_kind = {each: found for each, found in seen.records.get(record.kind, {}).items() if each != record.id}
    return dataclasses.replace(seen, records={**seen.records, record.kind: of_kind}).keeping(seen)


def check_of(seen: Region, before: PlanCheck | None = None) -> PlanCheck:
    known = before.school_calendar if before else None
    return PlanCheck(SchoolCalendar(seen, shipped_holidays(), known), before)


CHANGES = st.tuples(st.one_of(ACTIVITIES, ACTIVITIES, ACTIVITIES, OTHERS), some("save", "save", "save", "bin"))


@settings(max_examples=60, deadline=None)
@given(st.lists(CHANGES, min_size=1, max_size=6))
def test_after_any_changes_the_plan_says_what_it_would_say_from_nothing(changes: list[tuple[Record, str]]) -> None:
    check, kompas = check_of(region()), Whose(school="p-kompas")
    for number, (record, way) in enumerate(changes):
        year = check.region.school_year_of(T)
        year_plan(check, year)
        if number % 2 == 0:
            year_plan(check, year, kompas)
        assert set(check.region.__dict__) >= {"asks_to", "settings"}
        seen = without(check.region, record) if way == "bin" else check.region.with_records(record)
        check, anew = check_of(seen, check), check_of(fresh(seen))
        for name in DERIVED_FROM:
            assert getattr(seen, name) == getattr(anew.region, name), name
        assert year_plan(check, year) == year_plan(anew, year)
        assert number % 2 == 0 or year_plan(check, year, kompas) == year_plan(anew, year, kompas)
        for each in seen.of(Activity):
            assert check.cautions(each) == anew.cautions(each)


def planned(activity_id: str, **more: Any) -> Activity:
    values: dict[str, Any] = {"title": activity_id, "activity": "gastles", "state": "gepland", "date": date(2027, 3, 9)}
    sides = {"schools": SCHOOLS[:1], "partners": FIRMS[:1]}
    return Activity(id=activity_id, **{**values, **sides, **more})


BAKERY = {"partners": FIRMS[1:]}


@pytest.mark.parametrize(
    ("there", "changed", "code"),
    [
        ([], planned("n2"), "partner-dubbel"),
        ([planned("n2")], planned("n2", date=date(2027, 3, 10)), "partner-dubbel"),
        ([], planned("n2", teachers=("h-mehmet",), **BAKERY), "docent-dubbel"),
        ([], planned("n2", asked_on=date(2027, 1, 20), rush="ja", date=date(2027, 3, 11), **BAKERY), "laat"),
        ([FULL], planned("n2", offer="o", state="gedaan", date=date(2026, 10, 1), schools=SCHOOLS[1:]), "vol"),
        ([FULL, Signup(id="s", target="o", by="p-meander", signed_on=T, event="e1"), planned("e1", **BAKERY)],
         planned("e1", date=date(2025, 3, 9), **BAKERY), "vol"),
        ([Signup(id="s", target="e1", by=FIRMS[0], signed_on=T), planned("e1", **BAKERY)],
         planned("e1", schools=("p-meander",), **BAKERY), "overvraagd"),
        ([], SETTINGS, "laat"),
        ([], TEST_WEEK, "toetsweek"),
    ],
)  # fmt: skip
def test_what_a_change_means_for_others_is_seen(there: list[Record], changed: Record, code: str) -> None:
    mine = planned("n1", teachers=("h-mehmet",), asked_on=date(2027, 2, 1), rush="ja", offer="o")
    seen = region().with_records(mine, *there)
    before = check_of(seen)
    after = check_of(seen.with_records(changed), before if before.cautions("n1") else None)
    codes = [{each.code for each in check.loud("n1")} for check in (before, after)]
    assert code in codes[0] ^ codes[1]
    assert after.cautions("n1") == check_of(fresh(after.region)).cautions("n1")


def test_on_another_day_everything_is_looked_at_again() -> None:
    seen = region()
    assert touched(seen, seen) == frozenset()
    assert touched(seen, dataclasses.replace(seen, today=T + timedelta(days=1))) is None


def test_one_changed_activity_leaves_those_of_other_partners_as_they_were() -> None:
    seen = region()
    activity = seen.of(Activity)["a10"]
    anew = touched(seen, seen.with_records(dataclasses.replace(activity, title="Anders")))
    assert anew is not None and "a10" in anew and "a4" not in anew


def test_every_value_that_a_region_keeps_says_what_it_is_derived_from() -> None:
    kept = {name for name, value in vars(Region).items() if isinstance(value, cached_property)}
    assert kept - {"this_school_year", "settings"} == set(DERIVED_FROM)
