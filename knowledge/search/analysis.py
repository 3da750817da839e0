"""From text to the terms that are indexed: Dutch words folded and stemmed.

Pure functions. A word form is analysed once and remembered: the pure-Python stemmer holds a naive build at some 400
notes a second.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

WORD = re.compile(r"[^\W_]+(?:&[^\W_]+)*(?:['’][^\W_]+)*(?:-[^\W_]+(?:&[^\W_]+)*)*")
"""A word: letters and digits, with & inside (M&T), apostrophes (foto's) and hyphens (stage-overeenkomst)."""

_LONGEST = 64
_ENDINGS = (
    # Where the Snowball stemmer keeps forms of the field's words apart: gastles/gastlessen, proces/processen.
    ("lessen", "les"),
    ("klassen", "klas"),
    ("cessen", "ces"),
)


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: its folded form, its stem, and where it stands in the text."""

    word: str
    stem: str
    start: int
    end: int


@lru_cache(maxsize=100_000)
def folded(text: str) -> str:
    """`text` in lower case without accents and apostrophes; also from decomposed Unicode and a dotless i."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i"))
    return "".join(letter for letter in plain if not unicodedata.combining(letter) and letter not in "'’")


@cache
def _stemmer() -> Any:
    import snowballstemmer

    return snowballstemmer.stemmer("dutch")


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The term that the folded `word` is indexed as; all forms of a word should share it."""
    if len(word) < 4 or not word.isalpha():
        return word
    for ending, instead in _ENDINGS:
        if word.endswith(ending):
            word = word[: -len(ending)] + instead
            break
    stemmed: str = _stemmer().stemWord(word)
    return stemmed


def tokens(text: str) -> Iterator[Token]:
    """The words of `text` in order. A hyphenated word gives its parts and then the whole, joined."""
    for match in WORD.finditer(unicodedata.normalize("NFC", text) if not text.isascii() else text):
        raw = match.group()[:_LONGEST]
        parts = raw.split("-")
        start = match.start()
        for part in parts:
            word = folded(part)
            yield Token(word, stem(word), start, start + len(part))
            start += len(part) + 1
        if len(parts) > 1:
            word = folded("".join(parts))
            yield Token(word, stem(word), match.start(), match.end())


@lru_cache(maxsize=200_000)
def terms_of(raw: str) -> tuple[tuple[str, str], ...]:
    """The (word, stem) pairs of one raw word as `WORD` finds it."""
    return tuple((token.word, token.stem) for token in tokens(raw))
