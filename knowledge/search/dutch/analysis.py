"""From text to terms: Dutch words, folded and stemmed (pure).

Documents and queries are both analysed here, so that they agree. The analysis of a word form is cached: it takes some
15 µs, and texts repeat their words.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Collection
from functools import cache, lru_cache
from itertools import takewhile
from pathlib import Path
from typing import Any, NamedTuple

from knowledge.model.folding import APOSTROPHES, LONGEST_WORD, fold_word
from knowledge.search.dutch.compounds import is_part
from knowledge.search.dutch.function_words import STOP
from knowledge.search.dutch.verbs import infinitive, is_infinitive

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200d"
_HYPHENS = r"\-‐‑"
_ASCII_WORD = re.compile(r"[^\W_]+(?:[&'`-][^\W_]+)*", re.ASCII)
_WORD = re.compile(rf"(?:[^\W_][{_MARKS}]*)+(?:[&{_HYPHENS}{APOSTROPHES}](?:[^\W_][{_MARKS}]*)+)*")
_PART = re.compile(
    rf"(?<![^{_HYPHENS}])[^\W\d_]{{1,3}}&[^\W\d_]{{1,3}}(?![^{_HYPHENS}])|[^&{_HYPHENS}]+",
)
"""A part of a word: an abbreviation like M&T, or the letters between hyphens or &."""


_SHORTENED = {"zo'n": "zo", "z'n": "zijn", "m'n": "mijn", "d'r": "haar", "'n": "een", "da's": "dat", "w'n": "wij"}
"""What is left of function words after an apostrophe, which would otherwise be words of their own: zo'n isn't zon."""

_ONE_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))


class Form(NamedTuple):
    """One term of a word as written: the folded `word`, its `stem`, and its `place`, counted from the first part.

    A hyphenated word also has a term for the whole, which is `joined` and has the place of its first part.
    """

    word: str
    stem: str
    place: int = 0
    joined: bool = False


def words(text: str) -> list[str]:
    """The words of `text` as written. Letters and digits; &, apostrophes and hyphens count inside a word."""
    return (_ASCII_WORD if text.isascii() else _WORD).findall(text)


def placed(text: str, first: int, last: int) -> list[tuple[int, str]]:
    """The words of `text` from `first` to `last`, each with its place in `text`."""
    pattern = _ASCII_WORD if text.isascii() else _WORD
    return [(match.start(), match[0]) for match in pattern.finditer(text, first, last)]


@lru_cache(maxsize=200_000)
def forms(word: str) -> tuple[Form, ...]:
    """The terms of one word as returned by `words`, in order; none if folding leaves nothing of it."""
    return tuple(Form(spelling, stem(spelling), place, joined) for spelling, place, joined in spelled(word))


def spelled(word: str) -> list[tuple[str, int, bool]]:
    """The `word`, `place` and `joined` of a `Form`, for each term of one word as returned by `words`.

    `M&T` and `Z&W` are words of their own. A hyphenated word gives its parts and then the whole, so that
    "e-mail", "email" and "e mail" find each other.
    """
    if word.isalnum():
        folded = fold_word(word)
        return [(folded, 0, False)] if folded else []
    parts = [
        folded
        for part in _PART.findall(word)
        if (folded := _SHORTENED.get(part.translate(_ONE_APOSTROPHE).lower()) or fold_word(part))
    ]
    found = [(folded, place, False) for place, folded in enumerate(parts)]
    if len(parts) > 1 and "&" not in word and not all(part.isdigit() for part in parts):
        found.append(("".join(parts)[:LONGEST_WORD], 0, True))
    return found


def beginning(words: Collection[str]) -> str:
    """The beginning that all of `words` share."""
    first, last = min(words), max(words)
    alike = takewhile(lambda pair: pair[0] == pair[1], zip(first, last, strict=False))
    return "".join(letter for letter, _ in alike)


# -- stems ----------------------------------------------------------------------------------------------------------

_HEADS = {
    "lessen": "les",
    "les": "les",
    "klassen": "klas",
    "klas": "klas",
    "processen": "proces",
    "proces": "proces",
    "adres": "adres",
    "toets": "toets",
    "fiets": "fiets",
    "kans": "kans",
    "mens": "mens",
    "wens": "wens",
    "dagen": "dag",
    "wegen": "weg",
    "leden": "lid",
    "steden": "stad",
    "glazen": "glas",
    "daken": "dak",
    "kinderen": "kind",
    "slagen": "slag",
    "musea": "museum",
    "laboratoria": "laboratorium",
    "schepen": "schip",
    "lieden": "man",
    "gegevens": "gegevens",
    "scholing": "scholing",
    "scholingen": "scholing",
    "overheid": "overheid",
    "overheden": "overheid",
    "gemeentes": "gemeente",
    "gemeente": "gemeente",
    "gemeenten": "gemeente",
    "kort": "kort",
    "korten": "kort",
}
"""Stems of words whose singular and plural the stemmer keeps apart; compounds ending in one inherit it (gastlessen)."""

_DEN = re.compile(r"[lnr]den$")
_LONGEST_HEAD = 14
_NO_HEAD = re.compile(r"(?:[ucbai]les|[ao]mens|[aiou]dagen|over?wegen|.uden)$")
"""Modules, examens, uitdagen: these only look like compounds of les, mens or dag."""

_ENDINGS = (
    (re.compile(r"(ee|ie)en$"), r"\1"),  # ideeën, industrieën
    (re.compile(r"(?<=.{2})([mdnr]a|[^bo]o|i|y|nu)s$"), r"\1"),  # programma's, foto's, taxi's, hobby's, menu's
    (re.compile(r"(?<=.{2})(spot|bot|list|vent|dget|ticket|format|cent)s$"), r"\1"),  # hotspots, robots, checklists
    (re.compile(r"(?<=.{2})(en)s$"), r"\1"),  # examens, havens
)
_NATIVE_S = re.compile(r"(?:[aeiou]is|nis|sis|ras|los|bos|kosmos|cosmos)$")
_FOREIGN = frozenset("boss evening grading marking mess pass striking turning".split())
"""English words that would get the stem of a Dutch one: boss isn't bos."""

_GUIDED = "begeleid"
_OF_LETTERS = re.compile(r"([^aeiouy]{3,5}|v?mbo|hbo|bbl)(?:s|ers?|tjes?|en)$")
"""An abbreviation with an ending, which is written after an apostrophe: pbm's, zzp'er, mbo'ers."""

_LONG_VOWEL = re.compile(r"([aeiouy].*)(aa|ee|oo|uu)([^aeiouy])$")


@cache
def _stemmer() -> tuple[Any, threading.Lock]:
    from Stemmer import Stemmer  # late: much can be done without a stemmer

    return Stemmer("dutch", 0), threading.Lock()


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """The stem that all forms of the folded `word` share: Snowball's, with exceptions for the words of this field."""
    if " " in word:  # a split separable verb, as `segment_builder` indexes it
        return stem(word.replace(" ", ""))
    if len(word) < 3 or not word.isalpha() or word in _FOREIGN:
        return word
    if whole := _HEADS.get(word) or _own_forms().get(word):
        return whole
    if match := _OF_LETTERS.match(word):
        return match[1]
    word = infinitive(word) or word
    if (start := word.find(_GUIDED)) >= 0:  # Snowball makes begeleiding into beleid
        return word[: start + len(_GUIDED)]
    if head := _head(word):
        return head
    if word[-1] in "sn" and not _NATIVE_S.search(word):
        for ending, instead in _ENDINGS:
            word = ending.sub(instead, word)
    if word.endswith("den") and _DEN.search(word):  # the stemmer takes these for past forms: melden, branden
        return word[:-2]
    stemmed = _snowball(word)
    if stemmed in STOP and word not in STOP:
        return word.removesuffix("s")  # orde isn't or, overheid isn't over, genieten isn't niet
    return _LONG_VOWEL.sub(_short_vowel, stemmed)


def _snowball(word: str) -> str:
    """Snowball's stem of `word`, keeping a ge that it takes for a participle's: stafilm isn't the stem of stagefilm.

    Real participles have been recognised by `infinitive` already.
    """
    stemmer, lock = _stemmer()
    with lock:  # a stemmer holds the word it works on, so threads can't share it
        stemmed: str = stemmer.stemWord(word)
        same = len(beginning([word, stemmed]))
        if 0 < same < len(stemmed) - 1 and word.startswith("ge", same) and "q" not in word:
            stemmed = stemmer.stemWord(f"{word[:same]}q{word[same + 1 :]}").replace("q", "g")
    return stemmed


def is_word(word: str) -> bool:
    """Whether the folded `word` is known to be a Dutch word, or a form of one; most compounds are not."""
    return is_part(word) or word in _own_forms() or is_infinitive(word) or infinitive(word) != ""


def _head(word: str) -> str:
    """`word` with the irregular word at its end replaced by the stem of that word, or "" if it ends in none."""
    own = _own_forms()
    for length in range(min(_LONGEST_HEAD, len(word) - 1), 2, -1):
        first, last = word[:-length], word[-length:]
        if last in _HEADS and not _NO_HEAD.search(word):
            return first + _HEADS[last]
        if last in own and (is_part(first) or is_part(first.removesuffix("s"))):
            return first + own[last]
    return ""


@cache
def _own_forms() -> dict[str, str]:
    """Nouns and adjectives whose forms the stemmer keeps apart, each with the stem that they share."""
    lines = (Path(__file__).parent / "words" / "forms.txt").read_text("utf-8").split("\n")
    pairs = (line.partition(" ") for line in lines if line and line[0] != "#")
    return {form: stemmed for form, _, stemmed in pairs}


def _short_vowel(match: re.Match[str]) -> str:
    """Shorten a doubled vowel, which the stems of singular and plural may or may not have: materiaal, materialen."""
    return f"{match[1]}{match[2][0]}{match[3]}"
