"""What the guard knows: who is in the directory of the region, and which words are ordinary ones (pure)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from knowledge.guard.word_lists import listed, listed_endings
from knowledge.model.folding import fold

_LETTERS = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHORTEST_NOUN = 8


@dataclass(frozen=True)
class KnownNames:
    """The directory, folded: `words` of names of organisations and places and of surnames, and the full names of people
    by the first word of each. `is_word` says whether a folded word is an ordinary Dutch one."""

    words: frozenset[str] = frozenset()
    people: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    is_word: Callable[[str], bool] = lambda _word: False

    def begins_person(self, text: str) -> bool:
        """Whether `text` begins with the full name of somebody in the directory."""
        words = name_words(text)
        return bool(words) and any(tuple(words[: len(name)]) == name for name in self.people.get(words[0], ()))

    def is_no_name(self, word: str) -> bool:
        """Whether `word` is no name of a pupil: one of the directory, or an ordinary word."""
        folded = fold(word)
        return folded in self.words or is_ordinary(folded, self.is_word)


def is_ordinary(folded: str, is_word: Callable[[str], bool]) -> bool:
    """Whether the folded word is an ordinary one; a first name that is a word as well is none."""
    if folded in listed("no_pupil"):
        return True
    if folded in listed("first_names"):
        return False
    return (len(folded) >= _SHORTEST_NOUN and folded.endswith(listed_endings())) or is_word(folded)


def known_names(
    organisations: Iterable[str],
    people: Iterable[str],
    places: Iterable[str],
    is_word: Callable[[str], bool] = lambda _word: False,
) -> KnownNames:
    """What the names of `organisations`, `people` and `places` make known."""
    words = {word for name in (*organisations, *places) for word in name_words(name)}
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in people:
        spelled = name_words(name)
        if len(spelled) > 1:
            words.update(spelled[1:])
            by_first.setdefault(spelled[0], []).append(tuple(spelled))
    return KnownNames(frozenset(words), {first: tuple(names) for first, names in by_first.items()}, is_word)


def name_words(name: str) -> list[str]:
    """The words of `name`, folded."""
    return [fold(word) for word in _LETTERS.findall(name)]
