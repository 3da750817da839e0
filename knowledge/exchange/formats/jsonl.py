"""JSON Lines: one record a line, UTF-8. One JSON list of records, or one record over several lines, is read too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import BinaryIO

from knowledge import bounds
from knowledge.exchange.encoding import decoded_line, decoded_text, in_utf_8
from knowledge.exchange.format import Exported, Format, Row, Wording
from knowledge.problem import N_, Problem

_TOO_LONG = N_("this line is too long")
_SIGN = re.compile(rb'"[^"\\\n]*+(?:\\.[^"\\\n]*+)*+"?|[\[\]{},]')
"""A text, or a sign that begins, parts or ends values. A text without an end goes on to the end of its line."""

_OPENS, _CLOSES = (b"[", b"{"), {b"]": b"[", b"}": b"{"}
_BEGINS_A_LINE = re.compile(rb"\n([ \t]*)(?=\{)")


def write(documents: Iterable[Exported], _wording: Wording) -> Iterator[bytes]:
    """Each document as one line."""
    import msgspec

    from knowledge.exchange.shape import outgoing

    encode = msgspec.json.Encoder().encode
    for document, titles in documents:
        yield encode(outgoing(document.record, titles)) + b"\n"


def read(file: BinaryIO, _name: str, kind: str) -> Iterator[Row]:
    """The records in `file` with the numbers of their lines, decoded or as the `Problem` with them.

    A record that tells no kind is one of `kind`. Empty lines are skipped.
    """
    from knowledge.exchange.shape import of_kind

    try:
        for number, value in _values(in_utf_8(file)):
            yield number, of_kind(value, kind) if isinstance(value, dict) else value
    except bounds.TooLarge as problem:
        yield "", problem


def _values(file: BinaryIO) -> Iterator[Row]:
    start = file.tell()
    first, second = _next_line(file), _next_line(file)
    file.seek(start)
    is_cut = len(first) == bounds.RECORD_BYTES
    is_value = not is_cut and not isinstance(_decoded(first), Problem)
    opening = decoded_line(first).lstrip()[:1]
    if opening == "[" and not (is_value and second):
        return _members(bounds.read_at_most(file, bounds.WHOLE_BYTES))
    if opening == "{" and not (is_value or is_cut):
        value = _decoded(file.read(bounds.RECORD_BYTES))
        if not isinstance(value, Problem):
            return iter([("1", value)])
        file.seek(start)
    return _lines(file)


def _next_line(file: BinaryIO) -> bytes:
    """The next line that isn't empty, as far as `RECORD_BYTES` bytes of it."""
    while (line := file.readline(bounds.RECORD_BYTES)) and not line.strip():
        pass
    return line


def _members(data: bytes) -> Iterator[Row]:
    """The members of the JSON list `data` with the lines on which they begin, and their place in a list on one line."""
    data = decoded_text(data).strip().encode()
    on_one_line = b"\n" not in data
    before, line = 0, 1
    for number, (begin, end) in enumerate(_spans(data), 1):
        value = _member(data, begin, end)
        spans = [(begin, end)]
        if isinstance(value, Problem) and len(several := list(_lines_of(data, begin, end))) > 1:
            spans, value = several, None
        for start, stop in spans:
            blank = len(data[start:stop]) - len(data[start:stop].lstrip())
            line += data.count(b"\n", before, start + blank)
            before = start + blank
            yield f"1:{number}" if on_one_line else str(line), _member(data, start, stop) if value is None else value


def _spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each member of the JSON list `data` begins and ends, and then what is wrong at its end, if anything is.

    Signs are counted and nothing is made, so that a list takes no memory for what it holds until that is asked for.
    """
    opened, begin, is_closed = bytearray(), 1, False
    for match in _SIGN.finditer(data):
        sign = match[0]
        if sign in _OPENS:
            opened += sign
        elif sign in _CLOSES and len(opened) > 1:
            _close(opened, _CLOSES[sign])
            continue
        elif sign in _CLOSES:
            opened.clear()
        if not opened or (len(opened) == 1 and sign == b","):
            if data[begin : match.start()].strip():
                yield begin, match.start()
            begin = match.end()
        if not opened:
            is_closed = sign == b"]"
            break
    if data[begin:].strip():
        yield begin, len(data)
    if not is_closed and len(opened) < 2:
        yield len(data), len(data)


def _close(opened: bytearray, sign: bytes) -> None:
    """Close what `sign` opened in a member of the list, and what was left open within it; another sign is ignored."""
    at = opened.rfind(sign)
    if at > 0:
        del opened[at:]


def _lines_of(data: bytes, begin: int, end: int) -> Iterator[tuple[int, int]]:
    """The parts of a damaged member that begin with { on a line of their own, as far in as the least of these.

    Where a quote or a bracket isn't closed, that is where the next member begins.
    """
    found = list(_BEGINS_A_LINE.finditer(data, begin, end))
    least = min((len(each[1]) for each in found), default=0)
    starts = [each.start() for each in found if len(each[1]) == least]
    if not data[begin : (starts or [end])[0]].strip():
        starts = starts[1:]
    for start, stop in pairwise([begin, *starts, end]):
        kept = data[start:stop].rstrip()
        kept = kept.removesuffix(b"]").rstrip() if stop == end == len(data) else kept
        yield start, start + len(kept.removesuffix(b","))


def _member(data: bytes, begin: int, end: int) -> object:
    """The value of the member of a list between `begin` and `end`, or the `Problem` with it."""
    member = data[begin:end].strip()
    return Problem(_TOO_LONG) if len(member) > bounds.RECORD_BYTES else _decoded(member)


def _lines(file: BinaryIO) -> Iterator[Row]:
    number = 0
    while data := file.readline(bounds.RECORD_BYTES):
        number += 1
        if len(data) == bounds.RECORD_BYTES and not data.endswith(b"\n"):
            while data and not data.endswith(b"\n"):
                data = file.readline(bounds.RECORD_BYTES)
            yield str(number), Problem(_TOO_LONG)
        elif data.strip():
            yield str(number), _decoded(data)


def _decoded(data: bytes) -> object:
    """The value of the JSON in `data`, or the `Problem` with it."""
    import msgspec

    try:
        return msgspec.json.decode(decoded_line(data))
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        return _not_json(_wrong_at(error))


def _wrong_at(error: Exception) -> int | None:
    at = re.search(r"\(byte (\d+)\)", str(error))
    return int(at[1]) if at else None


def _not_json(at: int | None) -> Problem:
    if at is None:
        return Problem(N_("this is not JSON: it breaks off, or is damaged"))
    return Problem(N_("this is not JSON: it goes wrong after {number} bytes"), number=at)


FORMAT = Format(
    name="jsonl",
    title="JSON Lines",
    suffixes=(".jsonl", ".ndjson"),
    also_read=(".json",),
    read=read,
    write=write,
    place=N_("line {number}"),
    guesses_kind=True,
    default_for="stream",
)
