"""Which documents answer a query, and in what order (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from knowledge.search.dutch.function_words import STOP
from knowledge.search.dutch.thesaurus import LONGEST_PHRASE, Thesaurus
from knowledge.search.index.doc_values import TRASHED, DocValues
from knowledge.search.index.index_reader import IndexReader
from knowledge.search.index.postings import Mask, idf
from knowledge.search.index.term_dictionary import FORMS
from knowledge.search.query.parsing import Clause, ParsedQuery, Phrase
from knowledge.search.query.query import MatchReason, Query
from knowledge.search.ranking.filtering import all_of, counted, masks_of
from knowledge.search.ranking.matching import Match, Matcher, Weights
from knowledge.search.ranking.similar import like_examples, similar
from knowledge.search.ranking.word_weights import MANY, rarity, weight_in_a_sentence
from knowledge.today import today

FEW = 10
"""If fewer documents than this have all the words, documents with some of them follow."""

BESIDE = 0.3
"""How much an optional function word counts, compared with a word that must be found."""

_EVERYWHERE = 0.4
"""Function words in more than this share of the documents are ignored."""

_A_QUESTION = 4
"""From so many words on, what is like the best documents is lifted: a question names what it is about only in part."""

_EXAMPLES, _LIKE = 3, 0.8
"""How many of the best are taken as examples, and how much the likeness to them counts beside the best score."""


@dataclass(frozen=True)
class Ranked:
    """The best documents with their scores, the total number of documents, and how each wanted word was found."""

    best: tuple[tuple[int, float], ...]
    total: int
    matches: tuple[Match, ...] = ()
    rarities: tuple[float, ...] = ()
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)

    def reasons(self, document: int, typed: ParsedQuery) -> tuple[MatchReason, ...]:
        """Why `document` is among the best."""
        return tuple(
            MatchReason(
                wanted.terms[0].form or " ".join(wanted.terms[0].runs[0]),
                match.ways[match.sources[document]].level,
                " ".join(match.ways[match.sources[document]].words),
                round(float(match.values[document]) * rarity, 3),
            )
            for wanted, match, rarity in zip(typed.wanted, self.matches, self.rarities, strict=True)
            if match.values[document] > 0
        )


def rank(shelf: IndexReader, typed: ParsedQuery, query: Query, thesaurus: Thesaurus) -> Ranked:
    """The documents for `typed`, filtered and sorted as `query` says."""
    matcher = Matcher(shelf, thesaurus)
    masks = masks_of(shelf, query, typed)
    trashed = shelf.columns.having([TRASHED])
    base = shelf.alive & (trashed if query.trashed else ~trashed)
    for term in typed.unwanted:
        base &= ~matcher.having(term)
    if query.like:
        alike = similar(shelf, query.like)
        return _scored(shelf, query, alike, base & (alike > 0), masks)
    if not typed.wanted:
        found = all_of(base, masks.values())
        first = _newest if query.sort == "date" else _recent
        best = [(number, 0.0) for number in first(shelf.columns, np.flatnonzero(found), query.limit)]
        return Ranked(tuple(best), int(found.sum()), facets=counted(shelf.columns, base, masks, query))
    also = _phrases(typed.wanted, thesaurus)
    matches = [matcher.match(wanted, runs, typed.periods) for wanted, runs in zip(typed.wanted, also, strict=True)]
    size = int(np.count_nonzero(shelf.alive))
    rarities = _weighed(typed.wanted, matches, size, thesaurus)
    scores = _scores(matches, rarities, shelf)
    if 1 < len(matches) < MANY:
        scores += _beside(typed.optional, shelf, size)
    together = base & all_of(matches[0].values > 0, (match.values > 0 for match in matches[1:]))
    few = int(all_of(together, masks.values()).sum()) < FEW
    if few and len(matches) > 1 and not query.strict:
        together = base & reduce(np.logical_or, (match.values > 0 for match in matches))
        scores = _coordinated(scores, matches, rarities)
        if len(matches) >= _A_QUESTION:
            scores = _with_their_like(shelf, scores, all_of(together, masks.values()))
    ranked = _scored(shelf, query, scores, together, masks)
    return replace(ranked, matches=tuple(matches), rarities=tuple(rarities))


def _scored(reader: IndexReader, query: Query, scores: Weights, base: Mask, masks: Mapping[str, Mask]) -> Ranked:
    """The best by `scores` of the documents of `base` that pass all `masks`, and the facets of these."""
    found = all_of(base, masks.values())
    best = _picked(reader.columns, scores, found, query, query.limit)
    return Ranked(tuple(best), int(found.sum()), facets=counted(reader.columns, base, masks, query))


# -- scores -----------------------------------------------------------------------------------------------------------


def _weighed(wanted: Sequence[Clause], matches: Sequence[Match], size: int, thesaurus: Thesaurus) -> list[float]:
    """How much each of the words `wanted` counts; in a sentence, for what it says and not for being rare alone."""
    if len(matches) < MANY:
        return [rarity(match, size) for match in matches]
    return [weight_in_a_sentence(each, match, size, thesaurus) for each, match in zip(wanted, matches, strict=True)]


def _scores(matches: Sequence[Match], rarities: Sequence[float], reader: IndexReader) -> Weights:
    """BM25F: each document's impacts added up, in which rare words count more, and then boosted."""
    total = sum(
        (np.float32(rarity) * match.values for match, rarity in zip(matches, rarities, strict=True)), np.float32(0)
    )
    boosted: Weights = total * reader.boosts
    return boosted


def _beside(words: Sequence[str], reader: IndexReader, size: int) -> Weights:
    """What function words add to the scores of a query of several words: "te vaak gevraagd" isn't just gevraagd."""
    scores: Weights = np.zeros(reader.size, np.float32)
    for word in words:
        if reader.about(word) > size * _EVERYWHERE:
            continue
        found = reader.posting(FORMS, word)
        rarity = idf(len(found.documents), size)
        scores[found.documents] += BESIDE * rarity / 255 * found.impacts.astype(np.float32)
    return scores


def _coordinated(scores: Weights, matches: Sequence[Match], rarities: Sequence[float]) -> Weights:
    """Scores for documents with only some of the words: those that have more of the rare words come first."""
    having = sum((rarity * (match.values > 0) for match, rarity in zip(matches, rarities, strict=True)), np.float32(0))
    coordinated: Weights = (scores * having / np.float32(sum(rarities))).astype(np.float32)
    return coordinated


def _with_their_like(reader: IndexReader, scores: Weights, found: Mask) -> Weights:
    """Scores in which what is like the best of the documents `found` rises (Rocchio 1971, without anybody's judgement).

    The words of the query find a few of the documents on its subject, and the words of these find the others.
    """
    numbers = np.flatnonzero(found)
    if len(numbers) < _EXAMPLES:
        return scores
    best = numbers[np.argsort(scores[numbers])[::-1][:_EXAMPLES]]
    most = scores[best[0]]
    alike = like_examples(reader, [(int(number), float(scores[number] / most) ** 2) for number in best])
    lifted: Weights = scores + np.float32(_LIKE) * most * alike
    return lifted


def _picked(columns: DocValues, scores: Weights, found: Mask, query: Query, limit: int) -> list[tuple[int, float]]:
    """The first `limit` of the documents `found`, sorted as `query` says; of equal ones the newest come first."""
    numbers = np.flatnonzero(found)
    if limit <= 0 or not len(numbers):
        return []
    if query.sort == "date":
        return [(number, float(scores[number])) for number in _newest(columns, numbers, limit)]
    values = scores[numbers]
    if len(numbers) > limit:
        threshold = np.partition(values, len(values) - limit)[len(values) - limit]
        numbers = numbers[values >= threshold]
        values = scores[numbers]
    order = np.lexsort((columns.ranks[numbers], values))[::-1][:limit]
    return [(int(number), float(scores[number])) for number in numbers[order]]


def _newest(columns: DocValues, numbers: NDArray[np.int64], limit: int) -> list[int]:
    """The newest `limit` of the documents `numbers`, newest first."""
    ranks = columns.ranks[numbers]
    if len(numbers) > limit > 0:
        chosen = np.argpartition(ranks, len(ranks) - limit)[-limit:]
        numbers, ranks = numbers[chosen], ranks[chosen]
    found: list[int] = numbers[np.argsort(ranks)[::-1]][:limit].tolist()
    return found


def _recent(columns: DocValues, numbers: NDArray[np.int64], limit: int) -> list[int]:
    """The first `limit` of the documents `numbers`: what was, the newest first, then what lies ahead, the soonest."""
    ahead = columns.days[numbers] > today().toordinal()
    been = _newest(columns, numbers[~ahead], limit)
    soonest = numbers[ahead][np.argsort(columns.ranks[numbers[ahead]])]
    return [*been, *soonest[: max(limit - len(been), 0)].tolist()]


def _phrases(wanted: Sequence[Clause], thesaurus: Thesaurus) -> list[list[Phrase]]:
    """For each wanted word, the synonyms of the phrases it is part of: "eigen bijdrage" means cofinanciering."""
    also: list[list[Phrase]] = [[] for _ in wanted]
    stems = [item.terms[0].runs[0][0] if len(item.terms[0].runs[0]) == 1 else "" for item in wanted]
    for length in range(2, min(LONGEST_PHRASE, len(stems)) + 1):
        for first in range(len(stems) - length + 1):
            run = tuple(stems[first : first + length])
            if not STOP.isdisjoint(run):  # function words are ignored in a phrase, and one word is no phrase
                continue
            for other in (*thesaurus.same(run), *thesaurus.others(run)):
                for place in range(first, first + length):
                    also[place].append(other)
    return also
