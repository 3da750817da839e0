"""The word lists of the guard: data in `words/`, each file read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_WORDS = Path(__file__).parent / "words"


@cache
def listed(name: str) -> frozenset[str]:
    """The folded words in the list `name`."""
    lines = (_WORDS / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def listed_endings() -> tuple[str, ...]:
    """The endings of nouns that are no name."""
    return tuple(sorted(listed("no_pupil_endings")))
