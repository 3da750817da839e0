"""`sto plan check`: what is wrong with what is planned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.plan.activities import activity_as_json, plan_check, whose_arguments, whose_meant
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "check",
        _("what is wrong with what is planned: closed days, two things at once, asked too late"),
        run,
        [
            ("sto plan check", _("everything with a “!”")),
            ("sto plan check --all", _("also what has no purpose or nobody who takes the lead")),
            ("sto plan check --school Kompas", _("of one school")),
            ('sto plan check --partner "Van Rossum"', _("with one partner")),
            ('sto plan check --person "Hakan Yıldız"', _("what somebody takes part in")),
        ],
    )
    parser.add_argument("--all", action="store_true", help=_("also what makes no “!”"))
    whose_arguments(parser)


def run(context: CommandContext) -> None:
    """Run `sto plan check`."""
    from knowledge.work.school_year_plan import EVER, in_period
    from sto_tui.commands.terminal.output import short_id
    from sto_tui.wording.year_plan import activity_lines

    check, whose, every = plan_check(context), whose_meant(context), context.args.all
    of = check.cautions if every else check.loud
    found = [each for each in in_period(check.region, EVER) if whose.has(each) and of(each.id)]
    lines = [line for each in found for line in activity_lines(each, check, short_id, quiet=every)]
    context.answer(
        [activity_as_json(each, of(each.id)) for each in found],
        "\n".join(lines) or _("Nothing is wrong with what is planned."),
    )
