"""What is written with spaces, dots or dashes and yet is one thing: a day, a telephone number, R.O.C., 1.250 (pure).

Everybody writes these in another way, so each stands in the index as one word as well, in which only its letters and
digits count; a day is that of its year, month and day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from knowledge.model.folding import LONGEST_WORD, fold_word
from knowledge.model.typed.words import MONTH_NAMES

_MONTH = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
_DAYS = (
    r"(?:19|20)\d\d-\d{1,2}-\d{1,2}",
    r"\d{1,2}(?P<between>[-/.])\d{1,2}(?P=between)(?:19|20)\d\d",
    rf"\d{{1,2}}\.? (?:{_MONTH})\.? (?:19|20)\d\d",
)
_TELEPHONE = r"(?:\+|00)\d\d(?:[ -]?(?:\(0\)|\d)){8,10}|0\d(?:[ -]?\d){8}"
_OTHERS = (
    r"(?-i:[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?)",  # an account (IBAN)
    r"(?-i:\d{4} ?[A-Z]{2})",  # a postcode
    r"\d{1,3}(?:\.\d{3})+",
    r"(?:[^\W\d_]\.){2,}[^\W\d_]?",  # R.O.C., i.s.m.
    r"(?=[\w.]*[^\W\d_])(?:[^\W_]{1,4}(?:\.[^\W_]+)+|[^\W_]+\.[^\W_]{1,4})",  # Node.js, B2.14
)
_ANY = re.compile(
    rf"(?<![\w.+-])(?:(?P<day>{'|'.join(_DAYS)})|(?P<telephone>{_TELEPHONE})|{'|'.join(_OTHERS)})(?![\w-])",
    re.IGNORECASE,
)
_MAY_BE = re.compile(r"\d|\w\.\w")
"""What every one of these has; most texts have neither, and need no closer look."""


class WrittenApart(NamedTuple):
    """The one `word`, folded, that stands in a text from `start` to `end`."""

    word: str
    start: int
    end: int


def written_apart(text: str) -> Iterator[WrittenApart]:
    """What is one thing in `text` though it isn't written as one word, in order."""
    if _MAY_BE.search(text):
        for match in _ANY.finditer(text):
            if (
                word := _day(match[0])
                if match["day"]
                else _number(match[0])
                if match["telephone"]
                else _plain(match[0])
            ):
                yield WrittenApart(word, *match.span())


def _plain(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", fold_word(text)))[:LONGEST_WORD]


def _number(text: str) -> str:
    """A telephone number as it is dialled here: 0031 6 and +31 (0)6 are 06."""
    digits = _plain(text.replace("(0)", ""))
    return re.sub(r"^31", "0", digits.removeprefix("00")) if text[0] == "+" or text[:2] == "00" else digits


def _day(text: str) -> str:
    """The day as eight digits; "" if there is no such day."""
    first, middle, last = re.findall(r"[^\W_]+", text)
    year, day = (first, last) if len(first) == 4 else (last, first)
    try:
        return f"{date(int(year), MONTH_NAMES.get(middle.lower()) or int(middle), int(day)):%Y%m%d}"
    except ValueError:
        return ""
