"""The gate before the terminal: whatever is printed, only the sequences that sto itself uses pass it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sto_tui.wording.plain import safe

OWN = re.compile(r"(\x1b\[[01]m|^\r|\r$)")
"""What sto writes to a terminal besides text: bold, no longer bold, and the way back to the start of a line."""


def passed(text: str) -> str:
    """`text` without anything that steers a terminal, except what is in `OWN`."""
    if text.isprintable():
        return text
    return "".join(part if OWN.fullmatch(part) else safe(part) for part in OWN.split(text))


class _Gate:
    """A stream of text before `stream`, which is a terminal."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        self._stream.write(passed(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def guarded() -> Iterator[None]:
    """Let all that is printed within the block pass the gate; what goes to a pipe or a file stays as it is."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = (_Gate(each) if each is not None and each.isatty() else each for each in before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
