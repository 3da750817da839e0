"""Words that somebody in a hurry wrote together: moetik, dklas, tbedrijf (pure)."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from itertools import product

from knowledge.search.dutch.function_words import DUTCH

ARTICLES = {"d": "de", "t": "het", "n": "een"}
"""What a single letter before a word stands for."""

_REST = 4
"""The fewest letters of the word that is left; shorter ones occur in others by chance."""

_LONGEST, _MOST = 24, 2
"""The most letters of a word that is taken apart, and the most function words that are taken off."""


def apart(word: str, is_known: Callable[[str], bool]) -> tuple[str, ...]:
    """The folded `word` as function words with at most one other word, which `is_known`; none if it can't be taken so.

    As few pieces as possible; with an article of one letter only before another word.
    """
    if not word.isalpha() or len(word) > _LONGEST:
        return ()
    if whole := _function_words(word):
        return whole if len(whole) <= _MOST else ()
    befores = {0: (), 1: (ARTICLES[word[0]],)} if word[0] in ARTICLES else {0: ()}
    befores |= {at: found for at in range(2, len(word) - _REST + 1) if (found := _function_words(word[:at]))}
    afters = {at: found for at in range(_REST, len(word) - 1) if (found := _function_words(word[at:]))}
    for (first, before), (last, after) in product(befores.items(), [(len(word), ()), *afters.items()]):
        if 0 < len(before) + len(after) <= _MOST and last - first >= _REST and is_known(word[first:last]):
            return (*before, word[first:last], *after)
    return ()


@lru_cache(maxsize=4096)
def _function_words(word: str) -> tuple[str, ...]:
    """`word` as function words of at least two letters, the fewest that there are; none if it isn't made of these."""
    if word in DUTCH:
        return (word,) if len(word) > 1 else ()
    found = [
        (word[:place], *rest)
        for place in range(2, len(word) - 1)
        if word[:place] in DUTCH and (rest := _function_words(word[place:]))
    ]
    return min(found, key=len, default=())
