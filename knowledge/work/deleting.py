"""What goes with a document that somebody puts in the bin besides their own work, and what becomes of it (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from knowledge.journal.document import Document
from knowledge.journal.versions import Version
from knowledge.model.folding import fold
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.record import Record
from knowledge.model.records.settings import Settings
from knowledge.problem import N_
from knowledge.work.settings import back_to_defaults
from knowledge.work.warning import Caution

SHOWN = 5
"""The most linking documents to name."""


@dataclass(frozen=True)
class Linking:
    """How many records of `kind` link to something, and how many of them still have to be done."""

    kind: str
    number: int
    still_open: int = 0


@dataclass(frozen=True)
class AtStake:
    """`writers` are the others who wrote in it, the latest first; `linking` counts what links to it by kind, and
    `named` are the first `SHOWN` of those documents. `cautions` tell what else changes by it."""

    writers: tuple[str, ...] = ()
    linking: tuple[Linking, ...] = ()
    named: tuple[Document, ...] = ()
    cautions: tuple[Caution, ...] = ()

    @property
    def links(self) -> int:
        """The number of documents that link to it."""
        return sum(each.number for each in self.linking)

    def __bool__(self) -> bool:
        """Whether it isn't the person's own alone, so that they are to be asked first."""
        return bool(self.writers or self.linking)


def at_stake(
    record: Record, history: Iterable[Version], author: str, linking: Sequence[Linking], documents: Sequence[Document]
) -> AtStake:
    """What is at stake when `author` deletes `record` with this `history`, to which the `documents` link."""
    latest_first = reversed([version.author for version in history])
    others = dict.fromkeys(writer for writer in latest_first if fold(writer).strip() != fold(author).strip())
    caution = back_to_defaults(record) if isinstance(record, Settings) else None
    return AtStake(tuple(others), tuple(linking), tuple(documents[:SHOWN]), (caution,) if caution else ())


def what_becomes(kind: str, found: Sequence[Linking]) -> str:
    """The message id that says what becomes of `found` when the record of `kind` they link to is deleted.

    It has the place ``{linking}`` for the counts in words; "" when nothing links to it.
    """
    if not found:
        return ""
    if kind == Meeting.kind:
        return N_(
            "What came of the meeting stays, open actions in the logbook too: {linking}. When the meeting is put back, "
            "they belong to it as before."
        )
    return N_("What is connected with it stays: {linking}.")
