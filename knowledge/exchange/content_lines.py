"""The lines of vCards and iCalendar files: NAME;PARAMETERS:VALUE, folded over several lines (RFC 5545, 3.1)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from knowledge import bounds
from knowledge.exchange.encoding import decoded_line, in_utf_8

_LINE_BYTES = 64 * bounds.KIB
"""The most of a line that is read; only photos and the like are longer."""
_HEAD = re.compile(rb'((?:[^":]|"[^"]*")*+):')
"""What stands before the value; a parameter between quotation marks may hold a colon."""
_CHARSETS = {"utf-8": "utf-8", "iso-8859-1": "cp1252", "windows-1252": "cp1252", "us-ascii": "cp1252"}


@dataclass(frozen=True)
class ContentLine:
    """One line, unfolded: the `number` of the line on which it begins, its `name` in capitals, and its `value`."""

    number: int
    name: str
    parameters: str
    value: str

    def parameter(self, name: str) -> str:
        """The value of the parameter `name` (in capitals), "" if there is none."""
        found = re.search(rf'(?:^|;)\s*{name}\s*=\s*(?:"([^"]*)"|([^;]*))', self.parameters, re.IGNORECASE)
        return ((found[1] or found[2] or "") if found else "").strip()

    @property
    def text(self) -> str:
        """The value as text, without what escapes a sign in it."""
        return unescaped(self.value)


def content_lines(file: BinaryIO) -> Iterator[ContentLine]:
    """The lines in `file`, each unfolded; of a longer one no more is read than the bound.

    What is no such line is passed over. Raises `TooLarge` for a file in UTF-16 that is too long to copy.
    """
    file.seek(0)
    file = in_utf_8(file)
    held, begins, number = b"", 1, 0
    goes_on = False
    while piece := file.readline(_LINE_BYTES):
        number += not goes_on
        text = piece.rstrip(b"\r\n")
        is_quoted = held.endswith(b"=") and b"QUOTED-PRINTABLE" in held[:200].upper()
        if is_quoted or goes_on or (held and piece[:1] in (b" ", b"\t")):
            more = text if is_quoted or goes_on else text[1:]
            held = (held[:-1] if is_quoted else held) + more if len(held) < _LINE_BYTES else held
        else:
            yield from _line(begins, held)
            held, begins = text, number
        goes_on = not piece.endswith(b"\n")
    yield from _line(begins, held)


def _line(number: int, data: bytes) -> Iterator[ContentLine]:
    found = _HEAD.match(data)
    head, colon, raw = (found[1], b":", data[found.end() :]) if found else data.partition(b":")
    if not colon:
        return
    name, _semicolon, parameters = decoded_line(head).partition(";")
    upper = parameters.upper()
    charset = re.search(r"CHARSET=\"?([\w-]+)", upper)
    encoding = _CHARSETS.get(charset[1].lower() if charset else "")
    if "QUOTED-PRINTABLE" in upper:
        import quopri

        raw = quopri.decodestring(raw)
    yield ContentLine(number, name.rpartition(".")[2].strip().upper(), parameters, _decoded(raw, encoding))


def _decoded(data: bytes, encoding: str | None) -> str:
    try:
        return data.decode(encoding) if encoding else decoded_line(data)
    except UnicodeDecodeError:
        return decoded_line(data)


def unescaped(value: str) -> str:
    """`value` without what escapes a sign in it; an escaped n is the end of a line."""
    return re.sub(r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value, flags=re.DOTALL)


def parts_of(value: str, between: str) -> list[str]:
    """The parts of `value` with the sign `between` between them, where that isn't escaped."""
    parts: list[str] = []
    for part in re.finditer(rf"((?:[^\\{between}]|\\.|\\$)*+)({between}|$)", value, re.DOTALL):
        parts.append(unescaped(part[1]).strip())
        if not part[2]:
            break
    return parts
