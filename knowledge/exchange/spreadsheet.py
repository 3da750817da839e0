"""Reading the sheets of an Excel workbook, with bounds on all that it may ask for.

The sheet is a stream of events of one parser, so that memory doesn't grow with the rows; only the texts that cells
share are held, and those are bounded.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO
from xml.parsers import expat

from knowledge import bounds
from knowledge.problem import N_, Problem, Reason

if TYPE_CHECKING:
    from knowledge.exchange.format import TableCell

_DAMAGED = N_("this workbook is damaged: open it in Excel and save it again")
_END = b"PK\x05\x06"
_END_64 = b"PK\x06\x07"
_DIRECTORY_BYTES = bounds.MIB
"""The most that the directory of a workbook takes: some thousands of parts."""
_PIECE = 64 * bounds.KIB
_TOKEN_BYTES = bounds.MIB
"""The most that one tag or piece of text takes; a parser would read a longer one again and again."""
_DEPTH = 64
"""How deep elements may stand in one another; those of a sheet stand six deep."""
_SHEETS = 100
"""The most sheets that are looked at."""
_STYLES = 65_536
"""The most styles of cells, by the limits of Excel."""
_SHARED = 1_000_000
"""The most texts that cells share."""
_FIRST_DAY = date(1899, 12, 30)
_FIRST_DAY_1904 = date(1904, 1, 1)
_DAY_FORMS = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""The numbers of the built-in forms in which a number is a day or a time (ECMA-376, 18.8.30)."""
_TIME_FORMS = frozenset([18, 19, 20, 21, 45, 47])
_DURATION_FORM = 46


def rows_of_first_sheet(file: BinaryIO) -> Iterator[tuple[str, list[TableCell] | Problem | Reason]]:
    """The rows of the first sheet that isn't hidden, with their numbers; raises `Problem`, also halfway."""
    with _opened(file) as book:
        parts = _Parts(book)
        sheets, is_1904 = _sheets(parts)
        first = next((each for each in sheets if not each.is_hidden), None)
        if first is None:
            raise Problem(_DAMAGED)
        yield from _Sheet(_texts(parts), _day_forms(parts), is_1904).rows(parts, first.part)


def rows_by_sheet(file: BinaryIO, most: int) -> Iterator[tuple[str, str, list[TableCell] | Problem | Reason]]:
    """The rows of every sheet, also of hidden ones: the name of the sheet, the number of the row, and its cells.

    No more than `most` of each, unless that is 0. Raises `Problem`, also halfway.
    """
    with _opened(file) as book:
        parts = _Parts(book)
        sheets, is_1904 = _sheets(parts)
        shared, forms = _texts(parts), _day_forms(parts)
        for sheet in sheets:
            for number, cells in islice(_Sheet(shared, forms, is_1904).rows(parts, sheet.part), most or None):
                yield sheet.title, number, cells


def _opened(file: BinaryIO) -> zipfile.ZipFile:
    """The zip file that `file` is; raises `Problem` for anything else, and for one with an endless directory."""
    size = file.seek(0, 2)
    if size > bounds.TABLE_BYTES:
        raise bounds.TooLarge(bounds.TABLE_BYTES)
    file.seek(0)
    if file.read(8) == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise Problem(N_("this workbook is of an old kind or has a password: save it in Excel as .xlsx without one"))
    file.seek(max(0, size - 65_557))
    tail = file.read()
    end = tail.rfind(_END)
    if end < 0 or len(tail) < end + 22:
        raise Problem(N_("this is no Excel workbook (.xlsx)"))
    (directory,) = struct.unpack("<L", tail[end + 12 : end + 16])
    if directory > _DIRECTORY_BYTES or _END_64 in tail[max(0, end - 20) : end]:
        raise Problem(_DAMAGED)
    try:
        return zipfile.ZipFile(file)
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Problem(_DAMAGED) from error


class _Parts:
    """The parts of a workbook, of which together no more is read than the bound, whatever its directory says."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        self._book = book
        self._by_name = {each.filename.lstrip("/").casefold(): each for each in book.infolist()}
        self._left = bounds.TABLE_BYTES

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self._by_name

    def parse(self, name: str, parser: expat.XMLParserType) -> Iterator[None]:
        """Feed the part `name` to `parser`, and pause after each piece; raises `Problem`."""
        info = self._by_name.get(name.casefold())
        if info is None:
            raise Problem(_DAMAGED)
        if info.flag_bits & 1 or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise Problem(
                N_("this workbook is of an old kind or has a password: save it in Excel as .xlsx without one")
            )
        if info.file_size > self._left:
            raise bounds.TooLarge(bounds.TABLE_BYTES)
        fed = 0
        try:
            with self._book.open(info) as part:
                while piece := part.read(_PIECE):
                    self._left -= len(piece)
                    if self._left < 0:
                        raise bounds.TooLarge(bounds.TABLE_BYTES)
                    parser.Parse(piece, False)
                    fed += len(piece)
                    if fed - parser.CurrentByteIndex > _TOKEN_BYTES:
                        raise Problem(_DAMAGED)
                    yield
                parser.Parse(b"", True)
                yield
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, expat.ExpatError) as error:
            # expat raises LookupError for an encoding that nobody knows
            raise Problem(_DAMAGED) from error

    def parse_whole(self, name: str, parser: expat.XMLParserType) -> None:
        """Feed all of the part `name` to `parser`; raises `Problem`."""
        for _pause in self.parse(name, parser):
            pass


Start = Callable[[str, "dict[str, str]"], None]


def _parser(start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> expat.XMLParserType:
    """A parser that tells elements by their local names, and takes no document types and no entities."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refuse(*_what: object) -> None:
        raise Problem(N_("this workbook declares types or entities, as none of Excel does; it isn't read"))

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse  # type: ignore[assignment]
    depth = 0

    def started(name: str, given: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > _DEPTH:
            raise Problem(_DAMAGED)
        if any(":" in each for each in given):
            given = {each.rpartition(":")[2]: value for each, value in given.items()}
        start(name.rpartition(":")[2], given)

    def ended(name: str) -> None:
        nonlocal depth
        depth -= 1
        end(name.rpartition(":")[2])

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = text
    return parser


def _ignored(_said: str) -> None:
    """What an element says that isn't looked at."""


@dataclass(frozen=True)
class _SheetPart:
    """A sheet by its title, and the name of the part that it is in."""

    title: str
    part: str
    is_hidden: bool


def _sheets(parts: _Parts) -> tuple[list[_SheetPart], bool]:
    """The sheets in their order, and whether days are counted from 1904."""
    sheets: list[tuple[str, str, bool]] = []
    counted: list[bool] = []
    targets: dict[str, str] = {}

    def element(name: str, given: dict[str, str]) -> None:
        if name == "sheet" and len(sheets) < _SHEETS:
            sheets.append((given.get("name", ""), given.get("id", ""), given.get("state", "visible") != "visible"))
        elif name == "workbookPr":
            counted.append(given.get("date1904", "0") in ("1", "true"))

    def relation(name: str, given: dict[str, str]) -> None:
        if name == "Relationship" and given.get("TargetMode", "Internal") == "Internal":
            targets[given.get("Id", "")] = given.get("Target", "")

    parts.parse_whole("xl/workbook.xml", _parser(element, _ignored, _ignored))
    parts.parse_whole("xl/_rels/workbook.xml.rels", _parser(relation, _ignored, _ignored))
    found = [
        _SheetPart(title, target.lstrip("/") if target.startswith("/") else f"xl/{target}", is_hidden)
        for title, relation_id, is_hidden in sheets
        if (target := targets.get(relation_id, ""))
    ]
    if not found:
        raise Problem(_DAMAGED)
    return found, any(counted)


class _Collected:
    """The text of one cell or shared text, which is no longer than Excel makes it."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0

    def add(self, text: str) -> None:
        self._length += len(text)
        if self._length > bounds.CELL_CHARACTERS:
            raise Problem(N_("a cell holds more than {limit} characters"), limit=bounds.CELL_CHARACTERS)
        self._pieces.append(text)

    def take(self) -> str:
        """The text, of which nothing is left here."""
        text = "".join(self._pieces)
        self._pieces.clear()
        self._length = 0
        return text


_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")


def _unescaped(text: str) -> str:
    """`text` with the characters that Excel writes as ``_x000D_``; the end of a line is one."""
    if "_x" in text:
        text = _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text)
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _texts(parts: _Parts) -> list[str]:
    """The texts that cells share."""
    found: list[str] = []
    collected = _Collected()
    inside: list[str] = []

    def start(name: str, _given: dict[str, str]) -> None:
        if name in ("t", "rPh"):
            inside.append(name)

    def end(name: str) -> None:
        if name in ("t", "rPh") and inside:
            inside.pop()
        elif name == "si":
            if len(found) >= _SHARED:
                raise bounds.TooLarge(bounds.TABLE_BYTES)
            found.append(_unescaped(collected.take()))

    def text(said: str) -> None:
        if inside == ["t"]:
            collected.add(said)

    if "xl/sharedStrings.xml" in parts:
        parts.parse_whole("xl/sharedStrings.xml", _parser(start, end, text))
    return found


def _day_forms(parts: _Parts) -> dict[int, str]:
    """The styles in which a number is a "day", a "time", a "moment" or a "duration", by their number."""
    own: dict[int, str] = {}
    styles: dict[int, str] = {}
    place: list[int] = []

    def start(name: str, given: dict[str, str]) -> None:
        if name == "numFmt" and len(own) < bounds.REPORTED:
            own[_number(given.get("numFmtId"))] = _form(given.get("formatCode", "")[:255])
        elif name == "cellXfs":
            place.append(0)
        elif name == "xf" and place:
            number = _number(given.get("numFmtId"))
            built_in = "time" if number in _TIME_FORMS else "day" if number in _DAY_FORMS else ""
            if place[0] >= _STYLES:
                raise Problem(_DAMAGED)
            built_in = {22: "moment", _DURATION_FORM: "duration"}.get(number, built_in)
            if form := own.get(number, built_in):
                styles[place[0]] = form
            place[0] += 1

    def end(name: str) -> None:
        if name == "cellXfs":
            place.clear()

    if "xl/styles.xml" in parts:
        parts.parse_whole("xl/styles.xml", _parser(start, end, _ignored))
    return styles


def _number(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"\d{1,9}", text, re.ASCII) else 0


def _form(code: str) -> str:
    """What a form such as ``[$-413]d mmmm yyyy`` makes of a number: a "day", a "time", a "moment", a
    "duration" (``[h]:mm``), or ""."""
    code = re.sub(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', "", code.casefold())
    if not set(code) & set("dmyhs") or "general" in code:
        return ""
    if re.search(r"\[[hms]+\]", code):
        return "duration"
    is_day = bool(set(code) & set("dy")) or not set(code) & set("hs")
    is_time = bool(set(code) & set("hs"))
    return "moment" if is_day and is_time else "day" if is_day else "time"


class _Sheet:
    """The reading of one sheet: handlers of its elements, which fill rows."""

    def __init__(self, shared: list[str], forms: dict[int, str], is_1904: bool) -> None:
        self._shared = shared
        self._forms = forms
        self._is_1904 = is_1904
        self._ready: list[tuple[str, list[TableCell] | Problem | Reason]] = []
        self._row: dict[int, TableCell] = {}
        self._number = self._column = 0
        self._type = self._style = ""
        self._value = _Collected()
        self._inside: list[str] = []
        self._has_formula = self._is_wide = False

    def rows(self, parts: _Parts, name: str) -> Iterator[tuple[str, list[TableCell] | Problem | Reason]]:
        """The rows that say something, in the order in which they stand."""
        for _pause in parts.parse(name, _parser(self._start, self._end, self._text)):
            yield from self._ready
            self._ready.clear()

    def _start(self, name: str, given: dict[str, str]) -> None:
        if name == "row":
            self._number = _number(given.get("r")) or self._number + 1
            self._column = -1
        elif name == "c":
            found = re.match(r"[A-Z]{1,3}", given.get("r", ""))
            self._column = _column(found[0]) if found else self._column + 1
            self._type, self._style = given.get("t", "n"), given.get("s", "")
            self._has_formula = False
        elif name in ("v", "t", "rPh"):
            self._inside.append(name)
        elif name == "f":
            self._has_formula = True

    def _text(self, text: str) -> None:
        if self._inside in (["v"], ["t"]):
            self._value.add(text)

    def _end(self, name: str) -> None:
        if name in ("v", "t", "rPh") and self._inside:
            self._inside.pop()
        elif name == "c":
            self._end_cell()
        elif name == "row" and self._row:
            cells: list[TableCell] = [""] * (max(self._row) + 1)
            for column, cell in self._row.items():
                cells[column] = cell
            self._row.clear()
            self._ready.append((str(self._number), cells))

    def _end_cell(self) -> None:
        text = self._value.take()
        if self._has_formula and not text and self._type != "str":
            reason = N_("a formula stands here without its value: open the file in Excel and save it")
            self._ready.append((str(self._number), Reason(reason, {})))
        value = self._cell(text)
        if value != "" and self._column < bounds.TABLE_COLUMNS:
            self._row[self._column] = value
        elif value != "" and not self._is_wide:
            self._is_wide = True
            reason = N_("only {limit} columns are read; those after them are left out")
            self._ready.append((str(self._number), Reason(reason, {"limit": bounds.TABLE_COLUMNS})))

    def _cell(self, text: str) -> TableCell:
        if self._type == "s":
            place = _number(text)
            return self._shared[place] if text and place < len(self._shared) else ""
        if self._type in ("inlineStr", "str"):
            return _unescaped(text)
        if self._type == "e":
            return ""
        if self._type == "b":
            return {"1": "ja", "0": "nee"}.get(text, text)
        if self._type == "d":
            return text.removesuffix("T00:00:00")
        return self._counted(text.strip())

    def _counted(self, text: str) -> TableCell:
        if not re.fullmatch(r"-?\d{1,309}(\.\d{1,400})?([eE][+-]?\d{1,3})?", text, re.ASCII):
            return text
        number = float(text)
        form = self._forms.get(_number(self._style))
        if form and (told := _moment(number, form, self._is_1904)):
            return told
        return int(text) if re.fullmatch(r"-?\d{1,15}", text) else number


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return min(number, 16_384) - 1


def _moment(number: float, form: str, is_1904: bool) -> str:
    """The day or time that `number` stands for, as text; "" if it stands for none."""
    if not 0 <= number < 2_958_466:  # 31-12-9999
        return ""
    days, seconds = divmod(round(number * 86_400), 86_400)
    if form == "duration" or (form == "time" and days):  # a sum of hours goes on after a day
        return f"{days * 24 + seconds // 3600}:{seconds % 3600 // 60:02}"
    if form == "time":
        return (datetime.min + timedelta(seconds=seconds)).strftime("%H:%M")
    first = _FIRST_DAY_1904 if is_1904 else _FIRST_DAY
    whole = days + (0 if is_1904 or days >= 60 else 1)  # Excel has a 29 February 1900
    try:
        day = first + timedelta(days=whole)
    except OverflowError:
        return ""
    if form == "day" or not seconds:
        return day.isoformat()
    return f"{day.isoformat()} {(datetime.min + timedelta(seconds=seconds)).strftime('%H:%M')}"
