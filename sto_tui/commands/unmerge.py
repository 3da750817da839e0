"""`sto unmerge`: take two records apart that were merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "unmerge",
        _("take a record apart from the one that it was merged into"),
        run,
        [("sto unmerge b04d11e6", _("both are records of their own again, each with its own links"))],
    )
    parser.add_argument("id", metavar=_("OTHER"), help=_("the record that was merged into another (its id or name)"))


def run(context: CommandContext) -> None:
    """Run `sto unmerge`."""
    from knowledge.problem import N_, WrongUse

    merging = context.workspace.merging
    document = context.mergeable(context.args.id, merged=True)
    if not document.merged_into and (others := merging.merged_into(document)):
        raise WrongUse(
            N_("“{title}” is the one that was kept. Say which to take apart from it: {others}."),
            title=document.record.title,
            others=", ".join(f"{each.record.title} ({each.id})" for each in others),
        )
    kept, dropped = merging.take_apart(document.id)
    said = _("Taken apart: “{drop}” and “{keep}” are two records again.")
    names = {"drop": safe_line(dropped.record.title), "keep": safe_line(kept.record.title)}
    context.answer({"keep": kept.id, "drop": dropped.id, "merged": False}, said.format(**names))
