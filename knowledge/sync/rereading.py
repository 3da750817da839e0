"""Reading everything again, a little every round and all of it within a day.

A power cut may leave NULs in a file whose size and time stay as they were. No listing shows that, so a newcomer would
see nothing of the file, and nobody would put it back.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from math import ceil, isfinite

from knowledge.catalogue.catalogue import Catalogue
from knowledge.journal.mirror import Mirror
from knowledge.journal.mirror_listing import Stat
from knowledge.journal.segment import BadSegment, decode_segment
from knowledge.sync.folder import Folder, FolderProblem
from knowledge.sync.memory import Known, Memory
from knowledge.sync.round import Look, content_digest, printable

DAY = 24 * 3600.0
"""Seconds within which every file is read again, as long as there are rounds."""

SHARE = 0.01
"""The most of the time that is spent on it."""

_LONGEST = 0.25
"""Seconds that it may take of one round, also after a night without rounds."""

_LOST = Stat(-1, -1)
"""A stat that shows that a file of the mirror has less in it than before."""


def due(number: int, elapsed: float) -> int:
    """How many of `number` files to read again `elapsed` seconds after the last time."""
    share = number * min(max(elapsed, 0.0), DAY) / DAY
    return min(number, ceil(share)) if share >= 1 else 0


def in_turn(names: Sequence[str], after: str, number: int) -> list[str]:
    """`number` of the sorted `names`, beginning with the one that follows `after`."""
    first = next((at for at, name in enumerate(names) if name > after), 0)
    return [*names[first:], *names[:first]][:number]


def _noted(stored: object) -> tuple[float, str]:
    """When files were read again last, and which was the last of them; (0, "") when that isn't known."""
    when, _, name = str(stored or "").partition(" ")
    try:
        last = float(when)
    except ValueError:
        return 0.0, ""
    return (last, name) if isfinite(last) else (0.0, "")


class Rereading:
    """Reads the files of `folder` and `mirror` again in turn. `now` tells the time in seconds."""

    def __init__(
        self,
        folder: Folder,
        mirror: Mirror,
        memory: Memory,
        catalogue: Catalogue,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._folder = folder
        self._mirror = mirror
        self._memory = memory
        self._catalogue = catalogue
        self._now = now

    def step(self, look: Look) -> None:
        """Read what is due, and have the round that follows see what is damaged: as forgotten, or as lost in `look`."""
        now, (last, after) = self._now(), _noted(self._catalogue.noted("reread"))
        elapsed = now - last if last else 0.0
        number = due(max(len(look.folder), len(look.mirror)), elapsed)
        if last and elapsed >= 0 and not number:
            return
        self._memory.recall()
        places = {printable(path): path for path in look.folder.keys() | look.mirror.keys()}
        began, longest = time.perf_counter(), min(SHARE * elapsed, _LONGEST)
        for name in in_turn(sorted(places), after, number):
            self._read_again(name, places[name], look)
            after = name
            if time.perf_counter() - began > longest:
                break
        self._catalogue.note("reread", f"{now} {after}")

    def _read_again(self, name: str, path: str, look: Look) -> None:
        if path in look.folder and self._is_other_in_folder(path, look.folder[path], self._memory.get(name)):
            self._memory.forget(name)
        if path in look.mirror and self._is_damaged_here(path):
            self._mirror.forget(path)
            self._catalogue.changes.note_damaged(path)
            look.mirror[path] = _LOST

    def _is_other_in_folder(self, path: str, listed: Stat, known: Known | None) -> bool:
        """Whether the file isn't what is known of it, although it is listed so: damaged since, or whole again."""
        if known is None or known.stat != listed:
            return False  # the round reads it anyway
        try:
            data = self._folder.read(path)
            if known.digest:
                return content_digest(data) != known.digest
            decode_segment(data)
        except BadSegment:
            return known.problem is None
        except (OSError, FolderProblem):
            return False  # out of reach: its next turn comes
        return known.problem is not None

    def _is_damaged_here(self, path: str) -> bool:
        try:
            decode_segment(self._mirror.read_bytes(path))
        except BadSegment:
            return True
        except FileNotFoundError:
            return False
        return False
