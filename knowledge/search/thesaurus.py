"""Words that mean the same, from files that anyone can read and a region can extend (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property

from knowledge.search.analysis import fold, forms, words
from knowledge.search.compounds import WORDS
from knowledge.search.typed import STOP, Run

MOST_LINES = 2000
"""So many lines are read of a region's own file."""

_MOST_WORDS = 40
_HEAD = 2
"""Letters that a word and its stem share: by these the lines are found that a question needs."""


class Thesaurus:
    """Words and phrases that are found for each other.

    A line is a group, its members parted by commas; what stands between = means the very same: "bpv =
    beroepspraktijkvorming, stage".
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = [line.partition("#")[0] for line in lines]
        self._by_head: dict[str, list[int]] = {}
        self._words: set[str] = set()
        for number, line in enumerate(self._lines):
            written = set(map(fold, words(line)))
            self._words |= written
            for head in {word[:_HEAD] for word in written}:
                self._by_head.setdefault(head, []).append(number)
        self._read: set[int] = set()
        self._same: dict[Run, list[Run]] = {}
        self._others: dict[Run, list[Run]] = {}

    def knows(self, form: str) -> bool:
        """Whether the folded word `form` stands in a line."""
        return form in self._words

    @cached_property
    def longest(self) -> int:
        """Of how many words the longest phrase is made, at most."""
        members = (member for line in self._lines for member in line.replace("=", ",").split(","))
        return max((len(words(member)) for member in members), default=1)

    def same(self, run: Run) -> tuple[Run, ...]:
        """What means the very same as `run`: abbreviations, translations."""
        return self._found(self._same, run)

    def others(self, run: Run) -> tuple[Run, ...]:
        """What means about the same as `run`."""
        return self._found(self._others, run)

    def _found(self, table: dict[Run, list[Run]], run: Run) -> tuple[Run, ...]:
        """What stands in `table` for `run`. Only lines with a word that begins like one of it are analysed."""
        key = _key(run)
        for number in self._by_head.get(key[0][:_HEAD], ()) if key else ():
            if number not in self._read:
                self._read.add(number)
                self._take(self._lines[number])
        return tuple(dict.fromkeys(table.get(key, ())))

    def _take(self, line: str) -> None:
        members = line.split(",")[:_MOST_WORDS]
        group = [[run for spelled in member.split("=") if (run := _run(spelled))] for member in members]
        for runs in group:
            for run in runs:
                self._same.setdefault(_key(run), []).extend(each for each in runs if each != run)
                self._others.setdefault(_key(run), []).extend(
                    each for others in group if others is not runs for each in others if each != run
                )


@cache
def shipped() -> tuple[str, ...]:
    """The lines that come with the program."""
    return tuple((WORDS / "synonyms.txt").read_text("utf-8").splitlines())


def _run(text: str) -> Run:
    return tuple(form.stem for word in words(text) for form in forms(word) if not form.joined)


def _key(run: Run) -> Run:
    """`run` without function words: questions have none."""
    return tuple(stem for stem in run if stem not in STOP) or run
