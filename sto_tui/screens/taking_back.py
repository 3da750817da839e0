"""Saying what was done, with Ctrl+Z to take it back."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from knowledge.problem import N_, Problem
from knowledge.work.taking_back import taken_back
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.record import Record
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell


def offer_to_take_back(shell: Shell, saved: Document, before: Record | None) -> None:
    """Let Ctrl+Z make what was `saved` as it was `before`, but for what changed since then; None: it wasn't there."""
    shell.offer_undo(lambda space: undone(space, saved, before))


def undone(space: Workspace, saved: Document, before: Record | None) -> str:
    """Take back what was `saved`, as `offer_to_take_back` says; returns its title.

    Raises `Problem` when it wasn't there before and was changed since.
    """
    now = space.get(saved.id)
    if before is None:
        if now.heads != saved.heads:
            raise Problem(N_("“{title}” was changed since, so it stays as it is."), title=now.record.title)
        return space.delete(saved.id).record.title
    return space.save(taken_back(now.record, before, saved.record), seen=now).record.title


def save_and_tell(
    shell: Shell, change: Callable[[Record], Record], seen: Document, text: str, *more: str, adding: bool = False
) -> None:
    """Save what `change` makes of the record in `seen`, say `text` (with ``{title}``), and offer to take it back.

    With `adding`, Enter opens the form on it for as long as that stands there. `more` are lines to read as well.
    """

    def done(saved: Document) -> None:
        offer_to_take_back(shell, saved, seen.record)
        keys = _("Enter adds to it · Ctrl+Z takes it back.") if adding else _("Ctrl+Z takes it back.")
        said = text.format(title=safe_line(saved.record.title))
        on_enter = (lambda: shell.edit(saved.record, saved)) if adding else None
        shell.say("\n".join((said, *more, keys)), on_enter=on_enter)

    shell.store(lambda space: space.save(change(seen.record), seen=seen), done)
