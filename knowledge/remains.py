"""Looking for words that should be gone, in files as they lie on the disk: rows, free pages and slack alike."""

from __future__ import annotations

import mmap
import re
from collections.abc import Collection, Iterable
from pathlib import Path

from knowledge.model.fields import Json
from knowledge.model.folding import fold_word

_WORD = re.compile(r"\w{3,}")
"""Shorter words say nothing about anybody, and stand everywhere."""
_PIECE = 8 << 20
_LONGEST = 1024
"""The bytes of a word that are looked for; pieces of a file overlap by so many."""


def words_of(value: Json) -> frozenset[str]:
    """All words that stand anywhere in `value`."""
    if isinstance(value, str):
        return frozenset(_WORD.findall(value))
    if isinstance(value, dict):
        return frozenset().union(*(words_of(each) for each in value.values()))
    if isinstance(value, list):
        return frozenset().union(*(words_of(each) for each in value))
    return frozenset(_WORD.findall(str(value))) if isinstance(value, int) else frozenset()


def remaining(words: Collection[str], paths: Iterable[Path]) -> dict[str, set[Path]]:
    """Those of `words` that stand in one of the files `paths`, each with the files; a file that is gone has nothing."""
    found: dict[str, set[Path]] = {}
    looked_for = {word: _spellings(word) for word in words}
    for path in paths:
        for word in _words_in(path, looked_for):
            found.setdefault(word, set()).add(path)
    return found


def unexplained(words: Iterable[str], texts: Iterable[bytes]) -> set[str]:
    """Those of `words` that stand in none of `texts`, which may stay."""
    left = {word: _spellings(word) for word in words}
    for text in texts:
        if not left:
            break
        lowered = text.lower()
        folded = lowered if lowered.isascii() else _folded(text)
        left = {word: ways for word, ways in left.items() if not any(way in lowered or way in folded for way in ways)}
    return set(left)


def _folded(text: bytes) -> bytes:
    return " ".join(fold_word(word) for word in _WORD.findall(text.decode("utf-8", "replace"))).encode()


def _spellings(word: str) -> frozenset[bytes]:
    """The ways in which `word` may stand in a file of which the ASCII letters are made small."""
    ways = (_ascii_lower(word), _ascii_lower(word.upper()), word.casefold(), fold_word(word))
    return frozenset(way.encode()[:_LONGEST] for way in ways if way)


def _ascii_lower(word: str) -> str:
    return word.encode().lower().decode()


def _words_in(path: Path, looked_for: dict[str, frozenset[bytes]]) -> set[str]:
    found: set[str] = set()
    try:
        with path.open("rb") as file:
            if not path.stat().st_size:
                return found
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                for start in range(0, len(data), _PIECE):
                    piece = data[max(0, start - _LONGEST) : start + _PIECE].lower()
                    found |= {
                        word
                        for word, ways in looked_for.items()
                        if word not in found and any(way in piece for way in ways)
                    }
    except FileNotFoundError:
        return found
    return found
