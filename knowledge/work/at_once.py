"""What is on at the same time, with one partner or teacher (pure)."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from knowledge.model.records.activity import Activity

WHOLE_DAY = ("00:00", "24:00")


class TimeSpan(NamedTuple):
    """When an activity is on: its first and last day as numbers, and its hours on each of these days."""

    first: int
    last: int
    start: str
    end: str
    activity: Activity

    def overlaps(self, other: TimeSpan) -> bool:
        """Whether they have a day in common, and an hour; touching is no overlap."""
        return (
            self.first <= other.last
            and other.first <= self.last
            and self.start < other.end
            and other.start < self.end
            and self.activity.id != other.activity.id
        )

    def is_on(self, day: int, hour: str) -> bool:
        """Whether it is on at this hour of this day."""
        return self.first <= day <= self.last and self.start <= hour < self.end

    @property
    def groups(self) -> int:
        """How many groups take part."""
        return self.activity.groups or 1


def is_to_come(activity: Activity) -> bool:
    """Whether `activity` is planned on a day."""
    return activity.is_planned and activity.date is not None


def partners_of(activity: Activity) -> tuple[str, ...]:
    """The ids of its partners."""
    return activity.partners


def teachers_of(activity: Activity) -> tuple[str, ...]:
    """The ids of its teachers."""
    return activity.teachers


def span_of(activity: Activity) -> TimeSpan:
    """When `activity` is on. Without times that is the whole day, and without an end until the end of the day."""
    assert activity.date
    first = activity.date.toordinal()
    last = max(first, activity.until.toordinal()) if activity.until else first
    start, end = activity.start or WHOLE_DAY[0], activity.end or WHOLE_DAY[1]
    return TimeSpan(first, last, start, end if start < end else WHOLE_DAY[1], activity)


class SpansOfOne:
    """The spans of what is planned with one partner or teacher, by their first days."""

    def __init__(self, spans: list[TimeSpan]) -> None:
        self._spans = spans
        self._firsts = [each.first for each in spans]
        self._longest = max(each.last - each.first for each in spans)

    def at_once_with(self, span: TimeSpan) -> list[TimeSpan]:
        """The others that overlap with `span`."""
        low = bisect_left(self._firsts, span.first - self._longest)
        return [each for each in self._spans[low : bisect_right(self._firsts, span.last)] if span.overlaps(each)]


def rows_of(spans: Iterable[TimeSpan], who: Callable[[Activity], Iterable[str]]) -> Mapping[str, SpansOfOne]:
    """The rows of those with whom more than one activity is planned."""
    found: dict[str, list[TimeSpan]] = {}
    for span in sorted(spans, key=lambda each: (each.first, each.start, each.activity.id)):
        for each in dict.fromkeys(who(span.activity)):
            found.setdefault(each, []).append(span)
    return {each: SpansOfOne(of_one) for each, of_one in found.items() if len(of_one) > 1}


def fullest(span: TimeSpan, others: Sequence[TimeSpan]) -> list[TimeSpan]:
    """Those of `others` that are on at the day and hour of `span` at which they have the most groups.

    The number of groups only rises where something begins, so that only those days and hours are looked at.
    """
    days = {span.first, *(each.first for each in others if span.first <= each.first <= span.last)}
    hours = {span.start, *(each.start for each in others if span.start <= each.start < span.end)}
    crowds = ([each for each in others if each.is_on(day, hour)] for day in sorted(days) for hour in sorted(hours))
    return max(crowds, key=lambda crowd: sum(each.groups for each in crowd))
