"""JSON Lines: one record a line, UTF-8. One JSON list of records, or one record over several lines, is read too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from knowledge.exchange.encoding import decoded_line, decoded_text, in_utf_8
from knowledge.exchange.format import Exported, Format, Row, Wording
from knowledge.problem import N_, Problem

LONGEST = 4 * 1024 * 1024
"""The most bytes in a line; no record is longer."""


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

    for number, value in _values(in_utf_8(file)):
        yield number, of_kind(value, kind) if isinstance(value, dict) else value


def _values(file: BinaryIO) -> Iterator[Row]:
    start = file.tell()
    first, second = _next_line(file), _next_line(file)
    file.seek(start)
    is_cut = len(first) == LONGEST
    is_value = not is_cut and not isinstance(_decoded(first), Problem)
    opening = decoded_line(first).lstrip()[:1]
    if opening == "[" and not (is_value and second):
        return _members(file.read())
    if opening == "{" and not (is_value or is_cut):
        value = _decoded(file.read(LONGEST))
        if not isinstance(value, Problem):
            return iter([("1", value)])
        file.seek(start)
    return _lines(file)


def _next_line(file: BinaryIO) -> bytes:
    """The next line that isn't empty, as far as `LONGEST` bytes of it."""
    while (line := file.readline(LONGEST)) and not line.strip():
        pass
    return line


def _members(data: bytes) -> Iterator[Row]:
    """The members of the JSON list `data` with the lines on which they begin, and their place in a list on one line."""
    import msgspec

    data = decoded_text(data).encode()
    try:
        members = msgspec.json.decode(data, type=list[msgspec.Raw])
    except (msgspec.DecodeError, RecursionError) as error:
        at = _wrong_at(error)
        yield str(data.count(b"\n", 0, at) + 1), _not_json(at)
        return
    end, line = 0, 1
    on_one_line = b"\n" not in data.strip()
    for number, member in enumerate(map(bytes, members), 1):
        begin = data.index(member, end)
        line += data.count(b"\n", end, begin)
        yield f"1:{number}" if on_one_line else str(line), _decoded(member)
        end = begin + len(member)
        line += member.count(b"\n")


def _lines(file: BinaryIO) -> Iterator[Row]:
    number = 0
    while data := file.readline(LONGEST):
        number += 1
        if len(data) == LONGEST and not data.endswith(b"\n"):
            while data and not data.endswith(b"\n"):
                data = file.readline(LONGEST)
            yield str(number), Problem(N_("this line is too long"))
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
