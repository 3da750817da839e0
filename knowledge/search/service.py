"""Searching with an index that keeps itself up to date with the catalogue."""

from __future__ import annotations

import gc
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from knowledge import bounds
from knowledge.catalogue.catalogue import Catalogue, Progress
from knowledge.catalogue.looking_up import Checkpoint
from knowledge.journal.mirror import Mirror
from knowledge.model.kinds import linked_ids
from knowledge.search.batching import batches
from knowledge.search.query.query import IndexDamaged, Results

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.search.engine import SearchIndex
    from knowledge.search.meaning.vectors import Near
    from knowledge.search.query.query import Query

_T = TypeVar("_T")
_REVISION = re.compile(r"[0-9]{1,15}")
_BATCH = 2000
"""Documents read and indexed at a time, unless they are large. Progress is reported after each batch."""

_FIRST = 200
"""Documents in the first batch: a small one, so that something can be found while the rest is indexed."""


class SearchService:
    """The index in `directory` over the documents of `catalogue`, beside which lie their `vectors`. Thread-safe."""

    def __init__(self, directory: Path, catalogue: Catalogue, mirror: Mirror, vectors: Path | None = None) -> None:
        self.directory = directory
        self._vectors = vectors
        self._catalogue = catalogue
        self._mirror = mirror
        self._opened: SearchIndex | None = None
        self._current = False
        self._synonyms = ""
        self._updating = threading.Lock()
        self._opening = threading.Lock()

    @property
    def _index(self) -> SearchIndex:
        from knowledge.search.engine import SearchIndex

        with self._opening:
            if self._opened is None:
                self._opened = SearchIndex(self.directory)
            return self._opened

    def _know_synonyms(self) -> None:
        """Take over the region's own synonyms when their file has changed."""
        from knowledge.search.dutch.thesaurus import Thesaurus

        index, own = self._index, str(self._catalogue.noted("synoniemen.txt") or "")
        with self._opening:
            if own != self._synonyms:
                index.thesaurus = Thesaurus(own.splitlines())
                self._synonyms = own

    def stale(self) -> None:
        """Make the next search look for changes first."""
        self._current = False

    def search(self, query: Query, *, heal: bool = True, near: Sequence[Near] = ()) -> Results:
        """What `query` finds. While another thread updates the index, this searches what is in it already.

        A damaged index is rebuilt first; without `heal` this raises `IndexDamaged` instead. `near` are the records near
        to it in meaning.
        """
        return self._answer(lambda index: index.search(query, near), Results(query), heal=heal)

    def ids(self, query: Query) -> frozenset[str]:
        """The ids of all documents that have all the words of `query`; waits for an update in progress."""
        nothing: list[str] = []
        return frozenset(self._answer(lambda index: index.ids(query), nothing, wait=True))

    def _answer(self, ask: Callable[[SearchIndex], _T], nothing: _T, *, wait: bool = False, heal: bool = True) -> _T:
        """What the index answers, or `nothing` while it is being built and is still empty.

        Files may disappear during a read: the index is asked again once nobody is updating it, and rebuilt if needed.
        """
        if wait or not self._current:
            with self._as_updater(wait=wait) as updater:
                if updater and not heal and not self._index.position():
                    raise IndexDamaged
                if updater:
                    self._update(None)
        self._know_synonyms()
        try:
            return ask(self._index)
        except IndexDamaged:
            with self._as_updater(wait=False) as updater:
                if not updater:
                    return nothing
                if not heal:
                    raise
                return self._answer_healed(ask)

    def _answer_healed(self, ask: Callable[[SearchIndex], _T]) -> _T:
        """Ask the index again while nobody is updating it, and rebuild it first if it is still damaged."""
        with self._index.updating():
            try:
                return ask(self._index)
            except IndexDamaged:
                self._take_all(None)
                return ask(self._index)

    @contextmanager
    def _as_updater(self, *, wait: bool) -> Iterator[bool]:
        """Become the only thread that updates; yields False when another one is updating and `wait` is false."""
        held = self._updating.acquire(blocking=wait)
        try:
            yield held
        finally:
            if held:
                self._updating.release()

    def catch_up(self, progress: Progress | None) -> None:
        """Bring catalogue and index up to date."""
        with self._updating:
            self._update(progress)

    def rebuild(self, progress: Progress | None) -> None:
        """Rebuild the index."""
        with self._updating, self._index.updating():
            self._take_all(progress)

    def cut(self) -> Iterator[Document]:
        """The documents of which only the beginning can be found, because they are very large."""
        yield from filter(self.is_cut, self._catalogue.read(self._catalogue.longer_than(bounds.INDEXED_WORDS)))

    def is_cut(self, document: Document) -> bool:
        """Whether only the beginning of `document` can be found, because it is very large."""
        from knowledge.search.index.index_document import index_document

        if document.merged_into or document.id not in self._catalogue.longer_than(bounds.INDEXED_WORDS, document.id):
            return False
        return not index_document(document, self._catalogue.titles(linked_ids(document.record))).is_whole

    def health(self) -> str:
        """The state of the index: "current", "behind" (the next search updates it), "missing" or "damaged"."""
        if not self.directory.exists():
            return "missing"
        position = self._index.position()
        if not position:
            return "damaged"
        return "current" if position == str(self._catalogue.position) else "behind"

    def forget(self) -> None:
        """Remove every trace of deleted documents from the index, if there is one, and all vectors."""
        if self._vectors is not None and self._vectors.exists():
            from knowledge.search.meaning.meaning import forget_vectors

            forget_vectors(self._vectors)
        if not self.directory.exists():
            return
        self.catch_up(None)
        self._index.compact()
        self._index.close()

    def _update(self, progress: Progress | None) -> None:
        try:
            self._current = True  # set before reading, so that a save from here on asks for another update
            for done, total in self._catalogue.steps(self._mirror):
                self._follow(None)  # what was read can be searched while the rest is being read
                if progress:
                    progress(done, total)
            self._follow(progress)
        except BaseException:
            self._current = False
            raise

    def _follow(self, progress: Progress | None) -> None:
        """Index what changed in the catalogue since the index's checkpoint; everything, if it's another catalogue's."""
        if self._index.position() == str(self._catalogue.position):
            return
        with self._index.updating():
            target = self._catalogue.position
            catalogue_id, _, revision = self._index.position().partition(":")
            if catalogue_id != target.catalogue or not _REVISION.fullmatch(revision) or int(revision) > target.revision:
                self._take_all(progress)
                return
            try:
                self._take(self._catalogue.changed_since(int(revision)), target, progress)
            except IndexDamaged:
                self._take_all(progress)

    def _take_all(self, progress: Progress | None) -> None:
        position = self._catalogue.position
        self._take(self._catalogue.changed_since(0), position, progress, fresh=True)

    def _take(
        self, changed: list[tuple[str, int, int]], target: Checkpoint, progress: Progress | None, *, fresh: bool = False
    ) -> None:
        """Index the documents `changed`. Each batch commits a checkpoint, from which an interrupted run continues."""
        done = 0
        for ids, revision in batches(changed, _BATCH, _FIRST):
            done += len(ids)
            reached = target if done == len(changed) else replace(target, revision=revision)
            with _without_collecting():
                self._take_in(ids, str(reached), fresh=fresh and done == len(ids))
            if progress:
                progress(done, len(changed))

    def _take_in(self, ids: list[str], position: str, *, fresh: bool) -> None:
        from knowledge.search.index.index_document import index_document

        documents = [each for each in self._catalogue.read(ids) if not each.merged_into]
        titles = self._catalogue.titles(target for document in documents for target in linked_ids(document.record))
        ranking = self._catalogue.ranking(ids)
        indexed = [index_document(document, titles, ranking.get(document.id, ())) for document in documents]
        gone = set(ids) - {document.id for document in documents}
        self._index.update(indexed, removed=gone, position=position, fresh=fresh)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let the collector of garbage rest while a batch is indexed.

    A batch makes very many small objects, none of them in circles, and looking through them again and again takes a
    third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
