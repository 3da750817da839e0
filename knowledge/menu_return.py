"""A menukaart that was filled in and comes back: what its columns and its hidden sheet say, and reading them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import groupby
from typing import BinaryIO

from knowledge import bounds
from knowledge.exchange.columns import Columns, heading_key
from knowledge.exchange.format import Row, SheetsReader, TableCell
from knowledge.exchange.labels import Spoken
from knowledge.menu_answers import MenuReply
from knowledge.model.fields import SAFE_ID
from knowledge.model.records.signup import Signup
from knowledge.problem import N_, Problem, Reason, WrongUse
from knowledge.today import today

MARKS_SHEET = "_sto"
"""The hidden sheet that says what the workbook is."""
FORMAT_OF_REPLY = "1"
ID_COLUMN = "_id"
"""The hidden column with the id of the record of each row."""


class ReplyMark(StrEnum):
    """What the hidden sheet says: which form it has, of which space it is, since when, and whose answers it asks."""

    FORMAT = "format"
    SPACE = "space"
    EXPORTED = "exported"
    READER = "for"


TAKES_PART = N_("We take part")
_GROUPS = N_("Number of groups")
_TIMING = N_("When it suits us")
_CONTACT = N_("Contact person")
_NOTE = N_("Remark")
REPLY_COLUMNS = (TAKES_PART, _GROUPS, _TIMING, _CONTACT, _NOTE)
"""The headings of the columns to fill in."""

_FIELDS = {TAKES_PART: "state", _GROUPS: "groups", _TIMING: "timing", _CONTACT: "contact", _NOTE: "note"}
_SIDES = {"Company": "side", "School": "side", "What": "what", "Question in one sentence": "what"}
_PRINTED = (
    *("No.", "Kind", "For whom", "Group at most", "Times per year", "Still free", "Not when", "Where", "Conditions"),
    *("Profile", "Group", "Period", "The school arranges", "Smallest contribution"),
)
_HEAD_WITHIN = 10


@dataclass
class _Head:
    """The headings of a sheet by the number of the column."""

    fields: dict[int, str] = field(default_factory=dict)

    def row(self, cells: list[TableCell], by: str, day: date) -> MenuReply | None:
        """What a row says; None when nothing is filled in."""
        said: dict[str, str] = {}
        for place, name in self.fields.items():
            if place < len(cells) and name:
                said[name] = said.get(name) or cell_text(cells[place])
        if not any(said.get(name) for name in _FIELDS.values()):
            return None
        target = said.get("target", "")
        return MenuReply(
            by=by,
            day=day,
            target=target if SAFE_ID.fullmatch(target) else "",
            side=said.get("side", ""),
            what=said.get("what", ""),
            answer=said.get("state", ""),
            groups=said.get("groups", ""),
            timing=said.get("timing", ""),
            contact=said.get("contact", ""),
            note=said.get("note", ""),
        )


class ReplyReader:
    """Reads menukaarten that were filled in, from files of which `sheets` gives the sheets.

    `spoken` gives headings in every language; `by` is who signs up, if the file doesn't say. After reading, `columns`
    are those to fill in, and any that sto didn't write.
    """

    def __init__(self, sheets: SheetsReader, spoken: Spoken, by: str = "", space: str = "") -> None:
        self._sheets = sheets
        self._by = by
        self._space = space
        self._takes_part = {heading_key(each) for each in spoken(TAKES_PART)}
        self._meant = {heading_key(ID_COLUMN): "target"}
        for headings in (_FIELDS, _SIDES, dict.fromkeys(_PRINTED, "")):
            for heading, name in headings.items():
                self._meant |= {heading_key(each): name for each in spoken(heading)}
        self.columns: Columns | None = None

    def recognises(self, file: BinaryIO) -> bool:
        """Whether `file` is a menukaart with room for answers: a heading of one of its sheets says so."""
        file.seek(0)
        try:
            rows = self._sheets(file, _HEAD_WITHIN)
            return any(isinstance(cells, list) and self._is_head(cells) for _title, _number, cells in rows)
        except Problem:
            return False
        finally:
            file.seek(0)

    def _is_head(self, cells: list[TableCell]) -> bool:
        return any(heading_key(cell_text(each)) in self._takes_part for each in cells)

    def read(self, file: BinaryIO, _name: str, _kind: str) -> Iterator[Row]:
        """The rows that were filled in, with their sheets and numbers.

        Raises `WrongUse` if nobody says who signs up, and `TooManyRows` before the first row.
        """
        file.seek(0)
        marks: dict[str, str] = {}
        lengths: Counter[str] = Counter()
        for title, _number, cells in self._sheets(file, 0):
            lengths[title] += 1
            if lengths[title] > bounds.TABLE_ROWS + _HEAD_WITHIN:
                raise bounds.TooManyRows
            if title == MARKS_SHEET and isinstance(cells, list) and len(cells) > 1:
                marks[cell_text(cells[0])] = cell_text(cells[1])
        by, day = self._who(marks), _day_made(marks)
        headings: dict[str, str] = {}
        file.seek(0)
        for title, rows in groupby(self._sheets(file, 0), key=lambda each: each[0]):
            if title != MARKS_SHEET:
                yield from self._rows(title, (each[1:] for each in rows), by, day, headings)
        self.columns = Columns(Signup.kind, tuple(headings), tuple(headings.values()))

    def _rows(
        self,
        title: str,
        rows: Iterable[tuple[str, list[TableCell] | Problem | Reason]],
        by: str,
        day: date,
        headings: dict[str, str],
    ) -> Iterator[Row]:
        """The rows of one sheet; its columns are put in `headings`."""
        head: _Head | None = None
        for place, (number, cells) in enumerate(rows):
            where = f"{title}:{number}" if title and number else number
            if not isinstance(cells, list):
                yield where, cells
            elif head is None and place < _HEAD_WITHIN and self._is_head(cells):
                keys = [heading_key(cell_text(each)) for each in cells]
                head = _Head({at: self._meant.get(key, "") for at, key in enumerate(keys)})
                for key, cell in zip(keys, cells, strict=True):
                    if key and (key not in self._meant or self._meant[key] in _FIELDS.values()):
                        headings.setdefault(cell_text(cell), self._meant.get(key, ""))
            elif head is not None and (reply := head.row(cells, by, day)) is not None:
                yield where, reply

    def _who(self, marks: Mapping[str, str]) -> str:
        """Who signs up, as the file or the person says; raises `WrongUse` when neither does, or they say otherwise."""
        if self._space and marks.get(ReplyMark.SPACE, self._space) != self._space:
            raise WrongUse(N_("This menukaart is of another space, so its rows aren't known here"))
        reader = marks.get(ReplyMark.READER, "")
        if not (reader or self._by):
            raise WrongUse(N_("This is a menukaart that was filled in. Say who signs up: --by PARTNER."))
        if reader and self._by and reader != self._by:
            raise WrongUse(N_("This menukaart was made for somebody else than --by says; leave --by out"))
        return reader or self._by


def _day_made(marks: Mapping[str, str]) -> date:
    """The day on which the menukaart was made; today when it doesn't say."""
    try:
        return date.fromisoformat(marks.get(ReplyMark.EXPORTED, ""))
    except ValueError:
        return today()


def cell_text(cell: TableCell) -> str:
    """The text in a cell; a whole number is its digits."""
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return " ".join(str(cell).split())
