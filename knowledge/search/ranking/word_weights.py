"""How much each word of a query counts (pure)."""

from __future__ import annotations

from math import exp

import numpy as np

from knowledge.search.dutch.background import SAYS_LITTLE, commonness
from knowledge.search.dutch.thesaurus import Thesaurus
from knowledge.search.index.postings import idf
from knowledge.search.query.parsing import Clause
from knowledge.search.ranking.matching import LEVELS, Match

MANY = 3
"""From so many words on a query is more like a sentence, in which not every word says what is meant."""

_COMMON, _SLOPE = 51, 2.0
"""A word as common as this counts half (in tenths on the Zipf scale), and how fast commoner ones count less."""

_LITTLE, _LEAST, _OF_THE_FIELD = 0.2, 0.1, 0.6
"""What is left of a word that says little; the least of one common at large, and of one with synonyms in this field."""

_WRITTEN = LEVELS["same"][1]
_FEW = 3
_RARE_AS_WRITTEN = 0.3
"""What is left of how rare a word is when much is of the days that it names."""


def rarity(match: Match, size: int) -> float:
    """How rare a word is among `size` documents; those with only a part of it are counted if there are no others."""
    having = int(np.count_nonzero(match.values > LEVELS["half"][1]) or np.count_nonzero(match.values))
    if match.written is match.values:
        return idf(having, size)
    written = int(np.count_nonzero(match.written > LEVELS["half"][1])) or having
    return max(idf(having, size), _RARE_AS_WRITTEN * idf(written, size))


def weight_in_a_sentence(wanted: Clause, match: Match, size: int, thesaurus: Thesaurus) -> float:
    """How much a word counts beside others: how rare it is itself, less the more common it is outside these documents.

    Documents with just a synonym are counted only when hardly any has the word: a word isn't common because much is
    about the same.
    """
    written = int(np.count_nonzero(match.values > _WRITTEN))
    rare = idf(written, size) if written >= _FEW else rarity(match, size)
    term = wanted.terms[0]
    if term.is_phrase or len(term.runs[0]) > 1:
        return rare
    common = commonness(term.runs[0][0])
    if common == SAYS_LITTLE:
        return rare * _LITTLE
    share = _LEAST + (1 - _LEAST) / (1 + exp((common - _COMMON) / _SLOPE))
    return rare * (max(share, _OF_THE_FIELD) if thesaurus.knows(term.form) else share)
