"""`sto add`: make a new record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import field_arguments
from sto_tui.commands.parsing.values import KINDS, kind
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "add",
        _("write a new record and print its id"),
        run,
        [
            (
                'sto add lesson --title "Lasgastles in twee groepen" --set activity=gastles '
                '--set tags=lassen,veiligheid --set partners="Metaalwerken Van Rossum" '
                '--body "Twaalf leerlingen is het maximum."',
                _("a lesson"),
            ),
            ('sto add partner --title "Bakkerij Hoekstra" --set place=Ommerdal', _("a partner")),
            ("sto add lesson --title Werkplekbezoek --body - < verslag.md", _("a text from a file")),
        ],
    )
    parser.add_argument("kind", type=kind, metavar=_("KIND"), help=", ".join(KINDS))
    field_arguments(parser)


def run(context: CommandContext) -> None:
    """Run `sto add`."""
    from knowledge.identifier import new_id
    from knowledge.model.kinds import record_class, starting_values
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.parsing.typed import check, with_options

    directory, kind = context.directory(), context.args.kind
    only = record_class(kind).traits.only_id
    if only and context.workspace.is_taken(only):
        raise WrongUse(
            N_("There is one of these in a region, and it is there already. Change it: `sto edit {id}`."), id=only
        )
    record = record_class(kind)(id=only or new_id(), **starting_values(kind, today(), context.workspace.author))
    record = with_options(context, record, directory)
    check(record)
    context.say_begun(directory)
    context.workspace.save_all([*directory.take_fresh(), record])
    context.answer_warned({"id": record.id}, record.id, context.cautions(record.id))
    context.say_namesakes(record)
