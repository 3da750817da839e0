"""Words that mean the same, from files that anyone can read and a region can extend (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property

from knowledge.search.analysis import forms, words
from knowledge.search.compounds import WORDS
from knowledge.search.typed import STOP, Run

_MOST_LINES = 2000
_MOST_WORDS = 40


class Thesaurus:
    """Groups of words and phrases that are found for each other."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._groups: list[tuple[Run, ...]] = []
        for line, _ in zip(lines, range(_MOST_LINES), strict=False):
            members = tuple(dict.fromkeys(filter(None, map(_run, line.partition("#")[0].split(",")[:_MOST_WORDS]))))
            if len(members) > 1:
                self._groups.append(members)

    @cached_property
    def _of(self) -> dict[Run, list[int]]:
        found: dict[Run, list[int]] = {}
        for number, group in enumerate(self._groups):
            for run in group:
                found.setdefault(run, []).append(number)
        return found

    @cached_property
    def longest(self) -> int:
        """Of how many words the longest phrase is made."""
        return max(map(len, self._of), default=1)

    def others(self, run: Run) -> tuple[Run, ...]:
        """What is also meant by who says `run`."""
        found = (other for number in self._of.get(run, ()) for other in self._groups[number] if other != run)
        return tuple(dict.fromkeys(found))


@cache
def shipped() -> tuple[str, ...]:
    """The lines that come with the program."""
    return tuple((WORDS / "synonyms.txt").read_text("utf-8").splitlines())


def _run(text: str) -> Run:
    """The stems of `text`, without function words in the middle of a phrase."""
    stems = [form.stem for word in words(text) for form in forms(word) if not form.joined]
    return tuple(stem for stem in stems if stem not in STOP) or tuple(stems)
