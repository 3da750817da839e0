"""`sto meaning remove`: the model, and all that was made with it, leave this device."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    about = _("take the model, and all that was made with it, off this device")
    steps.add("remove", about, run, [("sto meaning remove", _("searching goes by words again; no record changes"))])


def run(context: CommandContext) -> None:
    """Run `sto meaning remove`."""
    from knowledge.search.meaning.installed import InstalledModel
    from knowledge.search.meaning.meaning import forget_vectors

    InstalledModel(context.home.model_dir).remove()
    for space in context.home.space_dirs():
        forget_vectors(context.home.vectors_dir(space.name))
    context.answer({"installed": False}, _("Finding by meaning is removed from this device; searching goes by words."))
