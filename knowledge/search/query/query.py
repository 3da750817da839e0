"""A search query and its results, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from knowledge.problem import N_, Problem

if TYPE_CHECKING:
    from knowledge.search.query.parsing import ParsedQuery


class IndexDamaged(Problem):
    """The index can't be read. It is disposable: rebuild it."""

    def __init__(self) -> None:
        super().__init__(N_("The search index is damaged. It is only a copy, and will be made anew."))


@dataclass(frozen=True)
class Query:
    """A search for `text` as typed (the last word may be half typed), restricted by the filters that are set.

    `filters` maps a facet (a name of `facets.FACETS`) to values of which a document must have at least one: kinds,
    codes, years, ids of partners, tags as written. `like` is the id of a document: only similar ones are found.
    `trashed` searches deleted documents instead; `since` and `until` are inclusive. An empty `text` finds what is
    recent. Unless `among` is empty, only documents with those ids are searched. With `strict`, documents that have only
    some of the words are left out, even when none has them all. `sort` is "relevance" or "date" (newest first). With
    `counted` the facets are counted; with `explained` every hit says why it was found.
    """

    text: str = ""
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    like: str = ""
    among: tuple[str, ...] = ()
    strict: bool = False
    quiet: bool = False
    trashed: bool = False
    since: date | None = None
    until: date | None = None
    sort: str = "relevance"
    limit: int = 50
    counted: bool = False
    explained: bool = False

    def values(self, facet: str) -> tuple[str, ...]:
        """The values that `facet` is filtered on; none when it isn't."""
        return self.filters.get(facet, ())

    def narrowed(self, facet: str, *values: str) -> Query:
        """This query with `facet` filtered on just `values`; without values the filter is removed."""
        others = {name: kept for name, kept in self.filters.items() if name != facet}
        return replace(self, filters=others | ({facet: values} if values else {}))

    @property
    def linked(self) -> tuple[str, ...]:
        """The ids of the documents that this query names, whose titles are needed to show it."""
        from knowledge.search.facets import FACETS, Ids  # late: opening a space doesn't need them

        named = (self.values(name) for name, facet in FACETS.items() if isinstance(facet.values, Ids))
        return (*(each for values in named for each in values), *filter(None, [self.like]))

    def following(self, roots: Mapping[str, str]) -> Query:
        """This query about what stands for merged documents; `roots` has an id for each one in `linked`."""
        from knowledge.search.facets import FACETS, Ids

        filters = {
            name: tuple(dict.fromkeys(roots.get(each, each) for each in values))
            if isinstance(FACETS[name].values, Ids)
            else values
            for name, values in self.filters.items()
            if name in FACETS
        }
        return replace(self, filters={**self.filters, **filters}, like=roots.get(self.like, self.like))


@dataclass(frozen=True)
class MatchReason:
    """Why a document was found for the word `typed`: it contains `found`, which matches that word at `level`.

    Levels are those of `matching.LEVELS`: "exact", "inflection", "synonym" … `score` is what the match added. At the
    level "meaning", `found` is the passage near in meaning to `typed`, the whole question, and `score` how near it is.
    """

    typed: str
    level: str
    found: str
    score: float


@dataclass(frozen=True)
class Hit:
    """One document found.

    `snippet` is its best passage as runs of (text, whether it matched), `writer` who wrote it.
    """

    id: str
    kind: str
    title: str
    day: date | None
    tags: tuple[str, ...]
    partners: tuple[str, ...]
    score: float
    snippet: tuple[tuple[str, bool], ...] = ()
    reasons: tuple[MatchReason, ...] = ()
    writer: str = ""


def _unread() -> ParsedQuery:
    from knowledge.search.query.parsing import (
        ParsedQuery,  # late: the first paint of the app makes queries but parses none
    )

    return ParsedQuery()


@dataclass(frozen=True)
class Results:
    """What a query found: `hits` best first, at most `query.limit` of the `total` that match.

    `facets` gives, for each counted facet, its values and how many of the documents found have each, the most frequent
    first; for a facet that is filtered on, how many documents each value would find if it were chosen instead.
    `corrected` is `query.text` with misspelt words corrected, "" when there is nothing to correct; `searched` says
    whether the corrected words were searched already. `typed` is the parsed text.
    """

    query: Query
    hits: tuple[Hit, ...] = ()
    total: int = 0
    words: tuple[str, ...] = field(default=())
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    corrected: str = ""
    searched: bool = False
    typed: ParsedQuery = field(default_factory=_unread)
