"""Filters that can be typed among the words: `soort:les`, `tag:lassen`, `van:2024` (pure)."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.model.folding import fold_word, fold_words
from knowledge.search.facets import Days, facet_typed
from knowledge.today import today

_YEAR = re.compile(r"(\d{4})(?:-(\d{4}|\d{1,2}))?$")
_MONTH_FIRST = re.compile(r"(?:(\d{1,2})[-/ ]|([^\W\d_]{3,9})[-/ ]?)(\d{4})$")
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb februari february", "mrt maart mar march", "apr april", "mei may",
            "jun juni june", "jul juli july", "aug augustus august", "sep sept september", "okt oktober oct october",
            "nov november", "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
"""The number of each month by its Dutch and English names and abbreviations."""

_DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_LAST_DAY = date.max.toordinal()


Present = Callable[[str], Collection[str]]
"""Returns the values of a facet that occur in the index."""


@dataclass(frozen=True)
class Filter:
    """Lets through documents with `value` (as returned by `Texts.meant`) of the facet `name`; `without` inverts this.

    For a facet of days, `days` are the ordinals of the first and last day that match.
    """

    name: str
    value: str
    days: tuple[int, int] = (0, 0)
    without: bool = False


def _none(_facet: str) -> Collection[str]:
    return ()


def filter_of(key: str, value: str, *, without: bool = False, present: Present = _none) -> Filter | None:
    """The filter typed as `key`:`value`, or None if it isn't a filter and both are ordinary words."""
    facet, plain = facet_typed(key), fold_words(value)
    if facet is None or not plain:
        return None
    if isinstance(facet.values, Days):
        span = period(value, today())
        if span is None:
            return None
        first, last = span
        days = (1 if facet.values.before else first, _LAST_DAY if facet.values.after else last)
        return Filter(facet.name, value, days, without)
    meant = facet.values.meant(plain, present(facet.name))
    return None if meant is None else Filter(facet.name, meant, without=without)


def is_key(word: str) -> bool:
    """Whether `word` before a colon begins a filter."""
    return facet_typed(word) is not None


def period(text: str, today: date) -> tuple[int, int] | None:
    """The ordinals of the first and last day of the period `text`, or None if it isn't one.

    A period is a day, a year, a school year (2024-2025), or a month (2024-03, 03-2024, maart-2024; without a year, the
    most recent one).
    """
    text = text.strip()
    relative = {"vandaag": 0, "today": 0, "gisteren": 1, "yesterday": 1}.get(text.casefold())
    try:
        if relative is not None:
            day = (today - timedelta(days=relative)).toordinal()
            return day, day
        if match := _YEAR.match(text):
            return _year(int(match[1]), match[2])
        if match := _MONTH_FIRST.match(text):
            return _year(int(match[3]), match[1] or str(_MONTHS.get(fold_word(match[2]), 0)))
        if month := _MONTHS.get(fold_word(text)):
            year = today.year if month <= today.month else today.year - 1
            return _year(year, str(month))
        match = _DUTCH_DAY.match(text)
        day = (date(int(match[3]), int(match[2]), int(match[1])) if match else date.fromisoformat(text)).toordinal()
        return day, day
    except ValueError:
        return None


def _year(year: int, rest: str | None) -> tuple[int, int]:
    if rest is None:
        return date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    if len(rest) == 4:
        return date(year, 8, 1).toordinal(), date(int(rest), 7, 31).toordinal()
    month = int(rest)
    return date(year, month, 1).toordinal(), date(year, month, calendar.monthrange(year, month)[1]).toordinal()
