"""Days as people say them: ``vrijdag``, ``31-3``, ``4 dec``, ``week 12``, ``volgende week dinsdag``, ``+14d`` (pure).

A day without a year is the one nearest to today, unless its field says that it lies ahead or behind (`Lean`). The name
of a weekday is its next date, never today. A week stands for its Monday. The libraries that read dates guess at what
they don't understand ("11" becomes a day of this month); here that is refused, with an example.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from enum import Enum

from knowledge.model.typed.words import (
    MONTH_NAMES,
    NUMBERS,
    WEEKDAY_NAMES,
    first_in,
    has_foreign_digits,
    nearest,
    spoken,
)
from knowledge.problem import N_, BadValue, Word

EARLIEST, LATEST = 1900, 2299
"""The years in which a typed day lies; others are slips such as 0206."""


class Lean(Enum):
    """Which year, or week, is meant by a day that doesn't say so."""

    AHEAD = "ahead"  # the first from today on: a day by which something is to be done
    NEAREST = "nearest"
    BEHIND = "behind"  # the last up to today: the first day of a search


Meant = Callable[["re.Match[str]", date, Lean], "date | None"]
"""The day that a match means; None when it means none, ValueError when there is no such day."""

_RELATIVE = {
    "vandaag": 0, "today": 0, "nu": 0, "now": 0, "morgen": 1, "tomorrow": 1,
    "overmorgen": 2, "day after tomorrow": 2, "the day after tomorrow": 2,
    "gisteren": -1, "yesterday": -1, "eergisteren": -2, "day before yesterday": -2, "the day before yesterday": -2,
}  # fmt: skip
_DAYS_IN = {"d": 1, "dag": 1, "dagen": 1, "day": 1, "days": 1, "w": 7, "wk": 7, "week": 7, "weken": 7, "weeks": 7}
_MONTHS_IN = {
    "m": 1, "mnd": 1, "maand": 1, "maanden": 1, "month": 1, "months": 1,
    "j": 12, "jr": 12, "jaar": 12, "y": 12, "year": 12, "years": 12,
}  # fmt: skip


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_WEEKDAY = rf"(?P<weekday>{_any_of(WEEKDAY_NAMES)})\.?"
_MONTH = rf"(?P<month>{_any_of(MONTH_NAMES)})\.?"
_DAY = r"(?P<day>\d{1,2})(?:e|ste|de|st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|['’]?\d{2})"
_UNIT = rf"(?P<unit>{_any_of([*_DAYS_IN, *_MONTHS_IN])})"
_COUNT = rf"(?P<count>\d{{1,4}}|{_any_of(NUMBERS)})"
_NEXT, _LAST = r"(?:volgende|next)", r"(?:vorige|afgelopen|last|past)"
_COMING = r"(?:aanstaande|a\.?s\.?|komende|eerstvolgende|deze|this|coming|op|on)"


def day_from(typed: str, today: date, lean: Lean = Lean.NEAREST) -> date:
    """The day that a person means by `typed`; raises `BadValue` with the example nearest to it."""
    text = plain(typed)
    try:
        found = _read(text, today, lean)
    except (ValueError, OverflowError):
        raise BadValue(
            N_("There is no date “{value}”. Write for example {example}."),
            value=typed,
            example=day_example(text, today),
        ) from None
    if found is None:
        raise BadValue(
            N_("“{value}” is not a date. Write for example {example}."), value=typed, example=day_example(text, today)
        )
    return in_reach(found, typed)


def in_reach(day: date, written: str = "") -> date:
    """`day`, `written` so, if its year is one that people mean; raises `BadValue` for any other."""
    if not EARLIEST <= day.year <= LATEST:
        raise BadValue(
            N_("“{value}” is in the year {year}. Write a year from {first} to {last}."),
            value=written or day.isoformat(),
            year=day.year,
            first=EARLIEST,
            last=LATEST,
        )
    return day


def plain(typed: str) -> str:
    """`typed` in small letters with single spaces, plain hyphens, and no marks at its ends."""
    return " ".join(re.sub("[\u2010-\u2015\u2212]", "-", typed).casefold().split()).strip(" ,;.")


def _read(text: str, today: date, lean: Lean) -> date | None:
    if has_foreign_digits(text):
        return None
    if text in _RELATIVE:
        return today + timedelta(days=_RELATIVE[text])
    for form, meant in _FORMS:
        if (match := re.fullmatch(form, text)) and (found := meant(match, today, lean)) is not None:
            return found
    if match := re.fullmatch(rf"(?:{_COMING} )?{_WEEKDAY},? (?:de |the )?(?P<rest>.*\d.*)", text):
        found = _read(match["rest"], today, lean)
        if found is not None and found.weekday() != WEEKDAY_NAMES[match["weekday"]]:
            raise _other_weekday(found)
        return found
    return None


def _other_weekday(found: date) -> BadValue:
    return BadValue(
        N_("{day} is a {weekday}. Correct the weekday or the date."),
        day=f"{found:%d-%m-%Y}",
        weekday=Word(_SHOWN_WEEKDAYS[found.weekday()]),
    )


_SHOWN_WEEKDAYS = (
    N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"), N_("Sunday"),
)  # fmt: skip


# -- the forms --------------------------------------------------------------------------------------------------------


def full_year(digits: str) -> int:
    """The year that two or four digits mean: 70 to 99 lie in the last century (as in Excel files of old)."""
    year = int(digits.lstrip("'’"))
    return year if len(digits) == 4 else year + (1900 if year >= 70 else 2000)


def _dated(match: re.Match[str], today: date, lean: Lean) -> date:
    parts = match.groupdict()
    month = parts.get("number") or MONTH_NAMES[parts["month"] or ""]
    if parts.get("year"):
        return date(full_year(parts["year"]), int(month), int(parts["day"]))
    return _leaning(int(month), int(parts["day"]), today, lean)


def _leaning(month: int, day: int, today: date, lean: Lean) -> date:
    """The day of the year that `lean` picks; 29 February looks further, for a leap year."""
    if day < 1 or day > calendar.monthrange(2000, month)[1]:
        raise ValueError(day)
    years = range(today.year - 8, today.year + 9)
    days = [date(year, month, day) for year in years if day <= calendar.monthrange(year, month)[1]]
    if lean is Lean.AHEAD:
        return min(each for each in days if each >= today)
    if lean is Lean.BEHIND:
        return max(each for each in days if each <= today)
    return min(days, key=lambda each: (abs(each - today), each < today))


def _eight_digits(match: re.Match[str], _today: date, _lean: Lean) -> date | None:
    """``20260331`` or ``31032026``, if only one of both is a day of a likely year."""
    text = match[0]
    found = []
    for year, month, day in ((text[:4], text[4:6], text[6:]), (text[4:], text[2:4], text[:2])):
        if EARLIEST <= int(year) <= LATEST and 1 <= int(month) <= 12:
            found.append(date(int(year), int(month), int(day)))
    return found[0] if len(found) == 1 else None


def _ahead(match: re.Match[str], today: date, _lean: Lean) -> date | None:
    """A number of days, weeks, months or years from today."""
    parts = match.groupdict()
    number = spoken(parts["count"])
    if number is None:
        return None
    if parts.get("sign") == "-" or parts.get("ago"):
        number = -number
    unit = parts["unit"] or "d"
    if unit in _DAYS_IN:
        return today + timedelta(days=number * _DAYS_IN[unit])
    months = today.year * 12 + today.month - 1 + number * _MONTHS_IN[unit]
    year, month = divmod(months, 12)
    return date(year, month + 1, min(today.day, calendar.monthrange(year, month + 1)[1]))


def _weekday(match: re.Match[str], today: date, lean: Lean) -> date:
    number = WEEKDAY_NAMES[match["weekday"]]
    if lean is Lean.BEHIND and not match.groupdict().get("coming"):
        return _previous(number, today)
    return today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)


def _previous(number: int, today: date) -> date:
    return today - timedelta(days=(today.weekday() - number - 1) % 7 + 1)


def _last_weekday(match: re.Match[str], today: date, _lean: Lean) -> date:
    return _previous(WEEKDAY_NAMES[match["weekday"]], today)


def _weekday_of_week(match: re.Match[str], today: date, _lean: Lean) -> date:
    """A weekday of the week before, this week or the next; its Monday when no weekday is named."""
    parts = match.groupdict()
    weeks = 1 if parts["next"] else -1 if parts["last"] else 0
    weekday = WEEKDAY_NAMES[parts["weekday"]] if parts.get("weekday") else 0
    return today - timedelta(days=today.weekday()) + timedelta(days=weekday, weeks=weeks)


def _week(match: re.Match[str], today: date, lean: Lean) -> date:
    parts = match.groupdict()
    weekday = WEEKDAY_NAMES[parts["weekday"]] + 1 if parts.get("weekday") else 1
    return week_day(int(parts["week"]), parts.get("year"), weekday, today, lean)


def week_day(week: int, year: str | None, weekday: int, today: date, lean: Lean) -> date:
    """Day `weekday` (1 is Monday) of ISO week `week`, in the year that `lean` picks without `year`.

    Raises ValueError when the year has no such week.
    """
    if year:
        return date.fromisocalendar(full_year(year), week, weekday)
    days = []
    for each in range(today.year - 7, today.year + 8):  # some years have a week 53
        try:
            days.append(date.fromisocalendar(each, week, weekday))
        except ValueError:
            continue
    monday = today - timedelta(days=today.weekday())
    if lean is Lean.AHEAD:
        return next(each for each in days if each >= monday)
    if lean is Lean.BEHIND:
        return [each for each in days if each <= today][-1]
    return min(days, key=lambda each: abs(each - today))


_WHICH_WEEK = rf"(?:(?P<next>{_NEXT})|(?P<last>{_LAST})|deze|this) (?:week|wk)"
_THE = r"(?:(?:op|on|de|the) )?"
_FORMS: tuple[tuple[str, Meant], ...] = (
    (rf"{_THE}{_DAY}[-/. ]{{1,2}}(?P<number>\d{{1,2}})(?:[-/. ]{{1,2}}{_YEAR})?", _dated),
    (r"(?P<year>\d{4})[-/.](?P<number>\d{1,2})[-/.](?P<day>\d{1,2})", _dated),
    (rf"{_THE}{_DAY}[-. ]*(?:of )?{_MONTH}(?:[-., ]*{_YEAR})?", _dated),
    (rf"{_THE}{_MONTH}[-. ]*{_DAY}(?:[-., ]+{_YEAR})?", _dated),
    (r"\d{8}", _eight_digits),
    (rf"(?P<sign>[+-]) ?{_COUNT} ?{_UNIT}?", _ahead),
    (rf"(?:over|in|binnen|within) {_COUNT} ?{_UNIT}", _ahead),
    (rf"{_COUNT} ?{_UNIT} (?P<ago>geleden|ago)", _ahead),
    (rf"(?P<coming>{_COMING} )?{_WEEKDAY}", _weekday),
    (rf"{_LAST} {_WEEKDAY}", _last_weekday),
    (rf"{_WHICH_WEEK}(?: (?:op |on )?{_WEEKDAY})?", _weekday_of_week),
    (rf"{_WEEKDAY} {_WHICH_WEEK}", _weekday_of_week),
    (rf"(?P<next>{_NEXT})(?P<last>) {_WEEKDAY}", _weekday_of_week),
    (rf"(?:week|wk)\.? ?(?P<week>\d{{1,2}})(?:[-/, ]+(?:van )?(?P<year>\d{{4}}))?(?:,? {_WEEKDAY})?", _week),
    (rf"{_WEEKDAY},? (?:in |van |of )?(?:week|wk)\.? ?(?P<week>\d{{1,2}})(?:[-/, ]+(?P<year>\d{{4}}))?", _week),
    (r"(?P<year>\d{4})-?w(?P<week>\d{1,2})", _week),
)
"""How a day can be typed, and what it then means. `re` compiles a form when it is first tried, not when sto starts."""


# -- examples ---------------------------------------------------------------------------------------------------------


def day_example(typed: str, today: date) -> str:
    """Something that can be typed, as near to `typed` (which isn't a day) as there is."""
    text = plain(typed)
    words = re.findall(r"[^\W\d_]+", text)
    digits = re.findall(r"\d+", text)
    for word in words:
        month = word if word in MONTH_NAMES else nearest(word, MONTH_NAMES) if digits else ""
        if month and word not in WEEKDAY_NAMES:
            return _in_month(digits, month, today)
        if found := nearest(word, [*WEEKDAY_NAMES, *_RELATIVE, "week"]):
            return _corrected(text, word, found)
    if text[:1] in ("+", "-"):
        return "+14d"
    if len(digits) >= 2:
        return _as_digits(digits, today)
    return f"{today:%d-%m-%Y}"


def _corrected(text: str, word: str, found: str) -> str:
    """`text` with one word spelt right, if that is a day; otherwise the word alone, as one would use it."""
    spelt = text.replace(word, found)
    alone = "week 12" if found == "week" else found
    try:
        return spelt if _read(spelt, date(2026, 1, 1), Lean.NEAREST) else alone
    except (ValueError, OverflowError, BadValue):
        return alone


def _in_month(digits: list[str], month: str, today: date) -> str:
    """A day of `month` (by name), with the day and year that stand among `digits` if they can be."""
    year = next((each for each in digits if len(each) == 4), "")
    day = next((int(each) for each in digits if len(each) < 3), 1)
    longest = calendar.monthrange(int(year or today.year), MONTH_NAMES[month])[1]
    return f"{min(max(day, 1), longest)} {month} {year}".strip()


def _as_digits(digits: list[str], today: date) -> str:
    """The nearest day to wrong `digits`: 31-02-2026 becomes 28-02-2026."""
    parts = digits[::-1] if len(digits[0]) == 4 else digits
    year = full_year(parts[2]) if len(parts) > 2 and len(parts[2]) in (2, 4) else today.year
    year = min(max(year, EARLIEST), LATEST)
    month = min(max(int(parts[1][:4]), 1), 12)
    day = min(max(int(parts[0][:4]), 1), calendar.monthrange(year, month)[1])
    return f"{day:02}-{month:02}-{year}"


def first_day_in(words: Sequence[str], today: date, lean: Lean = Lean.NEAREST) -> tuple[date, Sequence[str]]:
    """The day with which `words` begin, and the words after it; raises `BadValue`."""
    return first_in(words, lambda text: day_from(text, today, lean))
