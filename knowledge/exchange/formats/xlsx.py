"""Excel workbooks: the table on the first sheet that shows, as values. Formulas, links and macros are never run.

A workbook is a zip file of XML. Only the four parts that say something of that sheet are read, piece by piece, by a
parser that takes no declarations of types or entities; so what else is in the file can do nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from knowledge.exchange.format import Format, Row, TableCell
from knowledge.problem import N_, Problem, Reason


def cells(file: BinaryIO) -> Iterator[tuple[str, list[TableCell] | Problem | Reason]]:
    """The rows of the sheet with their numbers, without empty ones; a workbook that can't be read gives a `Problem`."""
    from knowledge.exchange.spreadsheet import rows_of_first_sheet

    try:
        yield from rows_of_first_sheet(file)
    except Problem as problem:
        yield "", problem


def sheets(file: BinaryIO, most: int = 0) -> Iterator[tuple[str, str, list[TableCell] | Problem | Reason]]:
    """The rows of every sheet, also of hidden ones, with the names of the sheets and their numbers.

    No more than `most` of each sheet, unless that is 0.
    """
    from knowledge.exchange.spreadsheet import rows_by_sheet

    try:
        yield from rows_by_sheet(file, most)
    except Problem as problem:
        yield "", "", problem


def read(file: BinaryIO, name: str, kind: str) -> Iterator[Row]:
    """The records of the table in `file`, by what its headings are commonly called."""
    from knowledge.exchange.tables import TableReader

    return TableReader(cells).read(file, name, kind)


FORMAT = Format(
    name="xlsx",
    title="Excel",
    suffixes=(".xlsx",),
    also_read=(".xlsm",),
    read=read,
    cells=cells,
    sheets=sheets,
    recognised=True,
    place=N_("line {number}"),
    guesses_kind=True,
)
