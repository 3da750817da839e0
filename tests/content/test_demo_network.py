"""The network of the demo region: on whichever day it is made, every view of it has something true to show."""

from __future__ import annotations

import dataclasses
import itertools
from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge.content.demo import PROTAGONIST, demo_region
from knowledge.content.holidays import shipped_holidays
from knowledge.figures.cofinancing import cofinancing
from knowledge.figures.relations import Relations
from knowledge.guard.checking import hits_in, known_in
from knowledge.guarding import _is_ordinary
from knowledge.identifier import begun_ids
from knowledge.model.codec import problems
from knowledge.model.records.activity import Activity
from knowledge.model.records.closure import Closure
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.use import Use
from knowledge.model.region import Region
from knowledge.model.vocabulary import ACTIVITY_KINDS, COMPANY_LIKE
from knowledge.work.approach_load import TOO_BUSY, loads
from knowledge.work.capacity import capacity
from knowledge.work.free_lines import free_lines
from knowledge.work.not_now import is_not_now
from knowledge.work.plan_check import LATE, TO_CLOSE, TWICE, PlanCheck
from knowledge.work.plan_lessons import lessons_beside
from knowledge.work.question import quality
from knowledge.work.retention import proposed_for_erasure
from knowledge.work.school_calendar import SchoolCalendar

SPACE = "01a209ac-f9c2-7205-9f6a-a81c9521fedf"
TODAY = date(2026, 11, 27)

DAYS = st.dates(date(2024, 1, 1), date(2034, 12, 31))
"""Days as today, also those of years of which no school holidays are known."""


def on_any_day(test: Callable[[date], None]) -> Callable[[], None]:
    """Check on a few days, among them the first of a school year, of the summer and of a year, and a leap day."""
    for day in (
        TODAY,
        date(2026, 8, 1),
        date(2027, 6, 22),
        date(2027, 7, 8),
        date(2027, 8, 20),
        date(2028, 1, 1),
        date(2028, 2, 29),
    ):
        test = example(day)(test)
    return settings(max_examples=2)(given(DAYS)(test))


@cache
def region(today: date = TODAY) -> Region:
    numbers = itertools.count()
    records: dict[str, dict[str, Record]] = defaultdict(dict)
    for record in demo_region(today, lambda: f"demo-{next(numbers):04}", str, SPACE):
        records[record.kind][record.id] = record.settled(None, today)
    return Region(today, records)


def test_one_example_of_a_pupil_is_kept_on_purpose_and_nothing_else_looks_like_one() -> None:
    demo = region()
    known = known_in(demo, _is_ordinary, PROTAGONIST)
    hits = [
        hit for kind in demo.records.values() for each in kind.values() for hit in hits_in(each, lambda: known, TODAY)
    ]
    assert [(hit.id, hit.field, hit.rule, hit.is_settled) for hit in hits] == [
        ("settings", "body", "leerling-naam", True)
    ]
    assert hits[0].kept is not None and hits[0].kept.reason == "verzonnen"


def activities(demo: Region, *states: str) -> list[Activity]:
    return [each for each in demo.of(Activity).values() if each.state in states]


def names(demo: Region, ids: object) -> list[str]:
    return [demo.title(each) for each in ids]  # type: ignore[attr-defined]


# -- the year plan ----------------------------------------------------------------------------------------------------


def test_there_are_activities_of_every_kind_with_six_schools_in_two_school_years() -> None:
    demo = region()
    dated = [each for each in activities(demo, "gepland", "gedaan", "afgelast") if each.date]
    assert len(dated) >= 40
    assert {each.activity for each in dated} == set(ACTIVITY_KINDS)
    assert len({school for each in dated for school in each.schools}) >= 6
    assert len({demo.school_year_of(each.date) for each in dated if each.date}) >= 2


def test_the_number_of_each_state_and_of_each_reason_for_calling_off() -> None:
    demo = region()
    assert len(activities(demo, "gedaan")) >= 20
    assert len(activities(demo, "idee")) == 3
    assert Counter(each.reason for each in activities(demo, "afgelast")) == Counter(
        ["ziek", "weer", "bedrijf", "te-weinig"]
    )
    assert sum(bool(each.rush) for each in activities(demo, "gepland")) == 1


def test_what_was_done_has_marks_and_a_place_in_the_programme() -> None:
    for each in activities(region(), "gedaan"):
        assert each.mark_school and each.embedding and each.purpose and each.teachers, each.title


def test_a_series_of_five_goes_on_from_what_was_done_to_what_is_planned() -> None:
    demo = region()
    series = sorted((each for each in demo.of(Activity).values() if each.series), key=lambda each: each.title)
    assert [each.state for each in series] == ["gedaan", "gedaan", "gepland", "gepland", "gepland"]
    assert len({each.series for each in series}) == 1


@on_any_day
def test_a_series_is_on_its_weekday_and_in_its_order(today: date) -> None:
    series = sorted((each for each in region(today).of(Activity).values() if each.series), key=lambda each: each.title)
    days = [each.date for each in series if each.date]
    assert days == sorted(set(days))
    assert {day.weekday() for day in days} == {1}


@on_any_day
def test_every_record_is_valid(today: date) -> None:
    for of_kind in region(today).records.values():
        for record in of_kind.values():
            assert problems(record) == [], record.title


@on_any_day
def test_only_what_is_to_be_closed_lies_on_the_wrong_side_of_today(today: date) -> None:
    demo = region(today)
    assert all(each.last_day and each.last_day <= today for each in activities(demo, "gedaan", "afgelast"))
    assert all(each.asked_on <= today for each in demo.of(Activity).values() if each.asked_on)
    assert len([each for each in activities(demo, "gepland") if each.last_day and each.last_day < today]) == 1


@on_any_day
def test_nothing_takes_place_while_the_school_or_the_partner_is_closed_or_busy(today: date) -> None:
    demo = region(today)
    calendar = SchoolCalendar(demo, shipped_holidays())
    for each in demo.of(Activity).values():
        if each.date and each.last_day:
            others = (*each.partners, each.venue)
            assert each.date.weekday() < 5 and each.last_day.weekday() < 5, each.title
            assert calendar.closed(each.date, each.last_day, each.schools, others) == [], each.title


@on_any_day
def test_the_plan_has_one_pair_at_once_one_asked_too_late_and_one_to_close(today: date) -> None:
    demo = region(today)
    check = PlanCheck(SchoolCalendar(demo, shipped_holidays()))
    told = defaultdict(list)
    for each in activities(demo, "gepland"):
        for caution in check.loud(each.id):
            told[caution.code].append(each)
    assert {code: len(found) for code, found in told.items()} == {TWICE: 2, LATE: 1, TO_CLOSE: 1, TOO_BUSY: 2}
    assert told[TWICE] == told[TOO_BUSY]
    assert {name for each in told[TWICE] for name in names(demo, each.partners)} == {"Metaalwerken Van Rossum"}


@on_any_day
def test_a_joker_is_used(today: date) -> None:
    demo = region(today)
    [rush] = [each for each in demo.of(Activity).values() if each.rush]
    assert rush.date and rush.asked_on and rush.date - rush.asked_on < timedelta(weeks=8)


@on_any_day
def test_a_placement_of_a_teacher_lies_weeks_ahead_for_two_days(today: date) -> None:
    demo = region(today)
    [placement] = [each for each in activities(demo, "gepland") if each.activity == "docentenstage"]
    assert names(demo, placement.partners) == ["Zorggroep De Linde – technische dienst"]
    assert names(demo, placement.teachers) == ["Hakan Yıldız"]
    assert placement.date and placement.last_day
    assert placement.date - today >= timedelta(weeks=10)
    assert placement.last_day - placement.date == timedelta(days=1)


@on_any_day
def test_two_test_weeks_take_whole_school_weeks(today: date) -> None:
    weeks = [each for each in region(today).of(Closure).values() if each.closure == "toetsweek"]
    assert len(weeks) == 2
    for each in weeks:
        assert each.date and each.until and each.date > today
        assert (each.date.weekday(), each.until - each.date) == (0, timedelta(days=4))


def test_three_companies_say_when_they_are_busy() -> None:
    demo = region()
    busy = [each for each in demo.of(Closure).values() if each.closure == "druk"]
    assert {name for each in busy for name in names(demo, each.partners)} == {
        "Koelewijn Transport & Logistiek", "Loonbedrijf Wessels", "Vechtzuivel",
    }  # fmt: skip
    assert all(each.yearly for each in busy)


# -- the menukaart and the questions ----------------------------------------------------------------------------------


def test_offers_are_made_of_lines_of_their_partners() -> None:
    demo = region()
    assert len(demo.of(Offer)) >= 12
    for offer in demo.of(Offer).values():
        lines = demo.of(Partner)[offer.partner].offers
        assert any(line.startswith(offer.title) for line in lines), offer.title
    titles = tuple(offer.title for offer in demo.of(Offer).values())
    left = free_lines(demo, lambda key: begun_ids(SPACE, Offer.kind, key))
    assert left
    assert [line.text for line in left if line.text.startswith(titles)] == []


@on_any_day
def test_one_offer_is_full_and_one_has_more_sign_ups_than_places(today: date) -> None:
    demo = region(today)
    found = {offer.title: capacity(demo, offer) for offer in demo.of(Offer).values()}
    assert {title: (each.wanted, each.most) for title, each in found.items() if each.over} == {
        "Lessenserie Lek opsporen": (3, 2)
    }
    assert {title for title, each in found.items() if each.is_full and not each.over} == {
        "Gastles wandelement op schaal"
    }


def test_of_five_questions_one_is_complete_and_one_is_meagre() -> None:
    scores = sorted(quality(each).score for each in region().of(Request).values())
    assert len(scores) == 5
    assert (scores[0], scores[-1]) == (3, 8)
    assert scores.count(8) == 1


@on_any_day
def test_one_partner_is_asked_too_much_and_three_a_little(today: date) -> None:
    demo = region(today)
    most, *others = loads(demo)
    assert (demo.title(most.partner), len(most.schools), most.level) == ("Metaalwerken Van Rossum", 3, TOO_BUSY)
    assert len(others) == 3
    assert all(len(each.schools) in (1, 2) for each in others)


@on_any_day
def test_two_partners_said_not_now(today: date) -> None:
    partners = region(today).of(Partner).values()
    told = {each.title: each.not_now_reason for each in partners if is_not_now(each, today)}
    assert set(told) == {"Datahuis Oost", "ZonneVecht Energie"}
    assert "verhuizing" in told["Datahuis Oost"]


# -- money ------------------------------------------------------------------------------------------------------------

CENT = Decimal("0.01")


def hours(line: Contribution, period: Period) -> Decimal:
    if line.way == "leerlinguren":
        assert line.pupils and line.hours_each and period.pupil_share
        return (line.pupils * line.hours_each * period.pupil_share / 100).quantize(CENT, ROUND_HALF_UP)
    return line.hours or Decimal(0)


def amount(line: Contribution, period: Period) -> Decimal:
    assert period.rate
    own = line.value if line.value is not None else hours(line, period) * (line.rate or period.rate)
    return own.quantize(CENT, ROUND_HALF_UP)


@on_any_day
def test_the_register_adds_up(today: date) -> None:
    demo = region(today)
    [period] = demo.of(Period).values()
    assert period.date and period.until and period.basis and period.norm
    lines = [each for each in demo.of(Contribution).values() if each.date]
    delivered = [each for each in lines if each.state == "geleverd"]
    assert all(each.date and period.date <= each.date <= today - timedelta(days=5) for each in delivered)
    counted = [each for each in delivered if demo.of(Partner)[each.partner].partner_kind in COMPANY_LIKE]
    total = sum(amount(each, period) for each in counted)
    assert str(total) == "51450.00" and cofinancing(demo).total == total
    share = 100 * total / (period.basis * period.norm / 100)
    assert str(share.quantize(Decimal("0.1"), ROUND_HALF_UP)) == "42.9"
    assert sum(not each.evidence for each in counted) == 2
    undecided = [each for each in delivered if each not in counted]
    assert sum(amount(each, period) for each in undecided) == 1000
    pledged = sum(hours(each, period) for each in lines if each.state == "toegezegd")
    booked = sum(hours(each, period) for each in counted)
    assert (pledged, booked) == (96, 156)


@on_any_day
def test_the_grant_period_began_last_year_for_four_years(today: date) -> None:
    [period] = region(today).of(Period).values()
    assert (period.date, period.until) == (date(today.year - 1, 1, 1), date(today.year + 2, 12, 31))
    assert period.title == f"STO {today.year - 1}-{today.year + 2}"


# -- relations --------------------------------------------------------------------------------------------------------


@on_any_day
def test_three_companies_are_silent(today: date) -> None:
    demo = region(today)
    assert sorted(names(demo, Relations(demo).silent)) == [
        "Bedrijfsschool Metaal Oost",
        "Jachtwerf De Vecht",
        "Ondernemers Bedrijvenpark De Esch",
    ]


@on_any_day
def test_the_facts_of_one_relation_speak_for_another_stage(today: date) -> None:
    demo = region(today)
    proposals = [(demo.title(each.partner), each.begins, each.to) for each in Relations(demo).proposals]
    assert proposals == [("Metaalwerken Van Rossum", "terugkerend", "structureel")]


def test_one_mandate_was_never_told() -> None:
    empty = [
        (each.title, body)
        for each in region().of(Partner).values()
        for body, mandate in each.participation.items()
        if not mandate
    ]
    assert empty == [("Werkgeverspunt Vechterland", "werkgroep")]


def test_one_company_stands_there_twice() -> None:
    numbers = Counter(each.kvk for each in region().of(Partner).values() if each.kvk)
    assert [number for number, count in numbers.items() if count > 1] == ["99000011"]


@on_any_day
def test_one_person_is_on_the_retention_list(today: date) -> None:
    entered = dict.fromkeys(region(today).of(Person), today)
    found = proposed_for_erasure(dataclasses.replace(region(today), entered=entered))
    assert [each.person.title for each in found] == ["Ton Leemhuis"]


def test_lessons_were_used_well_partly_and_in_vain() -> None:
    outcomes = Counter(each.outcome for each in region().of(Use).values())
    assert (outcomes["werkte"], outcomes["deels"], outcomes["niet"]) == (8, 2, 2)


def test_a_placement_of_a_teacher_meets_what_others_lived_through() -> None:
    demo = region()
    ids = {each.title: each.id for each in demo.of(Partner).values()}
    linde, school = ids["Zorggroep De Linde – technische dienst"], ids["Vakcollege De Meander"]
    plan = Activity(
        title="Docentenstage", activity="docentenstage", schools=(school,), partners=(linde,), profiles=("PIE",)
    )
    found = lessons_beside(demo, plan, "")
    assert [(each.lesson.title.split(":")[0], each.score) for each in found.lessons] == [
        ("Twee dagen bij de technische dienst van De Linde", 97),
        ("Na 28 jaar weer een overall aan", 57),
        ("Een docent op de bus", 55),
    ]
    assert found.ask and found.ask.title == "Mehmet Arslan"


@pytest.mark.parametrize("wrong", ["activities", "requests"])
def test_an_entry_with_an_unknown_field_is_refused(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from knowledge.content import demo
    from knowledge.content.markdown import BadMarkdown

    def spoilt(_today: date) -> dict[str, dict[str, dict[str, object]]]:
        return {"offers": {}, wrong: {"first": {"tilte": "Lasgastles"}}}

    monkeypatch.setattr(demo, "network", spoilt)
    with pytest.raises(BadMarkdown):
        demo_region(TODAY, lambda: "x", str, SPACE)
