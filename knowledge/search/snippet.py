"""The passage of a text that shows best why it was found (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Set

from knowledge.search.analysis import forms, words_beginning
from knowledge.search.compounds import split
from knowledge.search.matching import Match
from knowledge.search.typed import Typed

LENGTH = 160
"""How many characters a passage has, about."""

_LEAD = 40
"""How much of the text before the first match is shown, at most."""

_MOST_MATCHES = 200
_INSIDE = 3
"""Letters of a part by which a compound is recognised as worth taking apart."""

_REST = re.compile(r"\w*")

_PARTICIPLE = "ge"
"""Words with this in front may have a stem that begins otherwise: gewerkt."""

Runs = tuple[tuple[str, bool], ...]
_Match = tuple[int, int, str]


class Marker:
    """Finds the words of a text that are why it was found.

    Those that have one of `stems`, are one of `forms`, begin with the folded `prefix` or have one of `parts` in them.
    For one search: it remembers what it saw. Only words that may match are analysed, so that fifty passages take less
    time than the search.
    """

    def __init__(
        self,
        stems: Set[str] = frozenset(),
        prefix: str = "",
        forms: Set[str] = frozenset(),
        parts: Set[str] = frozenset(),
    ) -> None:
        self._stems = stems
        self._prefix = prefix
        self._forms = forms
        self._parts = parts
        self._begins = words_beginning(stems | forms | ({prefix, _PARTICIPLE} if prefix else {_PARTICIPLE}))
        inside = sorted({re.escape(part[:_INSIDE]) for part in parts})
        self._inside = re.compile("|".join(inside), re.IGNORECASE) if inside else None
        self._known: dict[str, str | None] = {}

    @classmethod
    def of(cls, matches: Iterable[Match], typed: Typed) -> Marker:
        """What marks the words for which `matches` were found."""
        by_level: dict[str, set[str]] = {}
        for match in matches:
            for way in match.ways:
                by_level.setdefault(way.level, set()).update(way.words)
        forms = {word for level in ("exact", "half-typed", "correction") for word in by_level.get(level, ())}
        parts = by_level.get("part", set()) | by_level.get("compound", set()) | by_level.get("synonym", set())
        half = [term.form for wanted in typed.wanted for term in wanted.terms if term.half]
        stems = {word for words in by_level.values() for word in words}
        stems |= {stem for wanted in typed.wanted for term in wanted.terms for run in term.runs for stem in run}
        return cls(frozenset(stems), half[0] if half else "", frozenset(forms), frozenset(parts))

    def matches(self, text: str) -> list[_Match]:
        """(start, end, stem) of the first words of `text` that match."""
        found: list[_Match] = []
        for start, end in self._candidates(text) if self._stems else ():
            word = text[start:end]
            if word not in self._known:
                self._known[word] = self._stem(word)
            stemmed = self._known[word]
            if stemmed is not None:
                found.append((start, end, stemmed))
                if len(found) == _MOST_MATCHES:
                    break
        return found

    def _candidates(self, text: str) -> list[tuple[int, int]]:
        """Where the words of `text` begin and end that may match, in order."""
        found = [match.span() for match in self._begins.finditer(text)]
        if self._inside is None:
            return found
        begun = {start for start, _ in found}
        for match in self._inside.finditer(text):
            start = match.start()
            while start and text[start - 1].isalnum():
                start -= 1
            if start not in begun and start < match.start():
                begun.add(start)
                rest = _REST.match(text, match.end())
                found.append((start, rest.end() if rest else match.end()))
        return sorted(found)

    def _stem(self, word: str) -> str | None:
        for form in forms(word):
            if form.stem in self._stems or form.word in self._forms:
                return form.stem
            if self._prefix and form.word.startswith(self._prefix):
                return form.stem
            if self._parts and (shared := self._parts & set(split(form.word, form.stem))):
                return min(shared)
        return None


def snippet(text: str, marker: Marker) -> Runs:
    """About `LENGTH` characters of `text` around where most different words match, as `marker` says.

    Runs of (text, whether it matched), on one line; without a match it is how the text begins.
    """
    matches = marker.matches(text)
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
