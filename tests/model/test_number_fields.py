"""Whole numbers and amounts: typed as people write them, stored without fractions, computed with as they stand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.number_fields import Amount, Whole
from knowledge.model.typed.numbers import HOURS
from knowledge.problem import BadValue

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.234,50", "1234.50"),
        ("1234,5", "1234.50"),
        ("€ 1.234,50", "1234.50"),
        ("1,234.50", "1234.50"),
        ("1.200", "1200.00"),
        ("1.20", "1.20"),
        ("0", "0.00"),
        ("€ 75,-", "75.00"),
    ],
)
def test_an_amount_is_read_as_it_is_written_in_the_netherlands(typed: str, meant: str) -> None:
    assert Amount().encode(Amount().parse(typed, TODAY)) == meant


@pytest.mark.parametrize("typed", ["12,345", "1.2000", "abc", "-5", "1e3"])
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        Amount().parse(typed, TODAY)


def test_hours_may_be_typed_as_hours_and_minutes() -> None:
    assert Amount(unit=HOURS).parse("1:30", TODAY) == Decimal("1.50")
    assert Amount(unit=HOURS).parse("2,5 uur", TODAY) == Decimal("2.50")


@given(st.decimals(0, 10**8, places=2))
def test_an_amount_comes_back_as_it_was_stored_and_as_it_was_shown(value: Decimal) -> None:
    kind = Amount()
    assert kind.decode(kind.encode(value)) == value
    assert kind.parse(kind.show(value), TODAY) == value


@pytest.mark.parametrize("stored", [4800, "4800", "4800.5", "1e9", True, [], "1" * 40 + ".00"])
def test_an_amount_is_stored_with_two_decimals_only(stored: object) -> None:
    with pytest.raises(BadValue):
        Amount().decode(stored)  # type: ignore[arg-type]


@pytest.mark.parametrize(("typed", "meant"), [("12", 12), (" twaalf ", 12), ("1.000", 1000), ("", None)])
def test_a_whole_number_is_read_in_digits_or_words(typed: str, meant: int | None) -> None:
    assert Whole().parse(typed, TODAY) == meant


@pytest.mark.parametrize("typed", ["2,5", "100", "-1", "veel"])
def test_a_whole_number_outside_its_range_is_refused(typed: str) -> None:
    with pytest.raises(BadValue):
        Whole(most=99).parse(typed, TODAY)


@pytest.mark.parametrize("stored", ["12", 1.5, True, 100, -1, 10**30])
def test_a_stored_number_outside_its_range_is_no_value(stored: object) -> None:
    with pytest.raises(BadValue):
        Whole(most=99).decode(stored)  # type: ignore[arg-type]
