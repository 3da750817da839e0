"""JSON Lines: one record a line, UTF-8."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

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


def read(file: BinaryIO, _name: str, _kind: str) -> Iterator[Row]:
    """The lines of `file` with their numbers, decoded or as the `Problem` with them; empty lines are skipped."""
    number = 0
    while data := file.readline(LONGEST):
        number += 1
        if len(data) == LONGEST and not data.endswith(b"\n"):
            while data and not data.endswith(b"\n"):
                data = file.readline(LONGEST)
            yield str(number), Problem(N_("this line is too long"))
            continue
        data = data.removeprefix(b"\xef\xbb\xbf") if number == 1 else data
        if data.strip():
            yield str(number), _decoded(data)


def _decoded(data: bytes) -> object:
    import msgspec

    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        if at := re.search(r"\(byte (\d+)\)", str(error)):
            return Problem(N_("this is not JSON: it goes wrong after {number} bytes"), number=int(at[1]))
        return Problem(N_("this is not JSON: it breaks off, or is damaged"))


FORMAT = Format(
    name="jsonl",
    title="JSON Lines",
    suffixes=(".jsonl", ".ndjson"),
    read=read,
    write=write,
    place=N_("line {number}"),
    default_for="stream",
)
