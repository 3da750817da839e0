"""Periods as people say them: a year, a school year, a quarter, a month, a week, a day, or from day to day (pure).

``2026``, ``2025-2026``, ``24-25``, ``2026-Q4``, ``maart 2026``, ``2026-03``, ``week 12``, ``vorige maand``,
``1 sep t/m 31 dec``. Without a year it is the last one up to today, unless asked for another (`Lean`). Where a school
year could be a month (``2011-12``) or a day (``11-12``), it is the month or the day.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import NamedTuple

from knowledge.model.typed.days import EARLIEST, LATEST, Lean, day_example, day_from, full_year, plain
from knowledge.model.typed.words import ANY_MONTH, MONTH_NAMES, has_foreign_digits
from knowledge.problem import N_, BadValue

SCHOOL_YEAR = (8, 1)
"""Month and day on which a school year begins."""


class DayRange(NamedTuple):
    """The days from `first` to `last`, both included; `date.min` and `date.max` leave an end open."""

    first: date
    last: date


_BETWEEN = r"\s+-\s+|\s*(?:\bt/m\b|\btot en met\b|\btot\b|\ben\b|\buntil\b|\bto\b|\band\b|\.\.)\s*"
_YEARLESS = rf"\d{{1,2}}[-/. ]\d{{1,2}}|(?:\d{{1,2}} ?)?(?:{ANY_MONTH})\.?"
"""A day or month without a year."""
_AROUND = (
    r"(?:(vorige?|afgelopen|last)|(volgende?|next)|dit|deze|this) (week|maand|month|jaar|year|school ?jaar|school year)"
)
_QUARTER = (
    r"(?P<year>\d{4})[- ]?[qk](?P<number>[1-4])|"
    r"(?:[qk](?P<first>[1-4])|(?P<nth>[1-4])e kwartaal)(?: van)?[- ](?P<of>\d{4})"
)
_SCHOOL = r"(?:school ?jaar |school year )?"


def period_from(typed: str, today: date, lean: Lean = Lean.BEHIND) -> DayRange:
    """The period that a person means by `typed`; raises `BadValue` with an example."""
    text = re.sub(r"^(?:van|from|tussen|between) (?=.*\d.*\b(?:tot|t/m|en|to|until|and)\b)", "", plain(typed))
    try:
        whole = _open_ended(text, today) or _whole(text, today, lean)
        if whole is None and len(parts := re.split(_BETWEEN, text)) == 2 and all(parts):
            whole = _between(parts[0], parts[1], today, lean)
        found = whole or _day(text, today, lean)
    except (ValueError, OverflowError):
        raise _no_period(typed, today) from None
    if found.last < found.first:
        raise BadValue(N_("The period “{value}” ends before it begins."), value=typed)
    return found


def _between(begins: str, ends: str, today: date, lean: Lean) -> DayRange:
    """From one day (or month, or year) to another. The end without a year follows the beginning, and the other way."""
    yearless = [bool(re.fullmatch(_YEARLESS, part)) for part in (begins, ends)]
    if yearless == [True, False]:
        last = _part(ends, today, Lean.NEAREST).last
        return DayRange(_part(begins, last, Lean.BEHIND).first, last)
    first = _part(begins, today, lean).first
    if yearless[1]:
        return DayRange(first, _part(ends, first, Lean.AHEAD).last)
    return DayRange(first, _part(ends, today, lean).last)


def _open_ended(text: str, today: date) -> DayRange | None:
    if match := re.fullmatch(r"(?:vanaf|sinds|van|since|from) (.+)", text):
        return DayRange(_part(match[1], today, Lean.BEHIND).first, date.max)
    if match := re.fullmatch(r"(?:tot en met|t/m|tot|until|up to) (.+)", text):
        return DayRange(date.min, _part(match[1], today, Lean.NEAREST).last)
    return None


def _part(text: str, today: date, lean: Lean) -> DayRange:
    return _whole(text, today, lean) or _day(text, today, lean)


def _no_period(typed: str, today: date) -> BadValue:
    return BadValue(
        N_("“{value}” is not a period. Write for example {example}, 2025-2026 or 01-09-2026 - 31-12-2026."),
        value=typed,
        example=day_example(typed, today),
    )


def _day(text: str, today: date, lean: Lean) -> DayRange:
    try:
        day = day_from(text, today, lean)
    except BadValue:
        raise _no_period(text, today) from None
    return DayRange(day, day)


def school_year(year: int) -> DayRange:
    """The school year that begins in `year`."""
    return DayRange(date(year, *SCHOOL_YEAR), date(year + 1, *SCHOOL_YEAR) - timedelta(days=1))


def school_year_of(day: date) -> DayRange:
    """The school year in which `day` falls."""
    return school_year(day.year if (day.month, day.day) >= SCHOOL_YEAR else day.year - 1)


def _whole(text: str, today: date, lean: Lean) -> DayRange | None:
    """A period that is more than a day, or None. Raises ValueError for one that can't be, such as month 13."""
    if has_foreign_digits(text):
        return None
    if match := re.fullmatch(r"(\d{4})", text):
        return _year(int(match[1]))
    if match := re.fullmatch(_QUARTER, text):
        year, last = int(match["year"] or match["of"]), 3 * int(match["number"] or match["first"] or match["nth"])
        return DayRange(_month(year, last - 2).first, _month(year, last).last)
    match = re.fullmatch(rf"{_SCHOOL}(\d{{4}}|['’]?\d{{2}}) ?[-/] ?(\d{{4}}|\d{{2}})", text)
    if match and (found := _school_or_month(match, text)):
        return found
    if match := re.fullmatch(rf"(?:(\d{{1,2}})[-/. ]|({ANY_MONTH})\.?[-/., ]*)(\d{{4}}|['’]\d{{2}})", text):
        return _month(full_year(match[3]), int(match[1] or MONTH_NAMES[match[2]]))
    if text in MONTH_NAMES:
        day = day_from(f"{'1' if lean is Lean.BEHIND else '28'} {text}", today, lean)
        return _month(day.year, day.month)
    if match := re.fullmatch(_AROUND, text):
        return _around(match[3], -1 if match[1] else 1 if match[2] else 0, today)
    if re.fullmatch(r"(?:week|wk)\.? ?\d{1,2}(?:[-/, ]+(?:van )?\d{4})?|\d{4}-?w\d{1,2}", text):
        monday = day_from(text, today, lean)
        return DayRange(monday, monday + timedelta(days=6))
    return None


def _school_or_month(match: re.Match[str], text: str) -> DayRange | None:
    first, last = match[1].lstrip("'’"), match[2]
    begins, follows = full_year(first), (int(first) + 1) % 10 ** len(last) == int(last)
    is_month = len(first) == 4 and len(last) == 2 and 1 <= int(last) <= 12 and not text.startswith("school")
    is_day = len(first) == 2 and len(last) == 2 and 1 <= int(last) <= 12 and 1 <= int(first) <= 31
    if is_month:
        return _month(begins, int(last))
    if is_day and not text.startswith("school"):
        return None
    if not follows and not (len(first) == len(last) == 4 and int(first) < int(last)):
        if len(first) < 4:
            return None
        raise ValueError(text)
    return DayRange(school_year(begins).first, school_year(begins).last if follows else school_year(int(last) - 1).last)


def _year(year: int) -> DayRange:
    if not EARLIEST <= year <= LATEST:
        raise ValueError(year)
    return DayRange(date(year, 1, 1), date(year, 12, 31))


def _month(year: int, month: int) -> DayRange:
    if not EARLIEST <= year <= LATEST:
        raise ValueError(year)
    return DayRange(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))


def _around(unit: str, by: int, today: date) -> DayRange:
    """The week, month, year or school year `by` units from the one of today."""
    if unit.startswith("school"):
        return school_year(school_year_of(today).first.year + by)
    if unit == "week":
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=by)
        return DayRange(monday, monday + timedelta(days=6))
    if unit in ("jaar", "year"):
        return _year(today.year + by)
    year, month = divmod(today.year * 12 + today.month - 1 + by, 12)
    return _month(year, month + 1)


def whole_months(first: date, last: date) -> int:
    """The whole months from `first` to `last`."""
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
