"""`sto reopen`: mark an action as open again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.done import action_named, tell_outcome
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "reopen",
        _("open an action again that was done or dropped"),
        run,
        [("sto reopen 7f3a9c21", _("it still has to be done after all"))],
    )
    id_argument(parser)


def run(context: CommandContext) -> None:
    """Run `sto reopen`."""
    from knowledge.work.actions import reopened

    seen, action = action_named(context)
    tell_outcome(context, context.workspace.save(reopened(action), seen=seen), _("Open again: “{title}”."))
