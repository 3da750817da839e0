"""The figures of a report to the stuurgroep about a period."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.figures.cofinancing import cofinancing
from knowledge.figures.overview import Overview
from knowledge.figures.report import SteeringReport, last_steering_meeting, quarter_span, span_label
from knowledge.model.records.action import Action
from knowledge.model.records.approach import Approach
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.period import Period
from knowledge.model.records.record import Record
from knowledge.model.records.use import Use
from knowledge.model.typed.periods import DayRange, period_from
from tests.region_f import T, region


def report(period: str = "2026-Q4", *more: Record) -> SteeringReport:
    return SteeringReport(Overview(cofinancing(region(T, *more))), period_from(period, T))


def test_what_happened_is_that_of_the_period_and_what_is_that_of_today() -> None:
    found = report()
    assert found.by_state == {"gedaan": 1, "gepland": 3, "afgelast": 1}
    assert found.by_kind["gastles"] == {"gedaan": 1, "gepland": 1, "afgelast": 1}
    assert {school: sum(counts.values()) for school, counts in found.by_school.items()} == {
        "p-kompas": 1, "p-rijssum": 1, "p-meander": 3,
    }  # fmt: skip
    assert found.cancelled == {"ziek": 1}
    assert (found.asked_in_time.in_time, found.asked_in_time.known) == (2, 3)
    assert found.counted_in_period == Decimal("11250.00") and found.register.total == Decimal("17300.00")
    assert report("2025-2026").by_state == {"gedaan": 2, "gepland": 0, "afgelast": 0}
    assert report("2025-2026").register.total == Decimal("17300.00")


def test_the_quarters_of_the_register_add_up_to_what_the_reports_about_them_say() -> None:
    found = report().register
    assert all(report(quarter).counted_in_period == amount for quarter, amount in found.by_quarter.items())
    assert sum(found.by_quarter.values()) == found.total


def test_a_report_of_a_quarter_before_the_grant_period_of_today_is_about_the_one_of_then() -> None:
    day = date(2029, 1, 20)
    later = Period(
        id="p-later",
        title="STO 2029",
        date=date(2029, 1, 1),
        until=date(2032, 12, 31),
        basis=Decimal(500_000),
        norm=Decimal(10),
        rate=Decimal(55),
        pupil_share=Decimal(25),
    )
    found = SteeringReport(Overview(cofinancing(region(day, later))), period_from("2026-Q4", day))
    assert found.counted_in_period == Decimal("11250.00")
    assert found.register.period is not None and found.register.period.id != "p-later"
    now = SteeringReport(Overview(cofinancing(region(day, later))), period_from("2029-Q1", day))
    assert now.register.period == later and now.counted_in_period == Decimal("0.00")


def test_the_network_is_counted_by_stage_and_worlds_that_hang_on_one_company_are_named() -> None:
    found = report()
    assert found.stages == {"verkennen": 1, "ad-hoc": 2, "terugkerend": 2, "structureel": 3, "": 1}
    assert found.structural == 3 and found.fragile == ("wonen", "mens", "hightech")
    assert found.too_busy == ()
    asked = Approach(id="b9", partner="p-rossum", by="p-meander", date=T, way="telefoon", direction="uit", ask="ja")
    assert [each.partner for each in report("2026-Q4", asked).too_busy] == ["p-rossum"]


def test_lessons_are_ordered_by_use_and_those_that_failed_are_told() -> None:
    assert [(each.lesson, each.count, each.failed) for each in report().top_lessons] == [("l1", 2, 0)]
    failed = report("2026-Q4", Use(id="u9", lesson="l2", who="Els", date=T, outcome="niet"))
    assert [each.lesson for each in failed.failed_lessons] == ["l2"]
    assert report().new_lessons == 1 and report("2026-Q1").new_lessons == 1


def meeting(name: str, day: date, **more: object) -> Meeting:
    return Meeting(**{"id": name, "title": "Stuurgroep najaar", "date": day} | more)  # type: ignore[arg-type]


def test_decisions_and_actions_are_those_of_the_last_meeting_of_the_stuurgroep() -> None:
    found = report(
        "2026-Q4",
        meeting("m1", date(2026, 6, 1), decisions=("Oud",)),
        meeting("m2", date(2026, 10, 22), title="Stand van zaken", tags=("Stuurgroep",), decisions=("Nieuw", " ")),
        meeting("m3", T + timedelta(days=9), decisions=("Straks",)),
        meeting("m4", T, title="Werkgroep techniek"),
        Action(id="z1", title="Klaar", state="done", origin="m2"),
        Action(id="z2", title="Later", state="open", due=date(2026, 12, 1), origin="m2"),
        Action(id="z3", title="Eerst", state="open", due=date(2026, 11, 1), origin="m2"),
        Action(id="z4", title="Elders", state="open", origin="m4"),
    )
    assert found.decisions == ("Nieuw",)
    assert [each.id for each in found.actions] == ["z3", "z2", "z1"]


def test_since_the_last_meeting_leaves_out_that_of_today() -> None:
    found = region(T, meeting("m1", date(2026, 6, 1)), meeting("m2", T))
    today, before = last_steering_meeting(found, T), last_steering_meeting(found, T, before=True)
    assert today and before and (today.id, before.id) == ("m2", "m1")
    assert last_steering_meeting(region(), T) is None


@pytest.mark.parametrize("period", ["2026-Q1", "2026-Q4", "2026", "2026-2027"])
def test_a_period_is_called_as_people_write_it(period: str) -> None:
    assert span_label(period_from(period, T)) == period


def test_any_other_period_is_called_by_its_days() -> None:
    assert span_label(DayRange(date(2026, 10, 22), T)) == "2026-10-22-2026-11-23"


@given(st.dates(date(1999, 1, 1), date(2101, 1, 1)))
def test_every_day_is_in_its_quarter_and_the_next_one_begins_after_it(day: date) -> None:
    first, last = quarter_span(day)
    assert first <= day <= last and quarter_span(last + timedelta(days=1)).first == last + timedelta(days=1)
    assert span_label(quarter_span(day)) == f"{day.year}-Q{(day.month + 2) // 3}"
