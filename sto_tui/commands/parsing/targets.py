"""What people name on the command line when they sign up: an offer, a request or an activity, and a sign-up itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from knowledge.model.records.record import Record
from knowledge.problem import N_, UnknownId, WrongUse
from knowledge.work.capacity import TARGETS, Target
from sto_tui.commands.terminal.output import short_id

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from sto_tui.commands.context import CommandContext

_Record = TypeVar("_Record", bound=Record)


def target_named(context: CommandContext, name: str) -> Target:
    """The offer, request or activity that `name` (an id, an end of one, or a title) means; raises `WrongUse`."""
    try:
        found = context.document(name)
    except UnknownId:
        by_title = context.directory().among([kind.kind for kind in TARGETS], name)
        if not by_title:
            text = N_(
                "No offer, request or activity has the id or the title “{name}”. `sto menu list` shows what there is."
            )
            raise WrongUse(text, name=name) from None
        found = context.document(by_title)
    _refuse_gone(found)
    if not isinstance(found.record, Target):
        raise WrongUse(
            N_("“{title}” is no offer, request or activity: nobody signs up for it."), title=found.record.title
        )
    return found.record


def record_named(context: CommandContext, name: str, kind: type[_Record]) -> tuple[Document, _Record]:
    """The document of `kind` that `name` (an id, its end, or a title) means, and its record; raises `WrongUse`."""
    try:
        found = context.document(name)
    except UnknownId:
        by_title = context.directory().find(kind.kind, name)
        if not by_title:
            raise WrongUse(
                N_("There is no {kind} with the id or the title “{name}”."), kind=_word(kind), name=name
            ) from None
        found = context.document(by_title)
    _refuse_gone(found)
    if not isinstance(found.record, kind):
        raise WrongUse(N_("“{title}” is no {kind}."), title=found.record.title, kind=_word(kind))
    return found, found.record


def on_whose_behalf(context: CommandContext, name: str) -> str:
    """The id of the partner called `name` or, when none is named, of whom the person works for; raises `WrongUse`."""
    found = context.partner(name) if name.strip() else context.workspace.on_behalf
    if not found:
        raise WrongUse(N_("On whose behalf? Add --by PARTNER, or say it once: `sto settings for PARTNER`."))
    return found


def _word(kind: type[Record]) -> str:
    from knowledge.problem import Word

    return Word(kind.traits.label)


def _refuse_gone(document: Document) -> None:
    if document.deleted:
        raise WrongUse(N_("This is in the bin. `sto restore {id}` takes it out."), id=short_id(document.id))
