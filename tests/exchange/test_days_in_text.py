"""The day in what other programs and people wrote: with a time, in a heading, in the name of a file."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.exchange.days import day_told, day_within

DAY = date(2025, 3, 30)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("2025-03-30", ""),
        ("30-03-2025", ""),
        ("30/3/2025", ""),
        ("20250330", ""),
        ("30 maart 2025", ""),
        ("30 mrt. 2025", ""),
        ("zondag 30 maart 2025", ""),
        ("30 March 2025 10:00", "10:00"),
        ("20250330T100000Z", "T100000Z"),
        ("2025-03-30T10:00:00", "T10:00:00"),
        ("2025-03-30T00:00:00Z", ""),
        ("2025-03-30 00:00", ""),
        ("2025-03-30 10:00", "10:00"),
        ("2025-03-30T23:30:00.000+02:00", "T23:30:00.000+02:00"),
        ("2025-03-30T23:30:00+02:00[Europe/Amsterdam]", "T23:30:00+02:00[Europe/Amsterdam]"),
        ("2025-03-30 10:00:00 +0200", "10:00:00 +0200"),
        ("30-03-2025T10:00Z", "T10:00Z"),
        ("30-03-2025 om 10.00 uur", "om 10.00 uur"),
        ("30-03-2025, 9:30", ", 9:30"),
        ("30-03-2025 10 uur", "10 uur"),
        ("[[2025-03-30]]", ""),
        ("[[2025-03-30|zondag]]", "zondag"),
    ],
)
def test_a_day_is_told_apart_from_its_time(text: str, rest: str) -> None:
    assert day_told(text) == (DAY, rest)


@pytest.mark.parametrize(
    "text",
    [
        *("", "ergens in maart", "2025-03-32", "10:00", "2025", "2025-03-30 en 31", "2025-03-30 - 2025-04-02"),
        *("morgen", "+14d", "vrijdag", "30 maart", "30-3", "maandag 30 maart 2025", "week 12 2025", "2025-W12"),
    ],
)
def test_a_text_that_is_no_single_day_tells_none(text: str) -> None:
    assert day_told(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2025-03-30 overleg",
        "30-03-2025 overleg",
        "20250330-overleg",
        "20250330T1000 overleg",
        "202503301200 Overleg",
        "overleg_2025_03_30",
        "Overleg (30.3.2025)",
        "Overleg 2 op 30-03-2025 en 31-03-2025",
        "Groep 12345678 van 30-03-2025",
        "Overleg 30 maart 2025",
        "overleg-30-mrt-2025",
        "Notulen zondag 30e maart 2025 (concept)",
        "Minutes of March 30, 2025",
        "Minutes of the 30th of March 2025",
    ],
)
def test_a_day_is_found_in_a_heading_or_the_name_of_a_file(text: str) -> None:
    assert day_within(text) == DAY


@pytest.mark.parametrize(
    "text",
    ["", "Overleg 12-3", "groep 1-2-10", "2025", "06-12345678", "Plan 2025-2026", "week 12 van 2025", "Overleg morgen"],
)
def test_what_has_no_day_with_its_year_gives_none(text: str) -> None:
    assert day_within(text) is None
