"""Listings, which select the documents of a list and their order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from knowledge.model.folding import fold

_ORDERS = {
    "date": "day DESC, changed DESC",
    "due": "day = '', day, changed",
    "title": "folded",
    "changed": "changed DESC",
}


@dataclass(frozen=True)
class LatestDays:
    """A request for the latest day of the documents of `kind` that link to each target by `field`.

    Only days up to and including `until` count; documents in the trash don't.
    """

    kind: str
    field: str
    until: date


@dataclass(frozen=True)
class Listing:
    """Which documents to list, and in which order.

    `kind` is one kind, "" for all of them. The other fields select documents that link to `partner` (id), come from
    `origin` (an action's meeting or run; a lesson's meeting), carry `tag`, have `state`, lie within `since`..`until`
    (inclusive, by the record's own day), and have `text` somewhere in their title. `sort` is "date" (newest first),
    "due" (oldest first, undated last), "title" or "changed" (newest first). `trashed` lists deleted documents instead,
    `merged` those that another document stands for.
    """

    kind: str = ""
    partner: str = ""
    origin: str = ""
    tag: str = ""
    state: str = ""
    text: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = "date"
    trashed: bool = False
    merged: bool = False
    limit: int = 200
    offset: int = 0

    def condition(self) -> tuple[str, list[object]]:
        """The SQL condition on the catalogue's documents, and its values."""
        clauses: list[str] = ["root <> ''"] if self.merged else ["deleted = ?", "root = ''"]
        values: list[object] = [] if self.merged else [int(self.trashed)]
        for target in filter(None, (self.partner, self.origin)):
            clauses.append("id IN (SELECT source FROM link WHERE target = ?)")
            values.append(target)
        optional = (
            ("kind = ?", self.kind),
            ("id IN (SELECT document FROM tag WHERE tag = ?)", self.tag),
            ("state = ?", self.state),
            ("instr(folded, ?) > 0", fold(self.text)),
            ("day >= ?", self.since.isoformat() if self.since else ""),
            ("day <> '' AND day <= ?", self.until.isoformat() if self.until else ""),
        )
        for clause, value in optional:
            if value:
                clauses.append(clause)
                values.append(value)
        return " AND ".join(clauses), values

    def order(self) -> str:
        """The SQL order; an unknown `sort` means by date."""
        return _ORDERS.get(self.sort, _ORDERS["date"])
