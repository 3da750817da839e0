"""`sto delete`: put a record in the bin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.work.deleting import AtStake
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "delete",
        _("put a record in the bin; asks first when others wrote in it or something links to it"),
        run,
        [("sto delete 7f3a9c21", _("put it away")), ("sto delete 7f3a9c21 --yes", _("doesn't ask"))],
    )
    id_argument(parser)
    parser.add_argument("--yes", action="store_true", help=_("don't ask"))


def run(context: CommandContext) -> int:
    """Run `sto delete`."""
    from dataclasses import asdict

    from sto_tui.wording.deleting import told_of_deletion

    document = context.own_document(context.args.id)
    stake = context.workspace.at_stake(document.id)
    if stake and not context.args.yes and not document.deleted and not _confirmed(context, document, stake):
        context.say(_("Nothing was deleted."))
        return 1
    gone = context.workspace.delete(document.id)
    said = _("In the bin: “{title}”. `sto restore {id}` takes it out.")
    lines = (
        said.format(title=safe_line(gone.record.title), id=gone.id),
        told_of_deletion(gone.kind, stake.linking),
    )
    context.answer_warned(
        {"id": gone.id, "deleted": gone.deleted, "linking": [asdict(each) for each in stake.linking]},
        "\n".join(line for line in lines if line),
        () if document.deleted else stake.cautions,
    )
    return 0


def _confirmed(context: CommandContext, document: Document, stake: AtStake) -> bool:
    """Whether the person wants to delete it, knowing what is at stake; raises `WrongUse` when nobody can answer."""
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.terminal.prompt import ask
    from sto_tui.wording.deleting import what_is_at_stake

    told = what_is_at_stake(document, stake)
    if not context.interactive:
        raise WrongUse(
            N_("This isn't yours alone, and nobody is there to answer. --yes deletes without asking.\n{what}"),
            what=told,
        )
    context.say(told)
    return ask(_("Put this in the bin, for everybody? (yes / just Enter to stop)"), str).casefold() in (
        *("y", "yes", "j", "ja"),
    )
