"""Comparing texts as people do: case and accents don't count."""

from __future__ import annotations

import unicodedata

LONGEST_WORD = 64
"""Letters of a word that count; what is longer is no word but data that strayed into a text."""

APOSTROPHES = "'’‘ʼ`´"
_FOLDS = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"} | dict.fromkeys(APOSTROPHES))


def fold(text: str) -> str:
    """`text` without case, accents and surplus white space: "Renée  Kuiper" and "renee kuiper" are one."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i")).casefold()
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def fold_word(word: str) -> str:
    """`word` without case, accents and apostrophes, however they were typed; at most `LONGEST_WORD` letters."""
    if word.isascii():
        plain = word.lower()
        return (plain if plain.isalnum() else plain.replace("'", "").replace("`", ""))[:LONGEST_WORD]
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", word).casefold())
    return "".join(letter for letter in plain.translate(_FOLDS) if not _is_mark(letter))[:LONGEST_WORD]


def fold_words(text: str) -> str:
    """`text` with every word folded by `fold_word` and one space between two."""
    return " ".join(map(fold_word, text.split()))


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter) in ("Mn", "Cf")
