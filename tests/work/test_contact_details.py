"""Telephone numbers and mail addresses are left out of what is handed round; other numbers stay."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.work.contact_details import without_contact_details


@pytest.mark.parametrize(
    "text",
    [
        "06-12345678", "0612345678", "06 12 34 56 78", "(0523) 12 34 56", "0523 - 123 456", "+31 (0)6 12 34 56 78",
        "0031612345678", "+49 30 123456", "06.12.34.56.78", "jan.jansen@bedrijf.example", "mailto:info@firma.example",
    ],
)  # fmt: skip
def test_a_number_or_address_is_left_out(text: str) -> None:
    assert without_contact_details(f"Bel {text} of kom langs") == "Bel … of kom langs"


@pytest.mark.parametrize(
    "text",
    [
        "KvK 99000011", "van 01-09-2026 tot 31-12-2026", "2026-09-01 - 2027-03-01", "01-09-2026 12 leerlingen",
        "week 45-10, van 9.00 tot 11.30 uur", "2 keer per jaar, 12 leerlingen", "schooljaar 2026-2027",
    ],
)  # fmt: skip
def test_other_numbers_stay(text: str) -> None:
    assert without_contact_details(text) == text


@given(st.text(alphabet="0123456789 +-/().@ab", max_size=60))
def test_no_row_of_ten_digits_that_begins_with_a_zero_is_left(text: str) -> None:
    left = without_contact_details(f"{text} 0612345678 {text}")

    assert "0612345678" not in left
