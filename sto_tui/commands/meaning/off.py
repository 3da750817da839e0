"""`sto meaning off`: search by words only; the model and what was made with it stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    about = _("search by words only; nothing that was made is lost")
    steps.add("off", about, run, [("sto meaning off", about)])


def run(context: CommandContext) -> None:
    """Run `sto meaning off`."""
    from knowledge.search.meaning.installed import InstalledModel

    InstalledModel(context.home.model_dir).switch(on=False)
    context.answer({"on": False}, _("Finding by meaning is off; `sto meaning on` turns it on."))
