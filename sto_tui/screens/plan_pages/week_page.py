"""A week, day by day: what is planned, whether it was confirmed, and what is to be looked at."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap

from textual.content import Content

from knowledge.model.records.activity import Activity
from knowledge.work.plan_check import PlanCheck
from knowledge.work.plan_lessons import lessons_beside
from knowledge.work.school_year_plan import PlannedActivity, Whose, week_plan
from sto_tui.screens.plan_pages.page import PlanLine, PlanPage, PlanView
from sto_tui.screens.plan_pages.year_page import activity_rows, week_caption
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.plan_lessons import ask_line
from sto_tui.wording.year_plan import closed_for_some, hours, how_it_stands


def week_page(check: PlanCheck, shown: PlanView) -> PlanPage:
    """The week of `shown`."""
    week = week_plan(check, shown.week, Whose(school=shown.school))
    for_some = [
        line
        for text in closed_for_some(week, check.region)
        for line in wrap(text, shown.width - 4, subsequent_indent="  ")
    ]
    rows = [row for each in week.activities for row in _rows(check, each, shown.width)]
    if rows:
        rows = [*(PlanLine("", Content.styled(f" {line}", "dim")) for line in for_some), *rows]
    nothing = "\n".join((*for_some, _("Nothing is planned in this week. Ctrl+N plans something.")))
    return PlanPage(week_caption(week, shown.width), rows, nothing=nothing)


def _rows(check: PlanCheck, planned: PlannedActivity, width: int) -> Sequence[PlanLine]:
    first, *cautions = activity_rows(check, planned, width)
    activity = planned.activity
    facts = " · ".join(filter(None, (hours(activity), how_it_stands(activity), safe_line(activity.place))))
    return [first, PlanLine("", Content.styled(f"   {facts}", "dim")), *cautions]


def below_activity(check: PlanCheck, shown: PlanView, activity_id: str) -> Sequence[Content]:
    """The purpose of the activity, the lessons that help with it, and the colleague to ask."""
    activity = check.region.of(Activity).get(activity_id)
    if activity is None:
        return ()
    purpose = safe_line(activity.purpose)
    lines = [Content(_("Purpose: {purpose}").format(purpose=purpose))] if purpose else []
    if activity.state in ("gedaan", "afgelast"):
        return lines
    found = lessons_beside(check.region, activity, shown.reader)
    lines += [Content(f"♦ {safe_line(each.lesson.title)}") for each in found.lessons]
    if not found.lessons and not found.any_of_kind:
        lines.append(Content(_("No lesson about this yet. Write one afterwards.")))
    if found.ask is not None:
        lines += [Content(line) for line in wrap(ask_line(check.region, found), 76)]
    return lines
