"""`sto checklist start`: begin a walk through a checklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _, language

if TYPE_CHECKING:
    from knowledge.model.checklist import Template
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "start",
        _("begin a checklist and print the id of this walk"),
        run,
        [
            (
                'sto checklist start waarom-samenwerken --school "Vakcollege De Meander" '
                '--company "Brinkhof Houtskeletbouw B.V." --participant "Marieke de Boer, Joost Brinkhof"',
                _("begin the intake of a school and a company"),
            )
        ],
    )
    parser.add_argument("template", metavar=_("CHECKLIST"), help=_("its name in `sto checklist list`"))
    parser.add_argument("--school", default="", metavar=_("PARTNER"), help=_("the school"))
    parser.add_argument("--company", default="", metavar=_("PARTNER"), help=_("the company or other partner"))
    parser.add_argument(
        "--participant",
        action="append",
        default=[],
        metavar=_("NAME"),
        help=_("who is at the table (may be repeated, or with commas)"),
    )


def run(context: CommandContext) -> None:
    """Run `sto checklist start`."""
    from knowledge.identifier import new_id
    from knowledge.model.records.partner import Partner
    from knowledge.work.checklist import begin
    from sto_tui.commands.parsing.typed import check, linked

    args = context.args
    template = _template_named(context, args.template)
    directory = context.directory(whole_names=True)

    def party(name: str) -> Partner | None:
        if not name:
            return None
        found = linked((Partner.kind,), name, directory)
        record = next((item for item in directory.fresh if item.id == found), None)
        known = record or context.workspace.get(found).record
        assert isinstance(known, Partner)
        return known

    begun = begin(
        template,
        school=party(args.school),
        company=party(args.company),
        today=today(),
        participants=[part.strip() for text in args.participant for part in text.split(",") if part.strip()],
        run_id=new_id(),
    )
    check(begun)
    context.say_begun(directory)
    context.workspace.save_all([*directory.take_fresh(), begun])
    context.answer({"id": begun.id}, begun.id)


def _template_named(context: CommandContext, name: str) -> Template:
    """The checklist called `name`; raises `WrongUse` when there is none."""
    from knowledge.problem import N_, WrongUse

    templates = context.workspace.templates(language())
    for template in templates:
        if name.casefold() in (template.id.casefold(), template.title.casefold()):
            return template
    known = ", ".join(template.id for template in templates)
    raise WrongUse(N_("There is no checklist “{name}”. There are: {names}."), name=name, names=known)
