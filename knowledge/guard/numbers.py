"""Numbers that name a pupil: BSN, onderwijsnummer, and a number behind a label that says so (pure).

Every look around a number stays within a fixed stretch of text, so that the time is linear in its length.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from knowledge.guard.word_lists import listed

BSN = "bsn"
EDUCATION_NUMBER = "onderwijsnummer"
LABELLED = "nummer-bij-label"

_BEFORE = 40
_WIDEST = 60
_RUN = re.compile(r"[0-9]+(?:[. ][0-9]+)*")
_NINE = re.compile(r"[0-9]{9}|[0-9]{4}\.[0-9]{2}\.[0-9]{3}|[0-9]{3} [0-9]{3} [0-9]{3}")
_NINE_AND_MORE = re.compile(r"([0-9]{9})(?: [0-9]{1,2})+")
_GLUED_BEFORE = re.compile(r"[\w@#=/\\+€$%-]$|(?:€|\beuro?) $", re.IGNORECASE)
_GLUED_AFTER = re.compile(r"[\w/\\%€@=-]|[.,:-][0-9]|\.[a-z]|,-| ?(?:€|euro?\b)", re.IGNORECASE)
_LABEL = re.compile(
    r"\b(?:bsn|burgerservice|pgn|persoonsgebonden|sofi|onderwijs|leerlingen|leerling)[ -]?(?:nummers?\b|nrs?\b|n[°º])"
    r"|\b(?:bsn|bsns|pgn)\b",
    re.IGNORECASE,
)
_PUPIL_LABELS = frozenset(
    f"{what}{number}"
    for what in ("bsn", "burgerservice", "pgn", "sofi", "onderwijs", "leerling", "leerlingen", "gebonden")
    for number in ("", "nummer", "nummers", "nr")
)
_SHORT = re.compile(
    r"(?:[Ll]eerling|LEERLING)(?i:(?:en)?[ -]?(?:nummers?|nrs?)\b\.?(?: (?:van|is|was)\b)?)(?: [A-Z][\w'’-]{1,30}){0,3}"
    r"(?: (?:is|was)\b)?[\s:=#(.-]{0,4}([0-9]{4,8})(?![\w]|[.,/-][0-9])"
)
_FOUR = re.compile("[0-9]{4}")
_YEAR = re.compile(r"199[0-9]|20[0-3][0-9]")
_LISTED_BEFORE = re.compile(r"[0-9][0-9 .]{2,30}\s?(?:,|;|/|&|\+|en|of|t/m)\s?$")
_LAST_WORDS = re.compile(r"([^\W\d_]+)([\s.:#°º(=-]{0,4})$")
_FILLERS = frozenset({"is", "was", "nr", "nrs", "no", "nummer", "nummers", "number", "luidt", "wordt"})


def numbers_of_pupils(text: str) -> Iterator[tuple[str, int, int]]:
    """(rule, start, end) of each number in `text` that may be a pupil's, each number by one rule."""
    for run in _RUN.finditer(text):
        more = _NINE_AND_MORE.fullmatch(run[0]) if 9 <= len(run[0]) <= _WIDEST else None
        typed = more[1] if more else run[0]
        start, end = run.start(), run.start() + len(typed)
        if not 9 <= len(typed) <= 11 or not _NINE.fullmatch(typed):
            continue
        before = text[max(0, start - _WIDEST) : start]
        if _GLUED_BEFORE.search(before[-6:]) or _GLUED_AFTER.match(text, end):
            continue
        if rule := _rule_of(typed, before):
            yield rule, start, end
    for match in _SHORT.finditer(text) if _FOUR.search(text) else ():
        if len(match[1]) != 4 or not _YEAR.fullmatch(match[1]):
            yield LABELLED, *match.span(1)


def _rule_of(typed: str, before: str) -> str:
    """The rule by which the nine digits `typed` behind the text `before` may be a pupil's; "" for none."""
    label = _label_of(before)
    is_other = label in listed("other_numbers") or label.endswith(("nummer", "nummers", "nr", "nrs"))
    if is_other and label not in _PUPIL_LABELS:
        return ""
    digits = [int(each) for each in typed if each.isdigit()]
    rest = (sum(weight * digit for weight, digit in zip(range(9, 1, -1), digits, strict=False)) - digits[8]) % 11
    if digits[:2] == [1, 0] and rest == 5:
        return EDUCATION_NUMBER
    if rest == 0 and any(digits) and not label.startswith("leerling"):
        return BSN
    return LABELLED if _LABEL.search(before[-_BEFORE:]) else ""


def _label_of(before: str) -> str:
    """The word right before a number, folded, without words such as "is" and "nr"; "" when there is none.

    Of numbers in a row (“factuur 123 en 456”) it is the word before the first.
    """
    rest = before.casefold().replace("k.v.k", "kvk").replace("b.t.w", "btw")
    while listed_before := _LISTED_BEFORE.search(rest):
        rest = rest[: listed_before.start()]
    while match := _LAST_WORDS.search(rest):
        if match[1] not in _FILLERS:
            return match[1]
        rest = rest[: match.start()]
    return ""
