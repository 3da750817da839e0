"""The year of one school: a row a kind of activity, a column a month."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from knowledge.model.records.partner import Partner
from knowledge.model.region import Region
from knowledge.model.typed.periods import DayRange
from knowledge.model.vocabulary import ACTIVITY_KINDS
from knowledge.work.plan_check import PlanCheck
from knowledge.work.school_calendar import year_label
from knowledge.work.school_year_plan import PlannedActivity, PlanRow, months_of, school_plan, weeks_of
from sto_tui.screens.plan_pages.page import KIND_LINE, PlanLine, PlanPage, PlanView, cell, title_or_none
from sto_tui.wording.amounts import decimals
from sto_tui.wording.dates import day_to_type, month_name
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.year_plan import IN_ROW, school_totals

_KIND_WIDTH = 14


def school_page(check: PlanCheck, shown: PlanView) -> PlanPage:
    """The school year of the chosen school, or else of one's own or the first that has plans."""
    region = check.region
    wanted = school_shown(region, shown)
    if not wanted:
        return PlanPage(Content(""), nothing=_("No school is in the directory yet."))
    year = region.school_year_of(shown.day)
    plan = school_plan(check, year, wanted)
    kinds = {code: number for number, code in enumerate(ACTIVITY_KINDS)}
    lines = sorted(plan.rows, key=lambda row: kinds.get(row.about, len(kinds)))
    names = [month_name(month) for month in months_of(year)]
    head = cell("", _KIND_WIDTH) + "".join(f"{name:>4}" for name in names) + _("all").rjust(6) + _("hours").rjust(8)
    rows = [PlanLine(KIND_LINE + row.about, _line(row)) for row in lines]
    heading = Content.assemble((f" {safe_line(region.title(wanted))} ▾", "bold"), f"  {year_label(year)}")
    caption = Content("\n").join([Content(head), Content(f" {school_totals(plan, region)}")])
    return PlanPage(heading, rows, caption, nothing=_("Nothing is planned this school year."))


def _line(row: PlanRow) -> Content:
    cells = "".join(f"{month_cell(month):>4}" for month in row.months)
    return Content(f"{cell(row.about, _KIND_WIDTH)}{cells} {len(row.held):>5}{decimals(row.hours_company):>8}")


def month_cell(month: Sequence[PlannedActivity]) -> str:
    """What stands for the activities of a month: a sign each, or their number when there are many; and a “!”."""
    if not month:
        return "·"
    signs = "".join(IN_ROW.get(each.activity.state, "?") for each in month)
    warned = "!" if any(each.warnings for each in month) else ""
    return (signs if len(signs) + len(warned) < 4 else str(len(month))) + warned


def school_shown(region: Region, shown: PlanView) -> str:
    """The id of the chosen school, or else of one's own, or of the first that has plans; "" when there is none."""
    if not shown.school and region.is_school(shown.own):
        return shown.own
    if shown.school:
        return shown.school
    year = region.school_year_of(shown.day)
    schools = sorted((each for each in region.of(Partner).values() if region.is_school(each.id)), key=_by_title)
    return next((each.id for each in schools if _has_plans(region, each.id, year)), schools[0].id if schools else "")


def _by_title(partner: Partner) -> tuple[str, str]:
    return partner.title.casefold(), partner.id


def _has_plans(region: Region, school: str, year: DayRange) -> bool:
    """Whether something stands in `year` for the school with this id."""
    found = region.activities_with.get(school, ())
    return any(each.state != "afgelast" and school in each.schools and weeks_of(each, year) for each in found)


def activities_of(check: PlanCheck, shown: PlanView, row_id: str) -> list[tuple[str, str]]:
    """(id, line) of the activities of the kind on the line `row_id` of the page of `shown`."""
    region = check.region
    wanted = school_shown(region, shown)
    plan = school_plan(check, region.school_year_of(shown.day), wanted)
    found = [each for row in plan.rows if KIND_LINE + row.about == row_id for each in row.activities]
    return [(each.activity.id, f"{day_to_type(each.activity.date)} {title_or_none(each.activity)}") for each in found]
