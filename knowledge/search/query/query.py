"""What one can ask and what comes back: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from knowledge.problem import N_, Problem

if TYPE_CHECKING:
    from knowledge.search.query.parsing import ParsedQuery


class IndexDamaged(Problem):
    """The index can't be read. It is disposable: build it anew."""

    def __init__(self) -> None:
        super().__init__(N_("The search index is damaged. It is only a copy, and will be made anew."))


@dataclass(frozen=True)
class Query:
    """A search: `text` as typed (the last word may be half typed), narrowed by the filters that are set.

    `filters` gives per facet (a name of `facets.FACETS`) the values of which a document has to have one: kinds, codes,
    years, ids of partners, tags as written. `like` is the id of a document to which others are to be like, `trashed`
    asks for what was deleted instead; `since` and `until` are inclusive. An empty `text` asks for what is recent. Only
    documents with ids `among` are looked at, unless that is empty; with `strict` what has only some of the words is
    left out, even when nothing has them all. `sort` is "relevance" or "date" (newest first). With `counted` the facets
    are counted, with `explained` every hit says why it is there.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    like: str = ""
    among: tuple[str, ...] = ()
    strict: bool = False
    trashed: bool = False
    since: date | None = None
    until: date | None = None
    sort: str = "relevance"
    limit: int = 50
    counted: bool = False
    explained: bool = False

    def values(self, facet: str) -> tuple[str, ...]:
        """The values that `facet` is narrowed to; none when it isn't."""
        return self.filters.get(facet, ())

    def narrowed(self, facet: str, *values: str) -> Query:
        """This query with `facet` narrowed to `values` and to no others; without values it is no longer narrowed."""
        others = {name: kept for name, kept in self.filters.items() if name != facet}
        return replace(self, filters=others | ({facet: values} if values else {}))

    @property
    def linked(self) -> tuple[str, ...]:
        """The ids of the documents that it names, of which somebody who reads the query wants the titles."""
        from knowledge.search.facets import FACETS, Ids  # late: who only opens a space has no use for them

        named = (self.values(name) for name, facet in FACETS.items() if isinstance(facet.values, Ids))
        return (*(each for values in named for each in values), *filter(None, [self.like]))


@dataclass(frozen=True)
class MatchReason:
    """Why a document was found for the word `typed`: it has `found`, which is that word by way of `level`.

    Levels are those of `matching.LEVELS`: "exact", "inflection", "synonym" … `score` is what that added.
    """

    typed: str
    level: str
    found: str
    score: float


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
    reasons: tuple[MatchReason, ...] = ()


def _unread() -> ParsedQuery:
    from knowledge.search.query.parsing import (
        ParsedQuery,  # late: the first paint of the app makes queries and reads none
    )

    return ParsedQuery()


@dataclass(frozen=True)
class Results:
    """What a query found: `hits` best first, at most `query.limit` of the `total` that match.

    `facets` gives per facet that is counted its values with how many of the documents found have each, the most
    frequent first; of a facet that is filtered on, what choosing another value would find.
    `corrected` is `query.text` with misspelt words put right, "" when there is nothing to put right; `searched` says
    whether the corrected words were looked for already. `typed` is how the text was read.
    """

    query: Query
    hits: tuple[Hit, ...] = ()
    total: int = 0
    words: tuple[str, ...] = field(default=())
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    corrected: str = ""
    searched: bool = False
    typed: ParsedQuery = field(default_factory=_unread)
