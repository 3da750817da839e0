"""Hybrid logical clock stamps that a person can read: ``2026-11-23T14:03:11.123Z+0000``.

A stamp is UTC to the millisecond, then a counter for what happens within one. Its width is fixed, so text order is time
order. After Kulkarni et al., "Logical Physical Clocks" (2014); bounded, so that one device with a wild clock can't drag
the others along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

FORM = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d\.\d{3}Z\+\d{4}", re.ASCII)
FAR = timedelta(hours=24)
"""How far a stamp may be ahead of this device's clock before it is reported and no longer followed."""

_WIDTH = len("2026-11-23T14:03:11.123Z")


def stamp(moment: datetime, counter: int = 0) -> str:
    """The stamp of `moment` (timezone-aware)."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='milliseconds')}Z+{counter:04d}"


def is_stamp(value: object) -> bool:
    """Whether `value` is a stamp of a moment that exists."""
    if not isinstance(value, str) or not FORM.fullmatch(value):
        return False
    try:
        datetime.fromisoformat(value[: _WIDTH - 1])
    except ValueError:
        return False
    return True


def moment(time: str) -> datetime:
    """The moment (timezone-aware, UTC) of stamp `time`."""
    return datetime.fromisoformat(time[: _WIDTH - 1]).replace(tzinfo=UTC)


def local(moment: datetime) -> datetime:
    """`moment` (timezone-aware) in the time zone of this device.

    In the first hours of the year 1 and the last ones of the year 9999, where there may be no such time, in UTC.
    """
    try:
        return moment.astimezone()
    except (OverflowError, ValueError, OSError):
        return moment


def is_far_ahead(time: str, now: datetime) -> bool:
    """Whether stamp `time` ("" for none) lies more than `FAR` after `now`."""
    # A difference and not a sum: beyond the last day of the year 9999 there is no moment.
    return is_stamp(time) and moment(time) - now > FAR


def next_stamp(seen: Iterable[str], now: datetime) -> str:
    """A stamp later than `now` and than every stamp in `seen` that isn't far ahead."""
    latest = max((time for time in seen if not is_far_ahead(time, now)), default="")
    physical = stamp(now)
    if physical > latest:
        return physical
    counter = int(latest[_WIDTH + 1 :]) + 1
    if counter <= 9999:
        return f"{latest[:_WIDTH]}+{counter:04d}"
    return stamp(moment(latest) + timedelta(milliseconds=1))
