"""Stamps order concurrent changes; they only increase, and one wrong clock doesn't pull the others along."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.journal import clock

NOW = datetime(2026, 11, 23, 14, 3, 11, 123_456, tzinfo=UTC)
moments = st.datetimes(datetime(1971, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))


@given(moments, st.lists(st.tuples(moments, st.integers(0, 9999)), max_size=4))
def test_a_stamp_is_later_than_now_and_than_all_it_has_seen(now: datetime, seen: list[tuple[datetime, int]]) -> None:
    stamps = [clock.stamp(moment, counter) for moment, counter in seen]

    made = clock.next_stamp(stamps, now)

    assert clock.is_stamp(made)
    assert made >= clock.stamp(now)
    assert all(made > stamp for stamp in stamps if not clock.is_far_ahead(stamp, now))


@given(moments, moments)
def test_stamps_sort_as_moments_do(one: datetime, other: datetime) -> None:
    assert (clock.stamp(one) <= clock.stamp(other)) >= (one <= other)


def test_stamps_go_up_while_the_clock_stands_still() -> None:
    made = [clock.stamp(NOW)]
    for _ in range(10_050):
        made.append(clock.next_stamp(made[-1:], NOW))

    assert all(one < other for one, other in pairwise(made))
    assert made[1] == "2026-11-23T14:03:11.123Z+0001"
    assert made[10_000] == "2026-11-23T14:03:11.124Z+0000"


def test_a_stamp_far_ahead_is_never_followed() -> None:
    wild = clock.stamp(NOW + clock.FAR + timedelta(seconds=1))
    early = clock.stamp(NOW + clock.FAR - timedelta(seconds=1))

    assert clock.is_far_ahead(wild, NOW)
    assert clock.next_stamp([wild], NOW) == clock.stamp(NOW)
    assert clock.next_stamp([wild, early], NOW) == early[:-4] + "0001"


def test_a_stamp_tells_the_time_in_utc() -> None:
    assert clock.stamp(NOW.astimezone(timezone(timedelta(hours=2)))) == "2026-11-23T14:03:11.123Z+0000"


@pytest.mark.parametrize(
    "text", ["", "2026-11-23", "2026-02-30T00:00:00.000Z+0000", "2026-11-23T24:00:00.000Z+0000", 5]
)
def test_what_is_no_moment_is_no_stamp(text: object) -> None:
    assert not clock.is_stamp(text)
