"""Numbers are read as people in the Netherlands write them, by one rule for what is ambiguous."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.typed.numbers import (
    EURO,
    HOURS,
    NONE,
    Unit,
    first_number_in,
    number_from,
    stored,
    to_type,
    unit_named,
)
from knowledge.problem import BadValue

amounts = st.decimals(0, 999_999, places=2)


@pytest.mark.parametrize(
    ("typed", "unit", "number"),
    [
        ("12,5", NONE, "12.5"),
        ("12.5", NONE, "12.5"),
        ("40,5", HOURS, "40.5"),
        ("2,5 uur", HOURS, "2.5"),
        ("2½ u", HOURS, "2.5"),
        ("1:30", HOURS, "1.5"),
        ("anderhalf uur", HOURS, "1.5"),
        ("een half uur", HOURS, "0.5"),
        ("½", NONE, "0.5"),
        ("2 1/2", NONE, "2.5"),
        ("twee en een half", NONE, "2.5"),
        ("1250,50", NONE, "1250.50"),
        ("€ 1.250,50", EURO, "1250.50"),
        ("1.250,-", EURO, "1250"),
        ("EUR 12", NONE, "12"),
        ("12 euro", EURO, "12"),
        ("1 250,50", NONE, "1250.50"),
        ("1.200", NONE, "1200"),
        ("1.200.000", NONE, "1200000"),
        ("1,200", NONE, "1.200"),
        ("0.500", NONE, "0.500"),
        ("1,200.50", NONE, "1200.50"),
        (",5", NONE, "0.5"),
        ("24 leerlingen", unit_named("leerlingen"), "24"),
    ],
)
def test_a_number_as_people_write_it(typed: str, unit: Unit, number: str) -> None:
    found = number_from(typed, unit)
    assert (found, str(found)) == (Decimal(number), number)


@pytest.mark.parametrize(
    "typed", ["", "uur", "ca. 12", "10-12", "1.2.3", "12,5,1", "11/2", "1e5", "٣", "7-", "2,5 uur"]
)
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(BadValue, match="is not a number"):
        number_from(typed)


@pytest.mark.parametrize("typed", ["11", "0,5", "-1"])
def test_a_number_outside_its_bounds_is_refused(typed: str) -> None:
    with pytest.raises(BadValue, match="is not from 1 to 10"):
        number_from(typed, least=1, most=10)


@given(amounts)
def test_a_number_is_the_same_in_every_way_of_writing(number: Decimal) -> None:
    grouped = f"{number:,.2f}"
    dutch = grouped.replace(",", " ").replace(".", ",").replace(" ", ".")
    for typed in (to_type(number), dutch, f"€ {dutch}", grouped.replace(",", " ")):
        assert number_from(typed) == number


@given(amounts | st.integers(0, 10**9).map(Decimal))
def test_a_stored_number_is_no_fraction_and_reads_back(number: Decimal) -> None:
    kept = stored(number)
    assert isinstance(kept, int | str)
    assert Decimal(kept) == number


@given(st.text(max_size=16) | st.from_regex(r"[0-9.,]{1,12}", fullmatch=True))
def test_anything_typed_is_a_number_or_told(typed: str) -> None:
    try:
        assert number_from(typed) >= 0
    except BadValue as told:
        assert str(told)


def test_the_words_after_a_number_are_left() -> None:
    assert first_number_in("2,5 uur per week".split(), HOURS) == (Decimal("2.5"), ["per", "week"])
    assert first_number_in(["9"]) == (9, [])


@pytest.mark.parametrize("typed", ["€ -1.234,50", "-€ 1.234,50", "- € 1.234,50", "−€1234,50"])
def test_a_negative_amount_has_its_minus_on_either_side_of_the_euro_sign(typed: str) -> None:
    assert number_from(typed, EURO, least=-2000) == Decimal("-1234.50")
