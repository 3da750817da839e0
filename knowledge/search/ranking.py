"""Which documents answer a question, and in what order (pure, over any `Shelf`).

Lists are united and cut whole, as dictionaries and sets: a common word stands in thousands of notes, and walking them
one by one in Python would take longer than a key press.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import reduce
from heapq import nlargest
from math import log
from typing import Protocol

from knowledge.search.analysis import stem
from knowledge.search.batch import FACTS, WORDS, kind_fact, partner_fact, tag_fact
from knowledge.search.query import Query
from knowledge.search.typed import Run, Typed, Wanted

COMPLETIONS = 24
"""So many of the words that a half-typed one may become are looked for, the most frequent ones."""

PLURALS = ("n", "en")
"""How a half-typed plural may go on that nobody wrote: "bedrijv" is to find what has "bedrijf" only."""

HALF_TYPED = 0.35
"""What a completion counts, next to the word as typed."""

FEW = 5
"""With fewer documents than this for all words together, those with some of the words follow."""

RECENT_KINDS = ("lesson", "meeting", "checklist")
"""What is shown to who asks nothing: what happened, not the directory."""


class Shelf(Protocol):
    """All documents of the index, numbered; none of those that are gone."""

    def documents(self) -> Set[int]:
        """All of them."""

    def posting(self, field: str, term: str) -> dict[int, int]:
        """The documents that have `term` and its impact there; don't change it."""

    def places(self, term: str, among: Set[int]) -> Mapping[int, Sequence[int]]:
        """Where the word `term` stands in those of the documents `among` that have it."""

    def completions(self, prefix: str, most: int) -> list[str]:
        """The stems of the `most` frequent words that begin with `prefix`."""

    def between(self, first: int, last: int) -> set[int]:
        """The documents of the days with these ordinals and those between."""

    def recency(self, document: int) -> str:
        """What documents are sorted by when the newest comes first."""


@dataclass(frozen=True)
class Ranked:
    """The best documents with their scores, how many there are in all, and which stems were looked for."""

    best: tuple[tuple[int, float], ...]
    total: int
    stems: frozenset[str] = frozenset()
    prefix: str = ""


def rank(shelf: Shelf, typed: Typed, query: Query) -> Ranked:
    """The documents for `typed`, narrowed and sorted as `query` says."""
    allowed = _allowed(shelf, query, asks_nothing=typed.is_empty)
    unwanted = [set(_found(shelf, item)) for item in typed.unwanted]
    if unwanted:
        allowed = (shelf.documents() if allowed is None else allowed) - set().union(*unwanted)
    if not typed.wanted:
        found = shelf.documents() if allowed is None else allowed
        newest = nlargest(query.limit, found, key=shelf.recency)
        return Ranked(tuple((document, 0.0) for document in newest), len(found))
    stems = {stemmed for item in typed.wanted for run in item.runs for stemmed in run}
    matches = []
    for item in typed.wanted:
        found_for_item = _found(shelf, item)
        if item.prefix:
            completions = [*shelf.completions(item.prefix, COMPLETIONS), *(stem(item.prefix + end) for end in PLURALS)]
            completions = [stemmed for stemmed in dict.fromkeys(completions) if stemmed not in stems]
            stems.update(completions)
            found_for_item = _completed(shelf, found_for_item, completions)
        matches.append(found_for_item)
    best, total = _best(shelf, matches, allowed, query)
    return Ranked(tuple(best), total, frozenset(stems), typed.wanted[-1].prefix)


def _best(
    shelf: Shelf, matches: list[Mapping[int, int]], allowed: Set[int] | None, query: Query
) -> tuple[list[tuple[int, float]], int]:
    """The best `query.limit` documents and how many there are: those with all words, then, when few, with some."""
    together = _common(matches)
    together = together if allowed is None else allowed & together
    best = _picked(shelf, _scores(shelf, matches, together), query, query.limit)
    total = len(together)
    if total < FEW and len(matches) > 1:
        apart = set().union(*matches) if allowed is None else allowed & set().union(*matches)
        apart -= together
        best += _picked(shelf, _scores(shelf, matches, apart), query, query.limit - len(best))
        total += len(apart)
    return best, total


def _common(lists: Iterable[Mapping[int, int]]) -> Set[int]:
    """The documents that stand in all `lists`."""
    shortest, *others = sorted(lists, key=len)
    return reduce(lambda left, right: left & right.keys(), others, shortest.keys())


def _allowed(shelf: Shelf, query: Query, *, asks_nothing: bool) -> Set[int] | None:
    """The documents that the filters let through; None when there are no filters."""
    allowed: list[Set[int]] = []
    kinds = query.kinds or (RECENT_KINDS if asks_nothing and not query.partner and not query.tag else ())
    if kinds:
        allowed.append(set().union(*(shelf.posting(FACTS, kind_fact(kind)) for kind in kinds)))
    if query.partner:
        allowed.append(shelf.posting(FACTS, partner_fact(query.partner)).keys())
    if query.tag:
        allowed.append(shelf.posting(FACTS, tag_fact(query.tag)).keys())
    if query.since or query.until:
        first = query.since.toordinal() if query.since else 1
        last = query.until.toordinal() if query.until else 2**32 - 1
        allowed.append(shelf.between(first, last))
    return reduce(lambda left, right: left & right, sorted(allowed, key=len)) if allowed else None


def _found(shelf: Shelf, item: Wanted) -> Mapping[int, int]:
    """The documents that have any of the runs of `item`, and the highest impact there."""
    found = [_run(shelf, run) for run in item.runs]
    return found[0] if len(found) == 1 else _united(found)


def _run(shelf: Shelf, run: Run) -> Mapping[int, int]:
    """The documents in which the words of `run` stand one after another."""
    lists = [shelf.posting(WORDS, stemmed) for stemmed in run]
    if len(run) == 1:
        return lists[0]
    together = _common(lists)
    places = [shelf.places(stemmed, together) for stemmed in run] if together else []
    found = {}
    for document in together:
        starts = set(places[0][document])
        for after, standing in enumerate(places[1:], start=1):
            starts &= {place - after for place in standing[document]}
        if starts:
            found[document] = min(postings[document] for postings in lists)
    return found


def _completed(shelf: Shelf, exact: Mapping[int, int], completions: Iterable[str]) -> dict[int, int]:
    """`exact`, and the documents with a completion, which counts less."""
    discounted = bytes(max(1, int(impact * HALF_TYPED)) for impact in range(256))
    longer = [shelf.posting(WORDS, stemmed) for stemmed in completions]
    united = _united(longer)
    found = dict(zip(united, bytes(united.values()).translate(discounted), strict=True))
    found.update(exact)
    return found


def _united(lists: Sequence[Mapping[int, int]]) -> dict[int, int]:
    """The documents of all `lists`, each with its highest impact."""
    united: dict[int, int] = {}
    for postings in sorted(lists, key=len, reverse=True):
        if not united:
            united.update(postings)
            continue
        known = united.get
        for document, impact in postings.items():
            if known(document, 0) < impact:
                united[document] = impact
    return united


def _scores(shelf: Shelf, matches: Iterable[Mapping[int, int]], documents: Iterable[int]) -> dict[int, float]:
    """BM25F: per document the sum of its impacts, rare words counting more."""
    size = len(shelf.documents())
    numbers = list(documents)
    totals = [0.0] * len(numbers)
    for postings in matches:
        rarity = log(1 + (size - len(postings) + 0.5) / (len(postings) + 0.5)) / 255
        impact = postings.get
        totals = [total + rarity * impact(number, 0) for total, number in zip(totals, numbers, strict=True)]
    return dict(zip(numbers, totals, strict=True))


def _picked(shelf: Shelf, scores: Mapping[int, float], query: Query, limit: int) -> list[tuple[int, float]]:
    """The first `limit` of the documents scored, as `query` sorts them; of equals the newest."""
    if limit <= 0 or not scores:
        return []
    if query.sort == "date":
        return [(document, scores[document]) for document in nlargest(limit, scores, key=shelf.recency)]
    threshold = nlargest(limit, scores.values())[-1]
    candidates = [(document, score) for document, score in scores.items() if score >= threshold]
    return nlargest(limit, candidates, key=lambda item: (item[1], shelf.recency(item[0])))
