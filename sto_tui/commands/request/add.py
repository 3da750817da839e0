"""`sto request add`: write a question to companies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import value_arguments
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "add",
        _("write a question to companies; it is a draft until `sto request open`"),
        run,
        [
            (
                'sto request add "Wie laat twaalf derdejaars een hoeklas leggen?" --kind gastles --school Kompas '
                '--set profiles=PIE --set years=3 --set group_size=12 --set "weeks=5 t/m 8"',
                _("for whom, and when"),
            ),
            ('sto request add "Wie komt?" --kind gastles --body - < vraag.md', _("with a text from a file")),
        ],
    )
    parser.add_argument("title", metavar=_("QUESTION"), help=_("the question in one sentence"))
    parser.add_argument(
        "--school", default="", metavar=_("PARTNER"), help=_("which school asks (default: on whose behalf you work)")
    )
    parser.add_argument("--kind", default="", metavar=_("ACTIVITY"), help=_("the kind of activity, such as gastles"))
    value_arguments(parser)


def run(context: CommandContext) -> None:
    """Run `sto request add`."""
    from knowledge.identifier import new_id
    from knowledge.model.kinds import starting_values
    from knowledge.model.records.request import Request
    from knowledge.problem import N_, WrongUse
    from knowledge.today import today
    from knowledge.work.question import quality
    from sto_tui.commands.parsing.typed import check, with_options
    from sto_tui.wording.places import quality_line

    args, workspace = context.args, context.workspace
    school = context.partner(args.school) if args.school.strip() else workspace.on_behalf
    args.set += [(name, value) for name, value in (("school", school), ("activity", args.kind)) if value]
    directory = context.directory()
    begun = Request(id=new_id(), **starting_values(Request.kind, today(), workspace.author))
    request = with_options(context, begun, directory)
    assert isinstance(request, Request)
    if not request.school:
        raise WrongUse(N_("Which school asks this? Add --school PARTNER, or say it once: `sto settings for PARTNER`."))
    check(request)
    context.say_begun(directory)
    *_partners, saved = workspace.save_all([*directory.take_fresh(), request])
    found = quality(request)
    value = {"id": saved.id, "score": found.score, "missing": list(found.missing)}
    context.answer_warned(value, f"{saved.id}\n{quality_line(found)}", context.cautions(saved.id))
