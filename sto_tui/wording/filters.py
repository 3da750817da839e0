"""The filters of a search in words, and the periods people think in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from knowledge.model.typed.periods import period_from, school_year, school_year_of
from knowledge.problem import N_
from knowledge.search.facets import FACETS, YEAR, Codes, Ids, Kinds, facet_of
from knowledge.search.query.query import Query
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

SORT = "sort"
"""The name of the sort order, which is offered among the filters."""

UNOFFERED = {"like": N_("Like"), "among": N_("New")}
"""Filters that aren't chosen from a list."""

SORTS = {"relevance": N_("best first"), "date": N_("newest first")}


@dataclass(frozen=True)
class FilterPeriod:
    """A period that includes both its first and last day; None leaves that end open."""

    since: date | None = None
    until: date | None = None

    def __str__(self) -> str:
        if self.since and self.since == self.until:
            return show_day(self.since)
        if self.since and self.until:
            return _("{since} to {until}").format(since=show_day(self.since), until=show_day(self.until))
        if self.since:
            return _("since {since}").format(since=show_day(self.since))
        return _("until {until}").format(until=show_day(self.until)) if self.until else ""


def periods(today: date) -> dict[str, tuple[str, FilterPeriod]]:
    """The periods to choose from, by code, as (message id, days)."""
    now = school_year_of(today)
    before = school_year(now.first.year - 1)
    return {
        "month": (N_("last 30 days"), FilterPeriod(today - timedelta(days=30))),
        "year": (N_("last 12 months"), FilterPeriod(today - timedelta(days=365))),
        "school": (N_("this school year"), FilterPeriod(now.first, now.last)),
        "school-1": (N_("last school year"), FilterPeriod(before.first, before.last)),
    }


def typed_period(text: str, today: date) -> FilterPeriod:
    """The period that `text` means (`knowledge.model.typed.periods`); raises `BadValue`."""
    found = period_from(text, today)
    return FilterPeriod(
        None if found.first == date.min else found.first, None if found.last == date.max else found.last
    )


def filters_offered() -> dict[str, str]:
    """The message ids of the filters that can be chosen, by name, in order."""
    facets = (facet for facet in FACETS.values() if facet.asked)
    return {facet.name: facet.offered or facet.label for facet in facets} | {SORT: N_("Order")}


def active(query: Query, names: Mapping[str, str]) -> dict[str, str]:
    """The active filters in words, by name; `names` are the titles of the documents that `query` links to."""
    found = {}
    for name, facet in FACETS.items():
        words = [facet_word(name, value, names) for value in query.values(name)]
        period = str(FilterPeriod(query.since, query.until)) if facet is YEAR else ""
        if words or period:
            found[name] = " ".join(filter(None, [", ".join(words), period]))
    if query.like:
        found["like"] = safe_line(names.get(query.like, "…"))[:30]
    if query.among:
        found["among"] = str(len(query.among))
    if query.sort != "relevance":
        found[SORT] = _(SORTS.get(query.sort, query.sort))
    return found


def in_words(query: Query, names: Mapping[str, str]) -> str:
    """`query` in words: its typed text and its filters; `names` as in `active`."""
    words = safe_line(query.text.strip())
    parts = [f"“{words}”"] if words else []
    labels = filters_offered() | UNOFFERED
    parts += [f"{_(labels[name])}: {value}" for name, value in active(query, names).items()]
    return " · ".join(parts) or _("everything")


def facet_word(name: str, value: str, names: Mapping[str, str] | None = None) -> str:
    """The word for `value` of the facet `name`; `names` are the titles of documents whose ids are values."""
    values = facet_of(name).values
    if isinstance(values, Kinds):
        # imported late: the first paint has no filters and need not wait for the records
        from sto_tui.wording.words import kinds_word

        return kinds_word(value)
    if isinstance(values, Codes) and value in values.vocabulary:
        return _(values.vocabulary.label(value))
    if isinstance(values, Ids) and names is not None:
        return safe_line(names.get(value, "…"))
    return safe_line(value)


def without(query: Query, name: str) -> Query:
    """`query` without filter `name` (or, for "all", without any filter); the text stays."""
    if name == "all":
        return Query(text=query.text, limit=query.limit, counted=query.counted, explained=query.explained)
    if name in FACETS:
        bare = query.narrowed(name)
        return replace(bare, since=None, until=None) if name == YEAR.name else bare
    return replace(query, **{name: getattr(Query(), name)})
