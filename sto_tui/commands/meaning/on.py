"""`sto meaning on`: use the installed model again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    about = _("search by meaning again")
    steps.add("on", about, run, [("sto meaning on", about)])


def run(context: CommandContext) -> None:
    """Run `sto meaning on`."""
    from knowledge.search.meaning.installed import InstalledModel

    InstalledModel(context.home.model_dir).switch(on=True)
    context.answer({"on": True}, _("Finding by meaning is on."))
