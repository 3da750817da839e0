"""How far reading in a file is: told now and then from the thread that reads, and ended when the person wants to."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from sto_tui.wording.i18n import _, ngettext

SHOWN_AFTER = 0.5
"""Seconds of work before it is told how far it is."""
_EVERY = 0.1


class ImportStopped(Exception):
    """The person ended it."""


class ImportProgress:
    """The work that goes on, if any; `tell` is called with the rows that are done, in the thread that reads."""

    def __init__(self, tell: Callable[[int], object]) -> None:
        self._tell = tell
        self._what = ""
        self._began = self._next = 0.0
        self._stop = threading.Event()

    def __bool__(self) -> bool:
        """Whether anything goes on."""
        return bool(self._what)

    @property
    def is_stopping(self) -> bool:
        """Whether it is to end at the next row."""
        return self._stop.is_set()

    def begin(self, what: str) -> None:
        """Begin `what`, in words."""
        self._what, self._began, self._next = what, time.monotonic(), 0.0
        self._stop.clear()

    def end(self) -> None:
        """It is over."""
        self._what = ""

    def stop(self) -> None:
        """Have it ended at the next row."""
        self._stop.set()

    def advance(self, rows: int) -> None:
        """Tell how far it is, now and then; called in the thread that reads. Raises `ImportStopped`."""
        if self.is_stopping:
            raise ImportStopped
        now = time.monotonic()
        if now - self._began > SHOWN_AFTER and now > self._next:
            self._next = now + _EVERY
            self._tell(rows)

    def line(self, rows: int) -> str:
        """What goes on and how many rows are done, in words."""
        number = f"{rows:,}".replace(",", ".")
        counted = ngettext("{number} row", "{number} rows", rows).format(number=number)
        return " · ".join(filter(None, (f"{self._what} …", counted if rows else "", _("Esc stops"))))
