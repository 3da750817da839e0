"""What came of importing a file: what was added, what was refused and why, and what there is to tell of rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from knowledge.exchange.came_in import ImportedRow
from knowledge.exchange.returned import Heeded
from knowledge.guard.checking import PupilHit
from knowledge.journal.document import Document
from knowledge.model.records.record import Record
from knowledge.problem import Problem, Reason


@dataclass(frozen=True)
class RejectedRow:
    """A row that could not be imported, with its place and the reason."""

    where: str
    problem: Problem


@dataclass(frozen=True)
class Remark:
    """Something to tell of a row that was imported, or of a place without one."""

    where: str
    reason: Reason


@dataclass(frozen=True)
class InBin:
    """A row that was imported before, and whose record was deleted since."""

    where: str
    id: str
    title: str


@dataclass(frozen=True)
class ProposedRow:
    """A change of a record here that a row proposes, which is made only when a person agrees."""

    where: str
    seen: Document
    record: Record
    fields: tuple[str, ...]


class Likeness(Protocol):
    """A record here that may be the one that was read: how sure that is, as a code, and a message id that says why."""

    @property
    def record(self) -> Record:
        """The record here."""

    @property
    def code(self) -> str:
        """How sure it is, as JSON tells it."""

    @property
    def is_sure(self) -> bool:
        """Whether it is sure enough not to take in the other one."""

    @property
    def because(self) -> str:
        """Why, a message id."""


@dataclass(frozen=True)
class Resembling:
    """A row that is like a record here, or like another row; it was left out if that `is_left_out`."""

    where: str
    title: str
    like: Likeness
    is_left_out: bool


@dataclass(frozen=True)
class ImportReport:
    """The result of importing a file.

    `partners` counts those created because a row named them; `unknown_kinds` are those that only a newer version knows.
    `unchanged` counts what is here already, of which `in_bin` are in the trash; `restored` counts what was taken out of
    it. `skipped` are the folders and files that weren't read, with the number of files. Of `refused` and `remarks`
    and `resembling` there are at most `bounds.REPORTED`; `more_refused` and `more_remarks` count the others.
    `left_out` counts the rows that are in here under another id. `proposed` are changes that a person has to agree to,
    of which `more_proposed` counts those that aren't told; once agreed to they count as `changed` too. `rows` are the
    first that came in, and `kinds` counts what is new by its kind. A preview tells in `pupils` where text seems to be
    about a pupil, and `more_pupils` counts the others. `to_heed` are warnings about
    what comes in, each with its row.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    partners: int = 0
    restored: int = 0
    refused: tuple[RejectedRow, ...] = ()
    remarks: tuple[Remark, ...] = ()
    in_bin: tuple[InBin, ...] = ()
    skipped: tuple[tuple[str, int], ...] = ()
    unknown_kinds: tuple[str, ...] = ()
    more_refused: int = 0
    more_remarks: int = 0
    resembling: tuple[Resembling, ...] = ()
    left_out: int = 0
    proposed: tuple[ProposedRow, ...] = ()
    more_proposed: int = 0
    rows: tuple[ImportedRow, ...] = ()
    kinds: tuple[tuple[str, int], ...] = ()
    pupils: tuple[PupilHit, ...] = ()
    more_pupils: int = 0
    to_heed: tuple[tuple[str, Heeded], ...] = ()
