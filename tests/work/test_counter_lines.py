"""Counter lines, lines from an activity, and a line that was booked twice."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.figures.cofinancing import cofinancing
from knowledge.model.codec import problems
from knowledge.model.records.activity import Activity
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.period import Period
from knowledge.model.region import Region
from knowledge.problem import Problem, WrongUse
from knowledge.work.contributions import Corrected, booked_twice, counter_line, line_of_activity
from tests.region_f import T, region


def corrected(of: Region, line_id: str, right: Corrected, new_id: str = "n") -> Contribution:
    return counter_line(of, of.of(Contribution)[line_id], right, "Uren bijgesteld", new_id)


def test_a_counter_line_is_of_today_and_makes_the_line_right() -> None:
    counter = corrected(region(), "c1", Corrected(hours=Decimal("12.00")))
    assert (counter.hours, counter.date, counter.corrects, counter.note) == (
        Decimal("-4.00"),
        T,
        "c1",
        "Uren bijgesteld",
    )
    assert (counter.partner, counter.school, counter.event) == ("p-brinkhof", "p-meander", "a14")
    assert problems(counter) == []
    found = cofinancing(region(T, counter))
    assert (str(found.total), str(found.proven)) == ("17100.00", "13650.00")
    assert str(found.by_quarter["2026-Q3"]) == "6050.00"


def test_a_second_correction_starts_from_the_first() -> None:
    once = region(T, corrected(region(), "c1", Corrected(hours=Decimal("12.00"))))
    twice = corrected(once, "c1", Corrected(hours=Decimal("14.00")), "m")
    assert twice.hours == Decimal("2.00")
    with pytest.raises(Problem, match="says that already"):
        corrected(once, "c1", Corrected(hours=Decimal("12.00")))
    with pytest.raises(WrongUse, match="counter line"):
        corrected(once, "n", Corrected(hours=Decimal("1.00")))


def test_pupils_and_values_are_corrected_as_well() -> None:
    pupils = corrected(region(), "c8", Corrected(pupils=35))
    assert (pupils.way, pupils.hours, pupils.pupils) == ("leerlinguren", Decimal("-7.50"), None)
    assert str(cofinancing(region(T, pupils)).total) == "16925.00"
    value = corrected(region(), "c7", Corrected(value=Decimal("0.00")))
    assert str(cofinancing(region(T, value)).total) == "15300.00"
    assert problems(pupils) == problems(value) == []


@pytest.mark.parametrize(
    ("line", "right"),
    [("c1", Corrected(value=Decimal(1))), ("c7", Corrected(hours=Decimal(1))), ("c1", Corrected(pupils=3))],
)
def test_a_line_is_corrected_in_what_it_is_about(line: str, right: Corrected) -> None:
    with pytest.raises(WrongUse):
        corrected(region(), line, right)


def test_a_counter_line_in_another_period_keeps_the_rate_of_the_line() -> None:
    old = Period(id="old", title="Old", date=date(2020, 1, 1), until=date(2024, 12, 31), rate=Decimal("55.00"))
    line = dataclasses.replace(region().of(Contribution)["c1"], date=date(2024, 3, 1))
    assert corrected(region(T, old, line), "c1", Corrected(hours=Decimal("12.00"))).rate == Decimal("55.00")
    assert corrected(region(), "c1", Corrected(hours=Decimal("12.00"))).rate is None


@given(st.lists(st.decimals(0, 500, places=2), min_size=1, max_size=5))
def test_after_any_row_of_corrections_the_last_one_holds(wanted: list[Decimal]) -> None:
    now = region()
    for number, hours in enumerate(wanted):
        try:
            now = now.with_records(corrected(now, "c1", Corrected(hours=hours), f"n{number}"))
        except Problem:
            assert hours == (wanted[number - 1] if number else Decimal("16.00"))
    lines = [each for each in cofinancing(now).lines if "c1" in (each.line.id, each.line.corrects)]
    assert sum((each.worth.hours or 0 for each in lines), Decimal(0)) == wanted[-1]


# -- from an activity -------------------------------------------------------------------------------------------------


def activity(**fields: Any) -> Activity:
    return dataclasses.replace(region().of(Activity)["a3"], **fields)


def test_the_hours_of_a_company_become_a_line_of_its_activity() -> None:
    line = line_of_activity(region(), activity(hours_company=Decimal("3.00"), plan_line="3b"), "n")
    assert (line.partner, line.date, line.hours) == ("p-rossum", date(2026, 10, 6), Decimal("3.00"))
    assert (line.school, line.event, line.state, line.plan_line) == ("p-meander", "a3", "geleverd", "3b")
    assert problems(line) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"state": "gepland"},
        {"hours_company": None},
        {"hours_company": Decimal("0.00")},
        {"partners": ()},
        {"partners": ("p-kompas",)},
        {"partners": ("p-rossum", "p-brinkhof")},
    ],
    ids=["not held", "no hours", "nought hours", "nobody", "a school only", "two companies"],
)
def test_what_is_not_clear_is_asked(fields: dict[str, Any]) -> None:
    with pytest.raises(Problem):
        line_of_activity(region(), activity(**{"hours_company": Decimal("3.00"), **fields}), "n")


def test_of_two_companies_each_can_be_booked() -> None:
    both = activity(partners=("p-rossum", "p-brinkhof"), schools=("p-kompas", "p-meander"))
    line = line_of_activity(region(), both, "n", partner="p-brinkhof", hours=Decimal("2.50"))
    assert (line.partner, line.hours, line.school) == ("p-brinkhof", Decimal("2.50"), "")


def test_the_same_company_activity_and_form_twice_is_told() -> None:
    again = dataclasses.replace(region().of(Contribution)["c3"], id="n", hours=Decimal("1.00"))
    told = booked_twice(region(T, again), again)
    assert told and (told.code, told.about) == ("dubbel-geboekt", ("n", "c3"))
    for fields in ({"way": "geld"}, {"event": ""}, {"partner": "p-linde"}, {"corrects": "c3"}, {"state": "vervallen"}):
        other = dataclasses.replace(again, **fields)  # type: ignore[arg-type]
        assert booked_twice(region(T, other), other) is None
