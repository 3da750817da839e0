"""Splitting Dutch compounds: docentenstage is docent and stage (pure, but for reading its word lists once).

A word is split if every piece is a word that compounds are made of, with or without the s, en, e, n or er that links
them. The fewest and longest pieces win. A word that can't be split completely stays whole: a wrong split finds what
nobody meant.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path

from knowledge.search.dutch.verbs import infinitive, is_infinitive

WORDS = Path(__file__).parent / "words"
LINKS = ("", "s", "en", "e", "n", "er")
"""What Dutch puts between the parts of a compound."""

_SHORTEST = 6
_LONGEST = 48
_PIECE = 18
_NEVER = 1000.0
_ENDINGS = ("s", "en", "n", "je", "jes", "tje", "tjes", "pje", "pjes", "etje", "etjes")
_LAST_LETTERS = "sne"
_VOWELS = "aeiou"


@cache
def _parts() -> dict[str, str]:
    """The words that compounds are made of, each with its stem."""
    known: dict[str, str] = {}
    for line in (WORDS / "parts.txt").read_text("utf-8").splitlines():
        if line and line[0] != "#":
            word, _, stemmed = line.partition(" ")
            known[word] = stemmed or word
    return known


@cache
def _last_parts() -> frozenset[str]:
    """The stems of the parts, as which the last part of an inflected compound can be recognised."""
    return frozenset(stem for word, stem in _parts().items() if len(stem) > 2)


@cache
def _whole() -> frozenset[str]:
    """The words that look like compounds but aren't."""
    lines = (WORDS / "no_compounds.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and line[0] != "#")


def is_part(word: str) -> bool:
    """Whether the folded `word` is one that compounds are made of."""
    return word in _parts()


@lru_cache(maxsize=200_000)
def split(word: str, stemmed: str) -> tuple[str, ...]:
    """The stems of the parts of the folded `word` whose stem is `stemmed`, in order; none if it isn't a compound."""
    if not _SHORTEST <= len(word) <= _LONGEST or not word.isalpha() or stemmed in _whole() or word in _whole():
        return ()
    if is_infinitive(word) or infinitive(word):  # meelopen isn't meel and open
        return ()
    parts = _parts()
    costs: list[tuple[float, tuple[str, ...]]] = [(_NEVER, ())] * (len(word) + 1)
    costs[0] = (0.0, ())
    best: tuple[float, tuple[str, ...]] = (_NEVER, ())
    for start in range(len(word) - 2):
        cost, before = costs[start]
        if cost >= _NEVER:
            continue
        if start and (last := _last_part(word, stemmed, start)):
            best = min(best, (cost + _cost(last[1]), (*before, last[0])))
        for stop in range(start + 3, min(start + _PIECE, len(word) - 2) + 1):
            found = parts.get(word[start:stop])
            if found is not None:
                _offer(costs, stop, cost + _cost(stop - start), (*before, found), word)
    return best[1]


def _last_part(word: str, stemmed: str, start: int) -> tuple[str, int] | None:
    """The stem of the rest of `word` from `start`, and how many letters of it were recognised.

    None if the rest can't be the last part: that is a part as it stands, or the end of `stemmed` (the stem of `word`),
    or a part with the ending of a plural or diminutive.
    """
    parts, tail = _parts(), word[start:]
    if tail in parts:
        return parts[tail], len(tail)
    if start < len(stemmed) and word.startswith(stemmed[:start]) and (stem := stemmed[start:]) in _last_parts():
        return stem, len(stem)
    if tail[-1] not in _LAST_LETTERS:
        return None
    for ending in _ENDINGS:
        if tail.endswith(ending) and (bare := tail.removesuffix(ending)) in parts:
            return parts[bare], len(bare)
    if tail.endswith("en") and len(tail) > 4 and (bare := _singular(tail[:-2])) in parts:
        return parts[bare], len(bare)
    return None


def _singular(root: str) -> str:
    """The singular of the plural `root` + en: plek of plekken, week of weken, doos of dozen, huis of huizen."""
    last = {"v": "f", "z": "s"}.get(root[-1], root[-1])
    if root[-1] == root[-2]:
        return root[:-1]
    if root[-1] not in _VOWELS and root[-2] in _VOWELS and root[-3] not in _VOWELS:
        return root[:-1] + root[-2] + last
    return root[:-1] + last


def _offer(
    costs: list[tuple[float, tuple[str, ...]]], stop: int, cost: float, found: tuple[str, ...], word: str
) -> None:
    """Note that `word` can be cut at `stop`, with and without a link after it."""
    for link in LINKS:
        place = stop + len(link)
        if word.startswith(link, stop) and place <= len(word) - 3:
            linked = cost + (0.1 if link else 0.0)
            if linked < costs[place][0]:
                costs[place] = (linked, found)


def _cost(length: int) -> float:
    """What a part costs: short ones cost more, because they occur in words by chance."""
    return 1.0 + {3: 0.5, 4: 0.2}.get(length, 0.0)
