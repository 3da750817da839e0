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
from knowledge.model.typed.words import ANY_MONTH, MONTH_NAMES

_DAYS = (
    r"(?:19|20)\d\d-\d{1,2}-\d{1,2}",
    r"\d{1,2}(?P<between>[-/.])\d{1,2}(?P=between)(?:19|20)\d\d",
    rf"\d{{1,2}}\.? (?:{ANY_MONTH})\.? (?:19|20)\d\d",
)
_GAP = r"[ ()./-]{0,3}"
_TELEPHONE = rf"0[89]00[ -]?\d{{4,7}}|(?:\+|00 ?)\d\d(?:{_GAP}\d){{8,10}}|0\d(?:{_GAP}\d){{8}}"
_POSTCODE, _GROUPED = r"(?-i:(?!\d{4} (?:OF|OR|EN|IS|IN|OP)\b)\d{4} ?[A-Z]{2})", r"\d{1,3}(?:\.\d{3})+"
_NUMBER = re.compile(
    rf"(?<![\w.+])(?<![\w.+-]-)(?:(?P<day>{'|'.join(_DAYS)})|(?P<telephone>{_TELEPHONE})|{_POSTCODE}|{_GROUPED})(?![\w-])",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"(?<!\w)[A-Z]{2}\d\d(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,4})?(?!\w)")
_DOTTED = re.compile(
    r"(?<![\w.+])(?<![\w.+-]-)(?:(?P<initials>(?:[^\W\d_]\.){2,}[^\W\d_]?)"  # R.O.C., i.s.m.
    r"|(?=[\w.]*[^\W\d_])(?:[^\W_]{1,4}(?:\.[^\W_]+)+|[^\W_]+\.[^\W_]{1,4}))(?![\w-])"  # Node.js, B2.14
)
_DIGITS, _ACCOUNT_BEGINS = re.compile(r"\+?\d+"), re.compile(r"[A-Z]\d\d")


class WrittenApart(NamedTuple):
    """The one `word`, folded, that stands in a text from `start` to `end`.

    `is_dotted` tells that it has words of its own, of which a dot stands between: Node.js.
    """

    word: str
    start: int
    end: int
    is_dotted: bool = False


def written_apart(text: str) -> Iterator[WrittenApart]:
    """What is one thing in `text` though it isn't written as one word, in order."""
    found: list[WrittenApart] = []
    if not text.isascii() or any(map(text.__contains__, "0123456789")):
        found += _numbers(text)
        if _ACCOUNT_BEGINS.search(text):
            found += (WrittenApart(_plain(match[0]), *match.span()) for match in _ACCOUNT.finditer(text))
    if _has_dot_inside(text):
        found += (
            WrittenApart(_plain(match[0]), *match.span(), not match["initials"]) for match in _DOTTED.finditer(text)
        )
    end = 0
    for each in sorted(found, key=lambda each: (each.start, -each.end)):
        if each.start >= end:
            yield each
            end = each.end


def _has_dot_inside(text: str) -> bool:
    """Whether a letter or digit follows a dot at once, as no sentence ends; looking with a pattern takes far longer."""
    place = text.find(".")
    while place >= 0:
        if text[place + 1 : place + 2].isalnum():
            return True
        place = text.find(".", place + 1)
    return False


def _numbers(text: str) -> Iterator[WrittenApart]:
    end = 0
    for digits in _DIGITS.finditer(text):
        if digits.start() < end or not (match := _NUMBER.match(text, digits.start())):
            continue
        word = _day(match[0]) if match["day"] else _dialled(match[0]) if match["telephone"] else _plain(match[0])
        if word:
            end = match.end()
            yield WrittenApart(word, *match.span())


def _plain(text: str) -> str:
    return "".join(re.findall(r"[^\W_]+", fold_word(text)))[:LONGEST_WORD]


def _dialled(text: str) -> str:
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
