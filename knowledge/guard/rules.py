"""The rules of the guard on one text (pure): which passages may say who a pupil is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from knowledge.guard.birth_dates import birth_dates
from knowledge.guard.known import KnownNames
from knowledge.guard.names import names_of_pupils
from knowledge.guard.numbers import numbers_of_pupils

PUPIL_MAIL = "leerling-mail"

_MAIL = re.compile(r"@(?i:leerling(?:en)?|student(?:s|en)?)\.[\w-]{1,60}(?:\.[\w-]{1,60}){0,5}")
_LOCAL = re.compile(r"[\w.+-]{1,64}$")


@dataclass(frozen=True)
class Passage:
    """What may say who a pupil is, by `rule`. `words` is the text itself: to show once, never to store."""

    rule: str
    words: str


def passages_about_pupils(text: str, known: KnownNames, today: date, off: Collection[str] = ()) -> list[Passage]:
    """The passages in `text` that a rule hits, in the order of the rules; the rules in `off` are left out."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u202f", " ")
    found = (*numbers_of_pupils(text), *names_of_pupils(text, known), *birth_dates(text, known, today), *_mails(text))
    return [Passage(rule, text[start:end]) for rule, start, end in _apart(found) if rule not in off]


def _apart(found: Iterable[tuple[str, int, int]]) -> Iterator[tuple[str, int, int]]:
    """`found`, in the order of their places, with those of one rule that overlap made one."""
    last: dict[str, tuple[str, int, int]] = {}
    for rule, start, end in sorted(found, key=lambda each: (each[1], each[2])):
        before = last.get(rule)
        if before and start < before[2]:
            last[rule] = (rule, before[1], max(end, before[2]))
            continue
        if before:
            yield before
        last[rule] = (rule, start, end)
    yield from last.values()


def _mails(text: str) -> Iterator[tuple[str, int, int]]:
    for match in _MAIL.finditer(text):
        if local := _LOCAL.search(text[max(0, match.start() - 64) : match.start()]):
            yield PUPIL_MAIL, match.start() - len(local[0]), match.end()
