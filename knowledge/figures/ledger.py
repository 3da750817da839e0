"""The register of cofinanciering for an accountant: numbered lines with their past, and every change (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.figures.cofinancing import Cofinancing, RegisterLine
from knowledge.journal.difference import FieldChange, changed_fields
from knowledge.journal.merge import DELETED
from knowledge.journal.versions import Version
from knowledge.model.records.period import Period
from knowledge.work.closing import changed_after_closing

KEY_LENGTH = 8
"""How much of the end of an id is the key of a line, by which two exports are compared."""

Histories = Mapping[str, Sequence[Version]]
"""The history of records, by their ids."""


@dataclass(frozen=True)
class LedgerRow:
    """A line of the ledger: its `number` in this export, and who entered and changed it when (stamps)."""

    number: int
    entry: RegisterLine
    entered_by: str = ""
    entered_at: str = ""
    changed_by: str = ""
    changed_at: str = ""


@dataclass(frozen=True)
class LedgerChange:
    """An edit of the record `about`: `change` in a field, None for its entry; `late` if its books were closed then."""

    about: str
    kind: str
    number: int | None
    time: str
    author: str
    replica: str
    change: FieldChange | None
    late: bool = False


def key_of(document_id: str) -> str:
    """The key of a line: the end of its id."""
    return document_id[-KEY_LENGTH:]


def ledger(
    register: Cofinancing,
    histories: Histories,
    *,
    since: date | None = None,
    until: date | None = None,
    with_outside: bool = False,
) -> list[LedgerRow]:
    """The lines of `register` from `since` to `until`, numbered by day, partner and id.

    With `with_outside`, those that fall in no period at all stand among them.
    """
    entries = [*register.lines, *register.outside] if with_outside else register.lines
    chosen = [each for each in register.in_order(entries) if is_within(each.line.date, since, until)]
    return [_row(number, each, histories.get(each.line.id, ())) for number, each in enumerate(chosen, 1)]


def is_within(day: date | None, since: date | None, until: date | None) -> bool:
    """Whether `day` is from `since` to `until`; a line without a day is in no part of time, only in the whole."""
    if day is None:
        return since is None and until is None
    return (since is None or since <= day) and (until is None or day <= until)


def _row(number: int, entry: RegisterLine, history: Sequence[Version]) -> LedgerRow:
    if not history:
        return LedgerRow(number, entry)
    first, last = history[0], history[-1]
    changed = (last.author, last.time) if len(history) > 1 else ("", "")
    return LedgerRow(number, entry, first.author, first.time, *changed)


def ledger_changes(
    rows: Sequence[LedgerRow], gone: Iterable[str], period: Period | None, histories: Histories
) -> list[LedgerChange]:
    """Every edit of the lines in `rows`, of the lines in the bin (`gone`), and of `period`, in the order of time."""
    numbers = {row.entry.line.id: row.number for row in rows}
    periods = [(period, histories.get(period.id, ()))] if period else []
    found: list[LedgerChange] = []
    for document_id in (*numbers, *gone, *((period.id,) if period else ())):
        history = histories.get(document_id, ())
        late = {each.ref for each in changed_after_closing(history, periods)} if document_id in histories else set()
        for version in history:
            found += (
                LedgerChange(
                    document_id,
                    version.kind,
                    numbers.get(document_id),
                    version.time,
                    version.author,
                    version.replica,
                    change,
                    version.ref in late,
                )
                for change in _edits(version, is_first=version is history[0])
            )
    return sorted(found, key=lambda each: (each.time, each.about, each.change.name if each.change else ""))


def _edits(version: Version, *, is_first: bool) -> Iterator[FieldChange | None]:
    if is_first:
        yield None
        return
    yield from changed_fields(version.before, version.after)
    if DELETED in version.set:
        yield FieldChange(DELETED, None, version.set[DELETED])
