"""`sto plan list`: the activities of a school year or period."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import period_arguments
from sto_tui.commands.plan.activities import (
    activity_as_json,
    plan_check,
    whose_arguments,
    whose_meant,
    year_argument,
    year_meant,
)
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.model.records.activity import Activity
    from knowledge.work.plan_check import PlanCheck
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "list",
        _("list the activities of a school year or period, with their warnings"),
        run,
        [
            ("sto plan list", _("this school year")),
            ("sto plan list --year 2026-2027 --school Kompas", _("a school year of one school")),
            ("sto plan list --since today --until 31-12 --state gepland", _("what is still to come this year")),
            ('sto plan list --partner "Van Rossum"', _("with one partner")),
            ('sto plan list --person "Hakan Yıldız"', _("what somebody takes part in")),
            ("sto plan list --state idee", _("all ideas, also those without a day")),
        ],
    )
    year_argument(parser)
    period_arguments(parser)
    whose_arguments(parser)
    parser.add_argument(
        "--state", default="", metavar=_("STATE"), help=_("only in this state: idee, gepland, gedaan or afgelast")
    )


def run(context: CommandContext) -> None:
    """Run `sto plan list`."""
    from sto_tui.commands.terminal.output import short_id
    from sto_tui.wording.year_plan import activity_lines

    check = plan_check(context)
    found = _found(context, check)
    lines = [line for each in found for line in activity_lines(each, check, short_id)]
    context.answer(
        [activity_as_json(each, check.cautions(each.id)) for each in found],
        "\n".join(lines) or _("There is nothing here."),
    )


def _found(context: CommandContext, check: PlanCheck) -> list[Activity]:
    """The activities that were asked for, by day; of a state of which some have no day, those as well."""
    from datetime import date

    from knowledge.model.records.activity import Activity
    from knowledge.model.typed.periods import DayRange
    from knowledge.model.vocabulary import ACTIVITY_STATES
    from knowledge.problem import N_, WrongUse
    from knowledge.work.school_year_plan import in_period

    args, whose = context.args, whose_meant(context)
    state = args.state.casefold()
    if state and state not in ACTIVITY_STATES:
        raise WrongUse(N_("“{value}” is not one of: {codes}."), value=args.state, codes=", ".join(ACTIVITY_STATES))
    if args.year and (args.since or args.until):
        raise WrongUse(N_("Ask for a school year (--year) or for a period (--since, --until), not for both."))
    period = year_meant(context, check)
    if args.since or args.until:
        period = DayRange(args.since or date.min, args.until or date.max)
        if period.last < period.first:
            raise WrongUse(N_("The period ends before it begins."))
    found = in_period(check.region, period)
    if state == "idee" and not (args.year or args.since or args.until):
        others = check.region.of(Activity).values()
        found += [each for each in others if each.state == "idee" and each not in found]
    return [each for each in found if whose.has(each) and (not state or each.state == state)]
