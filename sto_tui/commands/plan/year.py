"""`sto plan year`: a school year by week, or by month for one school or partner."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.plan.activities import plan_check, whose_arguments, whose_meant, year_argument, year_meant
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "year",
        _("the school year, week by week; of one school or partner, month by month"),
        run,
        [
            ("sto plan year", _("this school year")),
            ("sto plan year --year 2027-2028", _("another one")),
            ('sto plan year --school "Vakcollege De Meander"', _("one school: a row a kind of activity")),
            ('sto plan year --partner "Van Rossum"', _("one partner")),
            ('sto plan year --person "Hakan Yıldız"', _("what somebody takes part in")),
        ],
    )
    year_argument(parser)
    whose_arguments(parser)


def run(context: CommandContext) -> None:
    """Run `sto plan year`."""
    from knowledge.work.school_year_plan import partner_plan, school_plan, year_plan
    from sto_tui.wording.year_plan import holidays_missing, partner_lines, school_lines, year_heading, year_lines

    check, whose = plan_check(context), whose_meant(context)
    year = year_meant(context, check)
    plan = year_plan(check, year, whose)
    region = check.region
    if whose.school and not (whose.partner or whose.person):
        lines = [year_heading(plan, region, whose), *school_lines(school_plan(check, year, whose.school), year, region)]
        lines += holidays_missing(plan.label, known=plan.holidays_known, holiday_region=region.settings.holiday_region)
    elif whose.partner and not (whose.school or whose.person):
        rows = partner_plan(check, year, [whose.partner])
        lines = [year_heading(plan, region, whose), *partner_lines(rows, year, region)]
    else:
        lines = list(year_lines(plan, region, whose))
    value = {
        "year": plan.label,
        "holiday_region": region.settings.holiday_region,
        "holidays_known": plan.holidays_known,
        "count": len(plan.activities),
        "warnings": plan.warnings,
        "weeks": [
            {
                "week": week.week,
                "from": week.days.first.isoformat(),
                "until": week.days.last.isoformat(),
                "count": len(week.activities),
                "closed": list(week.closed),
                "closed_days": {day.isoformat(): list(names) for day, names in week.closed_days.items()},
                "warnings": week.warnings,
                "activities": [each.activity.id for each in week.activities],
            }
            for week in plan.weeks
        ],
    }
    context.answer(value, "\n".join(lines))
