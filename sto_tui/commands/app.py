"""`sto` without a verb: open the app."""

from __future__ import annotations

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import language


def run(context: CommandContext) -> int:
    """Run `sto` without a verb."""
    from knowledge.problem import N_, WrongUse

    if context.json or not context.interactive:
        raise WrongUse(N_("The app needs a terminal. `sto --help` shows what can be done without one."))
    from sto_tui.app import run

    return run(context.home, context.folder, language())
