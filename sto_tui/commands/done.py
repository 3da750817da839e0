"""`sto done`: mark an action as done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.action import Action
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "done",
        _("tick an action off: it was done today"),
        run,
        [
            ("sto done 7f3a9c21", _("tick it off")),
            ("sto edit 7f3a9c21 --set done_on=20-11-2026", _("it was done on another day")),
        ],
    )
    id_argument(parser)


def run(context: CommandContext) -> None:
    """Run `sto done`."""

    from knowledge.work.actions import ticked

    seen, action = action_named(context)
    saved = context.workspace.save(ticked(action, today()), seen=seen)
    tell_outcome(context, saved, _("Done: “{title}”. `sto reopen {id}` opens it again."))


def action_named(context: CommandContext) -> tuple[Document, Action]:
    """The action that the argument `id` names; raises `WrongUse` when it names another kind."""
    from knowledge.model.records.action import Action
    from knowledge.problem import N_, WrongUse

    document = context.document(context.args.id)
    if not isinstance(document.record, Action):
        raise WrongUse(N_("“{id}” is no action."), id=context.args.id)
    return document, document.record


def tell_outcome(context: CommandContext, saved: Document, text: str) -> None:
    """Print the state of an action and the day it was done as JSON, or else `text`."""
    from knowledge.model.records.action import Action
    from sto_tui.commands.terminal.output import short_id

    action = saved.record
    assert isinstance(action, Action)
    day = action.done_on.isoformat() if action.done_on else None
    value = {"id": saved.id, "state": action.state or "open", "done_on": day}
    context.answer(value, text.format(title=action.title, id=short_id(saved.id)))
