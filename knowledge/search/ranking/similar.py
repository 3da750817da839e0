"""More like this: which documents share the distinctive words and facets of another (pure, over an `IndexReader`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

import numpy as np

from knowledge.search.dutch.analysis import forms, words
from knowledge.search.dutch.compounds import split
from knowledge.search.dutch.function_words import STOP
from knowledge.search.facets import FACETS
from knowledge.search.index.index_reader import IndexReader
from knowledge.search.index.postings import idf
from knowledge.search.index.segment_builder import Shown
from knowledge.search.index.term_dictionary import PARTS, WORDS
from knowledge.search.ranking.matching import Weights

_TERMS = 30
"""The most words of a document that are searched; the distinctive ones come first."""

_OF_AN_EXAMPLE = 15
"""The most words of one example of several."""

_COMMON_SHARE = 0.2
"""A word in more than this share of the documents doesn't tell one from another."""

_IN_TITLE, _IN_TAGS = 3, 4
_LEAST = 0.12
"""Documents that score less than this share of the best one are not similar."""


def like_examples(shelf: IndexReader, examples: Sequence[tuple[int, float]]) -> Weights:
    """How like each document is to the `examples` (number, weight), from 0 to 1; an example is like itself."""
    size = max(1, int(np.count_nonzero(shelf.alive)))
    likeness: Weights = np.zeros(shelf.size, np.float32)
    for number, weight in examples:
        having = _having(shelf, _telling(shelf, shelf.shown(number), size))
        likeness += np.float32(weight) * having / max(float(having.max(initial=0)), 1e-9)
    return likeness / max(float(likeness.max(initial=0)), 1e-9)


def _telling(reader: IndexReader, shown: Shown, size: int) -> list[tuple[str, float]]:
    """The words that tell most of what `shown` is about, found without reading posting lists, which takes too long."""
    weights: Counter[str] = Counter()
    having: dict[str, int] = {}
    for text, weight in ((shown.title, _IN_TITLE), (" ".join(shown.tags), _IN_TAGS), (shown.body, 1)):
        for word in words(text):
            for form in forms(word):
                if form.word not in STOP and len(form.word) > 2:
                    weights[form.stem] += weight
                    having[form.stem] = max(having.get(form.stem, 0), reader.about(form.word))
    weighed = [
        (stemmed, min(often, 6) ** 0.5 * _rarity(having[stemmed], size))
        for stemmed, often in weights.items()
        if having[stemmed] <= _COMMON_SHARE * size
    ]
    return sorted(weighed, key=lambda item: -item[1])[:_OF_AN_EXAMPLE]


def similar(shelf: IndexReader, identity: str) -> Weights:
    """How similar each document is to the one with the id `identity`; 0 for itself and for dissimilar ones."""
    own = shelf.documents(identity)
    if not own:
        return np.zeros(shelf.size, np.float32)
    document = own[-1]
    size = max(1, int(np.count_nonzero(shelf.alive)))
    scores = _having(shelf, _particular(shelf, shelf.shown(document), size))
    columns = shelf.columns
    for number in columns.facet_values[columns.documents == document].tolist():
        name = columns.names[number]
        facet = FACETS.get(name.partition(":")[0])
        if facet is not None and facet.alike:
            having = columns.having([name])
            scores[having] += facet.alike * _rarity(int(np.count_nonzero(having)), size)
    scores[document] = 0
    scores[~shelf.alive] = 0
    scores[scores < _LEAST * scores.max(initial=0)] = 0
    return scores


def _having(reader: IndexReader, weighed: Iterable[tuple[str, float]]) -> Weights:
    """How much each document has of the words `weighed`, in words of its own or inside compounds."""
    scores: Weights = np.zeros(reader.size, np.float32)
    for stemmed, often in weighed:
        for field, factor in ((WORDS, 1.0), (PARTS, 0.5)):
            postings = reader.posting(field, stemmed)
            scores[postings.documents] += factor * often / 255 * postings.impacts.astype(np.float32)
    return scores


def _particular(reader: IndexReader, shown: Shown, size: int) -> list[tuple[str, float]]:
    """The most distinctive words of `shown`, each with its weight."""
    counts: Counter[str] = Counter()
    for text, weight in ((shown.title, _IN_TITLE), (" ".join(shown.tags), _IN_TAGS), (shown.body, 1)):
        for word in words(text):
            for form in forms(word):
                if form.word not in STOP and len(form.word) > 2:
                    counts[form.stem] += weight
                    counts.update(split(form.word, form.stem))
    weighed = [
        (stemmed, min(often, 6) ** 0.5 * _rarity(len(reader.posting(WORDS, stemmed).documents), size))
        for stemmed, often in counts.items()
    ]
    return sorted(weighed, key=lambda item: -item[1])[:_TERMS]


def _rarity(having: int, size: int) -> float:
    return idf(having, size) if having > 1 else 0.0
