"""Comparing texts as people do: case, accents and apostrophes don't count (pure).

Names and words to find are folded by the same letters. They differ in what counts around them: a name is a line of
words, a word is cut off where it is no word any more.
"""

from __future__ import annotations

import unicodedata

LONGEST_WORD = 64
"""Letters of a word that count; what is longer is no word but data that strayed into a text."""

APOSTROPHES = "'’‘ʼ`´"
_FOLDS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"} | dict.fromkeys(APOSTROPHES))


def fold(text: str) -> str:
    """`text` as a name is compared: "Renée  Kuiper" and "renee kuiper" are one, and so are "Zo’n" and "zo'n"."""
    return " ".join(_letters(text).split())


def fold_word(word: str) -> str:
    """`word` as searching compares it: at most `LONGEST_WORD` letters."""
    return _letters(word)[:LONGEST_WORD]


def fold_words(text: str) -> str:
    """`text` as a line of words, each as searching compares it."""
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
