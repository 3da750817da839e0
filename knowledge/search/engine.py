"""The search index, which answers a `Query` and is updated document by document."""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of
from knowledge.search.dutch.thesaurus import Thesaurus
from knowledge.search.index.index_document import IndexDocument
from knowledge.search.index.index_reader import IndexReader
from knowledge.search.index.segment_builder import SegmentBuilder
from knowledge.search.index.segments import IndexStore, OpenSegment, expunge_deletes, merge_policy
from knowledge.search.query.correcting import corrections
from knowledge.search.query.parsing import ParsedQuery, parsed_query
from knowledge.search.query.query import Hit, IndexDamaged, MatchReason, Query, Results
from knowledge.search.ranking.rank import Ranked, rank
from knowledge.search.ranking.snippet import Marker, snippet

if TYPE_CHECKING:
    from knowledge.search.meaning.vectors import Near

LOCK_WAIT = 60.0
"""Seconds to wait for another process that is updating the index."""

_POOL = 100
"""How many documents the words give at least when what is near in meaning is blended in."""

_NO_PASSAGES: Mapping[int, Near] = {}
_RETRIES = 20
_T = TypeVar("_T")


class SearchIndex:
    """The index in `directory`, a private cache. Threads and processes may search and update it at the same time."""

    def __init__(self, directory: Path) -> None:
        self._store = IndexStore(directory)
        self.thesaurus = Thesaurus()
        self._generation = ""
        self._writer: int | None = None  # the thread that is within `updating`
        self._reading = threading.Lock()
        self._opened: dict[str, OpenSegment] = {}
        self._reader = IndexReader(())
        self._newest: tuple[str, int, int] | None = None

    def position(self) -> str:
        """The checkpoint last given to `update`; "" when the index is missing, damaged or of another version."""
        self._generation = ""
        try:
            found = self._store.contents()
            if found is None or not all(map(self._store.is_whole, found[1])):
                return ""
        except Exception:  # a damaged pickle can raise anything
            return ""
        self._generation = found[0].generation
        return found[0].position

    # -- updating -----------------------------------------------------------------------------------------------------

    def update(
        self, entries: Iterable[IndexDocument], removed: Iterable[str], position: str, *, fresh: bool = False
    ) -> None:
        """Index `entries` in place of documents with their ids, remove the ids `removed`, and commit the checkpoint.

        With `fresh` the index is rebuilt from nothing. If another process rebuilt it since this object last looked,
        `position` says nothing about that index, which then keeps its own. Raises `IndexDamaged`, and `Problem` when
        another process keeps the index busy or the disk refuses.
        """
        taken = {entry.id: entry for entry in entries}
        with self._writing():
            if fresh or self._store.contents() is None:
                unexpected = self._generation and not fresh
                self._generation = self._store.begin()
                position = "" if unexpected else position
            builder = SegmentBuilder()
            for entry in taken.values():
                builder.add(entry)
            self._store.commit(builder, {*taken, *removed}, position, self._generation, merge_policy)

    def compact(self) -> None:
        """Rewrite the segments with traces of removed documents, which otherwise stay on disk until a merge.

        This serves a person's right to be forgotten. Raises like `update`.
        """
        with self._writing():
            if self._store.contents() is not None:
                self._store.commit(SegmentBuilder(), set(), None, "", expunge_deletes)

    @contextlib.contextmanager
    def updating(self) -> Iterator[None]:
        """Lock out updates by other threads and processes; raises `Problem` when one of them takes too long."""
        with contextlib.ExitStack() as stack:
            with self._written():
                held = stack.enter_context(self._store.locked(LOCK_WAIT))
            if not held:
                raise Problem(N_("Another sto is busy with the search index. Try again in a moment."))
            self._writer = threading.get_ident()
            try:
                yield
            finally:
                self._writer = None

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        """Do what `updating` does, unless this thread already holds its lock."""
        within = self._writer == threading.get_ident()
        with contextlib.nullcontext() if within else self.updating(), self._written():
            yield

    @contextlib.contextmanager
    def _written(self) -> Iterator[None]:
        """Turn every error into a `Problem`: the disk refuses, or the index is damaged."""
        try:
            yield
        except Problem:
            raise
        except FileNotFoundError as error:
            raise IndexDamaged from error
        except OSError as error:
            raise Problem(N_("Could not write the search index: {reason}."), reason=reason_of(error)) from error
        except Exception as error:  # Whoosh can raise anything on garbage
            raise IndexDamaged from error

    # -- searching ----------------------------------------------------------------------------------------------------

    def search(self, query: Query, near: Sequence[Near] = ()) -> Results:
        """What `query` finds in the newest commit. Raises `IndexDamaged`, also when there is no index.

        `near` are the records near to it in meaning, which are blended in where that helps.
        """
        with self._reading:
            return self._retried(lambda: self._search(query, near))

    def ids(self, query: Query) -> list[str]:
        """The ids of all documents that have all the words of `query`, whatever its limit. Raises like `search`."""
        everything = replace(query, strict=True, counted=False, limit=sys.maxsize)
        with self._reading:
            return self._retried(lambda: self._ids(everything))

    def close(self) -> None:
        """Close the files; the next search opens them again."""
        with self._reading:
            self._forget()

    def _retried(self, attempt: Callable[[], _T]) -> _T:
        """Return what `attempt` returns, retrying it while another process replaces the files that it opens."""
        tries = 0
        while True:
            try:
                return attempt()
            except Exception as error:  # Whoosh can raise anything on garbage
                self._forget()
                tries += 1
                if not isinstance(error, FileNotFoundError) or tries == _RETRIES:
                    raise IndexDamaged from error
                time.sleep(0.01)

    def _search(self, query: Query, near: Sequence[Near]) -> Results:
        typed, ranked = self._ranked(replace(query, limit=max(query.limit, _POOL)) if near else query)
        best, total, passages = ranked.best[: query.limit], ranked.total, _NO_PASSAGES
        if near:
            from knowledge.search.meaning.blending import blended, can_blend

            if can_blend(query, typed):
                blend = blended(self._reader, typed, query, self.thesaurus, ranked, near)
                best, total, passages = blend.best, blend.total, blend.passages
        marker = Marker.of(ranked.matches, typed, self._reader)
        hits = tuple(
            self._hit(document, score, marker, query, ranked, typed, passages.get(document)) for document, score in best
        )
        corrected, searched = corrections(self._reader, query.text, typed, ranked.matches)
        return Results(query, hits, total, typed.words, ranked.facets, corrected, searched, typed)

    def _ids(self, query: Query) -> list[str]:
        _, ranked = self._ranked(query)
        return self._reader.ids(document for document, _ in ranked.best)

    def _ranked(self, query: Query) -> tuple[ParsedQuery, Ranked]:
        self._refresh()
        typed = parsed_query(query.text, self._reader.columns.values)
        return typed, rank(self._reader, typed, query, self.thesaurus)

    def _hit(
        self,
        document: int,
        score: float,
        marker: Marker,
        query: Query,
        ranked: Ranked,
        typed: ParsedQuery,
        near: Near | None,
    ) -> Hit:
        shown = self._reader.shown(document)
        passage = snippet(
            shown.body[near.start : near.end] if near else shown.body,
            marker,
            lambda form: self._reader.parts_of(form, document),
        )
        reasons = ranked.reasons(document, typed) if query.explained else ()
        if near and query.explained:
            said = "".join(text for text, _matched in passage)
            reasons = (*reasons, MatchReason(query.text, "meaning", said, round(near.score, 3)))
        return Hit(
            id=shown.id,
            kind=shown.kind,
            title=shown.title,
            day=shown.day,
            tags=shown.tags,
            partners=shown.partners,
            score=round(score, 4),
            snippet=passage,
            reasons=reasons,
            writer=shown.writer,
        )

    def _refresh(self) -> None:
        """Open the segments of the newest commit, keeping those that are open already."""
        newest = self._store.newest()
        if newest is not None and newest == self._newest:
            if not all(self._store.is_whole(reader.segment) for reader in self._opened.values()):
                raise FileNotFoundError("a segment is gone, or isn't what was written")
            return
        found = self._store.contents()
        if found is None:
            raise ValueError("the index is gone, or of another version")
        segments = {segment.segment_id(): segment for segment in found[1]}
        opened = {name: self._opened.get(name) or self._store.open(one) for name, one in segments.items()}
        for name, reader in opened.items():
            reader.gone = frozenset(segments[name].deleted_docs())
        for name in self._opened.keys() - opened.keys():
            self._opened[name].close()
        self._opened, self._reader, self._newest = opened, IndexReader(tuple(opened.values())), newest

    def _forget(self) -> None:
        for reader in self._opened.values():
            reader.close()
        self._opened, self._reader, self._newest = {}, IndexReader(()), None
