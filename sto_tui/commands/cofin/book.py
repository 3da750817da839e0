"""`sto cofin book`: the hours that a company gave to an activity become a line in the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.cofin.add import typed_values
from sto_tui.commands.cofin.registers import tell_line
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.commands.plan.activities import activity_named
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "book",
        _("the hours that a company gave to an activity become a line"),
        run,
        [
            ("sto cofin book 7f3a9c21", _("the hours that the activity says")),
            ('sto cofin book 7f3a9c21 --partner "Van Rossum" --hours 3', _("of one of its companies, so many hours")),
        ],
    )
    id_argument(parser)
    parser.add_argument("--partner", default="", metavar=_("PARTNER"), help=_("which company (name or id)"))
    parser.add_argument("--hours", metavar=_("HOURS"), help=_("the hours that it gave: 7,5"))


def run(context: CommandContext) -> None:
    """Run `sto cofin book`."""
    from knowledge.identifier import new_id
    from knowledge.today import today
    from knowledge.work.contributions import line_of_activity
    from sto_tui.commands.parsing.typed import check

    _seen, activity = activity_named(context)
    hours = typed_values(context, ("hours",)).get("hours")
    partner = context.partner(context.args.partner)
    line = line_of_activity(context.workspace.region(today()), activity, new_id(), partner=partner, hours=hours)
    check(line)
    context.workspace.save(line)
    tell_line(context, line.id, _("Booked: {partner}, {what}, {amount}. The id is {id}."))
