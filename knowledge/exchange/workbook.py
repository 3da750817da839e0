"""Sheets of typed cells, written as an Excel workbook, or one of them as CSV as Dutch Excel opens it (pure).

Formulas have their values stored beside them, for viewers that don't calculate. A text is a text, also when it begins
as a formula does. The same sheets give the same bytes.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from xlsxwriter.format import Format as CellFormat
    from xlsxwriter.worksheet import Worksheet

CellForm = Literal["text", "euro", "number", "whole", "day", "moment"]

_NUMBERS: dict[CellForm, str] = {
    "text": "@",
    "euro": "€ #,##0.00",
    "number": "#,##0.00",
    "whole": "0",
    "day": "dd-mm-yyyy",
    "moment": "dd-mm-yyyy hh:mm",
}
_LONGEST = 32_767
"""The most characters in a cell, by the limits of Excel."""
_STEERING = ("=", "+", "-", "@", "\t", "\r")
"""What a text in CSV may not begin with: a spreadsheet would take it for a formula."""


@dataclass(frozen=True)
class CellFormula:
    """A formula as Excel stores it (English names, commas) with the `value` that it has."""

    text: str
    value: Decimal | int


@dataclass(frozen=True)
class InForm:
    """A value in another form than its column has."""

    form: CellForm
    value: str | int | Decimal | date | datetime | CellFormula | None


CellValue = str | int | Decimal | date | datetime | CellFormula | InForm | None


@dataclass(frozen=True)
class WorkColumn:
    """A column of a sheet: its heading, the form of its cells, and its width in characters.

    One to fill in is yellow, and may have a list of `choices` to pick from. A hidden one is for programs.
    """

    title: str
    form: CellForm = "text"
    width: int = 12
    is_to_fill_in: bool = False
    choices: tuple[str, ...] = ()
    is_hidden: bool = False


@dataclass(frozen=True)
class WorkSheet:
    """A sheet: its `columns`, the `rows` below them, and a last row of `totals`, none when that is empty.

    A hidden one is for programs.
    """

    title: str
    columns: tuple[WorkColumn, ...]
    rows: tuple[tuple[CellValue, ...], ...]
    totals: tuple[CellValue, ...] = ()
    is_hidden: bool = False

    @property
    def last_row(self) -> int:
        """The number of the last row of cells in the workbook, as formulas name it; an empty row if there is none."""
        return max(len(self.rows), 1) + 1


def column_letters(index: int) -> str:
    """The letters of the column with this index: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def workbook(sheets: Sequence[WorkSheet], title: str, made: date) -> bytes:
    """`sheets` as the bytes of an Excel workbook with this `title`, made on the day `made`."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = Workbook(file, options)
    book.set_properties({"title": title, "created": datetime.combine(made, time())})
    forms = _Forms(book)
    for sheet in sheets:
        made_sheet = book.add_worksheet(sheet.title)
        _fill(made_sheet, sheet, forms)
        if sheet.is_hidden:
            made_sheet.hide()
    book.close()
    return file.getvalue()


class _Forms:
    """The formats of cells in a workbook, each made once."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[CellForm, bool], CellFormat] = {}

    def of(self, form: CellForm, *, bold: bool = False) -> CellFormat:
        if (form, bold) not in self._made:
            look = {"num_format": _NUMBERS[form], "bold": bold, "valign": "top", **({"top": 1} if bold else {})}
            self._made[form, bold] = self._book.add_format(look)
        return self._made[form, bold]

    @property
    def answer(self) -> CellFormat:
        """That of a cell to fill in."""
        look = {"num_format": _NUMBERS["text"], "bg_color": "#FFF2CC", "border": 1, "text_wrap": True, "valign": "top"}
        made: CellFormat = self._book.add_format(look)
        return made

    @property
    def heading(self) -> CellFormat:
        made: CellFormat = self._book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
        return made


def _fill(into: Worksheet, sheet: WorkSheet, forms: _Forms) -> None:
    heading = forms.heading
    answer = forms.answer if any(each.is_to_fill_in for each in sheet.columns) else None
    for index, column in enumerate(sheet.columns):
        into.set_column(index, index, column.width, None, {"hidden": column.is_hidden})
        into.write_string(0, index, column.title, heading)
        if column.is_to_fill_in:
            for number in range(1, len(sheet.rows) + 1):
                into.write_blank(number, index, None, answer)
        if column.choices and sheet.rows:
            among = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
            into.data_validation(1, index, len(sheet.rows), index, among)
    for number, row in enumerate(sheet.rows, 1):
        for index, cell in enumerate(row):
            _write(into, number, index, cell, sheet.columns[index].form, forms)
    for index, cell in enumerate(sheet.totals):
        _write(into, sheet.last_row, index, cell, sheet.columns[index].form, forms, bold=True)
    into.freeze_panes(1, 0)
    into.set_landscape()
    into.set_paper(9)
    into.fit_to_pages(1, 0)
    into.repeat_rows(0)
    into.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def _write(
    into: Worksheet, row: int, index: int, cell: CellValue, form: CellForm, forms: _Forms, *, bold: bool = False
) -> None:
    if isinstance(cell, InForm):
        form, cell = cell.form, cell.value
    look = forms.of("text" if isinstance(cell, str) else form, bold=bold)
    if cell is None:
        return
    if isinstance(cell, CellFormula):
        into.write_formula(row, index, f"={cell.text}", look, float(cell.value))
    elif isinstance(cell, str):
        into.write_string(row, index, cell if len(cell) <= _LONGEST else f"{cell[: _LONGEST - 1]}…", look)
    elif isinstance(cell, datetime):
        into.write_datetime(row, index, cell, look)
    elif isinstance(cell, date):
        into.write_datetime(row, index, datetime.combine(cell, time()), look)
    else:
        into.write_number(row, index, float(cell), look)


# -- CSV --------------------------------------------------------------------------------------------------------------


def delimited(sheet: WorkSheet) -> bytes:
    """`sheet` as CSV: UTF-8 with a mark of its order, semicolons, decimal commas, days as dd-mm-yyyy, and CRLF."""
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(column.title) for column in sheet.columns])
    writer.writerows(_delimited(sheet))
    return "\ufeff".encode() + file.getvalue().encode("utf-8", "replace")


def _delimited(sheet: WorkSheet) -> Iterator[list[str]]:
    for row in (*sheet.rows, *((sheet.totals,) if sheet.totals else ())):
        yield [_typed(cell, column.form) for cell, column in zip(row, sheet.columns, strict=True)]


def _typed(cell: CellValue, form: CellForm) -> str:
    if isinstance(cell, InForm):
        form, cell = cell.form, cell.value
    if isinstance(cell, CellFormula):
        cell = cell.value
    if cell is None:
        return ""
    if isinstance(cell, str):
        return _safe(cell)
    if isinstance(cell, datetime):
        return f"{cell:%d-%m-%Y %H:%M}"
    if isinstance(cell, date):
        return f"{cell:%d-%m-%Y}"
    return str(cell) if form == "whole" else f"{Decimal(cell):.2f}".replace(".", ",")


def _safe(text: str) -> str:
    """`text` on one line that no spreadsheet takes for a formula."""
    line = " ".join(text.split())
    return f"'{line}" if line.startswith(_STEERING) else line
