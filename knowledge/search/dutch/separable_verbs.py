"""Separable verbs, which a sentence splits: "nodigde ons meteen weer uit" is uitnodigen (pure).

Dutch puts the first part of such a verb at the end of the clause. A search for *uitgenodigd* or *uitnodiging* means
that sentence too, so the whole verb is indexed with the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from knowledge.model.folding import fold_word
from knowledge.search.dutch.analysis import placed
from knowledge.search.dutch.verbs import APART, infinitive, infinitives_of, is_infinitive

_FARTHEST = 12
"""The most words between the parts of a verb."""


def _alternatives(words: Iterable[str]) -> str:
    """A pattern for any of `words`, grouped by first letter, so that a tenth as many alternatives are tried."""
    alike = {word[0]: [rest[1:] for rest in words if rest[0] == word[0]] for word in words}
    return "|".join(f"{letter}(?:{'|'.join(sorted(rests, reverse=True))})" for letter, rests in alike.items())


_OFTEN_ALONE = frozenset("in voor door over om bij na onder tegen achter op aan".split())
"""First parts that are mostly prepositions; only at the end of a clause are they part of a verb."""

_ENDING = re.compile(
    rf" (?:(?:{_alternatives(APART)})(?:(?= ?(?:[.,;:!?)\n\"'”’]|$))|(?= te ([^\W\d_]{{2,24}}en)\b))"
    rf"|(?:{_alternatives([first for first in APART if first not in _OFTEN_ALONE])})(?= (?:en|maar|want|of|dus|om|"
    r"omdat|zodat|als|toen|dat|die|voor|naar|bij|met|op|in|aan|van|tot|over|door|tegen|tijdens|na)\b))"
)
"""A first part at the end of a clause, or with te between it and the rest ("uit te nodigen").

Most first parts are also recognised where the clause continues with a function word, but not where they begin a phrase
themselves ("uit de regio").
"""

_CLAUSE = re.compile(r"[.;:!?\n()]")
_BEFORE_FIRST_PERSON = frozenset(("ik", "je", "jij", "u"))


class Separated(NamedTuple):
    """The `first` part and the `rest` of the infinitive of a verb, and (start, end) of both in the text."""

    first: str
    rest: str
    parts: tuple[tuple[int, int], ...]


def separable_verbs(text: str) -> Iterator[Separated]:
    """The separable verbs that are split in `text`."""
    for match in _ENDING.finditer(text):
        place = match.start() + 1, match.end()
        first = text[slice(*place)]
        if match[1]:
            if is_infinitive(first + (rest := fold_word(match[1]))):
                yield Separated(first, rest, (place, match.span(1)))
        elif found := _rest(text, first, match.start()):
            rest, span = found
            yield Separated(first, rest, (span, place))


def _rest(text: str, first: str, end: int) -> tuple[str, tuple[int, int]] | None:
    """The rest of the verb whose first part is `first`, and its place in the clause before `end`."""
    earliest = text.rfind(" ", 0, max(0, end - 120)) + 1
    begin = max((match.end() for match in _CLAUSE.finditer(text, earliest, end)), default=earliest)
    clause = placed(text, begin, end)
    for number in range(len(clause) - 1, max(-1, len(clause) - 1 - _FARTHEST), -1):
        place, word = clause[number]
        before = clause[number - 1][1].lower() if number else ""
        bare = number < 2 or before in _BEFORE_FIRST_PERSON
        if rest := _verb(first, word, bare):
            return rest, (place, place + len(word))
    return None


@lru_cache(maxsize=50_000)
def _verb(first: str, word: str, bare: bool) -> str:
    """The infinitive of which `word` is a form, if it makes another verb with `first` before it; else "".

    With `bare`, `word` may also be the bare root of the verb.
    """
    folded = fold_word(word)
    whole = infinitive(folded) or folded
    if is_infinitive(whole) and is_infinitive(first + whole):
        return whole
    roots = infinitives_of(folded) if bare else []
    return next((one for one in roots if is_infinitive(one) and is_infinitive(first + one)), "")
