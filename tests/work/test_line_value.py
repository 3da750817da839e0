"""What a line of the register is worth, and in which grant period it falls."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.records.contribution import Contribution
from knowledge.model.records.period import Period
from knowledge.model.region import Region
from knowledge.work.line_value import LineValue, line_value, period_in_force

CENT = Decimal("0.01")


def period(name: str = "p", first: str = "2025-01-01", last: str = "2028-12-31", **more: object) -> Period:
    values: dict[str, object] = {"rate": Decimal("50.00"), "pupil_share": Decimal("25.00"), **more}
    days = {"date": date.fromisoformat(first), "until": date.fromisoformat(last)}
    return Period(id=name, title=name, **days, **values)  # type: ignore[arg-type]


def hours(typed: str, **more: object) -> Contribution:
    return Contribution(way="uren", hours=Decimal(typed), **more)  # type: ignore[arg-type]


def worth(hours: str | None, rate: str | None, amount: str | None) -> LineValue:
    return LineValue(*(None if each is None else Decimal(each) for each in (hours, rate, amount)))


def test_hours_of_pupils_are_rounded_before_they_are_multiplied() -> None:
    line = Contribution(way="leerlinguren", pupils=7, hours_each=Decimal("5.50"))
    assert line_value(line, period()) == worth("9.63", "50.00", "481.50")


def test_what_counts_below_zero_is_rounded_away_from_zero_as_a_spreadsheet_does() -> None:
    assert line_value(hours("-0.10", rate=Decimal("33.35")), period()).amount == Decimal("-3.34")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (hours("2.00", rate=Decimal("65.00")), worth("2.00", "65.00", "130.00")),
        (hours("2.00", rate=Decimal("0.00")), worth("2.00", "0.00", "0.00")),
        (Contribution(way="leerlinguren", hours=Decimal("-3.00")), worth("-3.00", "50.00", "-150.00")),
        (Contribution(way="geld", value=Decimal("10.00"), hours=Decimal("9.00")), worth(None, None, "10.00")),
        (Contribution(way="materiaal"), worth(None, None, None)),
        (Contribution(way="uren"), worth(None, "50.00", None)),
        (Contribution(way="leerlinguren", pupils=3), worth(None, "50.00", None)),
        (hours("2.00", pupils=7, hours_each=Decimal("5.50")), worth("2.00", "50.00", "100.00")),
    ],
)
def test_each_form_has_its_own_way_to_be_worth_something(line: Contribution, expected: LineValue) -> None:
    assert line_value(line, period()) == expected


def test_without_a_period_only_a_rate_of_its_own_or_a_value_tells_what_a_line_is_worth() -> None:
    assert line_value(hours("2.00"), None) == worth("2.00", None, None)
    assert line_value(hours("2.00", rate=Decimal("10.00")), None).amount == Decimal("20.00")
    assert line_value(Contribution(way="leerlinguren", pupils=3, hours_each=Decimal(1)), None) == LineValue()


@given(
    pupils=st.integers(0, 2000),
    each=st.decimals(0, 10_000, places=2),
    share=st.decimals(0, 100, places=2),
    rate=st.decimals(0, 10_000, places=2),
)
def test_an_amount_is_always_what_the_line_itself_shows_multiplied(
    pupils: int, each: Decimal, share: Decimal, rate: Decimal
) -> None:
    line = Contribution(way="leerlinguren", pupils=pupils, hours_each=each, rate=rate)
    found = line_value(line, period(pupil_share=share))
    assert found.hours is not None and found.amount is not None
    assert found.hours == found.hours.quantize(CENT) and abs(found.hours - pupils * each * share / 100) <= CENT / 2
    assert found.amount == found.amount.quantize(CENT) and abs(found.amount - found.hours * rate) <= CENT / 2


# -- which period -----------------------------------------------------------------------------------------------------

OLD, NEW, LATER = (
    period("old", "2020-01-01", "2024-12-31"),
    period("new"),
    period("later", "2030-01-01", "2033-12-31"),
)


@pytest.mark.parametrize(
    ("day", "periods", "expected"),
    [
        ("2026-11-23", [OLD, NEW, LATER], "new"),
        ("2026-11-23", [NEW, period("longer", "2024-06-01", "2027-06-30")], "new"),
        ("2029-06-01", [OLD, NEW, LATER], "new"),
        ("2019-06-01", [OLD, NEW, LATER], "old"),
        ("2026-11-23", [Period(id="undated", title="?")], None),
        ("2026-11-23", [], None),
    ],
    ids=["its days", "the one that began last", "the last that ended", "the first to come", "no days", "none"],
)
def test_the_period_is_the_one_of_today_or_else_the_nearest(
    day: str, periods: list[Period], expected: str | None
) -> None:
    found = period_in_force(
        Region(date.fromisoformat(day), {Period.kind: {each.id: each for each in periods}}), date.fromisoformat(day)
    )
    assert (found.id if found else None) == expected
