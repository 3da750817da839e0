"""Who may read a file: what is private to a person, and what is as the person's system usually makes files.

On Windows a file has no such modes: there the profile directory of a person is closed to others by its access list.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PRIVATE_DIRECTORY = 0o700
_NOBODY_ELSE = 0o077

_usual: list[int] = []
"""The mask of the person, while the one of this process is stricter."""


@contextmanager
def private(directories: Iterable[Path]) -> Iterator[None]:
    """Let only this person read what the process and those it starts make within the block.

    `directories` that exist already, made by an earlier version, are closed to others as well.
    """
    if sys.platform == "win32":
        yield
        return
    for directory in directories:
        with suppress(OSError):  # not there yet, or somebody else's: then it isn't ours to close
            if directory.stat().st_mode & _NOBODY_ELSE:
                directory.chmod(PRIVATE_DIRECTORY)
    _usual.append(os.umask(_NOBODY_ELSE))
    try:
        yield
    finally:
        os.umask(_usual.pop())


def usual_mode(*, directory: bool = False) -> int | None:
    """The mode for a file or `directory` that others may see as the person's mask says; None if it has it already."""
    if not _usual:
        return None
    return (0o777 if directory else 0o666) & ~_usual[0]
