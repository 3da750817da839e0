"""JSON Lines: one record a line, UTF-8. One JSON list of records, or one record over several lines, is read too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from knowledge import bounds
from knowledge.exchange.encoding import decoded_line, decoded_text, in_utf_8
from knowledge.exchange.format import Exported, Format, Row, Wording
from knowledge.problem import N_, Problem

_TOO_LONG = N_("this line is too long")
_SIGN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{},]', re.DOTALL)
"""A text, or a sign that begins, parts or ends values. A text without an end goes on to the end of the file."""

_OPENS, _CLOSES = (b"[", b"{"), (b"]", b"}")


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
        member = data[begin:end].lstrip()
        line += data.count(b"\n", before, end - len(member))
        before = end - len(member)
        is_long = len(member) > bounds.RECORD_BYTES
        yield f"1:{number}" if on_one_line else str(line), Problem(_TOO_LONG) if is_long else _decoded(member)


def _spans(data: bytes) -> Iterator[tuple[int, int]]:
    """Where each member of the JSON list `data` begins and ends, and then what is wrong at its end, if anything is.

    Signs are counted and nothing is made, so that a list takes no memory for what it holds until that is asked for.
    """
    depth, begin, is_closed = 0, 1, False
    for match in _SIGN.finditer(data):
        sign = match[0]
        depth += (sign in _OPENS) - (sign in _CLOSES)
        if depth == 0 or (depth == 1 and sign == b","):
            if data[begin : match.start()].strip():
                yield begin, match.start()
            begin = match.end()
        if depth == 0:
            is_closed = sign == b"]"
            break
    if data[begin:].strip():
        yield begin, len(data)
    if not is_closed and depth < 2:
        yield len(data), len(data)


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
