"""On which days schools and partners are closed or busy: school holidays, public holidays and closures (pure)."""

from __future__ import annotations

import calendar
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.model.holidays import Holiday, feast_days
from knowledge.model.records.closure import Closure
from knowledge.model.region import Region
from knowledge.model.typed.periods import DayRange

HOLIDAY, DAY_OFF, OPEN = "vakantie", "vrije-dag", "open"
CLOSED_KINDS = frozenset({HOLIDAY, DAY_OFF, "toetsweek", "gesloten"})
"""The kinds of closure on which nothing can take place; on days of the other kinds it is only less convenient."""

EVERYBODY = ""
"""In place of a partner's id: the whole region."""

CLOSED_FROM = 3
"""A week is closed when this many of its five school days are."""


@dataclass(frozen=True)
class ClosedPeriod:
    """Days from `first` to `last` that are closed or busy: a `kind` of closure with a `name`.

    `closure` is the id of its record, "" for what comes with sto; `partners` are those it is for, none for everybody.
    """

    kind: str
    name: str
    first: date
    last: date
    closure: str = ""
    partners: tuple[str, ...] = ()

    @property
    def is_shipped_holiday(self) -> bool:
        """Whether it is a school holiday that came with sto: only for schools, and a school may lift it."""
        return self.kind == HOLIDAY and not self.closure

    def touches(self, first: date, last: date) -> bool:
        """Whether it has a day from `first` to `last`."""
        return self.first <= last and self.last >= first


class SchoolCalendar:
    """The closed and busy days of `region`, with those of `holidays` that are its own.

    A region that didn't say which holidays it has (`Settings.holiday_region`) has none. What was found of `before` is
    kept, if its closures and holidays are the same.
    """

    def __init__(self, region: Region, holidays: Iterable[Holiday], before: SchoolCalendar | None = None) -> None:
        self.region = region
        self.holiday_region = region.settings.holiday_region
        self.holidays = tuple(each for each in holidays if each.region == self.holiday_region)
        self._known = frozenset(each.school_year for each in self.holidays)
        self._closures = tuple(region.of(Closure).values())
        self._months: dict[tuple[int, int], Mapping[str, list[ClosedPeriod]]] = {}
        self._school_days: dict[tuple[date, str], Mapping[date, tuple[str, ...]]] = {}
        if before is not None and self.is_like(before):
            self._months, self._school_days = before._months, before._school_days

    def is_like(self, other: SchoolCalendar) -> bool:
        """Whether the same days are closed, for the same partners, as in `other`."""
        return self.region.of(Closure) is other.region.of(Closure) and self.holidays == other.holidays

    def knows(self, year: DayRange) -> bool:
        """Whether the school holidays of the school year `year` are known."""
        return year_label(year) in self._known

    def may_close(self, first: date, last: date, partners: Iterable[str]) -> bool:
        """Whether `closed` could find anything for `partners`: quickly told, and mostly it couldn't."""
        if (first.year, first.month) != (last.year, last.month):
            return True
        month = self._month(first.year, first.month)
        return any(each in month for each in partners if each) or any(
            each.touches(first, last) for each in month.get(EVERYBODY, ())
        )

    def closed(
        self, first: date, last: date, schools: Collection[str] = (), others: Collection[str] = ()
    ) -> list[ClosedPeriod]:
        """What closes `schools` or the partners `others` on some day from `first` to `last`, by day and name.

        A school holiday counts unless each of `schools` is open on all of these days. Without schools it is that of the
        whole region.
        """
        found = dict.fromkeys(
            each
            for whom in (EVERYBODY, *schools, *others)
            for each in self._of(whom, first, last)
            if each.touches(first, last)
        )
        kept = [
            each
            for each in found
            if each.kind != OPEN
            and not (each.is_shipped_holiday and self._is_lifted(each, first, last, schools or (EVERYBODY,)))
        ]
        return sorted(kept, key=lambda each: (each.first, each.last, each.name, each.closure))

    def closed_school_days(self, monday: date, school: str = EVERYBODY) -> Mapping[date, tuple[str, ...]]:
        """Those of the five school days from `monday` that are closed for `school` (or for everybody), with why."""
        if (monday, school) not in self._school_days:
            self._school_days[monday, school] = self._closed_from(monday, school)
        return self._school_days[monday, school]

    def _closed_from(self, monday: date, school: str) -> Mapping[date, tuple[str, ...]]:
        schools = (school,) if school else ()
        friday = monday + timedelta(days=4)
        within = self.closed(monday, friday, schools)
        found: dict[date, tuple[str, ...]] = {}
        for day in days_between(monday, friday):
            names = [
                each.name
                for each in within
                if each.kind in CLOSED_KINDS
                and each.touches(day, day)
                and not (each.is_shipped_holiday and self._is_lifted(each, day, day, schools or (EVERYBODY,)))
            ]
            if names:
                found[day] = tuple(names)
        return found

    def closed_or_busy_for_some(self, monday: date, school: str = EVERYBODY) -> tuple[ClosedPeriod, ...]:
        """What `closed_school_days` leaves out of that week: what closes only some partners, and busy times.

        For a `school` only what is its own, or everybody's.
        """
        friday = monday + timedelta(days=4)
        found = [
            each
            for each in self._between(monday, friday)
            if each.closure
            and each.kind != OPEN
            and (not school or not each.partners or school in each.partners)
            and not (each.kind in CLOSED_KINDS and (not each.partners or school in each.partners))
        ]
        return tuple(sorted(found, key=lambda each: (each.first, each.last, each.name, each.closure)))

    def _is_lifted(self, holiday: ClosedPeriod, first: date, last: date, schools: Iterable[str]) -> bool:
        begins, ends = max(first, holiday.first), min(last, holiday.last)
        return all(self._is_open(school, begins, ends) for school in schools)

    def _is_open(self, school: str, first: date, last: date) -> bool:
        spans = [
            each
            for whom in dict.fromkeys((EVERYBODY, school))
            for each in self._of(whom, first, last)
            if each.kind == OPEN
        ]
        return all(any(each.touches(day, day) for each in spans) for day in days_between(first, last))

    def _of(self, whom: str, first: date, last: date) -> Iterator[ClosedPeriod]:
        """What there is for the partner `whom` in the months from `first` to `last`."""
        year, month = first.year, first.month
        while (year, month) <= (last.year, last.month):
            yield from self._month(year, month).get(whom, ())
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)

    def _month(self, year: int, month: int) -> Mapping[str, list[ClosedPeriod]]:
        if (year, month) not in self._months:
            found: dict[str, list[ClosedPeriod]] = {}
            last = date(year, month, calendar.monthrange(year, month)[1])
            for each in self._between(date(year, month, 1), last):
                for whom in each.partners or (EVERYBODY,):
                    found.setdefault(whom, []).append(each)
            self._months[year, month] = found
        return self._months[year, month]

    def _between(self, first: date, last: date) -> Iterator[ClosedPeriod]:
        for holiday in self.holidays:
            if holiday.first <= last and holiday.last >= first:
                yield ClosedPeriod(HOLIDAY, holiday.name, holiday.first, holiday.last)
        for day, name in feast_days(first.year).items():
            if first <= day <= last:
                yield ClosedPeriod(DAY_OFF, name, day, day)
        for closure in self._closures:
            for begins, ends in occurrences(closure, first, last):
                yield ClosedPeriod(closure.closure, closure.title, begins, ends, closure.id, closure.partners)


def occurrences(closure: Closure, first: date, last: date) -> Iterator[tuple[date, date]]:
    """The periods of `closure` that have a day from `first` to `last`: one, or with `yearly` those of every year.

    29 February is, in a year without it, the first day after it as a beginning and the last day before it as an end.
    """
    if closure.date is None:
        return
    begins, ends = closure.date, max(closure.until or closure.date, closure.date)
    if not closure.yearly:
        if begins <= last and ends >= first:
            yield begins, ends
        return
    years = ends.year - begins.year
    for year in range(first.year - years, last.year + 1):
        ends_then = _in_year(ends, year + years, date(year + years, 2, 28))
        begins_then = min(_in_year(begins, year, date(year, 3, 1)), ends_then)
        if begins_then <= last and ends_then >= first:
            yield begins_then, ends_then


def _in_year(day: date, year: int, instead: date) -> date:
    """`day` in `year`, or `instead` when it is 29 February and `year` has none."""
    return instead if (day.month, day.day) == (2, 29) and not calendar.isleap(year) else day.replace(year=year)


def days_between(first: date, last: date) -> Iterator[date]:
    """The days from `first` to `last`, both included."""
    return (first + timedelta(days=count) for count in range((last - first).days + 1))


def year_label(year: DayRange) -> str:
    """A school year as people write it: "2026-2027"."""
    return f"{year.first.year}-{year.first.year + 1}"
