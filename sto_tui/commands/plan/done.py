"""`sto plan done`: an activity took place; how it went, in marks and hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.commands.plan.activities import activity_named, tell_saved
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.model.records.activity import Activity
    from knowledge.model.records.contribution import Contribution
    from sto_tui.commands.verbs import Verbs

TOLD = ("mark_school", "mark_company", "mark_pupils", "hours_company", "hours_school", "verdict", "embedding")
"""What can be told of an activity that took place."""


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "done",
        _("an activity took place: say how it went"),
        run,
        [
            ("sto plan done 7f3a9c21", _("it took place")),
            (
                "sto plan done 7f3a9c21 --mark-school 8 --mark-company 7 --mark-pupils 8 --hours-company 3 "
                "--hours-school 4,5",
                _("with marks and hours; more can be told later in the same way"),
            ),
            (
                'sto plan done 7f3a9c21 --embedding lob --verdict "Twaalf leerlingen is genoeg"',
                _("with its place in the programme, and a verdict"),
            ),
            ("sto plan done 7f3a9c21 --hours-company 3 --book", _("and its hours become a line of cofinancing")),
        ],
    )
    id_argument(parser)
    mark, hours = _("1-10"), _("HOURS")
    parser.add_argument("--mark-school", metavar=mark, help=_("the mark that the school gives"))
    parser.add_argument("--mark-company", metavar=mark, help=_("the mark that the company gives"))
    parser.add_argument("--mark-pupils", metavar=mark, help=_("the mean mark of the pupils, by show of hands"))
    parser.add_argument("--hours-company", metavar=hours, help=_("the hours that the company gave: 7,5"))
    parser.add_argument("--hours-school", metavar=hours, help=_("the hours that the school gave"))
    parser.add_argument("--verdict", metavar=_("TEXT"), help=_("in words; - reads it from standard input"))
    parser.add_argument(
        "--embedding", metavar=_("PLACE"), help=_("its place in the programme: los, les, lob or curriculum")
    )
    parser.add_argument(
        "--book", action="store_true", help=_("book the hours of the company in the register of cofinanciering")
    )


def run(context: CommandContext) -> None:
    """Run `sto plan done`."""
    from knowledge.model.kinds import fields_of
    from knowledge.model.records.activity import Activity
    from knowledge.problem import N_, BadValue, Word, WrongUse
    from knowledge.work.planning import held
    from sto_tui.commands.cofin.registers import entry_now, line_as_json
    from sto_tui.commands.parsing.typed import check
    from sto_tui.commands.terminal.output import short_id
    from sto_tui.wording.cofinancing import euros, what_was_given

    seen, activity = activity_named(context)
    told: dict[str, Any] = {}
    for name in TOLD:
        typed = context.text(context.args.verdict) if name == "verdict" else getattr(context.args, name)
        if typed is not None:
            field = fields_of(Activity.kind)[name]
            try:
                told[name] = field.type.parse(typed, today())
            except BadValue as bad:
                raise WrongUse(N_("{field}: {problem}"), field=Word(field.label), problem=bad) from None
    after = held(activity, today(), **told)
    check(after)
    line = _booking(context, after) if context.args.book else None
    saved = context.workspace.save_all([after, *([line] if line else [])], seen=[seen])[0]
    more = []
    if not (after.mark_school and after.mark_company):
        more.append(
            _("How did it go? `sto plan done {id} --mark-school 8 --mark-company 7`").format(id=short_id(seen.id))
        )
    if after.hours_company is None:
        more.append(_("How many hours did the company give? `--hours-company 3`"))
    elif line is None and not _is_booked(context, after):
        more.append(_("Do these hours count as cofinancing? `sto cofin book {id}`").format(id=short_id(seen.id)))
    more.append(_("What did you learn? `sto add lesson --set event={id}`").format(id=seen.id))
    done = _("Done: “{title}”, {when}.")
    if line is None:
        tell_saved(context, saved, done, *more)
        return
    entry = entry_now(context, line.id)
    booked = _("Booked in the register: {what}, {amount}.")
    more.insert(0, booked.format(what=what_was_given(entry), amount=euros(entry.amount)))
    value = {"line": line_as_json(entry, context.workspace.region(today()))}
    tell_saved(context, saved, done, *more, beside=value, also=context.cautions(line.id))


def _booking(context: CommandContext, activity: Activity) -> Contribution:
    """The line for the hours of the company in `activity`; raises `WrongUse` when it isn't clear."""
    from knowledge.identifier import new_id
    from knowledge.work.contributions import line_of_activity
    from sto_tui.commands.parsing.typed import check

    line = line_of_activity(context.workspace.region(today()), activity, new_id())
    check(line)
    return line


def _is_booked(context: CommandContext, activity: Activity) -> bool:
    """Whether some line of the register is about `activity`."""
    from knowledge.model.records.contribution import Contribution

    return any(each.event == activity.id for each in context.workspace.region(today()).of(Contribution).values())
