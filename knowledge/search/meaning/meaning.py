"""Finding by meaning in one space: makes the vectors of what changed, and finds the passages near to a question."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.catalogue.catalogue import Catalogue, Progress
from knowledge.model.kinds import linked_ids
from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of
from knowledge.search.batching import batches
from knowledge.search.meaning.fusing import POOL
from knowledge.search.meaning.installed import Installed, InstalledModel

if TYPE_CHECKING:
    from knowledge.search.meaning.encoder import Encoder
    from knowledge.search.meaning.vectors import Near, VectorStore
    from knowledge.search.query.query import Query

_BATCH, _FEW = 16, 4
"""Records whose vectors are made and written at a time: whoever stops in between loses the work of a second.

Where there is little time, only a few.
"""

_WIDE = 5000
"""How many records near to a question are looked at when it is narrowed, as most of them may not be meant then."""


@dataclass(frozen=True)
class MeaningState:
    """What is installed (None for nothing), how many records have vectors, and how many changed since."""

    installed: Installed | None
    made: int = 0
    waiting: int = 0


class Meaning:
    """Finding by meaning among the documents of `catalogue`, with the vectors in `directory`. Thread-safe."""

    def __init__(self, model: InstalledModel, directory: Path, catalogue: Catalogue) -> None:
        self._model = model
        self._directory = directory
        self._catalogue = catalogue
        self._loading = threading.Lock()
        self._loaded: tuple[str, Encoder, VectorStore] | None = None

    @property
    def is_on(self) -> bool:
        """Whether a model is installed and in use; asking costs next to nothing."""
        return self._model.is_on

    def state(self) -> MeaningState:
        """How far it is."""
        installed = self._model.installed
        if installed is None or not installed.on:
            return MeaningState(installed)
        _encoder, store = self._ready()
        return MeaningState(installed, len(store.contents()), len(self._changed(store)))

    def near(self, query: Query) -> Sequence[Near]:
        """The records nearest in meaning to `query`, whatever its filters say; none when it is off."""
        if not self.is_on or not query.text.strip():
            return ()
        encoder, store = self._ready()
        narrowed = bool(query.filters or query.among or query.since or query.until or ":" in query.text)
        return store.nearest(encoder.question(query.text), _WIDE if narrowed else POOL)

    def catch_up(self, progress: Progress | None = None, seconds: float | None = None) -> bool:
        """Make the vectors of what changed, for at most about `seconds`; returns whether all are there now.

        What was made is kept, so another time goes on from there. While another program makes them, this does nothing.
        Raises `Problem` when the disk refuses or the model isn't whole.
        """
        if not self.is_on:
            return False
        encoder, store = self._ready()
        until = None if seconds is None else time.monotonic() + seconds
        try:
            with store.writing() as ours:
                return ours and self._make(encoder, store, progress, until)
        except OSError as error:
            raise Problem(
                N_("Could not write the vectors of the records: {reason}."), reason=reason_of(error)
            ) from error

    def _make(self, encoder: Encoder, store: VectorStore, progress: Progress | None, until: float | None) -> bool:
        changed, position = self._changed(store), self._catalogue.position
        if not changed and store.state.position == str(position):
            return True
        known = store.contents()
        gone = known.keys() - {identity for identity, _, _ in changed} if self._revision(store) == 0 else ()
        done = 0
        size = _BATCH if until is None else _FEW
        for ids, revision in batches(changed, size, size):
            done += len(ids)
            reached = position if done == len(changed) else type(position)(position.catalogue, revision)
            self._take(encoder, store, known, ids, gone, str(reached))
            gone = ()
            if progress:
                progress(done, len(changed))
            if until is not None and time.monotonic() > until and done < len(changed):
                return False
        store.tidy()
        return True

    def _take(
        self,
        encoder: Encoder,
        store: VectorStore,
        known: dict[str, int],
        ids: Sequence[str],
        gone: Sequence[str] | set[str],
        position: str,
    ) -> None:
        """Make the vectors of the documents `ids` whose text isn't that of the vectors `known`; forget those `gone`."""
        from knowledge.search.index.index_document import index_document
        from knowledge.search.meaning.passages import as_read, passages_of
        from knowledge.search.meaning.vectors import mark_of

        documents = [each for each in self._catalogue.read(ids) if not each.merged_into and not each.deleted]
        titles = self._catalogue.titles(target for document in documents for target in linked_ids(document.record))
        there = [index_document(document, titles) for document in documents]
        removed = {*gone, *(known.keys() & (set(ids) - {each.id for each in there}))}
        marks = {each.id: mark_of(each.title, each.body) for each in there}
        fresh = [each for each in there if known.get(each.id) != marks[each.id]]
        cut = {each.id: passages_of(each.body) for each in fresh}
        vectors = encoder.passages([as_read(each.title, each.body, one) for each in fresh for one in cut[each.id]])
        made = {}
        place = 0
        for each in fresh:
            passages = cut[each.id]
            made[each.id] = (marks[each.id], passages, vectors[place : place + len(passages)])
            place += len(passages)
        store.add(made, removed, position)

    def _revision(self, store: VectorStore) -> int:
        """The revision of this catalogue that the vectors follow; 0 if they follow another catalogue, or none."""
        catalogue, _, revision = store.state.position.partition(":")
        now = self._catalogue.position
        known = catalogue == now.catalogue and revision.isdecimal() and int(revision) <= now.revision
        return int(revision) if known else 0

    def _changed(self, store: VectorStore) -> list[tuple[str, int, int]]:
        return self._catalogue.changed_since(self._revision(store))

    def _ready(self) -> tuple[Encoder, VectorStore]:
        """The encoder and the vectors of the model that is installed now, loaded on first use."""
        from knowledge.search.meaning.encoder import Encoder
        from knowledge.search.meaning.vectors import VectorStore
        from knowledge.source import checksum

        installed = self._model.installed
        with self._loading:
            if self._loaded is None or installed is None or self._loaded[0] != installed.checksum:
                model = self._model.open()
                made_by = f"{model.checksum}:{checksum(*_MADE_BY)}"
                store = VectorStore(self._directory, made_by, model.head.hidden)
                self._loaded = model.checksum, Encoder(model), store
            return self._loaded[1:]

    def forget(self) -> None:
        """Remove every vector: something of what was erased might be read from one. They are made again."""
        forget_vectors(self._directory)


_MADE_BY = tuple(f"knowledge.search.meaning.{name}" for name in ("passages", "vectors", "encoder", "unigram"))
"""What decides how a vector comes out: when one of these changes, all are made again."""


def forget_vectors(directory: Path) -> None:
    """Remove the vectors in `directory`; raises `Problem` when the disk refuses."""
    if not directory.exists():
        return
    try:
        shutil.rmtree(directory)
    except OSError as error:
        raise Problem(N_("Could not remove the vectors of the records: {reason}."), reason=reason_of(error)) from error
