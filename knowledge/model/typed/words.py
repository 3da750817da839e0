"""The words of days, months and numbers, Dutch and English, as people type them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from knowledge.problem import BadValue

_Value = TypeVar("_Value")

_LONGEST = 6
"""The most words that people write a day or a number in."""


def _numbered(*names: str, first: int = 1) -> dict[str, int]:
    return {name: number for number, spelt in enumerate(names, first) for name in spelt.split()}


MONTH_NAMES = _numbered(
    "jan januari january",
    "feb febr februari february",
    "mrt maart mar march",
    "apr april",
    "mei may",
    "jun juni june",
    "jul juli july",
    "aug augustus august",
    "sep sept september",
    "okt oktober oct october",
    "nov november",
    "dec december",
)
"""The number of a month, from 1, by its names and abbreviations."""

ANY_MONTH = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
"""A pattern for the name of a month, the longest first."""

WEEKDAY_NAMES = _numbered(
    "ma maandag mon monday",
    "di dinsdag tue tues tuesday",
    "wo woe woensdag wed wednesday",
    "do donderdag thu thur thurs thursday",
    "vr vrij vrijdag fri friday",
    "za zaterdag sat saturday",
    "zo zondag sun sunday",
    first=0,
)
"""The number of a weekday, from 0 for Monday, by its names and abbreviations."""

NUMBERS = _numbered(
    "nul zero",
    "een één eén an a one",
    "twee two",
    "drie three",
    "vier four",
    "vijf five",
    "zes six",
    "zeven seven",
    "acht eight",
    "negen nine",
    "tien ten",
    "elf eleven",
    "twaalf twelve",
    "dertien thirteen",
    "veertien fourteen",
    "vijftien fifteen",
    "zestien sixteen",
    "zeventien seventeen",
    "achttien eighteen",
    "negentien nineteen",
    "twintig twenty",
    first=0,
)
"""Small numbers by their names."""


def spoken(word: str) -> int | None:
    """The number that `word` (digits or a name, in any case) stands for, or None."""
    return int(word) if word.isdecimal() and len(word) < 5 else NUMBERS.get(word.casefold())


def nearest(word: str, known: Iterable[str]) -> str:
    """The word among `known` that `word` is a slip of, or "" when none is near."""
    from difflib import get_close_matches  # late: only what can't be read needs it

    return next(iter(get_close_matches(word, [each for each in known if len(each) > 2], 1, 0.72)), "")


def has_foreign_digits(text: str) -> bool:
    """Whether `text` has digits of another script, which people here don't type and can't check."""
    return any(sign.isdecimal() and not sign.isascii() for sign in text)


def first_in(words: Sequence[str], read: Callable[[str], _Value]) -> tuple[_Value, Sequence[str]]:
    """The value that `read` finds in as many of the first of `words` as belong to it, and the words after it.

    Raises what `read` raises for the first word alone.
    """
    for count in range(min(len(words), _LONGEST), 1, -1):
        try:
            return read(" ".join(words[:count])), words[count:]
        except BadValue:
            continue
    return read(" ".join(words[:1])), words[1:]
