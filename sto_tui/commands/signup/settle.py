"""`sto signup settle`: a person decides who has a place, where the order doesn't, or where too many were confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "settle",
        _("decide about a sign-up, whatever it was before"),
        run,
        [
            ('sto signup settle 7f3a9c21 --reserve --note "gebeld, akkoord"', _("on the waiting list, and why")),
            ("sto signup settle 7f3a9c21 --confirm", _("it has a place")),
            ("sto signup settle 7f3a9c21 --no", _("it gets none")),
        ],
    )
    parser.add_argument("id", metavar="ID", help=_("the id of the sign-up, or four or more characters of it"))
    how = parser.add_mutually_exclusive_group(required=True)
    for option, state, about in (
        ("--confirm", "bevestigd", _("it has a place")),
        ("--reserve", "reserve", _("it is on the waiting list")),
        ("--no", "nee", _("it gets none")),
    ):
        how.add_argument(option, dest="state", action="store_const", const=state, help=about)
    parser.add_argument("--note", default="", metavar=_("TEXT"), help=_("why; it comes behind what was noted before"))


def run(context: CommandContext) -> None:
    """Run `sto signup settle`."""
    from knowledge.model.records.signup import Signup
    from knowledge.work.signing_up import settled_signup
    from sto_tui.commands.parsing.targets import record_named
    from sto_tui.commands.signup.confirm import decide

    seen, signup = record_named(context, context.args.id, Signup)
    decide(context, seen, settled_signup(signup, context.args.state, context.args.note))
