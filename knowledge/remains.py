"""Looking for words that should be gone, in files as they lie on the disk: rows, free pages and slack alike."""

from __future__ import annotations

import mmap
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from knowledge.model.fields import Json
from knowledge.model.folding import fold_word

_WORD = re.compile(r"\w{3,}")
"""Shorter words say nothing about anybody, and stand everywhere."""
_PIECE = 4 << 20
"""The bytes that are searched at a time."""
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
    says_something = isinstance(value, int) and not isinstance(value, bool)
    return frozenset(_WORD.findall(str(value))) if says_something else frozenset()


def remaining(words: Collection[str], paths: Iterable[Path]) -> dict[str, set[Path]]:
    """Those of `words` that stand in one of the files `paths`, each with the files; a file that is gone has nothing."""
    search = _Search(words)
    found: dict[str, set[Path]] = {}
    for path in paths:
        for piece in _pieces(path):
            for word in search.found_in(piece):
                found.setdefault(word, set()).add(path)
    return found


def unexplained(words: Collection[str], texts: Iterable[bytes], *, folded: bool = False) -> set[str]:
    """Those of `words` that stand in none of `texts`, which may stay; with `folded`, whatever their accents."""
    search = _Search(words)
    for text in _joined(texts):
        if not search.words:
            break
        known = search.found_in(text)
        if folded and search.words and not text.isascii():
            known |= search.found_in(_folded(text))
        if known:
            search = _Search(search.words - known)
    return set(search.words)


class _Search:
    """A search for many words at once, in whatever way each of them may be spelled."""

    def __init__(self, words: Collection[str]) -> None:
        from ahocorasick_rs import BytesAhoCorasick

        self.words = frozenset(words)
        spelled = sorted({(way, word) for word in words for way in _spellings(word)})
        self._meant = [word for _way, word in spelled]
        self._automaton = BytesAhoCorasick([way for way, _word in spelled])

    def found_in(self, data: bytes) -> set[str]:
        """The words that stand in `data`."""
        if not self.words:
            return set()
        matches = self._automaton.find_matches_as_indexes(data.lower(), overlapping=True)
        return {self._meant[number] for number in {match[0] for match in matches}}


def _spellings(word: str) -> frozenset[bytes]:
    """The ways in which `word` may stand in a file of which the ASCII letters are made small."""
    ways = (word.encode().lower(), word.upper().encode().lower(), word.casefold().encode(), fold_word(word).encode())
    return frozenset(way[:_LONGEST] for way in ways if way)


def _folded(text: bytes) -> bytes:
    return " ".join(fold_word(word) for word in _WORD.findall(text.decode("utf-8", "replace"))).encode()


def _joined(texts: Iterable[bytes]) -> Iterator[bytes]:
    """`texts` in pieces of some size, since a search has a price of its own."""
    held: list[bytes] = []
    size = 0
    for text in texts:
        held.append(text)
        size += len(text)
        if size >= _PIECE // 16:
            yield b"\0".join(held)
            held, size = [], 0
    yield b"\0".join(held)


def _pieces(path: Path) -> Iterator[bytes]:
    try:
        if not path.stat().st_size:  # such as a lock, which Windows lets nobody else open
            return
        with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            for start in range(0, len(data), _PIECE):
                yield data[max(0, start - _LONGEST) : start + _PIECE]
    except FileNotFoundError:
        return
