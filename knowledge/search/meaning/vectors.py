"""The vectors of one space: a private file of rows of a fixed size, which is disposable as the index is.

Rows are only added. What a record had before counts no longer once it has newer rows. A small file beside the rows
says how many of them count, so whatever an interrupted write left behind isn't read and is written over.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from knowledge.journal.storage import write_atomically
from knowledge.search.meaning.model_file import Real, in_eight_bits
from knowledge.search.meaning.passages import BodyPassage

_AT_ONCE = 4096
"""Rows that are compared at a time: they fit in the cache of the processor."""

_LEAN = 0.5
"""The share of rows that count no longer at which the file is written anew."""

_PASSAGES_EACH = 4
"""How many passages are looked at for each record that is wanted: some records have several near ones."""

_MOST_DIMENSIONS = 2048


_HEAD = np.dtype(
    [
        ("id", "S64"),
        ("key", "<u8"),
        ("content", "<u8"),
        ("start", "<u4"),
        ("end", "<u4"),
        ("number", "<u2"),
        ("of", "<u2"),
    ]
)
"""What a row says of its passage: the record (with a number by which it is quicker told), the mark of the text that the
vectors of the record were made of, where the passage stands, and which of how many it is: of none, once removed."""


class VectorState(msgspec.Struct, frozen=True):
    """What stands beside the rows: the model that made them, how far they follow the catalogue, how many count."""

    model: str = ""
    size: int = 0
    position: str = ""
    rows: int = 0


@dataclass(frozen=True)
class Near:
    """A record near to a question: how near its best passage is, and where that stands in its body."""

    id: str
    score: float
    start: int
    end: int


class VectorStore:
    """The vectors in `directory`, each with `size` numbers; `model` says what they are made by.

    Those that are made by another model, or in another way, count as none.
    """

    def __init__(self, directory: Path, model: str, size: int) -> None:
        self._directory = directory
        self._rows = directory / "vectors.rows"
        self._state_file = directory / "vectors.json"
        self._model = model
        self._row = _row(size)
        self._size = size
        self._known: tuple[VectorState, NDArray[Any], NDArray[np.bool_]] | None = None

    @property
    def state(self) -> VectorState:
        """What counts now; nothing if the files are missing, damaged, or another model's."""
        empty = VectorState(self._model, self._size)
        try:
            found = msgspec.json.decode(self._state_file.read_bytes(), type=VectorState)
            length = self._rows.stat().st_size
        except (OSError, msgspec.MsgspecError):
            return empty
        of_ours = (found.model, found.size) == (self._model, self._size)
        return found if of_ours and 0 <= found.rows * self._row.itemsize <= length else empty

    @contextmanager
    def writing(self) -> Iterator[bool]:
        """Become the only one that adds vectors; yields False while another program does."""
        from filelock import FileLock, Timeout

        self._directory.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._directory / "vectors.lock", timeout=0)
        try:
            lock.acquire()
        except (Timeout, OSError):
            yield False
            return
        try:
            yield True
        finally:
            lock.release()

    def contents(self) -> dict[str, int]:
        """For each record that has vectors, the mark of the text that they were made of."""
        heads, alive = self._loaded(self.state)
        firsts = heads[alive & (heads["number"] == 0)]
        return dict(zip(_names(firsts["id"]), firsts["content"].tolist(), strict=True))

    def add(
        self, made: Mapping[str, tuple[int, Sequence[BodyPassage], Real]], removed: Collection[str], position: str
    ) -> None:
        """Add the vectors `made` (by id: mark of the text, passages, a row each) and forget those of `removed`.

        `position` is where the catalogue stood. Call it within `writing`. Raises `OSError` when the disk refuses.
        """
        state = self.state
        rows = np.zeros(sum(len(each[1]) for each in made.values()) + len(removed), self._row)
        place = 0
        for identity, (content, passages, vectors) in made.items():
            group = rows[place : place + len(passages)]
            head = group["head"]
            head["id"], head["key"], head["content"] = identity.encode(), mark_of(identity), content
            head["number"], head["of"] = np.arange(len(passages)), len(passages)
            head["start"] = [each.start for each in passages]
            head["end"] = [each.end for each in passages]
            group["vector"], group["step"] = in_eight_bits(vectors)
            place += len(passages)
        for identity in removed:
            head = rows["head"][place : place + 1]
            head["id"], head["key"] = identity.encode(), mark_of(identity)
            place += 1
        with self._rows.open("r+b" if self._rows.exists() else "w+b") as file:
            file.seek(state.rows * self._row.itemsize)
            file.truncate()
            file.write(rows.tobytes())
        self._write_state(position, state.rows + len(rows))

    def _write_state(self, position: str, rows: int) -> None:
        state = VectorState(self._model, self._size, position, rows)
        write_atomically(self._state_file, msgspec.json.encode(state))

    def tidy(self, *, all_traces: bool = False) -> None:
        """Write the rows anew without those that count no longer, when there are many; with `all_traces`, always."""
        state = self.state
        _heads, alive = self._loaded(state)
        if not state.rows or alive.all() or not (all_traces or alive.mean() < _LEAN):
            return
        kept = np.fromfile(self._rows, self._row, state.rows)[alive]
        self._state_file.unlink(missing_ok=True)  # whoever is stopped here makes the vectors again
        write_atomically(self._rows, kept.tobytes())
        self._write_state(state.position, len(kept))

    def clear(self) -> None:
        """Remove every vector."""
        self._known = None
        for path in (self._state_file, self._rows):
            path.unlink(missing_ok=True)

    def nearest(self, question: Real, most: int) -> list[Near]:
        """The at most `most` records with a passage near to `question`, the nearest first."""
        state = self.state
        heads, alive = self._loaded(state)
        scores = np.full(len(heads), -np.inf, np.float32)
        for first, piece in self._pieces(len(heads)):
            scores[first : first + len(piece)] = (piece["vector"].astype(np.float32) @ question) * piece["step"]
        scores[~(alive & np.isfinite(scores))] = -np.inf
        found: dict[str, Near] = {}
        for number in _best_first(scores, most * _PASSAGES_EACH):
            if scores[number] == -np.inf or len(found) == most:
                break
            head = heads[number]
            identity = bytes(head["id"]).decode("ascii", "replace")
            found.setdefault(identity, Near(identity, float(scores[number]), int(head["start"]), int(head["end"])))
        return list(found.values())

    def _loaded(self, state: VectorState) -> tuple[NDArray[Any], NDArray[np.bool_]]:
        """The heads of the rows, and which rows count."""
        if self._known is None or self._known[0] != state:
            heads = np.zeros(state.rows, _HEAD)
            for first, piece in self._pieces(state.rows):
                heads[first : first + len(piece)] = piece["head"]
            self._known = state, heads, _alive(heads)
        return self._known[1:]

    def _pieces(self, rows: int) -> Iterator[tuple[int, NDArray[Any]]]:
        """The first `rows` rows, some at a time, each time with the number of the first.

        They are read and not mapped: on Windows nobody could replace a file that another program has mapped.
        """
        if not rows:
            return
        with self._rows.open("rb") as file:
            for first in range(0, rows, _AT_ONCE):
                yield first, np.fromfile(file, self._row, min(_AT_ONCE, rows - first))


def _best_first(scores: Real, most: int) -> NDArray[np.int64]:
    """The places of the `most` highest `scores`, the highest first (pure)."""
    chosen = np.arange(len(scores)) if len(scores) <= most else np.argpartition(scores, -most)[-most:]
    return chosen[np.argsort(scores[chosen])[::-1]]


def _row(size: int) -> np.dtype[Any]:
    if not 0 < size <= _MOST_DIMENSIONS:
        raise ValueError("vectors of a size that no model makes")
    return np.dtype([("head", _HEAD), ("step", "<f4"), ("vector", "i1", (size,))])


def _alive(rows: NDArray[Any]) -> NDArray[np.bool_]:
    """Which of `rows` count: those of the last group of each record, unless that only removes it (pure)."""
    begins = rows["number"] == 0
    firsts = np.flatnonzero(begins)
    _keys, last = np.unique(rows["key"][firsts][::-1], return_index=True)
    newest = np.zeros(len(firsts), np.bool_)
    newest[len(firsts) - 1 - last] = True
    newest &= rows["of"][firsts] > 0
    counted: NDArray[np.bool_] = newest[np.maximum(np.cumsum(begins) - 1, 0)] if len(firsts) else begins
    return counted


def _names(ids: NDArray[Any]) -> list[str]:
    return [each.decode("ascii", "replace") for each in ids.tolist()]


def mark_of(*texts: str) -> int:
    """A number by which texts are told apart."""
    digest = hashlib.blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=8)
    return int.from_bytes(digest.digest(), "little")
