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
"""The most values that are counted per facet."""


def masks_of(shelf: IndexReader, query: Query, typed: ParsedQuery) -> dict[str, Mask]:
    """The documents that each filter lets through, by the name of its facet."""
    columns = shelf.columns
    asked = {name: values for name, values in query.filters.items() if values}
    if typed.is_empty and not typed.filters and all(isinstance(facet_of(name).values, Days) for name in asked):
        asked[KIND.name] = _recent_kinds()
    masks = {name: columns.having(map(facet_of(name).fact, values)) for name, values in asked.items()}
    if not (query.quiet or KIND.name in masks or any(_asks_kind(each) for each in typed.filters)):
        masks[KIND.name] = ~columns.having(map(KIND.fact, _quiet_kinds()))
    if query.among:
        masks["among"] = np.zeros(shelf.size, np.bool_)
        masks["among"][[document for identity in query.among for document in shelf.documents(identity)]] = True
    if query.since or query.until:
        first = query.since.toordinal() if query.since else 1
        last = query.until.toordinal() if query.until else 2**32 - 1
        masks["days"] = (columns.days >= first) & (columns.days <= last)
    for typed_filter in typed.filters:
        mask = _narrowed(columns, typed_filter)
        name = f"typed {typed_filter.name}"  # choosing another value doesn't replace it, so counts respect it
        masks[name] = masks[name] & mask if name in masks else mask
    return masks


def _recent_kinds() -> tuple[str, ...]:
    """The kinds shown for an empty query: records of what happened, not the directory."""
    return tuple(kind for kind in KINDS if KINDS[kind].traits.recent)


def _quiet_kinds() -> tuple[str, ...]:
    """The kinds that are found only by who asks for them."""
    return tuple(kind for kind in KINDS if KINDS[kind].traits.quiet)


def _asks_kind(typed_filter: Filter) -> bool:
    return typed_filter.name == KIND.name and not typed_filter.without


def _narrowed(columns: DocValues, typed_filter: Filter) -> Mask:
    if typed_filter.days != (0, 0):
        first, last = typed_filter.days
        mask = (columns.days >= first) & (columns.days <= last)
    else:
        facet = facet_of(typed_filter.name)
        kept = [columns.names[number] for number in columns.of_class(facet.compared)]
        mask = columns.having(fact for fact in kept if facet.values.allows(fact.partition(":")[2], typed_filter.value))
    return ~mask if typed_filter.without else mask


def counted(
    columns: DocValues, base: Mask, masks: Mapping[str, Mask], query: Query
) -> dict[str, tuple[tuple[str, int], ...]]:
    """The values of each facet, with their counts among the documents of `base` that pass all filters but its own."""
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
    """The documents that `mask` and all `masks` let through."""
    return reduce(np.logical_and, masks, mask)
