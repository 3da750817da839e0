"""`sto plan cancel`: an activity doesn't go on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.commands.plan.activities import activity_named, tell_saved, when_and_id
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "cancel",
        _("an activity doesn't go on; it stays in the plan, with the reason"),
        run,
        [
            ("sto plan cancel 7f3a9c21 --reason ziek", _("somebody is ill")),
            ("sto plan cancel 7f3a9c21 --reason bedrijf --following", _("with the later ones of its series")),
            ("sto plan confirm 7f3a9c21", _("it goes on after all")),
        ],
    )
    id_argument(parser)
    parser.add_argument(
        "--reason",
        metavar=_("REASON"),
        help=_("why: {codes}").format(codes="bedrijf, school, ziek, weer, vervoer, te-weinig, overmacht, anders"),
    )
    parser.add_argument(
        "--following", action="store_true", help=_("also those of its series that come later and are still planned")
    )


def run(context: CommandContext) -> None:
    """Run `sto plan cancel`."""
    from knowledge.model.fields import Choice
    from knowledge.model.vocabulary import CANCEL_REASONS
    from knowledge.problem import N_, WrongUse
    from knowledge.today import today
    from knowledge.work.planning import cancelled, cancelled_with_following

    codes = ", ".join(CANCEL_REASONS)
    typed = (context.args.reason or "").strip()
    if not typed:
        raise WrongUse(N_("Say why it doesn't go on, with --reason and one of: {codes}."), codes=codes)
    reason = Choice(vocabulary=CANCEL_REASONS).parse(typed, today())
    seen, activity = activity_named(context)
    said = _("Cancelled: “{title}”, {when}. `sto plan confirm {id}` if it goes on after all.")
    if not context.args.following:
        tell_saved(context, context.workspace.save(cancelled(activity, reason), seen=seen), said)
        return
    if not activity.series:
        raise WrongUse(N_("--following is for an activity of a series. `sto plan repeat` makes one."))
    workspace = context.workspace
    gone = cancelled_with_following(workspace.region(today()), activity, reason)
    saved, *later = workspace.save_all(gone, seen=[seen, *(workspace.get(each.id) for each in gone[1:])])
    told = [f"  {when_and_id(each)}" for each in gone[1:]]
    tell_saved(context, saved, said, *told, beside={"following": [each.id for each in later]})
