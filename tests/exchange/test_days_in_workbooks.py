"""Days, times and sums of hours in a workbook are read as what stands there."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from knowledge.exchange.spreadsheet import rows_of_first_sheet


@pytest.mark.parametrize(
    ("value", "form", "read"),
    [
        (timedelta(hours=36, minutes=30), "[h]:mm", "36:30"),
        (timedelta(hours=36, minutes=30), "[h]:mm:ss", "36:30"),
        (timedelta(minutes=45), "[h]:mm", "0:45"),
        (timedelta(minutes=90), "[mm]", "1:30"),
        (time(13, 30), "hh:mm", "13:30"),
        (1.5, "hh:mm", "36:00"),
        (date(2026, 9, 1), "dd-mm-yyyy", "2026-09-01"),
        (datetime(2026, 9, 1, 14, 0), "dd-mm-yyyy hh:mm", "2026-09-01 14:00"),
        (44927.9999999, "dd-mm-yyyy", "2023-01-02"),
    ],
)
def test_a_number_is_read_by_its_form(value: Any, form: str, read: str) -> None:
    book = Workbook()
    cell = book.active.cell(1, 1, value)
    cell.number_format = form
    file = BytesIO()
    book.save(file)

    assert [row for _number, row in rows_of_first_sheet(file)] == [[read]]
