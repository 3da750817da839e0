"""The passage of a text that shows best why it was found (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set

from knowledge.search.dutch.analysis import beginning, placed, spelled
from knowledge.search.dutch.function_words import STOP
from knowledge.search.dutch.separable_verbs import separable_verbs
from knowledge.search.index.index_reader import IndexReader
from knowledge.search.query.parsing import ParsedQuery
from knowledge.search.ranking.matching import Match

LENGTH = 160
"""How many characters a passage has, about."""

_LEAD = 24
"""How much of the text before the first match is shown, at most."""

_MOST_MATCHES = 200
_MOST_PLACES = 40
"""Of a needle of one or two letters: half a word of one letter stands everywhere."""

_HEAD = 3
"""Letters by which a word, or what stands inside it, is recognised as worth a look."""

_JOINING = "-&'`"
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")

_AS_PARTS = ("part", "compound", "synonym", "same", "half", "correction")
_AS_FORMS = ("exact", "half-typed", "longer", "correction")
"""Levels of matches whose words are to be found inside compounds, and those whose words are word forms."""

Runs = tuple[tuple[str, bool], ...]
_Match = tuple[int, int, str]
Parts = Callable[[str], Iterable[str]]
"""Gives the stems of the parts of a folded word."""


class Marker:
    """Finds the words of a text that are why it was found.

    Those that are among `forms` (folded words, each with what it stands for), begin with the folded `prefix`, or have
    one of `parts` in them. For one search: it remembers what it saw. Nothing is stemmed for it, so that twenty passages
    take less time than the search.
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
        """What marks the words for which `matches` were found on `shelf`."""
        by_level: dict[str, set[str]] = {}
        for match in matches:
            for way in match.ways:
                several = len(way.words) > 1  # function words of a phrase are nothing to mark
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
        """The words of `text` that may match, with their places: those in which a needle stands, and those that are
        folded before they are compared. Looking for needles takes a fraction of what cutting all into words does.
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
        """What `word`, in lower case, stands for among what is looked for; "" when it is no match."""
        if word in self._forms:
            return self._forms[word]
        if not (word.isascii() and word.isalnum()):
            forms = [form for form, _, _ in spelled(word) if form != word]
            return next(filter(None, (self._key(form, parts_of) for form in forms)), "")
        if self._prefix and word.startswith(self._prefix):
            return self._prefix
        return min(self._parts & set(parts_of(word)), default="") if self._parts else ""


class _Stretches:
    """Cuts into words only those stretches of a text between white space that it is asked about, each once."""

    def __init__(self, text: str) -> None:
        self.words: list[tuple[int, str]] = []
        self._text = text
        self._ends: dict[int, int] = {}  # where a stretch begins, and where it ends

    def take(self, place: int) -> int:
        """Take the words of the stretch around `place` among `words`; gives the place where it ends."""
        text = self._text
        start = max(text.rfind(" ", 0, place), text.rfind("\n", 0, place)) + 1
        end = self._ends.get(start)
        if end is None:
            ends = [end for end in (text.find(" ", place), text.find("\n", place)) if end >= 0]
            end = self._ends[start] = min(ends, default=len(text))
            self.words += placed(text, start, end)
        return end


def _needles(words: Iterable[str]) -> list[str]:
    """What `words` have in front, one needle for those that begin alike."""
    alike: dict[str, list[str]] = {}
    for word in words:
        alike.setdefault(word[:_HEAD], []).append(word)
    return [beginning(group) for group in alike.values()]


def _evenly_lower(text: str) -> str:
    """`text` in lower case, letter for letter."""
    lower = text.lower()
    if len(lower) == len(text):
        return lower
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def _no_parts(_word: str) -> tuple[str, ...]:
    return ()


def snippet(text: str, marker: Marker, parts_of: Parts = _no_parts) -> Runs:
    """About `LENGTH` characters of `text` around where most different words match, as `marker` says.

    Runs of (text, whether it matched), on one line; without a match it is how the text begins.
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
    """Where the passage's first match stands: the first place from where most different stems fit in."""
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
    """`text` with every run of white space made one space."""
    inner = " ".join(text.split())
    if not inner:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + inner + (" " if text[-1].isspace() else "")
