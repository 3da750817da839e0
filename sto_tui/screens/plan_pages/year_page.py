"""The year at a glance: a cell a week, and below it what is planned in the week under the cursor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from textwrap import wrap

from textual.content import Content

from knowledge.model.records.partner import Partner
from knowledge.model.typed.periods import DayRange
from knowledge.model.typed.weeks import week_of
from knowledge.model.vocabulary import ACTIVITY_KINDS, HOLIDAY_REGIONS
from knowledge.work.plan_check import PlanCheck
from knowledge.work.school_year_plan import PlannedActivity, PlanWeek, Whose, YearPlan, week_plan, year_plan
from sto_tui.screens.plan_pages.page import (
    WIDE,
    PlanLine,
    PlanPage,
    PlanView,
    beside_each_other,
    cell,
    kind_cell,
    title_or_none,
)
from sto_tui.widgets.year_grid import GridWeek
from sto_tui.wording.cautions import caution_line
from sto_tui.wording.dates import month_name, show_day, weekday_name
from sto_tui.wording.i18n import _, ngettext
from sto_tui.wording.network import short_name
from sto_tui.wording.year_plan import IN_YEAR, holiday_in_a_word, holiday_name, short_span, signs

_MOST_SCHOOLS = 6
_ONE_LINE = 64
"""In fewer columns an activity takes two lines."""
_WHOLE_KIND = max(map(len, ACTIVITY_KINDS))


def year_page(check: PlanCheck, shown: PlanView) -> PlanPage:
    """The school year of `shown`, with the activities of its week."""
    region = check.region
    whose = Whose(school=shown.school)
    plan = year_plan(check, region.school_year_of(shown.day), whose)
    in_view = next((each for each in plan.weeks if each.week == shown.week), None)
    week = in_view or week_plan(check, shown.week, whose)
    here = week_of(region.today)
    closed = _closed_rows(week, shown.week_width)
    rows = [row for each in week.activities for row in activity_rows(check, each, shown.week_width)]
    nothing = _("Nothing is planned in this week. Ctrl+N plans something.")
    return PlanPage(
        _heading(check, plan, shown),
        [*closed, *rows] if rows else (),
        week_caption(week, shown.week_width),
        [month_name(month) for month, _weeks in plan.rows],
        [
            GridWeek(each.week, row, _brief(each, here), _full(check, each, here), _signs(each), each.week == here)
            for row, (_month, weeks) in enumerate(plan.rows)
            for each in weeks
        ],
        "\n".join((*(each.text.plain for each in closed), nothing)),
        _footer(check) if shown.width >= WIDE else Content(""),
    )


def _footer(check: PlanCheck) -> Content:
    """From which day on what is asked today is asked in time, and how many rushes each school has left."""
    region = check.region
    weeks, jokers = region.settings.lead_weeks or 0, region.settings.jokers or 0
    day = region.today + timedelta(weeks=weeks)
    day += timedelta(days=(7 - day.weekday()) % 7 if day.weekday() > 4 else 0)
    parts = [_("Asked today, it can be from {day} on ({weeks} weeks)").format(day=show_day(day), weeks=weeks)]
    schools = [each for each in region.of(Partner) if region.is_school(each)]
    if 0 < len(schools) <= _MOST_SCHOOLS:
        left = (f"{short_name(region, each)} {jokers - check.jokers_used(each, region.today)}" for each in schools)
        parts.append(_("rushes left: {schools}").format(schools=", ".join(left)))
    return Content(" · ".join(parts))


def _heading(check: PlanCheck, plan: YearPlan, shown: PlanView) -> Content:
    region = check.region
    where = _(HOLIDAY_REGIONS.label(region.settings.holiday_region)) if region.settings.holiday_region else ""
    holidays = where if plan.holidays_known else _("holidays not known")
    schools = short_name(region, shown.school) if shown.school else _("all schools")
    parts = [_("Year plan {year}").format(year=plan.label), holidays, schools]
    dated = len(plan.activities)
    count = ngettext("{number} activity", "{number} activities", dated).format(number=dated)
    if plan.warnings:
        count += " · " + _("{number} with !").format(number=plan.warnings)
    return beside_each_other(" · ".join(part for part in parts if part), count, shown.width)


def _brief(week: PlanWeek, here: str) -> str:
    told = ("V" if week.closed else "") + signs(week.activities, IN_YEAR)
    now = _("«now»")
    return f"{told} {now}".strip() if week.week == here else told


def _full(check: PlanCheck, week: PlanWeek, here: str) -> str:
    if week.week == here and not week.activities:
        return _("«now»")
    closed = f"V {holiday_in_a_word(week.closed[0])}" if week.closed else ""
    if not week.activities:
        return closed
    first = week.activities[0].activity
    school = short_name(check.region, first.schools[0])[:3] if first.schools else ""
    return " ".join(part for part in ("V" if week.closed else "", first.activity[:3], school) if part)


def _signs(week: PlanWeek) -> str:
    """What stands behind the words about `week`: how its activity stands or how many more there are, and the “!”."""
    if not week.activities:
        return ""
    more = len(week.activities) - 1
    rest = f"+{more}" if more else f" {IN_YEAR.get(week.activities[0].activity.state, '?')}"
    return f"{rest}{'!' if week.warnings else ''}"


def week_caption(week: PlanWeek, width: int) -> Content:
    """The heading of a week: its number, its school days, and what is closed."""
    friday = week.days.first + timedelta(days=4)
    days = DayRange(week.days.first, friday)
    told = _("Week {number} · {days}")
    if width < _ONE_LINE:
        text = told.format(number=week.number, days=short_span(days))
    else:
        text = " · ".join((told.format(number=week.number, days=_days(days)), *_closed(week)))
    return Content(f"── {text} ".ljust(width - 2, "─")[: width - 2])


def _closed(week: PlanWeek) -> Sequence[str]:
    """What closes `week`, or some of its days."""
    if week.closed:
        return [holiday_name(name) for name in week.closed]
    return [f"{weekday_name(day)} {holiday_name(why[0])}" for day, why in week.closed_days.items()]


def _closed_rows(week: PlanWeek, width: int) -> Sequence[PlanLine]:
    """What closes `week`, where its heading has no room for that."""
    closed = " · ".join(_closed(week)) if width < _ONE_LINE else ""
    return [PlanLine("", Content.styled(line, "dim")) for line in wrap(closed, width - 2)]


def _days(days: DayRange) -> str:
    first, last = days
    year = f" {first.year}" if first.year != last.year else ""
    month = f" {month_name(first.month)}" if first.month != last.month else ""
    return (
        f"{weekday_name(first)} {first.day}{month}{year} – "
        f"{weekday_name(last)} {last.day} {month_name(last.month)} {last.year}"
    )


def activity_rows(check: PlanCheck, planned: PlannedActivity, width: int) -> Sequence[PlanLine]:
    """The line of an activity, and one below it for each thing that makes its “!”."""
    activity, region = planned.activity, check.region
    day = f"{weekday_name(activity.date)} {activity.date.day:>2}" if activity.date else "  –  "
    until = f"–{activity.until.day}" if activity.until and activity.until != activity.date else ""
    schools = ", ".join(short_name(region, each) for each in activity.schools)
    partners = ", ".join(short_name(region, each) for each in activity.partners)
    who = " × ".join(part for part in (schools, partners) if part)
    mark = f"! {planned.warnings}" if planned.warnings else {"afgelast": "x", "idee": "◦"}.get(activity.state, "")
    below = [
        PlanLine("", Content.styled(line, "bold"))
        for each in check.loud(activity.id)
        for line in wrap(f"! {caution_line(each)}", width - 2, initial_indent="   ", subsequent_indent="     ")
    ]
    if width < _ONE_LINE:
        hours = f"{activity.start}–{activity.end}" if activity.start and activity.end else activity.start
        first = Content.assemble(f"{day}{until} {hours} ", (activity.activity, "dim"), (f" {mark}", "bold"))
        rest = wrap(f"{title_or_none(activity)} · {who}", width - 2, initial_indent=" ", subsequent_indent=" ")
        return [PlanLine(activity.id, Content("\n").join([first, *map(Content, rest)])), *below]
    kind_room = _WHOLE_KIND if width >= WIDE else 10
    room = max(width - 23 - kind_room, 20)
    title_room = max(room - min(len(who), room // 2) - 1, 10)
    line = Content.assemble(
        (f"{day}{until:<3} ", ""),
        (f"{activity.start or '':<5} ", ""),
        (kind_cell(activity.activity, kind_room), "dim"),
        " ",
        cell(title_or_none(activity), title_room),
        " ",
        (cell(who, room - title_room - 1), "dim"),
        (f" {mark}", "bold"),
    )
    return [PlanLine(activity.id, line), *below]
