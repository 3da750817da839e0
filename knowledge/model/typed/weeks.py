"""Weeks as people say them: ``5``, ``week 5 t/m 8``, ``2027-W05``, ``51-2``; stored as ``2027-W05`` (pure).

Weeks are those of ISO 8601: they begin on Monday and belong to the year of their Thursday. Without a year, a week is
the one in the school year of today.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from knowledge.model.typed.days import EARLIEST, LATEST
from knowledge.model.typed.periods import DayRange, school_year_of
from knowledge.problem import N_, BadValue

MOST_WEEKS = 106
"""The most weeks that can be typed at once: two school years."""

MOST_IN_YEAR = 53
"""The most weeks that a year has."""

_ONE = r"(?:week|weken|wk|w)?\.? ?\d{1,2}(?:[ /-]\d{4})?|\d{4}[- ]?w\d{1,2}"
_SPAN = re.compile(rf"({_ONE})(?:(?: ?[-–] ?| ?t/m ?| tot | until | to )({_ONE}))?")


@lru_cache(maxsize=8192)  # a year plan asks for every activity
def week_of(day: date) -> str:
    """The ISO week of `day`, as ``2027-W05``."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def days_of_week(week: str) -> DayRange:
    """Monday to Sunday of `week` (``2027-W05``); raises ValueError when the year has no such week."""
    monday = date.fromisocalendar(int(week[:4]), int(week[6:]), 1)
    return DayRange(monday, monday + timedelta(days=6))


def weeks_between(first: date, last: date) -> tuple[str, ...]:
    """The weeks that have a day from `first` to `last`, in order."""
    if first == last:
        return (week_of(first),)
    monday = first - timedelta(days=first.weekday())
    return tuple(week_of(monday + timedelta(weeks=count)) for count in range((last - monday).days // 7 + 1))


def weeks_from(typed: str, today: date) -> tuple[str, ...]:
    """The weeks that a person means by `typed`: single ones and spans with commas between; raises `BadValue`."""
    found: list[str] = []
    for part in filter(
        None,
        (
            " ".join(each.split())
            for each in re.split(r"[,;+]| en | and ", re.sub("tot en met", "t/m", typed.casefold()))
        ),
    ):
        match = _SPAN.fullmatch(part)
        if match is None:
            raise _no_week(typed)
        first, last = _one(match[1], typed, today), _one(match[2] or match[1], typed, today)
        if last < first and not re.search(r"\d{4}", match[2]):
            last = _in_year(int(last[6:]), int(first[:4]) + 1, typed)
        begins, ends = days_of_week(first).first, days_of_week(last).last
        if ends < begins or (ends - begins).days > MOST_WEEKS * 7:
            raise BadValue(N_("The period “{value}” ends before it begins."), value=part)
        found += weeks_between(begins, ends)
    return tuple(dict.fromkeys(found))


def _one(text: str, typed: str, today: date) -> str:
    """The week that `text` says, in the school year of `today` if it says no year."""
    year, number = re.search(r"\d{4}", text), re.search(r"(?<!\d)\d{1,2}(?!\d)", text)
    if number is None:
        raise _no_week(typed)
    if year:
        return _in_year(int(number[0]), int(year[0]), typed)
    first, last = school_year_of(today)
    for candidate in (first.year, last.year):
        week = f"{candidate}-W{int(number[0]):02}"
        try:
            days = days_of_week(week)
        except ValueError:
            continue
        if days.first <= last and days.last >= first:
            return week
    if int(number[0]) == MOST_IN_YEAR:
        raise BadValue(
            N_("The years {years} have {weeks} weeks: there is no week {week}."),
            years=f"{first.year}–{last.year}",
            weeks=52,
            week=MOST_IN_YEAR,
        )
    raise _no_week(typed)


def _in_year(number: int, year: int, typed: str) -> str:
    if not EARLIEST <= year <= LATEST:
        raise _no_week(typed)
    if 1 <= number <= MOST_IN_YEAR and number > weeks_in(year):
        raise BadValue(N_("{year} has {weeks} weeks: there is no week {week}."), year=year, weeks=52, week=number)
    week = f"{year}-W{number:02}"
    try:
        days_of_week(week)
    except ValueError:
        raise _no_week(typed) from None
    return week


def weeks_in(year: int) -> int:
    """How many weeks `year` has: 52, or 53."""
    return date(year, 12, 28).isocalendar().week


def _no_week(typed: str) -> BadValue:
    return BadValue(N_("“{value}” is not a week. Write for example 5, 5-8 or 2027-W05."), value=typed)
