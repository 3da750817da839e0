"""`sto delete`: put a record in the bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add("delete", _("put a record in the bin"), run, [("sto delete 7f3a9c21", _("put it away"))])
    id_argument(parser)


def run(context: CommandContext) -> None:
    """Run `sto delete`."""
    from dataclasses import asdict

    from sto_tui.wording.deleting import told_of_deletion

    document = context.workspace.delete(context.own_document(context.args.id).id)
    linking = context.workspace.linking(document.id)
    said = _("In the bin: “{title}”. `sto restore {id}` takes it out.")
    lines = (said.format(title=document.record.title, id=document.id), told_of_deletion(document.kind, linking))
    context.answer(
        {"id": document.id, "deleted": document.deleted, "linking": [asdict(each) for each in linking]},
        "\n".join(line for line in lines if line),
    )
