"""`sto plan move`: another day, time or place for an activity."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.commands.parsing.values import day_ahead
from sto_tui.commands.plan.activities import activity_named, tell_saved
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "move",
        _("another day, time or place for an activity; a confirmation of the day before goes"),
        run,
        [
            ("sto plan move 7f3a9c21 --date 31-03-2027", _("another day; one of several days stays as long")),
            ("sto plan move 7f3a9c21 --date 8-12 --until 10-12", _("from day to day")),
            ("sto plan move 7f3a9c21 --start 13:00 --end 15:00", _("another time")),
            ('sto plan move 7f3a9c21 --venue "Van Rossum" --place Werkplaats', _("another place")),
        ],
    )
    id_argument(parser)
    parser.add_argument("--date", type=day_ahead, metavar=_("DAY"), help=_("the day, or the first of them"))
    parser.add_argument("--until", type=day_ahead, metavar=_("DAY"), help=_("the last day"))
    parser.add_argument("--start", metavar=_("TIME"), help=_("from when"))
    parser.add_argument("--end", metavar=_("TIME"), help=_("until when"))
    parser.add_argument("--venue", metavar=_("PARTNER"), help=_("at which partner (name or id)"))
    parser.add_argument("--place", metavar=_("PLACE"), help=_("where"))


def run(context: CommandContext) -> None:
    """Run `sto plan move`."""
    from knowledge.model.typed.times import time_from
    from knowledge.problem import N_, WrongUse
    from knowledge.work.planning import moved
    from sto_tui.commands.parsing.typed import check

    args = context.args
    seen, activity = activity_named(context)
    times = {name: time_from(value) if (value := getattr(args, name)) else value for name in ("start", "end")}
    venue = context.partner(args.venue) if args.venue is not None else None
    if all(each is None for each in (args.date, args.until, *times.values(), venue, args.place)):
        raise WrongUse(N_("Say where it moves to, with --date, --until, --start, --end, --venue or --place."))
    after = moved(activity, args.date, args.until, **times, venue=venue, place=args.place)
    check(after)
    saved = context.workspace.save(after, seen=seen)
    unsure = activity.confirmed_on and not after.confirmed_on
    more = [_("It was confirmed for the day or time before: have it confirmed again.")] if unsure else []
    tell_saved(context, saved, _("Moved: “{title}”, {when}."), *more)
