"""Output to the terminal: JSON for programs, plain safe text for people, remarks on stderr."""

from __future__ import annotations

import json
import os
import re
import shutil
import sys
from collections.abc import Iterable, Sequence

from sto_tui.wording.plain import STEERING, safe, safe_line

_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")

Pieces = Sequence[tuple[str, bool]]
"""Text in pieces; the flag of a piece says whether it is highlighted."""


def to_json(value: object) -> str:
    """`value` as one line of JSON, exact but harmless to a terminal."""
    text = json.dumps(value, ensure_ascii=False)
    return STEERING.sub(lambda match: json.dumps(match[0])[1:-1], text)


def write(text: str) -> None:
    """Print untrusted `text`, made safe, on stdout."""
    sys.stdout.write(safe(text) + "\n")


def note(text: str) -> None:
    """Print untrusted `text`, made safe, on stderr."""
    sys.stderr.write(safe(text) + "\n")


def write_runs(lines: Iterable[Pieces]) -> None:
    """Print `lines`; their highlighted pieces are bold on a terminal."""
    bold = sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    for line in lines:
        pieces = (f"\x1b[1m{safe_line(text)}\x1b[0m" if bold and out else _kept(text) for text, out in line)
        sys.stdout.write("".join(pieces).rstrip() + "\n")


def _kept(text: str) -> str:
    """`text` made safe, on one line, with its spaces kept."""
    return safe(text).replace("\n", " ")


def width() -> int:
    """The width for text: that of the terminal, at most 100, or 80 when there is no terminal."""
    return min(shutil.get_terminal_size((80, 24)).columns, 100) if sys.stdout.isatty() else 80


def wrapped(runs: Pieces, room: int, indent: str, first: str | None = None) -> list[Pieces]:
    """`runs` broken between words into lines of at most `room` characters, `indent` (or `first`) before each."""
    lines: list[list[tuple[str, bool]]] = []
    used = room
    for word, out in _words(runs):
        length = len(word.rstrip())
        if used + length > room or not lines:
            lines.append([(indent if lines or first is None else first, False)])
            used = len(indent)
            word = word.lstrip()
        lines[-1].append((word, out))
        used += len(word)
    return list(lines)


def _words(runs: Pieces) -> Iterable[tuple[str, bool]]:
    """The words of `runs`; the space after a word is a piece of its own."""
    for text, out in runs:
        for piece in re.findall(r"\s+|\S+", safe(text)):
            yield (" ", False) if piece.isspace() else (piece, out)


def indented(text: str, indent: str, first: str | None = None) -> list[str]:
    """`text` broken between words into lines that fit the width, with `indent` (or `first`) before each."""
    from textwrap import wrap

    return wrap(
        safe_line(text),
        width(),
        initial_indent=indent if first is None else first,
        subsequent_indent=indent,
        break_on_hyphens=False,
        break_long_words=False,
    )


def short_id(document_id: str) -> str:
    """A short id to type by hand: the end of the full id, because that is where ids differ."""
    if _UUID.match(document_id):
        return document_id[28:]
    return document_id if len(document_id) <= 12 else document_id[-12:].lstrip("-._")


def cut(text: str, room: int) -> str:
    """`text` on one line, cut to at most `room` characters."""
    line = safe_line(text)
    return line if len(line) <= room else line[: max(room - 1, 0)].rstrip() + "…"
