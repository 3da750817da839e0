"""The jaarkalender as values: a school year by week, a week by day, a school by kind, partners by month (pure).

Screens and verbs only draw these.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal

from knowledge.model.records.activity import Activity
from knowledge.model.records.partner import Partner
from knowledge.model.region import Region
from knowledge.model.typed.periods import DayRange
from knowledge.model.typed.weeks import days_of_week, weeks_between
from knowledge.work.plan_check import PlanCheck
from knowledge.work.school_calendar import CLOSED_FROM, ClosedPeriod, year_label

EVER = DayRange(date.min, date.max)
"""The period of everything."""
_YEARS_KEPT = 4
"""How many years are kept to be brought up to date after a change."""


@dataclass(frozen=True)
class Whose:
    """Which activities a calendar shows: with `school`, `partner` or `person` only theirs; an id each, "" for all."""

    school: str = ""
    partner: str = ""
    person: str = ""

    def has(self, activity: Activity) -> bool:
        """Whether `activity` is one of them. A partner counts on either side and as the place."""
        return (
            (not self.school or self.school in activity.schools)
            and (not self.partner or self.partner in _concerned(activity))
            and (not self.person or self.person in people_of(activity))
        )


@dataclass(frozen=True)
class PlannedActivity:
    """An activity with how many of its warnings make a “!”."""

    activity: Activity
    warnings: int


@dataclass(frozen=True)
class PlanWeek:
    """A week of a school year.

    `closed` are the names of what closes most of it, none when it is open; `closed_days` has each closed school day
    with why. `warnings` counts the activities with a “!”. `closed_or_busy_for_some` is known of a week by itself
    (`week_plan`), not of those of a year.
    """

    week: str
    days: DayRange
    activities: tuple[PlannedActivity, ...]
    closed: tuple[str, ...]
    closed_days: Mapping[date, tuple[str, ...]]
    closed_or_busy_for_some: tuple[ClosedPeriod, ...] = ()

    @property
    def number(self) -> int:
        """Its number in the ISO calendar."""
        return int(self.week[6:])

    @property
    def month(self) -> int:
        """The month of its Thursday, in whose row it stands."""
        return (self.days.first + timedelta(days=3)).month

    @property
    def warnings(self) -> int:
        """How many of its activities have a “!”."""
        return sum(1 for each in self.activities if each.warnings)

    def on(self, day: date) -> tuple[PlannedActivity, ...]:
        """Its activities on `day`, by hour."""
        return tuple(each for each in self.activities if is_on(each.activity, day))


@dataclass(frozen=True)
class YearPlan:
    """A school year: its weeks, and all of its activities once. `holidays_known` tells whether its holidays are."""

    year: DayRange
    weeks: tuple[PlanWeek, ...]
    activities: tuple[PlannedActivity, ...]
    holidays_known: bool

    @property
    def label(self) -> str:
        """The school year as people write it."""
        return year_label(self.year)

    @property
    def warnings(self) -> int:
        """How many activities have a “!”."""
        return sum(1 for each in self.activities if each.warnings)

    @property
    def rows(self) -> tuple[tuple[int, tuple[PlanWeek, ...]], ...]:
        """The weeks by month, as (month, weeks); a week at an end with its Thursday outside the year joins its row."""
        rows: list[tuple[int, list[PlanWeek]]] = []
        for week in self.weeks:
            thursday = week.days.first + timedelta(days=3)
            month = min(max(thursday, self.year.first), self.year.last).month
            if rows and rows[-1][0] == month:
                rows[-1][1].append(week)
            else:
                rows.append((month, [week]))
        return tuple((month, tuple(weeks)) for month, weeks in rows)


def year_plan(check: PlanCheck, year: DayRange, whose: Whose | None = None) -> YearPlan:
    """The school year `year` with the activities of `whose` it is, and the closed days of that school."""
    whose = whose or Whose()
    kept, since = check.made.pop((year, whose), (None, frozenset()))
    found = _year_since(check, kept, whose, since) if isinstance(kept, YearPlan) else _whole_year(check, year, whose)
    for longest_ago in [*check.made][: 1 - _YEARS_KEPT]:
        check.made.pop(longest_ago, None)
    check.made[year, whose] = found, frozenset()
    return found


def _whole_year(check: PlanCheck, year: DayRange, whose: Whose) -> YearPlan:
    found = [each for each in in_period(check.region, year) if whose.has(each)]
    planned = tuple(_planned(check, each) for each in found)
    by_week: dict[str, list[PlannedActivity]] = {}
    for each in planned:
        for week in weeks_of(each.activity, year):
            by_week.setdefault(week, []).append(each)
    weeks = [plan_week(check, week, by_week.get(week, ()), whose) for week in weeks_between(*year)]
    known = check.school_calendar.knows(year)
    return YearPlan(year, tuple(weeks), planned, known)


def _year_since(check: PlanCheck, before: YearPlan, whose: Whose, since: Collection[str]) -> YearPlan:
    """The year `before` as it is now: only the activities whose ids are in `since` may be otherwise, or be gone."""
    if not since:
        return before
    all_of_them = check.region.of(Activity)
    there = [all_of_them[each] for each in since if each in all_of_them]
    anew = [_planned(check, each) for each in there if whose.has(each) and _reaches(each, before.year)]
    coming: dict[str, list[PlannedActivity]] = {}
    for each in anew:
        for week in weeks_of(each.activity, before.year):
            coming.setdefault(week, []).append(each)
    weeks = [
        replace(each, activities=_with_those(each.activities, coming.get(each.week, ()), since))
        if each.week in coming or any(planned.activity.id in since for planned in each.activities)
        else each
        for each in before.weeks
    ]
    return replace(before, weeks=tuple(weeks), activities=_with_those(before.activities, anew, since))


def _with_those(
    before: Iterable[PlannedActivity], anew: Iterable[PlannedActivity], since: Collection[str]
) -> tuple[PlannedActivity, ...]:
    """`anew` in the place of those of `before` whose ids are in `since`, by hour."""
    found = [each for each in before if each.activity.id not in since]
    for each in anew:
        insort(found, each, key=lambda planned: _by_hour(planned.activity))
    return tuple(found)


def plan_week(
    check: PlanCheck, week: str, activities: Sequence[PlannedActivity], whose: Whose | None = None
) -> PlanWeek:
    """The week `week` with `activities` (by hour), and the days that are closed for the school of `whose`."""
    days = days_of_week(week)
    closed_days = check.school_calendar.closed_school_days(days.first, whose.school if whose else "")
    names: tuple[str, ...] = ()
    if len(closed_days) >= CLOSED_FROM:
        counted: dict[str, int] = {}
        for why in closed_days.values():
            for name in why:
                counted[name] = counted.get(name, 0) + 1
        long = [name for name, count in counted.items() if count >= CLOSED_FROM]
        names = tuple(long or counted)
    return PlanWeek(week, days, tuple(activities), names, closed_days)


def week_plan(check: PlanCheck, week: str, whose: Whose | None = None) -> PlanWeek:
    """The week `week` with the activities of `whose` it is, ideas for this week included."""
    whose, days = whose or Whose(), days_of_week(week)
    found = [each for each in in_period(check.region, days) if whose.has(each)]
    planned = plan_week(check, week, [_planned(check, each) for each in found], whose)
    for_some = check.school_calendar.closed_or_busy_for_some(days.first, whose.school)
    return replace(planned, closed_or_busy_for_some=for_some)


@dataclass(frozen=True)
class PlanRow:
    """A row of a school or partner: its activities by month of the school year (0 is the first)."""

    about: str
    months: tuple[tuple[PlannedActivity, ...], ...]

    @property
    def activities(self) -> tuple[PlannedActivity, ...]:
        """All of them."""
        return tuple(each for month in self.months for each in month)

    @property
    def held(self) -> tuple[PlannedActivity, ...]:
        """Those that are planned or took place."""
        return tuple(each for each in self.activities if each.activity.is_planned or each.activity.is_done)

    @property
    def hours_company(self) -> Decimal:
        """The hours of companies in those that took place."""
        done = (each.activity.hours_company for each in self.activities if each.activity.is_done)
        return sum((hours for hours in done if hours is not None), Decimal("0.00"))


def months_of(year: DayRange) -> tuple[int, ...]:
    """The numbers of the months of the school year `year`, in order."""
    return tuple((year.first.month + count - 1) % 12 + 1 for count in range(12))


@dataclass(frozen=True)
class SchoolPlan:
    """A school year of one school: a row a kind of activity, and how it stands."""

    school: str
    rows: tuple[PlanRow, ...]
    states: Mapping[str, int]
    worlds: frozenset[str]
    jokers_used: int
    undated: tuple[PlannedActivity, ...] = field(default=())


def school_plan(check: PlanCheck, year: DayRange, school: str) -> SchoolPlan:
    """The school year `year` of the school with the id `school`.

    `worlds` are those of the companies of what is planned or took place; `undated` are its ideas without a day.
    """
    found = [each for each in in_period(check.region, year) if school in each.schools]
    by_kind: dict[str, list[Activity]] = {}
    for activity in found:
        by_kind.setdefault(activity.activity, []).append(activity)
    undated = [
        each
        for each in check.region.activities_with.get(school, ())
        if school in each.schools and each.state == "idee" and not each.date and not each.weeks
    ]
    states: dict[str, int] = {}
    for each in (*found, *undated):
        states[each.state] = states.get(each.state, 0) + 1
    return SchoolPlan(
        school,
        tuple(_row(check, year, kind, activities) for kind, activities in by_kind.items()),
        states,
        worlds_of(check.region, found),
        check.jokers_used(school, year.first),
        tuple(_planned(check, each) for each in undated),
    )


def partner_plan(check: PlanCheck, year: DayRange, partners: Sequence[str] = ()) -> tuple[PlanRow, ...]:
    """A row for each of `partners`; without them for every partner with an activity in `year`, by name.

    Each of `partners` has all that its calendar has (`Whose`): also what it has a part in as a school or as the place.
    """
    by_partner: dict[str, list[Activity]] = {}
    for activity in in_period(check.region, year):
        concerned = _concerned(activity) if partners else activity.partners
        for partner in dict.fromkeys(concerned):
            by_partner.setdefault(partner, []).append(activity)
    wanted = partners or sorted(by_partner, key=lambda each: (check.region.title(each).casefold(), each))
    return tuple(_row(check, year, each, by_partner.get(each, ())) for each in wanted)


def _concerned(activity: Activity) -> tuple[str, ...]:
    """The ids of the partners in whose calendar `activity` stands; "" when it is at no partner's."""
    return (*activity.partners, *activity.schools, activity.venue)


def _row(check: PlanCheck, year: DayRange, about: str, activities: Iterable[Activity]) -> PlanRow:
    months: list[list[PlannedActivity]] = [[] for _month in range(12)]
    order = months_of(year)
    for activity in sorted(activities, key=_by_hour):
        first = first_day(activity, year)
        months[order.index(first.month)].append(_planned(check, activity))
    return PlanRow(about, tuple(tuple(month) for month in months))


def worlds_of(region: Region, activities: Iterable[Activity]) -> frozenset[str]:
    """The worlds of technology that pupils meet in those of `activities` that are planned or took place.

    They are those of the activity, or where it says none those of its companies.
    """
    found: set[str] = set()
    for activity in activities:
        if activity.is_planned or activity.is_done:
            partners = (region.of(Partner).get(each) for each in activity.partners)
            found.update(activity.worlds or (world for each in partners if each for world in each.worlds))
    return frozenset(found)


def in_period(region: Region, period: DayRange) -> list[Activity]:
    """The activities with a day in `period`, or for an idea a week; by day, hour and name."""
    found = [each for each in region.of(Activity).values() if _reaches(each, period)]
    return sorted(found, key=_by_hour)


def _reaches(activity: Activity, period: DayRange) -> bool:
    """Whether `weeks_of` finds any, told without naming them."""
    begins, ends = activity.date, activity.last_day
    if begins is None or ends is None:
        return bool(weeks_of(activity, period))
    return begins <= ends and begins <= period.last and ends >= period.first


def weeks_of(activity: Activity, within: DayRange) -> tuple[str, ...]:
    """The weeks of `activity` as far as they lie `within` a period: of its days, or of an idea without a day."""
    if activity.date:
        first, last = max(activity.date, within.first), min(activity.last_day or activity.date, within.last)
        if activity.date > within.last or last < first:
            return ()
        return weeks_between(first, last)
    if activity.state != "idee" or not activity.weeks:
        return ()
    weeks = ((week, days_of_week(week)) for week in activity.weeks)
    return tuple(week for week, days in weeks if days.first <= within.last and days.last >= within.first)


def is_in_calendar(activity: Activity, whose: Whose, year: DayRange | None = None, *, ideas: bool = False) -> bool:
    """Whether `activity` goes into a calendar for other programs: that of `whose`, of one school `year` or of all.

    It needs a day; ideas that have one go in only with `ideas`.
    """
    return (
        activity.date is not None
        and (ideas or activity.state != "idee")
        and whose.has(activity)
        and (year is None or bool(weeks_of(activity, year)))
    )


def first_day(activity: Activity, year: DayRange) -> date:
    """The first day of `activity` in `year`: for an idea without one, the Thursday of its first week there."""
    if activity.date:
        return max(activity.date, year.first)
    monday = days_of_week(weeks_of(activity, year)[0]).first
    return min(max(monday + timedelta(days=3), year.first), year.last)


def is_on(activity: Activity, day: date) -> bool:
    """Whether `day` is one of the days of `activity`."""
    return bool(activity.date and activity.last_day and activity.date <= day <= activity.last_day)


def people_of(activity: Activity) -> frozenset[str]:
    """The ids of the people of `activity`, of both sides."""
    named = (*activity.teachers, *activity.contacts, activity.lead_school, activity.lead_company)
    return frozenset(each for each in named if each)


def _planned(check: PlanCheck, activity: Activity) -> PlannedActivity:
    return PlannedActivity(activity, len(check.loud(activity.id)))


def _by_hour(activity: Activity) -> tuple[date, str, str, str]:
    begins = activity.date or (days_of_week(min(activity.weeks)).first if activity.weeks else date.max)
    return begins, activity.start, activity.title.casefold(), activity.id
