"""Tables: from lines of cells to records, which an import then takes as those of any other file."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice, zip_longest
from typing import BinaryIO, Protocol

from knowledge import bounds
from knowledge.exchange.columns import CONTACT, NAME_PARTS, Columns, columns_for, headings_mark
from knowledge.exchange.format import CellsReader, Row, TableCell
from knowledge.exchange.labels import Labels
from knowledge.exchange.note import Remarked, content_id
from knowledge.exchange.phones import phone_as_written
from knowledge.exchange.shape import kind_of
from knowledge.model.fields import Kvk
from knowledge.model.kinds import KINDS, fields_of
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.problem import N_, Problem, Reason, Word

_HEAD_WITHIN = 10
"""The headings stand in one of so many lines; there may be a title above them."""


class Reply(Protocol):
    """Reads tables of ours that were filled in, which `recognises` tells; `columns` are known after reading."""

    columns: Columns | None

    def recognises(self, file: BinaryIO) -> bool:
        """Whether `file` is one."""

    def read(self, file: BinaryIO, name: str, kind: str) -> Iterator[Row]:
        """What was filled in."""


class TableReader:
    """Reads a table of which `cells` gives the lines, unless it is a `reply` to one that sto made.

    `labels`, what a person `said` of headings and what is `remembered` of sets of headings tell which column is which.
    After reading, `columns` are those of the table.
    """

    def __init__(
        self,
        cells: CellsReader,
        labels: Labels | None = None,
        said: Mapping[str, str] | None = None,
        remembered: Mapping[str, Mapping[str, str]] | None = None,
        reply: Reply | None = None,
    ) -> None:
        self._cells = cells
        self._labels = labels or Labels()
        self._said = said or {}
        self._remembered = remembered or {}
        self._reply = reply
        self._is_reply: bool | None = None
        self._length: int | None = None
        self._known_head: tuple[list[list[TableCell]], str, int] | None = None
        self.columns: Columns | None = None

    def read(self, file: BinaryIO, name: str, kind: str) -> Iterator[Row]:
        """The records of the table in `file`, with the numbers of their lines; of `kind`, or of what headings tell.

        Raises `WrongUse` when it can't be told what the columns are, and `Problem` before the first record of a table
        with more rows than are read: half a list would look like a whole one.
        """
        if self._is_reply is None:
            self._is_reply = self._reply is not None and self._reply.recognises(file)
        if self._reply is not None and self._is_reply:
            yield from self._reply.read(file, name, kind)
            self.columns = self._reply.columns
            return
        length = self._length_of(file)
        lines = self._cells(file)
        first = list(islice(lines, _HEAD_WITHIN))
        table = [line for _number, line in first if isinstance(line, list) and any(map(_says, line))]
        if not table:
            yield from ((number, line) for number, line in first if not isinstance(line, list))
            return
        head = self._head(table, kind)
        assert self.columns
        if length - (head + 1) > bounds.TABLE_ROWS:
            raise bounds.TooManyRows
        above = [id(line) for line in table[: head + 1]]
        for number, line in chain((each for each in first if id(each[1]) not in above), lines):
            if not isinstance(line, list):
                yield number, line
            elif any(map(_says, line)):
                yield from ((number, raw) for raw in records_in(line, self.columns))

    def _length_of(self, file: BinaryIO) -> int:
        """How many lines of the table in `file` say something, as far as that matters; counted once."""
        if self._length is None:
            lines = (line for _number, line in self._cells(file) if isinstance(line, list) and any(map(_says, line)))
            self._length = sum(1 for _line in islice(lines, bounds.TABLE_ROWS + _HEAD_WITHIN + 1))
        return self._length

    def _head(self, lines: list[list[TableCell]], kind: str) -> int:
        """Which of `lines` are the headings: the first with the most that are known; `columns` are made of it."""
        if self._known_head and self._known_head[:2] == (lines, kind):  # it is read as often as links need
            return self._known_head[2]
        known = [sum(map(bool, self._guessed(line, kind))) for line in lines]
        most = max(known)
        head = known.index(most) if most > 1 else 0
        headings = _as_wide([_text(cell) for cell in lines[head]], lines[head:])
        remembered = self._remembered.get(headings_mark(headings), {})
        self.columns = columns_for(headings, kind, self._labels, self._said, remembered)
        self._known_head = (lines, kind, head)
        return head

    def _guessed(self, line: list[TableCell], kind: str) -> tuple[str, ...]:
        try:
            return columns_for([_text(cell) for cell in line], kind, self._labels, {}, {}).fields
        except Problem:
            return ()


def _as_wide(headings: list[str], lines: list[list[TableCell]]) -> list[str]:
    """`headings` with an empty one for each column that the first `lines` have beside them."""
    widest = max(place for line in lines for place, cell in enumerate(line, 1) if _says(cell))
    return (headings + [""] * widest)[: max(widest, len(headings))]


def records_in(line: list[TableCell], columns: Columns) -> Iterator[dict[str, object] | Reason]:
    """The record that a line of a table describes, and the person to contact whom it names.

    What stands in it without a heading is in the notes of the record; a `Reason` tells of what can't be there.
    """
    raw: dict[str, object] = {"kind": columns.kind, **dict(_given(line, columns))}
    if not kind_of(raw):
        raw["kind"] = columns.kind
    remarks: tuple[Reason, ...] = ()
    if loose := _without_heading(line, columns):
        notes = fields_of(kind_of(raw)).get("body") if kind_of(raw) in KINDS else None
        if notes and ("body" in raw or not raw.get("id")):  # the notes of a record that is here aren't replaced by it
            raw["body"] = "\n\n".join(filter(None, (str(raw.get("body", "")), loose)))
            remarks = (
                Reason(N_("what has no heading above it came in under “{field}”"), {"field": Word(notes.label)}),
            )
        else:
            yield Reason(N_("what has no heading above it was left out"))
    first, *others = _with_contact(raw, columns)
    yield Remarked(first, remarks) if remarks else first
    yield from others


def _with_contact(raw: dict[str, object], columns: Columns) -> Iterator[dict[str, object]]:
    if kind_of(raw) not in (Partner.kind, Person.kind):
        yield {name: value for name, value in raw.items() if not name.startswith(CONTACT)}
        return
    person = {name.removeprefix(CONTACT): raw.pop(name) for name in [*raw] if name.startswith(CONTACT)}
    if kind_of(raw) == Person.kind:
        yield _named(raw)
        return
    person = _named(person)
    if person and not (person.get("title") and raw.get("title")):
        headings = dict(zip(columns.fields, columns.headings, strict=True))
        told = "\n".join(f"{headings.get(CONTACT + name, name)}: {value}" for name, value in person.items())
        raw["body"] = "\n\n".join(filter(None, (str(raw.get("body", "")), told)))
        person = {}
    yield raw
    if person:
        end = {"partners": [str(raw["title"])], "partner_ids": [content_id(raw)]}
        yield {"kind": Person.kind, **person, **end}


def _given(line: list[TableCell], columns: Columns) -> Iterator[tuple[str, object]]:
    for name, cell in zip(columns.fields, line, strict=False):
        if name and _says(cell):
            yield name, _value(name, cell, columns.kind)


def _without_heading(line: list[TableCell], columns: Columns) -> str:
    """The text of the cells without a heading above them, which aren't the cells of a field either."""
    above = zip_longest(columns.headings, columns.fields, line, fillvalue="")
    return "\n".join(_text(cell) for heading, field, cell in above if not (heading or field) and _says(cell))


def _value(name: str, cell: TableCell, kind: str) -> object:
    """A cell as the value of a field: fractions stay numbers, whole numbers are the digits that people see."""
    if isinstance(cell, float) and not cell.is_integer():
        return cell
    text = _text(cell)
    if name in ("phone", f"{CONTACT}phone"):
        return phone_as_written(text)
    field = fields_of(kind).get(name)
    if field is not None and isinstance(field.type, Kvk):
        digits = re.sub(r"[\s.]", "", text)
        return digits.zfill(8) if re.fullmatch(r"\d{7,8}", digits, re.ASCII) else text
    if name == "website" and re.match(r"www\.\S+$", text, re.IGNORECASE):
        return f"https://{text}"
    return text


def _named(person: dict[str, object]) -> dict[str, object]:
    """`person` with the parts of the name as one name."""
    first, last = str(person.get("first_name", "")), str(person.get("last_name", ""))
    if first and last.casefold().startswith(f"{first.casefold()} "):  # the column has the whole name
        person.pop("first_name")
    parts = [str(person.pop(name)) for name in NAME_PARTS if name in person]
    return person if person.get("title") or not parts else {**person, "title": " ".join(parts)}


def _text(cell: TableCell) -> str:
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    return str(cell).strip()


def _says(cell: TableCell) -> bool:
    return bool(_text(cell))
