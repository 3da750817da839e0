"""Which documents the filters of a query let through, and how many have each value of a facet (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce

import numpy as np

from knowledge.model.kinds import KINDS
from knowledge.search.facets import FACETS, KIND, Days, facet_of
from knowledge.search.index.doc_values import DocValues
from knowledge.search.index.index_reader import IndexReader
from knowledge.search.index.postings import Mask
from knowledge.search.query.filters import Filter
from knowledge.search.query.parsing import ParsedQuery
from knowledge.search.query.query import Query

_TOP_VALUES = 50
"""So many values of a facet are told."""


def masks_of(shelf: IndexReader, query: Query, typed: ParsedQuery) -> dict[str, Mask]:
    """Per facet that is filtered on the documents that the filter lets through."""
    columns = shelf.columns
    asked = {name: values for name, values in query.filters.items() if values}
    if typed.is_empty and not typed.filters and all(isinstance(facet_of(name).values, Days) for name in asked):
        asked[KIND.name] = _recent_kinds()
    masks = {name: columns.having(map(facet_of(name).fact, values)) for name, values in asked.items()}
    if query.among:
        masks["among"] = np.zeros(shelf.size, np.bool_)
        masks["among"][[document for identity in query.among for document in shelf.documents(identity)]] = True
    if query.since or query.until:
        first = query.since.toordinal() if query.since else 1
        last = query.until.toordinal() if query.until else 2**32 - 1
        masks["days"] = (columns.days >= first) & (columns.days <= last)
    for narrowing in typed.filters:
        mask = _narrowed(columns, narrowing)
        name = f"typed {narrowing.name}"  # not what a click takes off: counts stay under it
        masks[name] = masks[name] & mask if name in masks else mask
    return masks


def _recent_kinds() -> tuple[str, ...]:
    """What is shown while nobody asks for anything: what happened, not the directory."""
    return tuple(kind for kind in KINDS if KINDS[kind].about.recent)


def _narrowed(columns: DocValues, narrowing: Filter) -> Mask:
    if narrowing.days != (0, 0):
        first, last = narrowing.days
        mask = (columns.days >= first) & (columns.days <= last)
    else:
        facet = facet_of(narrowing.name)
        kept = [columns.names[number] for number in columns.of_class(facet.compared)]
        mask = columns.having(fact for fact in kept if facet.values.allows(fact.partition(":")[2], narrowing.value))
    return ~mask if narrowing.without else mask


def counted(
    columns: DocValues, base: Mask, masks: Mapping[str, Mask], query: Query
) -> dict[str, tuple[tuple[str, int], ...]]:
    """Per facet the values with their counts among the documents of `base` that all filters but its own let through."""
    if not query.counted:
        return {}
    everything = columns.counts(all_of(base, masks.values()))
    facets: dict[str, tuple[tuple[str, int], ...]] = {}
    for name in (facet.name for facet in FACETS.values() if facet.counted):
        counts = everything
        if name in masks:
            counts = columns.counts(all_of(base, (mask for other, mask in masks.items() if other != name)))
        numbers = [number for number in columns.of_class(name) if counts[number]]
        ordered = sorted(numbers, key=lambda number: (-counts[number], columns.names[number]))[:_TOP_VALUES]
        facets[name] = tuple((columns.names[number].partition(":")[2], int(counts[number])) for number in ordered)
    return facets


def all_of(mask: Mask, masks: Iterable[Mask]) -> Mask:
    """What `mask` and all `masks` let through."""
    return reduce(np.logical_and, masks, mask)
