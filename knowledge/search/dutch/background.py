"""How common a word is in Dutch or English at large (pure, but for reading its list once).

In a few hundred notes "moment" is as rare as "lashelm", and yet says nothing about what somebody looks for.
"""

from __future__ import annotations

from functools import cache

from knowledge.search.dutch.compounds import WORDS

FREQUENCIES = WORDS / "frequencies.txt"
"""The list, made by `scripts/background_frequencies.py` from the one of wordfreq (Robyn Speer), CC BY-SA 4.0."""

LEAST = 43
"""Tenths on the Zipf scale: rarer words aren't in the list, as nothing depends on how rare they are."""

SAYS_LITTLE = 99
"""The place in the list of `function_words.LITTLE`, above that of any word."""


def commonness(stemmed: str) -> int:
    """How common `stemmed` is, in tenths on the Zipf scale (60: once in a thousand words); 0 if it isn't common."""
    return _listed().get(stemmed, 0)


@cache
def _listed() -> dict[str, int]:
    lines = FREQUENCIES.read_text("utf-8").split("\n")
    pairs = (line.partition(" ") for line in lines if line and line[0] != "#")
    return {stemmed: int(tenths) for stemmed, _, tenths in pairs}
