"""The passage of a text that best shows why it was found (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set

from knowledge.search.dutch.analysis import beginning, placed, spelled
from knowledge.search.dutch.function_words import STOP
from knowledge.search.dutch.separable_verbs import separable_verbs
from knowledge.search.dutch.written_apart import written_apart
from knowledge.search.index.index_reader import IndexReader
from knowledge.search.query.parsing import ParsedQuery
from knowledge.search.ranking.matching import Match

LENGTH = 160
"""The approximate length of a passage in characters."""

_LEAD = 24
"""The most characters that are shown before the first match."""

_MOST_MATCHES = 200
_MOST_PLACES = 40
"""The most places that are looked at for a needle of one or two letters, as such a needle occurs everywhere."""

_HEAD = 3
"""How many first letters of a word, or of a part inside it, must match to make it worth a look."""

_JOINING = "-&'`"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")

_AS_PARTS = ("part", "compound", "synonym", "same", "half", "correction")
_AS_FORMS = ("exact", "half-typed", "longer", "correction")
"""Levels of matches whose words may be inside compounds, and levels whose words are word forms."""

Runs = tuple[tuple[str, bool], ...]
_Match = tuple[int, int, str]
Parts = Callable[[str], Iterable[str]]
"""Returns the stems of the parts of a folded word."""


class Marker:
    """Finds the words of a text that matched the query.

    These are the words among `forms` (folded words, each with what it stands for), those that begin with the folded
    `prefix`, and those that contain one of `parts`. A marker serves one search and remembers the words it saw. It stems
    nothing, so that twenty passages take less time than the search.
    """

    def __init__(self, forms: Mapping[str, str], prefix: str = "", parts: Set[str] = frozenset()) -> None:
        self._forms = forms
        self._prefix = prefix
        self._parts = parts
        self._known: dict[str, str] = {}
        self._apart = {form for form in forms if " " in form}
        self._firsts = {f" {form.partition(' ')[0]}" for form in self._apart}
        self._needles = _needles({*forms, *(part[:_HEAD] for part in parts), *filter(None, [prefix])} - self._apart)

    @classmethod
    def of(cls, matches: Iterable[Match], typed: ParsedQuery, shelf: IndexReader) -> Marker:
        """The marker of the words by which `matches` were found in the index that `shelf` reads."""
        by_level: dict[str, set[str]] = {}
        for match in matches:
            for way in match.ways:
                several = len(way.words) > 1  # function words of a phrase aren't marked
                words = [word for word in way.words if not several or word not in STOP]
                by_level.setdefault(way.level, set()).update(words)
        stems = {word for words in by_level.values() for word in words}
        stems |= {stem for wanted in typed.wanted for term in wanted.terms for run in term.runs for stem in run}
        forms = {form: stem for stem in sorted(stems) for form in shelf.forms_of(stem)}
        for form in (form for level in _AS_FORMS for form in by_level.get(level, ())):
            forms.setdefault(form, form)
        half = [term.form for wanted in typed.wanted for term in wanted.terms if term.half]
        parts = frozenset(word for level in _AS_PARTS for word in by_level.get(level, ()))
        return cls(forms, half[0] if half else "", parts)

    def matches(self, text: str, parts_of: Parts) -> list[_Match]:
        """(start, end, what it stands for) of the words of `text` that match, in order."""
        found = []
        for start, word in self._doubtful(_evenly_lower(text)):
            if word not in self._known:
                self._known[word] = self._key(word, parts_of)
            if key := self._known[word]:
                found.append((start, start + len(word), key))
        if any(first in text for first in self._firsts):
            for verb in separable_verbs(text):
                apart = f"{verb.first} {verb.rest}"
                if apart in self._apart:
                    found += [(start, end, self._forms[apart]) for start, end in verb.parts]
        return sorted(found)[:_MOST_MATCHES]

    def _doubtful(self, text: str) -> list[tuple[int, str]]:
        """The words of `text` that may match, with their places.

        They contain a needle, or have to be folded before they can be compared. Looking for needles takes a fraction of
        the time that splitting the whole text into words does.
        """
        stretches = _Stretches(text)
        take = stretches.take
        for needle in (*self._needles, *_JOINING):
            place, left = text.find(needle), len(text) if len(needle) >= _HEAD else _MOST_PLACES
            while place >= 0 and left:
                place = text.find(needle, take(place))
                left -= 1
        if not text.isascii():
            for match in _BEYOND_ASCII.finditer(text):
                take(match.start())
        return stretches.words

    def _key(self, word: str, parts_of: Parts) -> str:
        """What `word`, in lower case, stands for in the query, or "" if it doesn't match."""
        if word in self._forms:
            return self._forms[word]
        if not (word.isascii() and word.isalnum()):
            forms = [form for form, _, _ in spelled(word) if form != word]
            forms += [each.word for each in written_apart(word)]
            return next(filter(None, (self._key(form, parts_of) for form in forms)), "")
        if self._prefix and word.startswith(self._prefix):
            return self._prefix
        return min(self._parts & set(parts_of(word)), default="") if self._parts else ""


class _Stretches:
    """Splits a text into words only around the places it is asked about, each stretch between white space once."""

    def __init__(self, text: str) -> None:
        self.words: list[tuple[int, str]] = []
        self._text = text
        self._ends: dict[int, int] = {}  # the end of each stretch by its beginning

    def take(self, place: int) -> int:
        """Add the words of the stretch around `place` to `words`; returns where that stretch ends."""
        text = self._text
        start = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1
        end = self._ends.get(start)
        if end is None:
            ends = [end for end in (text.find(" ", place), text.find("\n", place)) if end >= 0]
            end = self._ends[start] = min(ends, default=len(text))
            self.words += placed(text, start, end)
        return end


def _needles(words: Iterable[str]) -> list[str]:
    """The beginnings of `words`, with one needle for all words that begin alike."""
    alike: dict[str, list[str]] = {}
    for word in words:
        alike.setdefault(word[:_HEAD], []).append(word)
    return [beginning(group) for group in alike.values()]


def _evenly_lower(text: str) -> str:
    """`text` in lower case, with every letter in its old place."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _no_parts(_word: str) -> tuple[str, ...]:
    return ()


def snippet(text: str, marker: Marker, parts_of: Parts = _no_parts) -> Runs:
    """About `LENGTH` characters of `text`, around the place where `marker` finds the most different words.

    The passage is on one line, as runs of (text, whether it matched). Without a match it is the beginning of the text.
    """
    matches = marker.matches(text, parts_of)
    start = _start(text, _densest(matches))
    end = _end(text, start)
    runs = [("…", False)] if start else []
    place = start
    for left, right, _ in matches:
        if left >= place and right <= end:
            runs += [(_on_one_line(text[place:left]), False), (text[left:right], True)]
            place = right
    runs.append((_on_one_line(text[place:end]).rstrip() + ("…" if end < len(text) else ""), False))
    return tuple(run for run in runs if run[0])


def _densest(matches: list[_Match]) -> int:
    """Where the first match of the passage begins: the first place from which the most different stems fit in it."""
    best, most = 0, 0
    for number, (start, _, _) in enumerate(matches):
        within = {stemmed for _, end, stemmed in matches[number : number + 24] if end <= start + LENGTH - _LEAD}
        if len(within) > most:
            best, most = start, len(within)
    return best


def _start(text: str, match: int) -> int:
    """The beginning of a word or line shortly before `match`."""
    earliest = match - _LEAD
    if earliest <= 0:
        return 0
    line = text.rfind("\n", earliest, match)
    space = line if line >= 0 else text.find(" ", earliest, match)
    return space + 1 if space >= 0 else match


def _end(text: str, start: int) -> int:
    """The end of a word about `LENGTH` characters after `start`."""
    latest = start + LENGTH
    if latest >= len(text):
        return len(text)
    space = max(text.rfind(" ", start + LENGTH // 2, latest + 1), text.rfind("\n", start + LENGTH // 2, latest + 1))
    return space if space > start else latest


def _on_one_line(text: str) -> str:
    """`text` with every run of white space reduced to one space."""
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")
