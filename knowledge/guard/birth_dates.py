"""Dates of birth of pupils: somebody is 10 to 21 today, and a word or a name beside the date says so (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from knowledge.guard.known import KnownNames
from knowledge.guard.names import is_unknown_person, name_after, name_before
from knowledge.model.typed.words import MONTH_NAMES

BIRTH_DATE = "geboortedatum"

_YOUNGEST, _OLDEST = 10, 21
_NEAR = 40
_BORN = re.compile(r"\bgeb(?:oren|oortedatum|oortedag|oorte|\.|)(?![\w])|\bborn\b|\bdate of birth\b", re.IGNORECASE)
_DIGITS = re.compile("[0-9]+")
_DATE = re.compile(
    r"(?:(?P<d>[0-3]?[0-9])(?P<s>[-/.])(?P<m>[01]?[0-9])(?P=s)(?P<y>(?:19|20)?[0-9]{2})"
    r"|(?P<y2>(?:19|20)[0-9]{2})-(?P<m2>[01][0-9])-(?P<d2>[0-3][0-9])"
    r"|(?P<d3>[0-3]?[0-9]) (?P<m3>[A-Za-z]{3,9})\.? (?P<y3>(?:19|20)[0-9]{2}))(?![\w]|[-/.][0-9])"
)
_PARTS = frozenset({1, 2, 4})
_SEPARATORS = frozenset(".,/-")
_BETWEEN = " ,(:;–-"


def birth_dates(text: str, known: KnownNames, today: date) -> Iterator[tuple[str, int, int]]:
    """(rule, start, end) of each date in `text` that may be the birth date of a pupil."""
    for match in _dates(text):
        start, end = match.span()
        born = _day(match)
        if born is None or not _YOUNGEST <= _age(born, today) <= _OLDEST:
            continue
        around = text[max(0, start - _NEAR) : end + _NEAR]
        is_full = len(match["y"] or match["y2"] or match["y3"]) == 4
        if _BORN.search(around) or (is_full and _beside_name(text, start, end, known)):
            yield BIRTH_DATE, start, end


def _dates(text: str) -> Iterator[re.Match[str]]:
    for digits in _DIGITS.finditer(text):
        start, end = digits.span()
        if end - start not in _PARTS or (start and text[start - 1] in _SEPARATORS):
            continue
        after = text[end : end + 2]
        goes_on = after[:1] in _SEPARATORS or (after[:1] == " " and after[1:].isalpha())
        if goes_on and (match := _DATE.match(text, start)):
            yield match


def _beside_name(text: str, start: int, end: int, known: KnownNames) -> bool:
    before = text[max(0, start - 3) : start]
    after = text[end : end + 3]
    names = (
        name_before(text, start - (len(before) - len(before.rstrip(_BETWEEN)))),
        name_after(text, end + (len(after) - len(after.lstrip(_BETWEEN + ")")))),
    )
    return any(name and is_unknown_person(text[name[0] : name[1]], known, in_full=True) for name in names)


def _day(match: re.Match[str]) -> date | None:
    year = int(match["y"] or match["y2"] or match["y3"])
    month = MONTH_NAMES.get(match["m3"].casefold(), 0) if match["m3"] else int(match["m"] or match["m2"])
    try:
        return date(year if year > 99 else 2000 + year, month, int(match["d"] or match["d2"] or match["d3"]))
    except ValueError:
        return None


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
