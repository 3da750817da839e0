"""Sheets of typed cells as an Excel workbook and as CSV."""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from knowledge.exchange.workbook import (
    CellFormula,
    InForm,
    WorkColumn,
    WorkSheet,
    column_letters,
    delimited,
    workbook,
)

MADE = date(2026, 11, 23)
COLUMNS = (WorkColumn("Naam"), WorkColumn("Dag", "day"), WorkColumn("Aantal", "whole"), WorkColumn("Bedrag", "euro"))
SHEET = WorkSheet(
    "Blad",
    COLUMNS,
    (("Café België", date(2026, 3, 1), 7, Decimal("1234.50")), ("Krom; \"recht\"", None, None, Decimal("-0.05"))),
    ("Totaal", None, 7, CellFormula("SUM(D2:D3)", Decimal("1234.45"))),
)  # fmt: skip


def opened(*sheets: WorkSheet, values: bool = True) -> Any:
    return load_workbook(io.BytesIO(workbook(sheets, "Titel", MADE)), data_only=values)


def rows_of(sheet: WorkSheet) -> list[list[str]]:
    data = delimited(sheet)
    assert data.startswith(b"\xef\xbb\xbf") and data.endswith(b"\r\n")
    assert data.count(b"\n") == data.count(b"\r\n")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_formula_has_its_value_beside_it() -> None:
    assert opened(SHEET)["Blad"]["D4"].value == 1234.45
    assert opened(SHEET, values=False)["Blad"]["D4"].value == "=SUM(D2:D3)"


def test_cells_are_of_their_form() -> None:
    sheet = opened(SHEET)["Blad"]
    assert [cell.value for cell in sheet[2]] == ["Café België", datetime(2026, 3, 1), 7, 1234.5]
    assert [cell.value for cell in sheet[3]][1:] == [None, None, -0.05]
    assert (sheet["D2"].number_format, sheet["B2"].number_format) == ("€ #,##0.00", "dd-mm-yyyy")
    assert sheet.freeze_panes == "A2"
    mixed = WorkSheet("B", (WorkColumn("Wat"), WorkColumn("Waarde")), (("Norm", InForm("euro", Decimal("2.00"))),))
    assert opened(mixed)["B"]["B2"].value == 2


def test_csv_is_as_excel_in_the_netherlands_opens_it() -> None:
    assert rows_of(SHEET) == [
        ["Naam", "Dag", "Aantal", "Bedrag"],
        ["Café België", "01-03-2026", "7", "1234,50"],
        ['Krom; "recht"', "", "", "-0,05"],
        ["Totaal", "", "7", "1234,45"],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-2", "@SUM(A1)", "\t=1+1", "=cmd|' /C calc'!A0"])
def test_a_text_is_no_formula(text: str) -> None:
    sheet = WorkSheet("B", (WorkColumn("Naam"),), ((text,),))
    cell = opened(sheet, values=False)["B"]["A2"]
    assert (cell.data_type, cell.value.strip()) == ("s", text.strip())
    assert rows_of(sheet)[1] == [f"'{text.strip()}"]


def test_the_same_sheets_are_the_same_bytes() -> None:
    assert workbook([SHEET], "Titel", MADE) == workbook([SHEET], "Titel", MADE)
    assert workbook([SHEET], "Titel", MADE) != workbook([SHEET], "Titel", date(2026, 11, 24))


def test_a_text_too_long_for_a_cell_keeps_its_beginning() -> None:
    value = opened(WorkSheet("B", (WorkColumn("Tekst"),), (("a" * 40_000,),)))["B"]["A2"].value
    assert len(value) == 32_767 and value.endswith("a…")


def test_columns_have_the_letters_of_a_spreadsheet() -> None:
    assert [column_letters(each) for each in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_a_sheet_without_rows_has_an_empty_one_before_its_totals() -> None:
    empty = WorkSheet(
        "B", (WorkColumn("Naam"), WorkColumn("Bedrag", "euro")), (), ("Totaal", CellFormula("SUM(B2:B2)", 0))
    )
    assert empty.last_row == 2 and opened(empty)["B"]["B3"].value == 0


@given(st.lists(st.tuples(st.text(max_size=40), st.decimals(-(10**9), 10**9, places=2)), max_size=8))
def test_any_texts_and_amounts_come_back_from_both(cells: list[tuple[str, Decimal]]) -> None:
    sheet = WorkSheet("B", (WorkColumn("Naam"), WorkColumn("Bedrag", "euro")), tuple(cells))
    read = rows_of(sheet)[1:]
    assert [Decimal(row[1].replace(",", ".")) for row in read] == [amount for _text, amount in cells]
    assert not [row for row in read if row[0].startswith(("=", "+", "-", "@"))]
    amounts = [row[1] for row in opened(sheet)["B"].iter_rows(min_row=2, values_only=True)]
    assert [Decimal(repr(each)).quantize(Decimal("0.01")) for each in amounts[: len(cells)]] == [
        each for _, each in cells
    ]
