"""The days in what other programs and people wrote: with a time, in a heading, in the name of a file (pure)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from knowledge.model.typed.days import day_from
from knowledge.problem import BadValue

_TIME = re.compile(
    r"(?:[Tt ]|, ?)\s*(?:om |at |@ ?)?"
    r"(?:\d{1,2}[:.uh]\d\d(?:[:.]\d\d(?:[.,]\d+)?)?|\d{1,2}(?= ?(?:uur|u|h|am|pm)\b)|(?<=[Tt])\d{2}(?:\d{2}){0,2})"
    r"(?: ?(?:uur|u|h|am|pm)\b)?(?: ?(?:Z|z|UTC|GMT|CES?T|[+-]\d\d(?::?\d\d)?))?(?:\[[\w/+-]+\])?$"
)
_MIDNIGHT = re.compile(
    r"[\s,Tt@]*0{1,2}(?:[:.u]?00){0,2}(?:[.,]0+)?(?: ?(?:uur|u|h))?(?: ?(?:Z|z|UTC|[+-]\d\d(?::?\d\d)?))?"
)
_LINK = re.compile(r"\[\[([^\]|]*)(?:\|([^\]]*))?\]\]")
_WEEK = re.compile(r"\bw(?:ee)?k\b|\d-?w\d", re.IGNORECASE)
_APART = (date(2001, 1, 1), date(2038, 7, 1))
"""Two days on which no text without a year means the same day."""
_STAMP = re.compile(r"(?<!\d)(\d{4})(\d\d)(\d\d)(?:\d{4}|\d{6})?(?!\d)")
"""A day and time as programs number notes: 20260312, 202603121030."""


def day_told(text: str) -> tuple[date, str] | None:
    """The day that `text` tells, and what else it tells: a time, or the other text of a link. None if it tells none."""
    rest = ""
    if link := _LINK.fullmatch(text.strip()):
        text, rest = link[1], link[2] or ""
    if day := _fixed(text):
        return day, rest
    time = _TIME.search(text)
    if time and (day := _fixed(text[: time.start()])):
        return day, rest or ("" if _MIDNIGHT.fullmatch(time[0]) else time[0].strip())
    return None


def day_within(text: str) -> date | None:
    """The first day in `text`, such as a heading or the name of a file, that is told with its year."""
    for stamp in _STAMP.finditer(text):
        if day := _fixed(f"{stamp[1]}-{stamp[2]}-{stamp[3]}"):
            return day
    parts = re.findall(r"[^\W_]+", text)
    windows = (parts[first : first + count] for first in range(len(parts)) for count in (3, 4))
    days = (_fixed(("-" if all(map(str.isdecimal, each)) else " ").join(each)) for each in windows if _has_year(each))
    return next(filter(None, days), None)


def _has_year(parts: Sequence[str]) -> bool:
    return any(len(part) == 4 and part.isdecimal() for part in parts)


def _fixed(text: str) -> date | None:
    """The day that `text` means whenever it is read: no "tomorrow", and no day without its year. A week is no day."""
    if _WEEK.search(text):
        return None
    try:
        days = {day_from(text, today) for today in _APART}
    except BadValue:
        return None
    return days.pop() if len(days) == 1 else None
