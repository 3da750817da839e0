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
    """Words and phrases that are found for each other.

    A line is a group, its members parted by commas; what stands between = means the very same: "bpv =
    beroepspraktijkvorming, stage".
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._same: dict[Run, list[Run]] = {}
        self._others: dict[Run, list[Run]] = {}
        for line, _ in zip(lines, range(_MOST_LINES), strict=False):
            members = line.partition("#")[0].split(",")[:_MOST_WORDS]
            group = [[run for spelled in member.split("=") if (run := _run(spelled))] for member in members]
            for runs in group:
                for run in runs:
                    self._same.setdefault(_key(run), []).extend(each for each in runs if each != run)
                    self._others.setdefault(_key(run), []).extend(
                        each for others in group if others is not runs for each in others if each != run
                    )

    @cached_property
    def longest(self) -> int:
        """Of how many words the longest phrase is made."""
        return max(map(len, self._same), default=1)

    def same(self, run: Run) -> tuple[Run, ...]:
        """What means the very same as `run`: abbreviations, translations."""
        return tuple(dict.fromkeys(self._same.get(_key(run), ())))

    def others(self, run: Run) -> tuple[Run, ...]:
        """What means about the same as `run`."""
        return tuple(dict.fromkeys(self._others.get(_key(run), ())))


@cache
def shipped() -> tuple[str, ...]:
    """The lines that come with the program."""
    return tuple((WORDS / "synonyms.txt").read_text("utf-8").splitlines())


def _run(text: str) -> Run:
    return tuple(form.stem for word in words(text) for form in forms(word) if not form.joined)


def _key(run: Run) -> Run:
    """`run` without function words: questions have none."""
    return tuple(stem for stem in run if stem not in STOP) or run
