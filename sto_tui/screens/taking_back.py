"""Saying what was done, with Ctrl+Z to take it back."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from knowledge.catalogue.listing import Listing
from knowledge.problem import N_, Problem
from knowledge.work.taking_back import taken_back
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.undoing import AS_BEFORE, IN_BIN_AGAIN

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.record import Record
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell


def offer_to_take_back(shell: Shell, saved: Document, before: Record | None) -> None:
    """Let Ctrl+Z make what was `saved` as it was `before`, but for what changed since then; None: it wasn't there."""
    offer_to_take_all_back(shell, [saved], {saved.id: before} if before else {})


def offer_to_take_all_back(shell: Shell, saved: Sequence[Document], before: Mapping[str, Record]) -> None:
    """As `offer_to_take_back`, for what was `saved` at once; `before` has by id what was there already."""
    said = AS_BEFORE if saved[0].id in before else IN_BIN_AGAIN
    shell.offer_undo(lambda space: undone(space, saved, before), said)


def undone(space: Workspace, saved: Sequence[Document], before: Mapping[str, Record]) -> str:
    """Take back what was `saved`, as `offer_to_take_all_back` says; returns the title of the first.

    What wasn't there before and `went_on` stays; raises `Problem` when that is so of all.
    """
    now = {each.id: space.get(each.id) for each in saved}
    known = [each for each in saved if each.id in before]
    going_on = went_on(space, saved)
    new = [each for each in saved if each.id not in before and each.id not in going_on]
    if not known and not new:
        text = N_("“{title}” was changed since or something belongs to it now, so it stays as it is.")
        raise Problem(text, title=now[saved[0].id].record.title)
    records = [taken_back(now[each.id].record, before[each.id], each.record) for each in known]
    if records:
        space.save_all(records, seen=list(now.values()))
    for each in new:
        space.delete(each.id)
    return ", ".join(now[each.id].record.title for each in (*known, *new)[:1])


def went_on(space: Workspace, saved: Sequence[Document]) -> frozenset[str]:
    """The ids of those of `saved` that somebody changed since, or to which something else belongs now.

    A sign-up for an activity is a record of its own: taking the activity back would leave it with nothing.
    """
    ids = {each.id for each in saved}
    return frozenset(
        each.id
        for each in saved
        if space.get(each.id).heads != each.heads
        or not ids.issuperset(other.id for other in space.documents(Listing(origin=each.id, limit=len(ids) + 1)))
    )


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
