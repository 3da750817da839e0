"""A terminal that vanished: the window was closed, or the connection broke, while the program was told to go on.

Without this the program would read the end of its input again and again, and never end.
"""

from __future__ import annotations

import select
import sys

TERMINAL_EVERY = 2.0
"""Seconds between looks at the terminal."""


def has_vanished(descriptor: int) -> bool:
    """Whether the terminal behind `descriptor` is gone; False where the system can't tell (Windows)."""
    if sys.platform == "win32":
        return False
    looking = select.poll()
    looking.register(descriptor, 0)
    return any(what & (select.POLLHUP | select.POLLERR | select.POLLNVAL) for _descriptor, what in looking.poll(0))
