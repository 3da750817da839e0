"""`sto cofin correct`: a counter line, dated today, that makes an earlier line right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.cofin.add import typed_values
from sto_tui.commands.cofin.registers import line_named, tell_line
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "correct",
        _("correct a line with a counter line of today; the line itself stays as it is"),
        run,
        [
            ('sto cofin correct 7f3a9c21 --hours 12 --reason "Uren bijgesteld"', _("it should have been 12 hours")),
            ('sto cofin correct 7f3a9c21 --pupils 35 --reason "Vijf waren ziek"', _("it should have been 35 pupils")),
            ('sto cofin correct 7f3a9c21 --value 0 --reason "Geboekt bij de buren"', _("it shouldn't count at all")),
        ],
    )
    id_argument(parser)
    parser.add_argument("--hours", metavar=_("HOURS"), help=_("the hours that it should have been, not the difference"))
    parser.add_argument("--pupils", metavar="N", help=_("the number of pupils that it should have been"))
    parser.add_argument("--value", metavar=_("AMOUNT"), help=_("the value that it should have been"))
    parser.add_argument("--reason", required=True, metavar=_("TEXT"), help=_("why; it becomes the note of the line"))


def run(context: CommandContext) -> None:
    """Run `sto cofin correct`."""
    from knowledge.identifier import new_id
    from knowledge.today import today
    from knowledge.work.contributions import Corrected, counter_line
    from sto_tui.commands.parsing.typed import check

    _seen, line = line_named(context)
    right = Corrected(**typed_values(context, ("hours", "pupils", "value")))
    counter = counter_line(context.workspace.region(today()), line, right, context.args.reason, new_id())
    check(counter)
    context.workspace.save(counter)
    tell_line(context, counter.id, _("Corrected: {partner}, {what}, {amount}. The id is {id}."))
