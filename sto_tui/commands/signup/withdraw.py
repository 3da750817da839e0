"""`sto signup withdraw`: who signed up takes it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "withdraw",
        _("take a sign-up back; it stays in the list as withdrawn"),
        run,
        [('sto signup withdraw 7f3a9c21 --note "geen vervoer"', _("and why"))],
    )
    parser.add_argument("id", metavar="ID", help=_("the id of the sign-up, or four or more characters of it"))
    parser.add_argument("--note", default="", metavar=_("TEXT"), help=_("why; it comes behind what was noted before"))


def run(context: CommandContext) -> None:
    """Run `sto signup withdraw`."""
    from knowledge.model.records.signup import Signup
    from knowledge.work.signing_up import withdrawn_signup
    from sto_tui.commands.parsing.targets import record_named
    from sto_tui.commands.signup.confirm import decide

    seen, signup = record_named(context, context.args.id, Signup)
    decide(context, seen, withdrawn_signup(signup, context.args.note))
