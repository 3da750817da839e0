"""CSV: a table as text, as Excel and other programs write it; the first line says what the columns are."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from knowledge.exchange.format import Format, Row, TableCell
from knowledge.problem import N_, Problem, Reason

_SEPARATORS = ";,\t"
_LOOKED_AT = 16_384
"""How many characters tell which separator it is."""
_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}


def cells(file: BinaryIO) -> Iterator[tuple[str, list[TableCell] | Problem | Reason]]:
    """The lines of the table in `file` with their numbers; a line that isn't one gives the `Problem` with it."""
    import csv
    import io

    from knowledge import bounds

    try:
        encoding = _encoding(file)
    except Problem as problem:
        yield "", problem
        return
    file.seek(0)
    text = io.TextIOWrapper(file, encoding, errors="backslashreplace", newline="")
    try:
        sample = text.read(_LOOKED_AT)
        text.seek(0)
        told = sample.split("\n", 1)[0].strip()
        separator = told[4:] if told[:4].casefold() == "sep=" and len(told) == 5 else _separator(sample)
        lines = csv.reader(text, delimiter=separator, strict=True)
        csv.field_size_limit(bounds.CELL_CHARACTERS)
        for number, line in _lines(lines):
            if not isinstance(line, list) or not (
                number == "1" and line and str(line[0]).casefold().startswith("sep=")
            ):
                yield number, line
    finally:
        if not text.closed:
            text.detach()


def _lines(lines: Iterator[list[str]]) -> Iterator[tuple[str, list[TableCell] | Problem | Reason]]:
    import csv

    from knowledge import bounds

    is_wide = False
    while True:
        number = str(lines.line_num + 1)  # type: ignore[attr-defined]
        try:
            line = next(lines)
            yield number, [*line[: bounds.TABLE_COLUMNS]]
            if not is_wide and any(line[bounds.TABLE_COLUMNS :]):
                is_wide = True
                reason = N_("only {limit} columns are read; those after them are left out")
                yield number, Reason(reason, {"limit": bounds.TABLE_COLUMNS})
        except StopIteration:
            return
        except csv.Error as error:
            if "unexpected end" in str(error):
                wrong = N_("a quotation mark that begins here isn't closed; what follows it isn't read")
            elif "field larger" in str(error):
                wrong = N_("a cell is too long, or a quotation mark isn't closed")
            else:
                wrong = N_("this isn't a line of a table: a quotation mark in it isn't closed where it should be")
            yield number, Problem(wrong)


def _encoding(file: BinaryIO) -> str:
    """What the text is in: what its mark says, UTF-8 if all of it is, and else Windows-1252. Nothing is guessed.

    Raises `Problem` for what is too large, or no text.
    """
    import codecs

    from knowledge import bounds

    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    encoding, is_first = "utf-8", True
    for piece in bounds.pieces(file, bounds.TABLE_BYTES):
        if is_first and (marked := next((name for mark, name in _MARKS.items() if piece.startswith(mark)), "")):
            return marked
        is_first = False
        if b"\0" in piece:
            raise Problem(N_("this is not text"))
        if encoding == "utf-8":
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                encoding = "cp1252"
    if encoding == "utf-8":
        try:
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return "cp1252"
    return encoding


def _separator(sample: str) -> str:
    """What most often stands the same number of times in the first lines of `sample`, outside quotation marks."""
    rows = [line for line in _outside_quotes(sample).splitlines() if line.strip()][:20]
    counts = {each: [row.count(each) for row in rows] for each in _SEPARATORS}

    def score(each: str) -> tuple[int, int]:
        found = [number for number in counts[each] if number]
        common = max(found, key=lambda number: (found.count(number), number), default=0)
        return found.count(common) * common, -_SEPARATORS.index(each)

    return max(_SEPARATORS, key=score)


def _outside_quotes(text: str) -> str:
    return "".join(text.split('"')[::2])


def sheets(file: BinaryIO, most: int = 0) -> Iterator[tuple[str, str, list[TableCell] | Problem | Reason]]:
    """The lines of `file`, which is one sheet without a name; no more than `most`, unless that is 0."""
    yield from (("", number, line) for number, line in islice(cells(file), most or None))


def read(file: BinaryIO, name: str, kind: str) -> Iterator[Row]:
    """The records of the table in `file`, by what its headings are commonly called."""
    from knowledge.exchange.tables import TableReader

    return TableReader(cells).read(file, name, kind)


FORMAT = Format(
    name="csv",
    title="CSV",
    suffixes=(".csv",),
    read=read,
    cells=cells,
    sheets=sheets,
    recognised=True,
    place=N_("line {number}"),
    guesses_kind=True,
)
