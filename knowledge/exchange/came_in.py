"""What an import adds and changes, row by row: the first of it to show, and how much of each kind there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge import bounds
from knowledge.guard.checking import PupilHit
from knowledge.model.records.record import Record


@dataclass(frozen=True)
class ImportedRow:
    """A row that came in: its place, and the record it became. Of one that was here, `changed` are the fields that it
    changes; None for a new one."""

    where: str
    kind: str
    title: str
    changed: tuple[str, ...] | None = None

    @property
    def is_new(self) -> bool:
        """Whether nothing was here of it."""
        return self.changed is None


class CameIn:
    """Collects the rows that come in, by the ids of their records, so that one can be taken out again."""

    def __init__(self) -> None:
        self._rows: dict[str, tuple[int, ImportedRow]] = {}
        self._kinds: Counter[str] = Counter()
        self._hits: list[PupilHit] = []
        self.more_hits = 0

    def add(self, number: int, document_id: str, row: ImportedRow) -> None:
        """`row`, the one with this number, became the record with this id."""
        self._kinds[row.kind] += row.is_new
        if len(self._rows) < bounds.REPORTED:
            self._rows[document_id] = (number, row)

    def refuse(self, record: Record, *, is_new: bool) -> None:
        """`record` couldn't be saved."""
        self._kinds[record.kind] -= is_new
        self._rows.pop(record.id, None)

    def begin(self, number: int, partner: Record, where: str) -> None:
        """`partner` was begun because the row with this number names it."""
        self.add(number, partner.id, ImportedRow(where, partner.kind, partner.title))

    def suspect(self, hits: Iterable[PupilHit], places: dict[str, str]) -> None:
        """The guard `hits` what came in, at these `places` by the ids of records."""
        for hit in hits:
            if len(self._hits) < bounds.REPORTED:
                self._hits.append(replace(hit, where=places.get(hit.id, "")))
            else:
                self.more_hits += 1

    @property
    def rows(self) -> tuple[ImportedRow, ...]:
        """The first rows, in the order of the file."""
        return tuple(row for _number, row in sorted(self._rows.values(), key=lambda pair: pair[0]))

    @property
    def kinds(self) -> tuple[tuple[str, int], ...]:
        """How many new records there are of each kind, begun partners included."""
        return tuple((kind, number) for kind, number in self._kinds.items() if number > 0)

    @property
    def hits(self) -> tuple[PupilHit, ...]:
        """Where the guard hits, in the order in which that was found."""
        return tuple(self._hits)
