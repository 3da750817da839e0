"""`sto checklist finish`: save the result of a walk and create its actions and activities."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.checklist.walks import walk, walk_argument
from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _, language

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "finish",
        _("finish a walk: keep the result, pin our why, and make the actions and activities"),
        run,
        [("sto checklist finish 7f3a9c21", _("finish it; the ids of what is new are printed"))],
    )
    walk_argument(parser)


def run(context: CommandContext) -> None:
    """Run `sto checklist finish`."""
    document, _run = walk(context)
    written = context.workspace.finish(document.id, language=language(), say=_)
    from knowledge.model.records.action import Action
    from knowledge.model.records.activity import Activity

    actions = [each.id for each in written if isinstance(each.record, Action)]
    activities = [each.id for each in written if isinstance(each.record, Activity)]
    value = {"id": document.id, "state": "finished", "actions": actions, "activities": activities}
    context.answer(value, "\n".join([document.id, *actions, *activities]))
