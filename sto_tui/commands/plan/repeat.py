"""`sto plan repeat`: more of the same activity, as a series."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.commands.parsing.values import count
from sto_tui.commands.plan.activities import activity_as_json, activity_named, plan_check
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "repeat",
        _("repeat an activity: each date becomes an activity of its own, with marks and hours of its own"),
        run,
        [
            ("sto plan repeat 7f3a9c21 --every 1w --times 4", _("four more, a week apart")),
            ("sto plan repeat 7f3a9c21 --every 2w --times 4 --skip-closed", _("not on closed days; later instead")),
            ("sto plan repeat 7f3a9c21 --every 1m --times 3", _("each month")),
            ("sto edit 7f3a9c21 --following --set place=Aula", _("change this one and the later ones")),
        ],
    )
    id_argument(parser)
    parser.add_argument("--every", required=True, metavar="1w", help=_("how far apart: 1w, 2w or 1m"))
    parser.add_argument("--times", required=True, type=count, metavar="N", help=_("how many more (60 at most)"))
    parser.add_argument(
        "--skip-closed", action="store_true", help=_("pass over dates on which a school or partner is closed")
    )


def run(context: CommandContext) -> None:
    """Run `sto plan repeat`."""
    from knowledge.identifier import new_id
    from knowledge.model.records.activity import Activity
    from knowledge.problem import N_, WrongUse
    from knowledge.work.planning import MOST_TIMES, every_from, repeated
    from sto_tui.commands.terminal.output import short_id
    from sto_tui.wording.cautions import caution_as_json
    from sto_tui.wording.year_plan import activity_lines

    args = context.args
    every = every_from(args.every)
    if args.times > MOST_TIMES:
        raise WrongUse(N_("At most {most} at once."), most=MOST_TIMES)
    seen, activity = activity_named(context)
    first, made = repeated(
        activity,
        every,
        args.times,
        school_calendar=plan_check(context).school_calendar,
        new_id=new_id,
        skip_closed=args.skip_closed,
    )
    saved = [each.record for each in context.workspace.save_all([first, *made], seen=[seen])][1:]
    check = plan_check(context)
    activities = [each for each in saved if isinstance(each, Activity)]
    value = {
        "id": seen.id,
        "series": first.series,
        "added": [activity_as_json(each, check.cautions(each.id)) for each in activities],
        "warnings": [caution_as_json(one) for each in activities for one in check.loud(each.id)],
    }
    context.answer(value, "\n".join(line for each in activities for line in activity_lines(each, check, short_id)))
