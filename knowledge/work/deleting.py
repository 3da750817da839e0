"""What becomes of the records that link to one that is deleted (pure)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from knowledge.model.records.meeting import Meeting
from knowledge.problem import N_


@dataclass(frozen=True)
class Linking:
    """How many records of `kind` link to something, and how many of them still have to be done."""

    kind: str
    number: int
    still_open: int = 0


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
