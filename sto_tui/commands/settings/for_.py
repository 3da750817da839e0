"""`sto settings for`: on whose behalf the person works, on this device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "for",
        _("say on whose behalf you work: who signs up, and who calls on partners; it isn't shared"),
        run,
        [
            ('sto settings for "Vakcollege De Meander"', _("your school, or your organisation")),
            ("sto settings for --nobody", _("take that back")),
        ],
    )
    parser.add_argument("partner", nargs="?", default="", metavar=_("PARTNER"), help=_("its name or id"))
    parser.add_argument("--nobody", action="store_true", help=_("on nobody's behalf any longer"))


def run(context: CommandContext) -> None:
    """Run `sto settings for`."""
    from knowledge.problem import N_, WrongUse

    args, workspace = context.args, context.workspace
    if bool(args.partner.strip()) == args.nobody:
        raise WrongUse(N_("Name one partner, or say --nobody."))
    own = "" if args.nobody else context.partner(args.partner)
    workspace.work_on_behalf_of(own)
    name = workspace.titles([own]).get(own, "")
    said = _("You work on behalf of: {name}.").format(name=safe_line(name))
    context.answer(
        {"on_behalf": name, "on_behalf_id": own}, said if own else _("You work on nobody's behalf any longer.")
    )
