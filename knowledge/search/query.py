"""What one can ask and what comes back: plain values."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Entry:
    """One document as the index takes it in: everything searchable already flattened to plain text.

    `partners` are ids (for filtering); `partner_names` is the text people search by. `body` is plain text, `day` the
    day the record is about, `changed` the hybrid clock stamp of its latest change.
    """

    id: str
    kind: str
    title: str
    body: str
    tags: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    partner_names: str = ""
    day: date | None = None
    changed: str = ""


@dataclass(frozen=True)
class Query:
    """A search: `text` as typed (the last word may be half typed), narrowed by the filters that are set.

    `partner` is a partner's id; `since` and `until` are inclusive. An empty `text` asks for what is recent. `sort` is
    "relevance" or "date" (newest first).
    """

    text: str = ""
    kinds: tuple[str, ...] = ()
    partner: str = ""
    tag: str = ""
    since: date | None = None
    until: date | None = None
    sort: str = "relevance"
    limit: int = 50


@dataclass(frozen=True)
class Hit:
    """One document found. `snippet` is its best passage as runs of (text, whether it matched)."""

    id: str
    kind: str
    title: str
    day: date | None
    tags: tuple[str, ...]
    partners: tuple[str, ...]
    score: float
    snippet: tuple[tuple[str, bool], ...] = ()


@dataclass(frozen=True)
class Results:
    """What a query found: `hits` best first, at most `query.limit` of the `total` that match."""

    query: Query
    hits: tuple[Hit, ...] = ()
    total: int = 0
    words: tuple[str, ...] = field(default=())
