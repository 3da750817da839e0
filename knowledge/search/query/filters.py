"""Narrowings that can be typed among the words: `soort:les`, `tag:lassen`, `van:2024` (pure)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.search.dutch.analysis import fold, folded

_KEYS = {
    "kind": "kind soort type",
    "partner": "partner bedrijf school",
    "tag": "tag label trefwoord",
    "place": "plaats place",
    "world": "wereld world",
    "author": "door by auteur author",
    "activity": "activiteit activity",
    "date": "datum date jaar year periode period",
    "since": "van vanaf sinds from since",
    "until": "tot until before",
}
_CLASS = {word: name for name, spelled in _KEYS.items() for word in spelled.split()}

_KINDS = {
    "lesson": "les lessen ervaring ervaringen lesson lessons",
    "meeting": "vergadering vergaderingen overleg bijeenkomst bijeenkomsten meeting meetings",
    "partner": "partner partners organisatie bedrijf school",
    "person": "persoon personen contact contactpersoon contactpersonen person people",
    "action": "actie acties taak action actions task",
    "checklist": "checklist checklists intake run",
}
_KIND = {word: name for name, spelled in _KINDS.items() for word in spelled.split()}

_WORLDS = {
    "energie": "energie water veiligheid energy safety",
    "voeding": "voeding natuur food nature",
    "wonen": "wonen werken verkeer living working traffic",
    "mens": "mens gezondheid zorg people health",
    "digitaal": "digitaal media entertainment digital",
    "hightech": "hightech science wetenschap",
    "ontwerp": "ontwerp productie wereldhandel design production trade",
}
_WORLD = {word: name for name, spelled in _WORLDS.items() for word in spelled.split()}

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
"""Months by their Dutch and English names and what they are shortened to."""

_DUTCH_DAY = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_LAST_DAY = date.max.toordinal()


@dataclass(frozen=True)
class Filter:
    """Only what has a fact of class `name` that begins with `value`, word by word; with `without` only what has none.

    Of the classes "date", "since" and "until" `days` are the first and last ordinal that will do.
    """

    name: str
    value: str
    days: tuple[int, int] = (0, 0)
    without: bool = False

    def allows(self, fact: str) -> bool:
        """Whether `fact` ("class:value") is one that is asked for."""
        name, _, value = fact.partition(":")
        if name != ("name" if self.name == "partner" else self.name):
            return False
        if name in ("kind", "world"):
            return value == self.value
        return f" {value}".find(f" {self.value}") >= 0


def filter_of(key: str, value: str, *, without: bool = False, today: date | None = None) -> Filter | None:
    """The narrowing typed as `key`:`value`; None when it is none, then these are words like others."""
    name, plain = _CLASS.get(fold(key), ""), folded(value)
    if not name or not plain:
        return None
    if name == "kind":
        kind = kind_of(plain)
        return Filter(name, kind, without=without) if kind else None
    if name == "world":
        world = next((code for word, code in _WORLD.items() if word.startswith(plain)), None)
        return Filter(name, world, without=without) if world else None
    if name in ("date", "since", "until"):
        span = period(value, today or date.today())
        if span is None:
            return None
        days = {"date": span, "since": (span[0], _LAST_DAY), "until": (1, span[1])}[name]
        return Filter(name, value, days, without)
    return Filter(name, plain, without=without)


def kind_of(word: str) -> str:
    """The kind of record that a Dutch or English `word` names: les, lessen, lesson … ; "" for others."""
    return _KIND.get(fold(word), "")


def is_key(word: str) -> bool:
    """Whether `word` before a colon begins a narrowing."""
    return fold(word) in _CLASS


def period(text: str, today: date) -> tuple[int, int] | None:
    """The ordinals of the first and last day of `text`: a day, a year, a school year (2024-2025), or a month (2024-03,
    03-2024, maart-2024; without a year the last one)."""
    text = text.strip()
    relative = {"vandaag": 0, "today": 0, "gisteren": 1, "yesterday": 1}.get(text.casefold())
    try:
        if relative is not None:
            day = (today - timedelta(days=relative)).toordinal()
            return day, day
        if match := _YEAR.match(text):
            return _year(int(match[1]), match[2])
        if match := _MONTH_FIRST.match(text):
            return _year(int(match[3]), match[1] or str(_MONTHS.get(fold(match[2]), 0)))
        if month := _MONTHS.get(fold(text)):
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
