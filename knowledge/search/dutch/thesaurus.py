"""Words that mean the same, from files that anyone can read and a region can extend (pure).

A line is a group of members separated by commas; members joined by = mean exactly the same: "bpv =
beroepspraktijkvorming, stage". Ours are in `words/synonyms/`; as analysing them takes longer than many searches,
`scripts/synonym_groups.py` stores what they become: the lines in stems, and all the words in them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from itertools import islice

from knowledge.model.folding import fold_word
from knowledge.search.dutch.analysis import forms, words
from knowledge.search.dutch.compounds import WORDS
from knowledge.search.dutch.function_words import STOP
from knowledge.search.query.parsing import Phrase

MOST_LINES, LONGEST_LINE = 1000, 300
"""The most lines, and characters of each, that are read of a region's own file."""

LONGEST_PHRASE = 5
"""The most words of a phrase that is looked up."""

GROUPS, KNOWN = WORDS / "synonyms.txt", WORDS / "synonyms.known.txt"

_MOST_MEMBERS = 40


class Thesaurus:
    """Words and phrases that are found for each other: those shipped, and a region's `own` lines."""

    def __init__(self, own: Iterable[str] = ()) -> None:
        lines = [line[:LONGEST_LINE] for line in islice(own, MOST_LINES)]
        self._own_words = {word for line in lines for word in written(line)}
        self._lines = [*_shipped(), *filter(None, map(stemmed, lines))]
        self._read: set[int] = set()
        self._same: dict[Phrase, list[Phrase]] = {}
        self._others: dict[Phrase, list[Phrase]] = {}

    def knows(self, form: str) -> bool:
        """Whether the folded word `form` occurs in a line."""
        return form in _shipped_words() or form in self._own_words

    def same(self, run: Phrase) -> tuple[Phrase, ...]:
        """The phrases that mean exactly the same as `run`: abbreviations, translations."""
        return self._found(self._same, run)

    def others(self, run: Phrase) -> tuple[Phrase, ...]:
        """The phrases that mean about the same as `run`."""
        return self._found(self._others, run)

    def _found(self, table: dict[Phrase, list[Phrase]], run: Phrase) -> tuple[Phrase, ...]:
        key = _key(run)
        for number in (*_shipped_with().get(key[0], ()), *self._own_with.get(key[0], ())) if key else ():
            if number not in self._read:
                self._read.add(number)
                self._take(self._lines[number])
        return tuple(dict.fromkeys(table.get(key, ())))

    @cached_property
    def _own_with(self) -> dict[str, list[int]]:
        return _with(self._lines, len(_shipped()))

    def _take(self, line: str) -> None:
        group = [[tuple(run.split()) for run in member.split("=")] for member in line.split(",")]
        for runs in group:
            for run in filter(_key, runs):
                self._same.setdefault(_key(run), []).extend(each for each in runs if each != run)
                self._others.setdefault(_key(run), []).extend(
                    each for others in group if others is not runs for each in others if each != run
                )


def written(line: str) -> set[str]:
    """The words of a line, folded."""
    return set(map(fold_word, words(line.partition("#")[0])))


def stemmed(line: str) -> str:
    """A line in stems, without duplicates: "bpv=beroepspraktijkvorm,stag"; "" if only one phrase is left."""
    seen: set[str] = set()
    group = []
    for member in line.partition("#")[0].split(",")[:_MOST_MEMBERS]:
        runs = [run for spelled in member.split("=") if (run := _run(spelled)) and run not in seen]
        runs = list(dict.fromkeys(runs))
        seen.update(runs)
        group += ["=".join(runs)] if runs else []
    return ",".join(group) if len(seen) > 1 else ""


@cache
def _shipped() -> tuple[str, ...]:
    return tuple(GROUPS.read_text("utf-8").splitlines())


@cache
def _shipped_words() -> frozenset[str]:
    return frozenset(KNOWN.read_text("utf-8").split())


@cache
def _shipped_with() -> dict[str, list[int]]:
    return _with(_shipped())


def _with(lines: Sequence[str], first: int = 0) -> dict[str, list[int]]:
    """The numbers, from `first`, of the lines in which each stem occurs."""
    found: dict[str, list[int]] = {}
    for number, line in enumerate(lines[first:], first):
        for stem in set(line.replace("=", " ").replace(",", " ").split()):
            found.setdefault(stem, []).append(number)
    return found


def _run(text: str) -> str:
    return " ".join(form.stem for word in words(text) for form in forms(word) if not form.joined)


def _key(run: Phrase) -> Phrase:
    """`run` without function words, as in queries; () if one word is left of several: "geen zin" isn't zin."""
    left = tuple(stem for stem in run if stem not in STOP)
    return left if len(left) > 1 or len(run) == 1 else ()
