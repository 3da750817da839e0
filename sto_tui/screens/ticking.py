"""Ticking an action off or opening it again, wherever it stands on a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content

from knowledge.model.records.action import Action
from knowledge.problem import N_
from knowledge.today import today
from knowledge.work.actions import put_back, turned
from sto_tui.actions import UserAction
from sto_tui.wording.i18n import _
from sto_tui.wording.words import late_word

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell

TICK = UserAction(
    "tick", N_("Tick off"), N_("Marks the action as done, or open again."), list_keys=("space",), bar=True
)


def is_action(document: Document | None) -> bool:
    """Whether `document` is an action, which can be ticked."""
    return document is not None and isinstance(document.record, Action) and not document.deleted


def late_mark(action: Action) -> Content:
    """How late `action` is, marked; nothing for one that isn't."""
    late = late_word(action, today())
    return Content.styled(f"! {late}", "bold $error") if late else Content("")


def tick(shell: Shell, document: Document) -> None:
    """Mark the action in `document` as done, or open again; Ctrl+Z takes it back."""
    before = document.record
    assert isinstance(before, Action)
    record = turned(before, today())
    said = _("Open again: “{title}”.") if record.is_open else _("Done: “{title}”. Ctrl+Z takes it back.")

    def take_back(workspace: Workspace) -> str:
        now = workspace.get(document.id)
        assert isinstance(now.record, Action)
        return workspace.save(put_back(now.record, before), seen=now).record.title

    def ticked(saved: Document) -> None:
        shell.offer_undo(take_back)
        shell.say(said.format(title=saved.record.title))

    shell.store(lambda workspace: workspace.save(record, seen=document), ticked)
