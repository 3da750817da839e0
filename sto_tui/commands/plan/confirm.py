"""`sto plan confirm`: an activity goes on: an idea becomes planned, a cancelled one goes on after all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.commands.parsing.values import day_behind
from sto_tui.commands.plan.activities import activity_named, tell_saved
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.model.records.activity import Activity
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "confirm",
        _("the partner said yes: an idea becomes planned, a cancelled activity goes on after all"),
        run,
        [
            ("sto plan confirm 7f3a9c21", _("confirmed today")),
            ("sto plan confirm 7f3a9c21 --on 12-11", _("confirmed on another day")),
            ("sto plan confirm 7f3a9c21 --unconfirmed", _("plan it; the partner has yet to say yes")),
            ("sto plan confirm 7f3a9c21 --yes", _("one that was marked as held is planned again, without asking")),
        ],
    )
    id_argument(parser)
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--on", type=day_behind, metavar=_("DAY"), help=_("when it was confirmed (default: today)"))
    which.add_argument("--unconfirmed", action="store_true", help=_("plan it without a confirmation"))
    parser.add_argument("--yes", action="store_true", help=_("don't ask"))


def run(context: CommandContext) -> int:
    """Run `sto plan confirm`."""
    from knowledge.today import today
    from knowledge.work.planning import confirmed, planned_again
    from sto_tui.commands.parsing.typed import check

    args = context.args
    seen, activity = activity_named(context)
    on = None if args.unconfirmed else args.on or today()
    if activity.is_done:
        if not args.yes and not _meant(context, activity):
            context.say(_("Nothing was changed."))
            return 1
        after = planned_again(activity, args.on)
    else:
        after = confirmed(activity, on)
    check(after)
    saved = context.workspace.save(after, seen=seen)
    said = _("Planned again: “{title}”, {when}.") if activity.is_done else _("Planned: “{title}”, {when} ({id}).")
    tell_saved(context, saved, said)
    return 0


def _meant(context: CommandContext, activity: Activity) -> bool:
    """Whether the person means that what took place is planned again; raises `Problem` when nobody can answer."""
    from knowledge.work.planning import confirmed
    from sto_tui.commands.terminal.prompt import ask

    if not context.interactive:
        confirmed(activity, None)
    question = _("This took place already. Is it planned again? (yes / just Enter to stop)")
    return ask(question, str).casefold() in ("y", "yes", "j", "ja")
