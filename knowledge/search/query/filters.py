"""Filters that can be typed among the words: `soort:les`, `tag:lassen`, `van:2024` (pure)."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

from knowledge.model.folding import fold_words
from knowledge.model.typed.periods import period_from
from knowledge.problem import BadValue
from knowledge.search.facets import Days, facet_typed
from knowledge.today import today

_LAST_DAY = date.max.toordinal()


Present = Callable[[str], Collection[str]]
"""Returns the values of a facet that occur in the index."""


@dataclass(frozen=True)
class Filter:
    """Lets through documents with `value` (as returned by `Texts.meant`) of the facet `name`; `without` inverts this.

    For a facet of days, `days` are the ordinals of the first and last day that match.
    """

    name: str
    value: str
    days: tuple[int, int] = (0, 0)
    without: bool = False


def _none(_facet: str) -> Collection[str]:
    return ()


def filter_of(key: str, value: str, *, without: bool = False, present: Present = _none) -> Filter | None:
    """The filter typed as `key`:`value`, or None if it isn't a filter and both are ordinary words."""
    facet, plain = facet_typed(key), fold_words(value)
    if facet is None or not plain:
        return None
    if isinstance(facet.values, Days):
        try:
            period = period_from(value, today())
        except BadValue:
            return None
        first, last = period.first.toordinal(), period.last.toordinal()
        days = (1 if facet.values.before else first, _LAST_DAY if facet.values.after else last)
        return Filter(facet.name, value, days, without)
    meant = facet.values.meant(plain, present(facet.name))
    return None if meant is None else Filter(facet.name, meant, without=without)


def is_key(word: str) -> bool:
    """Whether `word` before a colon begins a filter."""
    return facet_typed(word) is not None
