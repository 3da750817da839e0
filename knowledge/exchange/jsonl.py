"""JSON Lines: one record a line, UTF-8."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import msgspec

from knowledge.exchange.import_report import Row
from knowledge.exchange.shape import outgoing
from knowledge.journal.document import Document
from knowledge.problem import N_, Problem

LONGEST = 4 * 1024 * 1024
"""No record is longer than this; what is, isn't JSON Lines."""


def line(document: Document, titles: Mapping[str, str]) -> bytes:
    """`document` as one line; `titles` names what it links to."""
    return msgspec.json.encode(outgoing(document.record, titles)) + b"\n"


def rows(file: BinaryIO) -> Iterator[Row]:
    """The lines of `file` with their numbers, decoded or as the `Problem` with them; empty lines are passed over."""
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
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        return Problem(N_("this is not JSON: {reason}"), reason=error)
