"""A progress line on a terminal, shown once something takes longer than a moment."""

from __future__ import annotations

import sys
import time
from types import TracebackType

from sto_tui.wording.i18n import _

PATIENCE = 0.5
"""Seconds of work before its progress is shown."""

_EVERY = 0.1


class ProgressLine:
    """A line on stderr that is overwritten and erased afterwards. It shows nothing when stderr isn't a terminal.

    Use it as a context manager, and call it with the amount done and, if known, the total.
    """

    def __init__(self) -> None:
        self._shown = 0
        self._next = time.monotonic() + PATIENCE
        self._terminal = sys.stderr.isatty()

    def __enter__(self) -> ProgressLine:
        return self

    def __call__(self, done: int, total: int = 0) -> None:
        now = time.monotonic()
        if not self._terminal or now < self._next:
            return
        self._next = now + _EVERY
        text = _("{done} of {total} …") if total else _("{done} done …")
        line = text.format(done=done, total=total)
        sys.stderr.write("\r" + line.ljust(self._shown))
        sys.stderr.flush()
        self._shown = len(line)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            sys.stderr.write("\r" + " " * self._shown + "\r")
