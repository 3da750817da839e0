"""Comparing texts as people do: case, accents and apostrophes don't count (pure).

Names and words are folded letter by letter in the same way. They differ in the rest: the white space in a name is
normalised, a word is cut off at a maximum length.
"""

from __future__ import annotations

import unicodedata

LONGEST_WORD = 64
"""The letters of a word that count; anything longer isn't a word but data that strayed into a text."""

APOSTROPHES = "'’‘ʼ`´"
_FOLDS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"} | dict.fromkeys(APOSTROPHES))


def fold(text: str) -> str:
    """`text` as names are compared: "Renée  Kuiper" equals "renee kuiper", and "Zo’n" equals "zo'n"."""
    return " ".join(_letters(text).split())


def fold_word(word: str) -> str:
    """`word` as searches compare it: at most `LONGEST_WORD` letters."""
    return _letters(word)[:LONGEST_WORD]


def fold_words(text: str) -> str:
    """The words of `text` on one line, each as searches compare it."""
    return " ".join(map(fold_word, text.split()))


def _letters(text: str) -> str:
    """`text` without case, accents and apostrophes, however they were typed."""
    if text.isascii():
        plain = text.lower()
        return plain if plain.isalnum() else plain.replace("'", "").replace("`", "")
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return "".join(letter for letter in plain.translate(_FOLDS) if not _is_mark(letter))


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Cf")
