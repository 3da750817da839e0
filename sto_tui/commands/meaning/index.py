"""`sto meaning index`: read every record that is new or changed, so that it can be found by its meaning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _, ngettext

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    steps.add(
        "index",
        _("read what is new or changed; Ctrl+C stops, and another time it goes on from there"),
        run,
        [("sto meaning index", _("as long as it takes: about a minute for 1,500 notes"))],
    )


def run(context: CommandContext) -> None:
    """Run `sto meaning index`."""
    from knowledge.problem import N_, Problem, WrongUse
    from sto_tui.commands.terminal.progress import ProgressLine

    workspace = context.workspace
    workspace.refresh()
    if not workspace.meaning.is_on:
        raise WrongUse(N_("Finding by meaning is not on. `sto meaning` says what it needs."))
    with ProgressLine() as progress:
        if not workspace.meaning.catch_up(progress):
            raise Problem(N_("Another sto is reading the records now. Try again in a moment."))
    made = workspace.meaning.state().made
    told = ngettext(
        "{number} record can be found by its meaning.", "{number} records can be found by their meaning.", made
    )
    context.answer({"records": made}, told.format(number=made))
