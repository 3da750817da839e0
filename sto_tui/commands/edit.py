"""`sto edit`: change fields of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import field_arguments, id_argument
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "edit",
        _("change fields of a record; what others changed meanwhile is kept"),
        run,
        [
            ('sto edit 7f3a9c21 --title "Lasgastles in drie groepen" --set tags=+pbm,-lassen', _("a title and tags")),
            ("sto edit 7f3a9c21 --body - < verslag.md", _("a text from a file")),
            ("sto edit 7f3a9c21 --set state=done", _("an action that is done")),
        ],
    )
    id_argument(parser)
    field_arguments(parser)


def run(context: CommandContext) -> None:
    """Run `sto edit`."""
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.parsing.typed import check, with_options

    args = context.args
    if not args.set and args.title is None and args.body is None:
        raise WrongUse(N_("Say what to change, with --title, --set or --body."))
    seen = context.own_document(args.id)
    directory = context.directory()
    record = with_options(context, seen.record, directory)
    check(record)
    context.say_begun(directory)
    if fresh := directory.take_fresh():
        context.workspace.save_all(fresh)
    context.workspace.save(record, seen=seen)
    context.answer({"id": seen.id}, seen.id)
