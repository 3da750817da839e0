"""The passage of a text that shows best why it was found (pure)."""

from __future__ import annotations

from collections.abc import Set

from knowledge.search.analysis import forms, words_beginning

LENGTH = 160
"""How many characters a passage has, about."""

_LEAD = 40
"""How much of the text before the first match is shown, at most."""

_MOST_MATCHES = 200
_PARTICIPLE = "ge"
"""Words with this in front may have a stem that begins otherwise: gewerkt."""

Runs = tuple[tuple[str, bool], ...]
_Match = tuple[int, int, str]


class Marker:
    """Finds the words of a text that have one of `stems`, or begin with the folded `prefix`.

    For one search: it remembers what it saw. Only words that begin as what is looked for are looked at, so that fifty
    passages take less time than the search.
    """

    def __init__(self, stems: Set[str] = frozenset(), prefix: str = "") -> None:
        self._stems = stems
        self._prefix = prefix
        self._candidate = words_beginning(stems | ({prefix, _PARTICIPLE} if prefix else {_PARTICIPLE}))
        self._known: dict[str, str | None] = {}

    def matches(self, text: str) -> list[_Match]:
        """(start, end, stem) of the first words of `text` that match."""
        found: list[_Match] = []
        for match in self._candidate.finditer(text) if self._stems else ():
            word = match[0]
            if word not in self._known:
                self._known[word] = self._stem(word)
            stemmed = self._known[word]
            if stemmed is not None:
                found.append((match.start(), match.end(), stemmed))
                if len(found) == _MOST_MATCHES:
                    break
        return found

    def _stem(self, word: str) -> str | None:
        for form in forms(word):
            if form.stem in self._stems or (self._prefix and form.word.startswith(self._prefix)):
                return form.stem
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
