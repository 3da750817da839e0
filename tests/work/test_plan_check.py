"""The warnings about what is planned."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge.content.holidays import shipped_holidays
from knowledge.model.records.activity import Activity
from knowledge.model.records.closure import Closure
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.records.settings import SETTINGS_ID, Settings
from knowledge.model.region import Region
from knowledge.model.typed.periods import school_year
from knowledge.work.plan_check import PlanCheck
from knowledge.work.school_calendar import SchoolCalendar
from knowledge.work.warning import CLASH
from tests.region_f import T, region


def check_of(*records: Record, today: date = T, without: tuple[str, ...] = ()) -> PlanCheck:
    return PlanCheck(SchoolCalendar(region(today, *records, without=without), shipped_holidays()))


def planned(activity_id: str = "n1", **more: Any) -> Activity:
    values: dict[str, Any] = {
        "id": activity_id,
        "title": "Gastles zagen",
        "activity": "gastles",
        "state": "gepland",
        "schools": ("p-rijssum",),
        "partners": ("p-jachtwerf",),
        "date": date(2027, 3, 9),
        "asked_on": T,
    }
    return Activity(**{**values, **more})


def loud(check: PlanCheck, activity_id: str = "n1") -> list[str]:
    return [each.code for each in check.loud(activity_id)]


def text(check: PlanCheck, code: str, activity_id: str = "n1") -> str:
    return next(str(each.reason) for each in check.cautions(activity_id) if each.code == code)


def test_of_the_region_exactly_five_have_something_that_makes_the_sign() -> None:
    check = check_of()
    found = {each: check.loud(each) for each in check.region.of(Activity) if check.loud(each)}
    assert {each: [caution.code for caution in cautions] for each, cautions in found.items()} == {
        "a4": ["partner-dubbel"],
        "a5": ["partner-dubbel"],
        "a6": ["vakantie"],
        "a8": ["afronden"],
        "a10": ["laat"],
    }
    assert found["a4"][0].about == ("a5",) and found["a5"][0].about == ("a4",)
    assert "15:00–16:00" in str(found["a4"][0].reason) and "Metaalwerken Van Rossum" in str(found["a4"][0].reason)
    assert "Spring break" in str(found["a6"][0].reason)
    assert "25 days" in str(found["a10"][0].reason) and "8 weeks" in str(found["a10"][0].reason)


@pytest.mark.parametrize(
    ("day", "codes", "days"),
    [
        (date(2027, 1, 18), [], ""),
        (date(2027, 1, 15), ["laat"], "53"),
        (date(2027, 1, 17), ["weekend", "laat"], "55"),
    ],
)
def test_what_is_asked_less_than_eight_weeks_ahead_is_late(day: date, codes: list[str], days: str) -> None:
    check = check_of(planned(date=day))
    assert loud(check) == codes
    assert not days or days in text(check, "laat")


def test_how_many_weeks_ahead_is_what_the_region_agreed() -> None:
    agreed = Settings(id=SETTINGS_ID, title="x", holiday_region="noord", lead_weeks=3)
    assert loud(check_of(planned(date=T + timedelta(days=21)), agreed)) == []
    assert loud(check_of(planned(date=T + timedelta(days=18)), agreed)) == ["laat"]
    assert loud(check_of(planned(date=date(2026, 11, 24), asked_on=None))) == []


def test_each_school_has_one_rush_a_school_year_and_the_second_is_late() -> None:
    first, second = planned("n1", date=date(2026, 12, 1), rush="ja"), planned("n2", date=date(2026, 12, 3), rush="ja")
    other = planned("n3", date=date(2026, 12, 4), rush="ja", schools=("p-kompas",))
    both = planned("n4", date=date(2026, 12, 7), rush="ja", schools=("p-rijssum", "p-meander"))
    check = check_of(first, second, other, both)
    assert [loud(check, each) for each in ("n1", "n2", "n3", "n4")] == [[], ["laat"], [], ["laat"]]
    assert check.jokers_used("p-rijssum", T) == 1 and check.jokers_used("p-rijssum", date(2027, 8, 1)) == 0
    more = Settings(id=SETTINGS_ID, title="x", holiday_region="noord", jokers=2)
    assert loud(check_of(first, second, more), "n2") == []
    gone = planned("n1", date=date(2026, 12, 1), rush="ja", state="afgelast", reason="ziek")
    assert loud(check_of(gone, second), "n2") == []
    next_year = planned("n2", date=date(2027, 9, 1), asked_on=date(2027, 8, 30), rush="ja")
    assert loud(check_of(first, next_year), "n2") == []


@pytest.mark.parametrize(
    ("hours", "codes"),
    [
        (("15:30", "16:30"), ["docent-dubbel"]),
        (("16:00", "17:00"), []),
        (("12:00", "14:00"), []),
        (("", ""), ["docent-dubbel"]),
        (("15:59", ""), ["docent-dubbel"]),
        (("", "14:01"), ["docent-dubbel"]),
        (("", "14:00"), []),
    ],
)
def test_a_teacher_can_not_be_in_two_places_and_touching_is_no_overlap(
    hours: tuple[str, str], codes: list[str]
) -> None:
    start, end = hours
    check = check_of(planned(date=date(2027, 3, 30), start=start, end=end, teachers=("h-mehmet",)))
    assert loud(check) == codes
    assert [each.about for each in check.loud("n1")] == [("a4",)] * len(codes)
    assert ("docent-dubbel" in loud(check, "a4")) == bool(codes)


def test_activities_of_several_days_overlap_on_any_of_them() -> None:
    long = planned("n1", date=date(2027, 3, 8), until=date(2027, 3, 12))
    for day, codes in ((date(2027, 3, 12), ["partner-dubbel"]), (date(2027, 3, 15), [])):
        assert loud(check_of(long, planned("n2", date=day)), "n2") == codes
    apart = planned("n2", date=date(2027, 3, 10), start="13:00", end="15:00")
    mornings = planned("n1", date=date(2027, 3, 8), until=date(2027, 3, 12), start="09:00", end="13:00")
    assert loud(check_of(mornings, apart), "n2") == []


def test_a_school_can_do_several_things_at_once_and_what_is_not_planned_takes_no_place() -> None:
    assert loud(check_of(planned("n1"), planned("n2", partners=("p-brinkhof",)))) == []
    for state in ("idee", "gedaan", "afgelast"):
        assert loud(check_of(planned("n1"), planned("n2", state=state))) == []


@pytest.mark.parametrize(
    ("partner", "groups", "codes"),
    [
        ({}, (None, None), ["partner-dubbel"]),
        ({"size": "250+"}, (None, None), []),
        ({"size": "250+"}, (2, None), ["partner-dubbel"]),
        ({"size": "250+"}, (None, None, None), ["partner-dubbel"]),
        ({"parallel": 3}, (None, None, None), []),
        ({"size": "250+", "parallel": 1}, (None, None), ["partner-dubbel"]),
        ({}, (3,), []),
    ],
)
def test_a_large_partner_can_have_as_many_groups_at_once_as_it_says(
    partner: dict[str, Any], groups: tuple[int | None, ...], codes: list[str]
) -> None:
    works = Partner(id="p-jachtwerf", title="Jachtwerf", partner_kind="bedrijf", **partner)
    at_once = [planned(f"n{number}", groups=count) for number, count in enumerate(groups, 1)]
    assert loud(check_of(works, *at_once)) == codes


def test_the_hours_are_those_that_all_of_them_share_and_else_each_says_its_own() -> None:
    def boats(*hours: str, **more: Any) -> list[Activity]:
        return [
            planned(f"n{number}", title=f"Boot {number}", start=each[:5], end=each[6:], **more)
            for number, each in enumerate(hours, 1)
        ]

    check = check_of(*boats("09:00-12:00", "10:00-13:00", "11:00-14:00", teachers=("h-hakan",)))
    assert "3 times" in text(check, "partner-dubbel") and "(11:00–12:00)" in text(check, "partner-dubbel")
    assert "(11:00–12:00)" in text(check, "docent-dubbel")
    check = check_of(*boats("15:30-17:00", "14:00-16:00", "16:00-17:00", teachers=("h-hakan",)))
    for code in ("partner-dubbel", "docent-dubbel"):
        assert "“Boot 2” (15:30–16:00), “Boot 3” (16:00–17:00)" in text(check, code)
        assert "“Boot 1”" in text(check, code, "n3") and "Boot 2" not in text(check, code, "n3")


def test_groups_one_after_another_are_not_at_once() -> None:
    works = Partner(id="p-jachtwerf", title="Jachtwerf", partner_kind="bedrijf", parallel=2)
    whole = planned("n1")
    parts = [planned(f"n{hour}", start=f"{hour}:00", end=f"{hour + 1}:00") for hour in (10, 11, 12)]
    assert loud(check_of(works, whole, *parts)) == []
    clash = planned("n9", start="11:30", end="12:30")
    check = check_of(works, whole, *parts, clash)
    assert (loud(check) == ["partner-dubbel"] and set(check.loud("n1")[0].about) == {"n9", "n11"}) or {"n9", "n12"}


@pytest.mark.parametrize(
    ("kind", "code", "level"),
    [
        ("vakantie", "vakantie", "botsing"), ("vrije-dag", "vrije-dag", "botsing"),
        ("toetsweek", "toetsweek", "botsing"), ("gesloten", "gesloten", "botsing"),
        ("stageperiode", "druk", "let-op"), ("druk", "druk", "let-op"),
    ],
)  # fmt: skip
def test_each_kind_of_closure_has_its_warning_with_its_name_for_whom_it_is(kind: str, code: str, level: str) -> None:
    values = {"title": "Zwemweek", "closure": kind, "date": date(2027, 3, 8), "until": date(2027, 3, 12)}
    for partners, expected in (((), [code]), (("p-rijssum",), [code]), (("p-jachtwerf",), [code]), (("p-zuivel",), [])):
        check = check_of(planned(), Closure(id="k1", partners=partners, **values))
        assert loud(check) == expected
        assert [(each.level, each.about[:1]) for each in check.loud("n1")] == [(level, ("k1",))] * len(expected)
        assert not expected or "Zwemweek" in text(check, code)


def test_a_public_holiday_is_a_day_off_and_a_weekend_only_something_to_think_of() -> None:
    kings_day = check_of(planned(date=date(2027, 4, 27)))
    assert loud(kings_day) == ["vakantie", "vrije-dag"] and "King's Day" in text(kings_day, "vrije-dag")
    assert loud(check_of(planned(date=date(2027, 3, 29)))) == ["vrije-dag"]
    fortnight = planned(date=date(2027, 3, 8), until=date(2027, 3, 19))
    assert loud(check_of(fortnight)) == []
    assert loud(check_of(planned(date=date(2027, 3, 12), until=date(2027, 3, 13)))) == ["weekend"]


def test_a_partner_who_said_not_now_is_named_with_the_reason_until_that_day() -> None:
    baker = planned(partners=("p-hoekstra",), date=date(2027, 3, 16))
    check = check_of(baker)
    assert (
        loud(check) == ["nu-niet"] and "Verbouwing" in text(check, "nu-niet") and "01-03-2027" in text(check, "nu-niet")
    )
    assert loud(check_of(baker, today=date(2027, 3, 1))) == []
    only_visits = Partner(id="p-hoekstra", title="Hoekstra", not_now_reason="Verbouwing", not_now_kinds=("bezoek",))
    assert loud(check_of(baker, only_visits)) == []
    assert loud(check_of(planned(partners=("p-hoekstra",), activity="bezoek"), only_visits)) == ["nu-niet"]


def test_an_offer_that_is_full_is_told_to_who_has_no_place_in_it() -> None:
    assert loud(check_of(planned(offer="o4", partners=("p-brinkhof",), schools=("p-kompas",)))) == ["vol"]
    assert loud(check_of(planned(offer="o4", partners=("p-brinkhof",), schools=("p-meander",)))) == []
    assert loud(check_of(planned(offer="o1"))) == []


def test_purpose_and_leads_are_missed_quietly() -> None:
    check = check_of(planned())
    assert loud(check) == [] and [each.code for each in check.cautions("n1")] == ["geen-doel", "geen-trekker"]
    led = planned(purpose="Zelf zagen", lead_school="h-mehmet", lead_company="h-joost")
    assert check_of(led).cautions("n1") == ()
    half = check_of(planned(purpose="x", lead_school="h-mehmet"))
    assert "company" in text(half, "geen-trekker")


def test_who_ends_at_the_time_of_beginning_is_asked_when_it_ends() -> None:
    assert "geen-duur" in loud(check_of(planned(start="14:00", end="14:00")))
    assert "14:00" in text(check_of(planned(start="14:00", end="14:00")), "geen-duur")
    for start, end in (("14:00", "14:30"), ("14:00", ""), ("", "")):
        assert "geen-duur" not in loud(check_of(planned(start=start, end=end)))


def test_only_what_is_planned_has_warnings() -> None:
    for state in ("idee", "gedaan", "afgelast"):
        assert check_of(planned(state=state, date=date(2026, 10, 11))).cautions("n1") == ()


def test_how_it_would_be_is_seen_without_saving() -> None:
    check = check_of()
    moved = check.with_activities(planned("a4", date=date(2027, 4, 6), partners=("p-rossum",)))
    assert loud(moved, "a5") == [] and loud(check, "a5") == ["partner-dubbel"]


day_strategy = st.dates(date(2027, 3, 1), date(2027, 3, 12))
hour_strategy = st.sampled_from(["", "09:00", "10:30", "12:00", "13:00", "16:00"])


@st.composite
def activities(draw: st.DrawFn) -> list[Activity]:
    made = []
    for number in range(draw(st.integers(1, 7))):
        first, start, end = draw(day_strategy), draw(hour_strategy), draw(hour_strategy)
        until = draw(st.none() | st.integers(0, 6).map(lambda days, first=first: first + timedelta(days=days)))
        start, end = (start, end) if not (start and end) or start < end else ("", "")
        who = tuple(draw(st.sets(st.sampled_from(["p-rossum", "p-brinkhof"]), min_size=1)))
        made.append(planned(f"n{number}", date=first, until=until, start=start, end=end, partners=who, purpose="x"))
    return made


@settings(deadline=None, max_examples=60)
@given(activities(), st.randoms())
def test_two_at_once_is_seen_from_both_sides_in_any_order_of_arrival(made: list[Activity], chance: Any) -> None:
    check = check_of(*made)
    about = {
        each.id: {other for one in check.loud(each.id) if one.code == "partner-dubbel" for other in one.about}
        for each in made
    }
    assert all(one in about[other] for one, others in about.items() for other in others)
    for one in made:
        for other in made:
            if one.id < other.id and set(one.partners) & set(other.partners):
                days = one.date <= other.last_day and other.date <= one.last_day  # type: ignore[operator]
                (start, end), (opens, closes) = ((each.start or "00:00", each.end or "24:00") for each in (one, other))
                assert (other.id in about[one.id]) == (days and start < closes and opens < end)
    shuffled = list(made)
    chance.shuffle(shuffled)
    again = check_of(*shuffled)
    assert all(again.cautions(each.id) == check.cautions(each.id) for each in made)


@pytest.mark.parametrize("today", [date(2026, 8, 1), date(2027, 7, 31), date(2028, 2, 29), date(2031, 1, 1)])
def test_on_any_day_the_same_region_is_checked_without_a_fault(today: date) -> None:
    check = check_of(today=today)
    assert all(each.level in (CLASH, "let-op") for one in check.region.of(Activity) for each in check.cautions(one))


def test_three_thousand_activities_are_checked_at_once() -> None:
    made = {
        f"n{number:05}": planned(
            f"n{number:05}", date=date(2026, 8, 3) + timedelta(days=number % 350), partners=(f"p{number % 150}",)
        )
        for number in range(3000)
    }
    base = region()
    check = PlanCheck(SchoolCalendar(Region(T, {**base.records, "activity": made}), shipped_holidays()))
    begun = time.process_time()
    found = sum(len(check.cautions(each)) for each in made)
    assert found > 3000 and time.process_time() - begun < 1
    assert school_year(2026) == check.region.school_year_of(T)
