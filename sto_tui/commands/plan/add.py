"""`sto plan add`: plan an activity, or note an idea for one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import assignment, day_ahead
from sto_tui.commands.plan.activities import tell_saved
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.exchange.directory import Directory
    from knowledge.model.records.activity import Activity
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "add",
        _("plan an activity; without a day, school or partner it is an idea"),
        run,
        [
            (
                'sto plan add "Lasgastles PIE" --activity gastles --school Kompas --partner "Van Rossum" '
                "--date 30-3 --start 14:00 --end 16:00",
                _("plan a guest lesson"),
            ),
            (
                'sto plan add "Docentenstage" --activity docentenstage --school Meander --partner "De Linde" '
                '--date 8-12 --until 9-12 --set teachers="Hakan Yıldız" --set asked_on=01-10-2026',
                _("two whole days, with any other field"),
            ),
            ('sto plan add "Tiny house" --activity project --school Meander --idea', _("an idea, without a day")),
        ],
    )
    parser.add_argument("title", metavar=_("TITLE"), help=_("what it is called"))
    parser.add_argument("--activity", required=True, metavar=_("KIND"), help=_("its kind, such as gastles or bezoek"))
    parser.add_argument(
        "--school", action="append", default=[], metavar=_("PARTNER"), help=_("a school (may be repeated)")
    )
    parser.add_argument(
        "--partner", action="append", default=[], metavar=_("PARTNER"), help=_("a company (may be repeated)")
    )
    parser.add_argument("--date", type=day_ahead, metavar=_("DAY"), help=_("the day, or the first of them"))
    parser.add_argument("--until", type=day_ahead, metavar=_("DAY"), help=_("the last day, if there are more"))
    parser.add_argument("--start", metavar=_("TIME"), help=_("from when (default: the whole day)"))
    parser.add_argument("--end", metavar=_("TIME"), help=_("until when"))
    parser.add_argument("--idea", action="store_true", help=_("note it as an idea, also when it has a day"))
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=assignment,
        metavar=_("FIELD=VALUE"),
        help=_("another field (may be repeated), as in `sto add`"),
    )


def run(context: CommandContext) -> None:
    """Run `sto plan add`."""
    from sto_tui.commands.parsing.typed import check

    directory = context.directory()
    activity = _typed(context, directory)
    check(activity)
    context.say_begun(directory)
    saved = context.workspace.save_all([*directory.take_fresh(), activity])[-1]
    tell_saved(context, saved, _said(activity), *_to_plan_it(activity, meant_as_idea=context.args.idea))


def _said(activity: Activity) -> str:
    """What is said of `activity` when it is saved."""
    said = {
        "gepland": _("Planned: “{title}”, {when} ({id})."),
        "gedaan": _("Done: “{title}”, {when} ({id})."),
        "afgelast": _("Cancelled: “{title}”, {when} ({id})."),
    }
    return said.get(activity.state) or _("An idea: “{title}”, {when} ({id}).")


def _to_plan_it(activity: Activity, *, meant_as_idea: bool) -> list[str]:
    """What an idea with a day lacks to be planned, unless it was `meant_as_idea`."""
    import dataclasses

    from knowledge.model.kinds import fields_of

    if meant_as_idea or activity.state != "idee" or activity.date is None:
        return []
    lacking = dataclasses.replace(activity, state="gepland").wrong_together()
    labels = ", ".join(_(fields_of(activity.kind)[name].label) for name, _problem in lacking)
    return [_("To be planned it lacks: {fields}.").format(fields=labels)] if labels else []


def _typed(context: CommandContext, directory: Directory) -> Activity:
    """The activity as it was typed; raises `Problem`, and `WrongUse` for what can't be read."""
    import dataclasses

    from knowledge.identifier import new_id
    from knowledge.model.kinds import starting_values
    from knowledge.model.records.activity import Activity
    from sto_tui.commands.parsing.typed import with_assignments

    args = context.args
    begun = Activity(id=new_id(), **starting_values(Activity.kind, today(), context.workspace.author))
    typed = [("title", args.title), ("activity", args.activity)]
    typed += [(name, value) for name in ("start", "end") if (value := getattr(args, name))]
    activity = with_assignments(begun, [*typed, *args.set], directory)
    assert isinstance(activity, Activity)
    schools = tuple(dict.fromkeys((*activity.schools, *map(context.school, args.school))))
    partners = tuple(dict.fromkeys((*activity.partners, *map(context.partner, args.partner))))
    activity = dataclasses.replace(
        activity,
        schools=schools,
        partners=partners,
        date=args.date or activity.date,
        until=args.until or activity.until,
    )
    if not activity.state:
        whole = activity.date and schools and partners and not args.idea
        activity = dataclasses.replace(activity, state="gepland" if whole else "idee")
    return activity
