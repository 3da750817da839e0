"""Periods that somebody names among the words: "stages in 2023", "afspraken vorig schooljaar" (pure).

They are read softly: what is of those days is found by it as well, and what has the words themselves still is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from knowledge.model.typed.periods import DayRange, period_from
from knowledge.model.typed.words import ANY_MONTH
from knowledge.problem import BadValue
from knowledge.search.dutch.analysis import forms, words

_CORONA = DayRange(date(2020, 3, 15), date(2022, 3, 23))
"""From the closing of the schools to the end of the last general measures (Rijksoverheid, Coronavirus tijdlijn)."""

_NAMED = re.compile(
    r"(?<![\w:\"-])(?:"
    r"(?:school ?jaar |school year )?20\d\d ?[-/] ?(?:20)?\d\d|"
    rf"(?:{ANY_MONTH})\.? 20\d\d|[qk][1-4] 20\d\d|20\d\d|"
    r"(?:vorige?|afgelopen|last|dit|deze|this) (?:maand|month|jaar|year|school ?jaar|school year)|"
    r"(?P<corona>corona(?:tijd|periode|jaren|crisis)?|lockdowns?|covid(?:-19)?)"
    r")(?![\w:\"-])",
    re.IGNORECASE,
)


QUOTES = '"“”„'
_QUOTED = re.compile(f"[{QUOTES}][^{QUOTES}]*[{QUOTES}]?")
_BOUND = re.compile(r"\b(?:voor|tot|sinds|vanaf|na|before|until|since|after|from)\s+$", re.IGNORECASE)
"""What stands before a period that only bounds another."""


class NamedPeriod(NamedTuple):
    """The folded `words` of a text that name a period, and the days it lasts."""

    words: tuple[str, ...]
    days: DayRange


def named_periods(text: str, today: date) -> Iterator[NamedPeriod]:
    """The periods that `text` names outside quotes, as they are meant on the day `today`."""
    plain = _QUOTED.sub(" ", text)
    for match in _NAMED.finditer(plain):
        if _BOUND.search(plain, max(0, match.start() - 12), match.start()):
            continue
        try:
            days = _CORONA if match["corona"] else period_from(match[0].lower(), today)
        except BadValue:
            continue
        yield NamedPeriod(tuple(forms(word)[-1].word for word in words(match[0])), days)


def as_words(text: str) -> str:
    """`text` with each period that it names between quotes, so that only those words are looked for."""
    parts = re.split(rf"({_QUOTED.pattern})", text)
    return "".join(
        part if part.startswith(tuple(QUOTES)) else _NAMED.sub(lambda match: f'"{match[0]}"', part) for part in parts
    )
