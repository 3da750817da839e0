"""The word forms that occur anywhere: what a half-typed word may become.

One form a line in a file that only grows; Whoosh's own lexicon holds stems, and "lesse" is the beginning of no stem.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from knowledge.search.analysis import WORD, terms_of
from knowledge.search.query import Entry

SCANNED = 200
"""So many forms that begin with what was typed are looked at."""


class Lexicon:
    """The words in file `path`. When it is missing or lost its end, the index is built anew."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._size = -1
        self._words = b"\n"

    def size(self) -> int:
        """How many bytes the file has; only ever more, until the index is built anew."""
        return self._path.stat().st_size if self._path.exists() else 0

    def _read(self) -> bytes:
        """The file as it is now, with a line end before every word."""
        size = self.size()
        if size != self._size:
            self._words = b"\n" + (self._path.read_bytes() if size else b"")
            self._size = size
        return self._words

    def add(self, entries: Iterable[Entry]) -> None:
        """Add the words of `entries` that aren't known yet."""
        words = {
            word
            for entry in entries
            for text in (entry.title, " ".join(entry.tags), entry.partner_names, entry.body)
            for raw in WORD.findall(text)
            for word, _stem in terms_of(raw)
        }
        fresh = words.difference(self._read().decode("utf-8", "replace").split("\n"))
        if fresh:
            with self._path.open("ab") as file:
                file.write("".join(f"{word}\n" for word in sorted(fresh)).encode())

    def beginning(self, prefix: str) -> list[str]:
        """Words that begin with the folded `prefix`, at most `SCANNED`."""
        words, start = self._read(), 0
        found: list[str] = []
        wanted = b"\n" + prefix.encode()
        while len(found) < SCANNED and (place := words.find(wanted, start)) >= 0:
            start = words.find(b"\n", place + 1)
            if start < 0:
                break
            found.append(words[place + 1 : start].decode("utf-8", "replace"))
        return found
