"""`sto restore`: take a record out of the bin, or bring back an earlier version."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "restore",
        _("take a record out of the bin, or bring an earlier version back"),
        run,
        [
            ("sto restore 7f3a9c21", _("take it out of the bin")),
            ("sto restore 7f3a9c21 --version vsjpmqqsz4:12#9d34bb4d", _("bring back a version that history shows")),
        ],
    )
    id_argument(parser)
    parser.add_argument("--version", dest="ref", metavar=_("VERSION"), help=_("a version, as history shows it"))


def run(context: CommandContext) -> None:
    """Run `sto restore`."""
    document = context.workspace.restore(context.document(context.args.id).id, context.args.ref)
    context.answer(
        {"id": document.id, "deleted": document.deleted}, _("Back: “{title}”.").format(title=document.record.title)
    )
