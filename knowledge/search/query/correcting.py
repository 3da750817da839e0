"""Spelling corrections: what a person may have meant to type (pure, over an `IndexReader`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from knowledge.model.folding import fold_word
from knowledge.search.index.index_reader import IndexReader
from knowledge.search.query.parsing import ParsedQuery
from knowledge.search.ranking.matching import Match

RARE, MORE = 2, 20
"""A word in at most `RARE` documents is doubted if a word one letter away is in at least `MORE` times as many."""

_SHORTEST = 5


def corrections(shelf: IndexReader, text: str, typed: ParsedQuery, matches: Sequence[Match]) -> tuple[str, bool]:
    """`text` with misspelt words corrected, or "" if there are none; and whether a correction was searched already."""
    instead: dict[str, str] = {}
    searched = False
    for wanted, match in zip(typed.wanted, matches, strict=False):
        form = wanted.terms[0].form
        if match.corrections:
            instead[form], searched = match.corrections[0], True
        elif form and not wanted.terms[0].half and (better := _doubted(shelf, form)):
            instead[form] = better
    if not instead:
        return "", False
    return re.sub(r"\w+", lambda word: instead.get(fold_word(word[0]), word[0]), text), searched


def _doubted(reader: IndexReader, form: str) -> str:
    """The word that is far more frequent than `form` and differs from it by one letter, or ""."""
    if len(form) < _SHORTEST or not form.isalpha():
        return ""
    count = reader.count(form)
    if not 0 < count <= RARE:
        return ""
    near = {word: found for word, (edits, found) in reader.near(form, 1).items() if edits == 1}
    best = max(near, key=lambda word: near[word], default="")
    return best if best and near[best] >= MORE * count else ""
