"""`sto plan week`: one week, day by day."""

from __future__ import annotations

from argparse import ArgumentTypeError
from datetime import timedelta
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.plan.activities import activity_as_json, plan_check, whose_arguments, whose_meant
from sto_tui.wording.i18n import _, tell

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "week",
        _("one week: what there is, how it stands, and which days are closed"),
        run,
        [
            ("sto plan week", _("this week")),
            ("sto plan week 13 --school Kompas", _("week 13 of this school year, for one school")),
            ("sto plan week 2027-W05 --partner Rossum", _("a week of a certain year, with one partner")),
            ('sto plan week 50 --person "Hakan Yıldız"', _("what somebody takes part in")),
        ],
    )
    parser.add_argument("week", nargs="?", type=_week, metavar=_("WEEK"), help=_("13, or 2027-W13 (default: this one)"))
    whose_arguments(parser)


def _week(typed: str) -> str:
    """The week that `typed` means; raises ArgumentTypeError."""
    from knowledge.model.typed.weeks import weeks_from
    from knowledge.problem import BadValue
    from knowledge.today import today

    try:
        found = weeks_from(typed, today())
    except BadValue as bad:
        raise ArgumentTypeError(tell(bad)) from None
    if len(found) != 1:
        raise ArgumentTypeError(_("Write one week, for example 13 or 2027-W13."))
    return found[0]


def run(context: CommandContext) -> None:
    """Run `sto plan week`."""
    from knowledge.model.typed.weeks import week_of
    from knowledge.work.school_calendar import days_between
    from knowledge.work.school_year_plan import week_plan
    from sto_tui.commands.terminal.output import short_id
    from sto_tui.wording.year_plan import week_lines

    check, whose = plan_check(context), whose_meant(context)
    week = week_plan(check, context.args.week or week_of(check.region.today), whose)
    value = {
        "week": week.week,
        "from": week.days.first.isoformat(),
        "until": week.days.last.isoformat(),
        "closed": list(week.closed),
        "days": [
            {
                "date": day.isoformat(),
                "closed": list(week.closed_days.get(day, ())),
                "activities": [each.activity.id for each in week.on(day)],
            }
            for day in days_between(week.days.first, week.days.first + timedelta(days=6))
        ],
        "activities": [activity_as_json(each.activity, check.cautions(each.activity.id)) for each in week.activities],
    }
    context.answer(value, "\n".join(week_lines(week, check, short_id)))
