"""The menukaart as an Excel workbook that schools and companies fill in and send back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from knowledge.exchange.sheets import Sheet
from knowledge.exchange.workbook import WorkColumn, WorkSheet, workbook
from knowledge.menu_return import (
    FORMAT_OF_REPLY,
    ID_COLUMN,
    MARKS_SHEET,
    REPLY_COLUMNS,
    TAKES_PART,
    ReplyMark,
)
from sto_tui.wording.i18n import _

_WIDTHS = {"No.": 5, "What": 34, "Question in one sentence": 34, "Conditions": 24, "The school arranges": 24}
_USUAL_WIDTH = 14


def menu_workbook(sheets: Sequence[Sheet], title: str, space: str, reader: str, day: date) -> bytes:
    """`sheets` (`menu_sheets`) as a workbook, with yellow columns to fill in.

    What tells a program which row is which is hidden: an id in each row, and a sheet that says of which `space` it is,
    and whose answers it asks: those of the partner with the id `reader`, if that is known.
    """
    marks = {
        ReplyMark.FORMAT: FORMAT_OF_REPLY,
        ReplyMark.SPACE: space,
        ReplyMark.EXPORTED: day.isoformat(),
        ReplyMark.READER: reader,
    }
    hidden = WorkSheet(
        MARKS_SHEET,
        (WorkColumn("name"), WorkColumn("value")),
        tuple((*each,) for each in marks.items()),
        is_hidden=True,
    )
    return workbook([*map(_to_fill_in, sheets), *map(_lines_below, filter(_has_lines, sheets)), hidden], title, day)


def _has_lines(sheet: Sheet) -> bool:
    return bool(sheet.lines)


def _lines_below(sheet: Sheet) -> WorkSheet:
    """A sheet with the lines that stand below the rows of `sheet`: there is nothing to fill in about them."""
    return WorkSheet(
        _("Also offered"), (WorkColumn(_("Also offered"), width=80),), tuple((each,) for each in sheet.lines)
    )


def _to_fill_in(sheet: Sheet) -> WorkSheet:
    widths = {_(heading): width for heading, width in _WIDTHS.items()}
    columns = (
        *(WorkColumn(each, width=widths.get(each, _USUAL_WIDTH)) for each in sheet.columns),
        *(
            WorkColumn(
                _(heading), width=16, is_to_fill_in=True, choices=(_("yes"), _("no")) if heading == TAKES_PART else ()
            )
            for heading in REPLY_COLUMNS
        ),
        WorkColumn(ID_COLUMN, is_hidden=True),
    )
    empty = (None,) * len(REPLY_COLUMNS)
    rows = tuple((*row, *empty, row_id) for row, row_id in zip(sheet.rows, sheet.ids, strict=True))
    return WorkSheet(sheet.title, columns, rows)
