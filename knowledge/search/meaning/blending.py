"""The answer of the words and the records near in meaning, blended into one answer over the index (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import islice

import numpy as np

from knowledge.model.folding import fold
from knowledge.search.dutch.analysis import is_word
from knowledge.search.dutch.thesaurus import Thesaurus
from knowledge.search.index.doc_values import TRASHED
from knowledge.search.index.index_reader import IndexReader
from knowledge.search.index.postings import Mask
from knowledge.search.index.term_dictionary import FORMS
from knowledge.search.meaning.fusing import POOL, fused, weight_of_meaning, worth_adding
from knowledge.search.meaning.vectors import Near
from knowledge.search.query.parsing import ParsedQuery
from knowledge.search.query.query import Query
from knowledge.search.ranking.filtering import all_of, masks_of
from knowledge.search.ranking.matching import IN_TITLE, Match, Matcher
from knowledge.search.ranking.rank import Ranked

_EXACT = ("exact", "half-typed", "dated")
"""The levels of words that stand there as they were typed, as far as they were, and of what is of the days named."""

_TITLES = 10
"""How many of the first documents are looked at for the very title that was typed."""


@dataclass(frozen=True)
class Blend:
    """The best documents of both answers with their scores, how many there are, and the passage of each near one."""

    best: tuple[tuple[int, float], ...]
    total: int
    passages: Mapping[int, Near]


def can_blend(query: Query, typed: ParsedQuery) -> bool:
    """Whether meaning has a say in the answer to `query`: not in a list by date, nor about what is quoted."""
    if query.sort != "relevance" or query.like or query.strict or query.trashed:
        return False
    return weight_of(typed) > 0


def weight_of(typed: ParsedQuery) -> float:
    """How much meaning counts for `typed`."""
    quoted = any(term.is_phrase for clause in typed.wanted for term in clause.terms)
    return weight_of_meaning(len(typed.words) if typed.wanted else 0, quoted=quoted)


def blended(
    reader: IndexReader, typed: ParsedQuery, query: Query, thesaurus: Thesaurus, ranked: Ranked, near: Sequence[Near]
) -> Blend:
    """`ranked` (the answer of the words, with more documents than `query` asks for) and `near` as one answer."""
    allowed = _allowed(reader, typed, query, thesaurus)
    numbered = ((number, each) for each in near for number in reader.documents(each.id)[:1])
    close = dict(islice(((number, each) for number, each in numbered if allowed[number]), POOL))
    by_words = [number for number, _ in ranked.best]
    has_words = reduce(np.logical_or, (match.values > 0 for match in ranked.matches))
    without = [number for number in close if not has_words[number]]
    nearest = max((each.score for each in close.values()), default=0.0)
    added = worth_adding([close[number].score for number in without], nearest, words_found=bool(by_words))
    passages = {number: each for number, each in close.items() if number not in without[added:]}
    order = fused(
        by_words,
        list(passages),
        weight_of(typed),
        first=_with_the_title(reader, query, ranked),
        lifted=_lifted(reader, typed, ranked),
    )
    scores = dict(ranked.best)
    best = tuple((number, scores.get(number, 0.0)) for number in order[: query.limit])
    return Blend(best, ranked.total + added, passages)


def _allowed(reader: IndexReader, typed: ParsedQuery, query: Query, thesaurus: Thesaurus) -> Mask:
    """The documents that everything lets through which `query` asks for beside its words."""
    matcher = Matcher(reader, thesaurus)
    allowed = reader.alive & ~reader.columns.having([TRASHED])
    for term in typed.unwanted:
        allowed &= ~matcher.having(term)
    return all_of(allowed, masks_of(reader, query, typed).values())


def _with_the_title(reader: IndexReader, query: Query, ranked: Ranked) -> set[int]:
    """The documents whose title is what was typed."""
    asked = fold(query.text.strip())
    return {number for number, _score in ranked.best[:_TITLES] if fold(reader.shown(number).title) == asked}


def _lifted(reader: IndexReader, typed: ParsedQuery, ranked: Ranked) -> set[int] | None:
    """The documents with every name and number of the question; None if it has none, or no document has them all.

    Who types these means them: nothing that only resembles the question comes before what has them.
    """
    telling = [
        match
        for clause, match in zip(typed.wanted, ranked.matches, strict=True)
        if any(_is_telling(reader, term.form) for term in clause.terms)
    ]
    if not telling:
        return None
    return {number for number, _score in ranked.best if all(_is_exact(match, number) for match in telling)} or None


def _is_telling(reader: IndexReader, form: str) -> bool:
    """Whether the word is a number, a day, an id, or part of the name of a partner or person."""
    if any(map(str.isdigit, form)):
        return True
    if not form or is_word(form):
        return False
    found = reader.posting(FORMS, form)
    return bool(np.any(reader.has_name[found.documents] & (found.impacts >= IN_TITLE)))


def _is_exact(match: Match, number: int) -> bool:
    return bool(match.values[number] > 0) and match.ways[match.sources[number]].level in _EXACT
