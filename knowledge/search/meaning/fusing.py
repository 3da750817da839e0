"""How the answer of the words and the answer by meaning become one (pure)."""

from __future__ import annotations

from collections.abc import Collection, Sequence

SMOOTHING = 20
"""How slowly a place further down counts less (reciprocal rank fusion: Cormack, Clarke & Buettcher 2009)."""

_SHORT = 2
_FOR_SHORT, _FOR_LONG = 0.3, 0.6
"""Who types one or two words mostly wants those words. Both were found with the judged questions (docs/meaning.md)."""

_NEXT_TO_NOTHING = 1e-6


POOL = 100
"""How many records near to a question are looked at."""

MOST_ADDED = 10
"""The most records that are shown although they have none of the words."""

_CLOSE = 0.02
_SURE = 0.85


def worth_adding(near: Sequence[float], nearest: float, *, words_found: bool) -> int:
    """How many of the records that have none of the words are shown.

    `near` is how near each of them is, the nearest first; `nearest` how near the nearest of all records is.

    Something always lies nearest, also to a question about nothing that is here. So only what is about as near as the
    nearest is shown, and where the words find nothing at all, only what is nearer than anything was to twenty questions
    about something else (see docs/meaning.md).
    """
    least = nearest - _CLOSE if words_found else _SURE
    return sum(each >= least for each in near[:MOST_ADDED])


def weight_of_meaning(words: int, *, quoted: bool) -> float:
    """How much the meaning of a question of `words` words counts beside its words: not at all for what is `quoted`."""
    if quoted or not words:
        return 0.0
    return _FOR_SHORT if words <= _SHORT else _FOR_LONG


def fused(
    by_words: Sequence[int],
    by_meaning: Sequence[int],
    weight: float,
    *,
    first: Collection[int] = (),
    lifted: Collection[int] | None = None,
) -> list[int]:
    """The documents of both answers in one order, in which meaning counts `weight`.

    Those in `first` come first. If `lifted` is given, meaning lifts only these; what it alone found then comes last.
    """
    scores: dict[int, float] = {}
    for place, document in enumerate(by_words, 1):
        scores[document] = 1 / (SMOOTHING + place)
    for place, document in enumerate(by_meaning, 1):
        share = weight if lifted is None or document in lifted else _NEXT_TO_NOTHING
        scores[document] = scores.get(document, 0.0) + share / (SMOOTHING + place)
    return sorted(scores, key=lambda each: (each not in first, -scores[each]))
