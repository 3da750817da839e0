"""Titles that would look the same once they are cut off, shortened so that they can be told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from knowledge.sync.status import TAKEN_BACK, WAITS
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line


def told_apart(titles: Sequence[str], room: int) -> list[str]:
    """`titles`, in which those too long for `room` columns that begin alike lose a part of that beginning.

    A title that is cut alone, or fits, stays whole: the list itself cuts its end.
    """
    begin = room * 2 // 3
    long = sorted({title for title in titles if len(title) > room})
    alike = Counter(title[:begin] for title in long)
    shared: dict[str, int] = dict.fromkeys(long, 0)
    for one, other in pairwise(long):  # of sorted titles, a neighbour has the longest beginning in common
        common = _common(one, other)
        shared |= {one: max(shared[one], common), other: max(shared[other], common)}
    return [
        _shortened(title, shared[title], room) if title in shared and alike[title[:begin]] > 1 else title
        for title in titles
    ]


def _shortened(title: str, shared: int, room: int) -> str:
    """`title` with its first words and, after dots, the part in which its `shared` beginning ends."""
    kept = max(room // 4, 4)
    part = title.rfind("· ", 0, shared)  # a whole part of the title rather than half of one
    start = part + 2 if part >= 0 else title.rfind(" ", 0, shared) + 1
    return title if start <= kept else f"{title[:kept].rstrip()}… {title[start:]}"


def _common(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def taken_back_line(number: int) -> str:
    """The line that says that what is shared doesn't stay in the folder."""
    return _(TAKEN_BACK).format(number=number)


def waiting_line(document_id: str, title: str) -> str:
    """The line that says that a record isn't up to date yet because it is very large."""
    return _(WAITS).format(title=safe_line(title), id=document_id)
