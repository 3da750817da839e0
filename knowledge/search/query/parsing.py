"""Parsing what a person typed (pure). Every text can be parsed; nothing raises."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from knowledge.search.dutch.analysis import Form, forms, stem, words
from knowledge.search.dutch.function_words import STOP
from knowledge.search.dutch.written_apart import written_apart
from knowledge.search.query.filters import Filter, Present, filter_of, is_key
from knowledge.search.query.named_periods import QUOTES, NamedPeriod, named_periods
from knowledge.today import today

_PIECE = re.compile(
    rf"(-?)(?:([^\W\d_]+):)?[{QUOTES}]([^{QUOTES}]*)[{QUOTES}]|(-?)(?:([^\W\d_]+):(?=[^\s{QUOTES}]))?([^\s{QUOTES}]+)"
)
_KEY_APART = re.compile(r"(?<!\S)(-?)([^\W\d_]+):[ \t]+(?=[^\s:])")
"""A colon with a space after it, as people write: "partner: brinkhof"."""

_OR = frozenset(("OR", "OF", "|"))
_MOST = 16
"""The most words that are searched for; of a whole pasted page only the beginning counts."""

Phrase = tuple[str, ...]
"""Stems that follow each other; usually just one."""


@dataclass(frozen=True)
class Term:
    """One word or phrase, which matches any of `runs`.

    `form` is the folded word, "" for a phrase. With `half` the word may be unfinished.
    """

    runs: tuple[Phrase, ...]
    form: str = ""
    half: bool = False

    @property
    def is_phrase(self) -> bool:
        """Whether it was typed between quotes."""
        return not self.form


@dataclass(frozen=True)
class Clause:
    """One thing to find, which matches any of `terms`."""

    terms: tuple[Term, ...]


@dataclass(frozen=True)
class ParsedQuery:
    """A query in parts: `wanted` must occur, `unwanted` must not, and `filters` restrict kind, day, partner and so on.

    `optional` are function words, which need not occur. `misread` are filters with an impossible value, which were
    read as words. `periods` are those that some of the words name. `words` are the folded words, for display.
    """

    wanted: tuple[Clause, ...] = ()
    unwanted: tuple[Term, ...] = ()
    filters: tuple[Filter, ...] = ()
    words: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    misread: tuple[str, ...] = ()
    periods: tuple[NamedPeriod, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the query has no words."""
        return not self.wanted and not self.unwanted


def parsed_query(text: str, present: Present = lambda _facet: ()) -> ParsedQuery:
    """Parse `text`: words, "phrases", -words to leave out, OR between two, and filters such as `tag:lassen`.

    The last word counts as half typed while nothing follows it. `present` returns the values of a facet that occur in
    the index, for codes that only a newer version knows.
    """
    wanted: list[tuple[Term, ...]] = []
    unwanted: list[Term] = []
    filters: list[Filter] = []
    misread: list[str] = []
    either = False
    last = ""
    text = _as_one_word(_KEY_APART.sub(_joined, text))
    for match in _PIECE.finditer(text):
        quoted, plain = match[3], match[6]
        minus = bool(match[1] or match[4]) and (match.start() == 0 or text[match.start() - 1].isspace())
        key, value = match[2] or match[5] or "", quoted if quoted is not None else plain
        if plain in _OR and wanted:
            either = True
            continue
        typed_filter = filter_of(key, value, without=minus, present=present) if key else None
        if typed_filter:
            filters.append(typed_filter)
            continue
        if key and is_key(key):
            misread.append(f"{key}:{value}")
        found = [_phrase(value)] if quoted is not None else _terms(f"{key} {value}" if key else value)
        found = [term for term in found if term.runs]
        if minus:
            unwanted += found
        elif found:
            if either:
                wanted[-1] = (*wanted[-1], found[0])[:_MOST]
                found = found[1:]
            wanted += [(term,) for term in found]
            last = value if quoted is None else ""
        either = False
    return replace(_typed(text, wanted, unwanted, filters, last), misread=tuple(misread)[:_MOST])


def _typed(
    text: str, wanted: list[tuple[Term, ...]], unwanted: list[Term], filters: list[Filter], last: str
) -> ParsedQuery:
    if wanted and last and text.endswith(last) and words(last) and text.endswith(words(last)[-1]):
        *others, half = wanted[-1]
        form = forms(words(last)[-1])[-1].word
        wanted[-1] = (*others, Term(half.runs, form, half=True))
    written = dict.fromkeys(word for terms in wanted for term in terms for word in _shown(term))
    kept = [terms for terms in wanted if not all(map(_says_nothing, terms))]
    optional = dict.fromkeys(term.form for terms in wanted for term in terms if kept and _says_nothing(term))
    kept = list(dict.fromkeys(kept or wanted))
    return ParsedQuery(
        tuple(map(Clause, kept[:_MOST])),
        tuple(unwanted[:_MOST]),
        tuple(filters[:_MOST]),
        tuple(written)[:_MOST],
        tuple(optional)[:_MOST],
        periods=_periods(text, kept),
    )


def _periods(text: str, wanted: Sequence[tuple[Term, ...]]) -> tuple[NamedPeriod, ...]:
    """The periods that `text` names beside something else; who types just a year means the year as it is written."""
    named = tuple(named_periods(text, today()))[:_MOST]
    of_them = {word for each in named for word in each.words}
    return named if any(term.form not in of_them for clause in wanted for term in clause) else ()


def _as_one_word(text: str) -> str:
    """`text` in which what is one thing stands as the one word that the index has for it, except after a colon.

    A word with a dot gets a hyphen, so that its parts are looked for as well.
    """
    alone = text.strip()
    if [(each.start, each.end) for each in written_apart(alone.upper())] == [(0, len(alone))]:
        text = text.upper()  # a postcode or account needs its capitals only within a text
    pieces, place, quotes = [], 0, 0
    for each in written_apart(text):
        before = text[place : each.start]
        quotes += sum(map(before.count, QUOTES))
        if not before.endswith(":") and quotes % 2 == 0:
            pieces += [before, text[each.start : each.end].replace(".", "-") if each.is_dotted else each.word]
        else:
            pieces.append(text[place : each.end])
        place = each.end
    return "".join([*pieces, text[place:]])


def _joined(match: re.Match[str]) -> str:
    return f"{match[1]}{match[2]}:" if is_key(match[2]) else match[0]


def _says_nothing(term: Term) -> bool:
    """Whether `term` is a function word, in any inflection: gekregen as well as krijg."""
    if term.is_phrase:
        return False
    return term.form in STOP or (len(term.runs) == 1 and len(term.runs[0]) == 1 and term.runs[0][0] in STOP)


def _shown(term: Term) -> tuple[str, ...]:
    return (term.form,) if term.form else term.runs[0]


def _terms(text: str) -> list[Term]:
    return [Term(_runs(found), found[-1].word) for word in words(text) if (found := forms(word))]


def _runs(found: tuple[Form, ...]) -> tuple[Phrase, ...]:
    """The parts of a word as a phrase and, for a hyphenated word, also the whole."""
    parts = tuple(form.stem for form in found if not form.joined)
    whole = tuple((form.stem,) for form in found if form.joined)
    return (parts, *whole) if parts else whole


def _phrase(quoted: str) -> Term:
    run = tuple(form.stem for word in words(quoted) for form in forms(word) if not form.joined)[:_MOST]
    as_one = tuple((stem(each.word),) for each in written_apart(quoted) if each.end - each.start == len(quoted.strip()))
    return Term((run, *as_one) if run else ())
