"""The jaarkalender in words and signs: a school year by week, a week, a school, a partner. At most 80 columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from textwrap import wrap

from knowledge.model.holidays import HOLIDAY_NAMES, SHORT_HOLIDAYS
from knowledge.model.records.activity import Activity
from knowledge.model.region import Region
from knowledge.model.typed.periods import DayRange
from knowledge.model.typed.weeks import week_of
from knowledge.model.vocabulary import ACTIVITY_KINDS, ACTIVITY_STATES, CANCEL_REASONS, HOLIDAY_REGIONS, WORLDS
from knowledge.problem import N_
from knowledge.work.plan_check import PlanCheck
from knowledge.work.school_year_plan import (
    PlannedActivity,
    PlanRow,
    PlanWeek,
    SchoolPlan,
    Whose,
    YearPlan,
    months_of,
)
from sto_tui.wording.amounts import decimals
from sto_tui.wording.cautions import caution_line
from sto_tui.wording.dates import month_name, show_weeks, weekday_name
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.plain import safe_line

COLUMNS = 80
CELL = 12
"""The columns of a week in the year."""

IN_YEAR = {"idee": "◦", "gepland": "▪", "gedaan": "▪", "afgelast": "x"}
IN_ROW = {"idee": "◦", "gepland": "○", "gedaan": "●", "afgelast": "x"}
"""The signs of the states of an activity: in a week of the year, and in the row of a school or partner."""

MOST_SIGNS = 5
LEGEND = N_("▪ planned or done  ◦ idea  x cancelled  V closed  ! a warning  «now»")


def signs(activities: Sequence[PlannedActivity], by_state: dict[str, str], most: int = MOST_SIGNS) -> str:
    """A sign for each of `activities`, or the number of them when there are more than `most`; "!" for a warning."""
    shown = [by_state.get(each.activity.state, "?") for each in activities]
    text = "".join(shown) if len(shown) <= most else f"{shown[0]}×{len(shown)}"
    return text + ("!" if any(each.warnings for each in activities) else "")


def week_cell(week: PlanWeek, today: date) -> str:
    """A week in the year: its number, whether it is closed, its activities, and whether it is now."""
    marks = ("V" if week.closed else "") + signs(week.activities, IN_YEAR)
    now = _("«now»") if week.week == week_of(today) else ""
    return " ".join(part for part in (f"{week.number:>2}", marks, now) if part)


def year_heading(plan: YearPlan, region: Region, whose: Whose) -> str:
    """The name of the year with whose it is, and how many activities it has."""
    about = [_("Year plan {year}").format(year=plan.label)]
    if region.settings.holiday_region:
        about.append(_(HOLIDAY_REGIONS.label(region.settings.holiday_region)))
    names = [safe_line(region.title(each)) for each in (whose.school, whose.partner, whose.person) if each]
    about.append(", ".join(names) or _("all schools"))
    number = len(plan.activities)
    counted = ngettext("{number} activity", "{number} activities", number).format(number=number)
    with_sign = _("{number} with !").format(number=plan.warnings)
    left, right = " · ".join(about), f"{counted} · {with_sign}"
    gap = COLUMNS - 1 - len(left) - len(right)
    return f"{left}{' ' * gap}{right}" if gap >= 2 else f"{left}\n{right}"


def year_lines(plan: YearPlan, region: Region, whose: Whose) -> Iterator[str]:
    """The year: a row a month, a column a week."""
    yield year_heading(plan, region, whose)
    for month, weeks in plan.rows:
        cells = "".join(f"{week_cell(week, region.today):<{CELL}}" for week in weeks)
        yield f"{month_name(month):<4}{cells}".rstrip()
    yield _(LEGEND)
    yield from holidays_missing(plan.label, known=plan.holidays_known, holiday_region=region.settings.holiday_region)


def holidays_missing(label: str, *, known: bool, holiday_region: str) -> Iterator[str]:
    """Why no school holidays are shown in the school year `label`, if they aren't."""
    if not holiday_region:
        yield from wrap(
            _("No school holidays are shown. Say which are yours: `sto settings set holiday_region=noord`."),
            COLUMNS,
        )
    elif not known:
        yield from wrap(
            _(
                "The school holidays of {year} aren't in this version of sto. Put your own in: `sto add closure`."
            ).format(year=label),
            COLUMNS,
        )


def holiday_name(name: str) -> str:
    """What closes a day, in the user's language when it is a holiday with a fixed name; else as people wrote it."""
    return _(HOLIDAY_NAMES.label(name)) if name in HOLIDAY_NAMES else safe_line(name)


def holiday_in_a_word(name: str) -> str:
    """As `holiday_name`, in one word for a school holiday."""
    return _(SHORT_HOLIDAYS.label(name)) if name in SHORT_HOLIDAYS else holiday_name(name)


def day_in_week(day: date) -> str:
    """A day within a week that is known: "Tue 30"."""
    return f"{weekday_name(day)} {day.day:>2}"


def short_span(days: DayRange) -> str:
    """Some days of at most two months: "14–18 dec 2026"."""
    last = f"{days.last.day} {month_name(days.last.month)} {days.last.year}"
    if days.first.month == days.last.month:
        return f"{days.first.day}–{last}"
    return f"{days.first.day} {month_name(days.first.month)} – {last}"


def hours(activity: Activity) -> str:
    """From when until when: "13:00–15:00", "from 13:00", or "" for the whole day."""
    if activity.start and activity.end:
        return f"{activity.start}–{activity.end}"
    if activity.start:
        return activity.start
    return _("until {time}").format(time=activity.end) if activity.end else ""


def parties(activity: Activity, region: Region) -> str:
    """Its schools × its partners, by name."""
    sides = (activity.schools, activity.partners)
    names = [", ".join(safe_line(region.title(each)) or each for each in side) for side in sides]
    return " × ".join(each for each in names if each)


def how_it_stands(activity: Activity) -> str:
    """How it stands: its state, why it was cancelled, and whether it was confirmed."""
    parts = [_(ACTIVITY_STATES.label(activity.state))]
    if activity.state == "afgelast" and activity.reason:
        parts.append(_(CANCEL_REASONS.label(activity.reason)))
    if activity.is_planned:
        parts.append(
            _("confirmed on {day}").format(day=f"{activity.confirmed_on:%d-%m}")
            if activity.confirmed_on
            else _("not confirmed yet")
        )
    if activity.rush:
        parts.append(_("rush"))
    return " · ".join(parts)


def week_lines(week: PlanWeek, check: PlanCheck, short: Callable[[str], str]) -> Iterator[str]:
    """A week: its closed days, and each activity with how it stands, its id made `short`, and its warnings."""
    days = DayRange(week.days.first, date.fromordinal(week.days.first.toordinal() + 4))
    number = _("Week {number}").format(number=week.number)
    yield f"{number} · {short_span(days)}"
    for why in dict.fromkeys(why for names in week.closed_days.values() for why in names):
        closed = [day for day, names in week.closed_days.items() if why in names]
        yield f"  {', '.join(day_in_week(day) for day in closed)}: {holiday_name(why)}"
    for text in closed_for_some(week, check.region):
        yield from wrap(text, COLUMNS, initial_indent="  ", subsequent_indent="    ")
    for each in week.activities:
        yield from activity_lines(each.activity, check, short)
    if not week.activities:
        yield _("Nothing is planned.")


def closed_for_some(week: PlanWeek, region: Region) -> Iterator[str]:
    """What closes only some partners in `week`, and busy times: on which days, what, and whom it is for."""
    friday = date.fromordinal(week.days.first.toordinal() + 4)
    for each in week.closed_or_busy_for_some:
        days = dict.fromkeys((max(each.first, week.days.first), min(each.last, friday)))
        names = ", ".join(safe_line(region.title(partner)) for partner in each.partners)
        who = f" ({names})" if names else ""
        yield f"{' – '.join(_weekday_and_day(day) for day in days)}: {safe_line(each.name)}{who}"


def _weekday_and_day(day: date) -> str:
    return " ".join(day_in_week(day).split())


def when_short(activity: Activity) -> str:
    """Its day or days, with weekday: "Tue 30-03", or the weeks of an idea."""
    if activity.date is None:
        return show_weeks(activity.weeks) if activity.weeks else _("no day yet")
    day = f"{weekday_name(activity.date)} {activity.date:%d-%m}"
    if activity.until and activity.until != activity.date:
        return _("{first} to {last}").format(first=day, last=f"{activity.until:%d-%m}")
    return day


def activity_lines(
    activity: Activity, check: PlanCheck, short: Callable[[str], str], *, quiet: bool = False
) -> Iterator[str]:
    """An activity: when and what, who, how it stands, its id made `short`, and its warnings.

    With `quiet`, those warnings as well that don't make the “!”.
    """
    kind = _short_kind(activity.activity)
    first = "  ".join(each for each in (when_short(activity), hours(activity), kind, safe_line(activity.title)) if each)
    yield from wrap(first, COLUMNS, subsequent_indent="       ")
    region, indent = check.region, "       "
    under = [parties(activity, region), f"{how_it_stands(activity)} · {short(activity.id)}"]
    for text in filter(None, under):
        yield from wrap(text, COLUMNS, initial_indent=indent, subsequent_indent=indent)
    for caution in check.cautions(activity.id) if quiet else check.loud(activity.id):
        text = f"! {safe_line(caution_line(caution))}"
        yield from wrap(text, COLUMNS, initial_indent=indent, subsequent_indent=indent + "  ")


def _short_kind(code: str) -> str:
    """The kind of an activity as a word of its own: its code, which is the shortest Dutch word for it."""
    return code if code in ACTIVITY_KINDS else safe_line(code)


def months_heading(year: DayRange, width: int) -> str:
    """The months of a school year above rows that begin with `width` columns of text."""
    return " " * width + "".join(f"{month_name(month):<4}" for month in months_of(year))


def month_cells(row: PlanRow) -> str:
    """The months of a row, four columns each."""
    return "".join(f"{signs(month, IN_ROW, 2) or '·':<4}" for month in row.months)


def school_lines(plan: SchoolPlan, year: DayRange, region: Region) -> Iterator[str]:
    """A school year of a school: a row a kind, a column a month, and how it stands."""
    yield safe_line(region.title(plan.school))
    total, company = _("all"), _("firm hours")
    yield f"{months_heading(year, 14)}{total:>4}  {company}"
    for row in plan.rows:
        total = f"{len(row.held):>4}  {decimals(row.hours_company)}"
        yield f"{safe_line(row.about)[:13]:<14}{month_cells(row)}{total}"
    yield from wrap(school_totals(plan, region), COLUMNS)


def school_totals(plan: SchoolPlan, region: Region) -> str:
    """How a school stands: its activities by state, the worlds its pupils meet, and the rushes it used."""
    counted = [
        f"{IN_ROW[state]} {plan.states[state]} {_(ACTIVITY_STATES.label(state))}"
        for state in ("gedaan", "gepland", "idee", "afgelast")
        if plan.states.get(state)
    ]
    worlds = _("worlds {number} of {all}").format(number=len(plan.worlds), all=len(WORLDS.terms))
    rushes = _("rushes {used} of {most}").format(used=plan.jokers_used, most=region.settings.jokers)
    return " · ".join((*counted, worlds, rushes))


def partner_lines(rows: Iterable[PlanRow], year: DayRange, region: Region) -> Iterator[str]:
    """Partners: a row each under its name, a column a month."""
    yield months_heading(year, 4)
    for row in rows:
        yield safe_line(region.title(row.about))[:COLUMNS]
        yield f"    {month_cells(row)}".rstrip()
