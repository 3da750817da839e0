"""Saved searches, with what each found when the person last looked: private to this device and this space."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
from tinydb import TinyDB, where

from knowledge import bounds
from knowledge.journal.storage import AtomicStorage
from knowledge.private_files import says
from knowledge.problem import N_, Problem, WrongUse
from knowledge.reasons import NOT_JSON
from knowledge.search.facets import FACETS
from knowledge.search.query.query import Query

_TABLE = "search"
LONGEST_NAME = 60
_MOST_HITS = 2**31


class UnknownSearch(WrongUse):
    """No search is saved under this name."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__(
            N_("There is no saved search called “{name}”. Saved are: {known}."),
            name=name,
            known=", ".join(known) or "–",
        )


@dataclass(frozen=True)
class SavedSearch:
    """A `query` saved under a `name`; `seen` are the ids of what it found when the person last looked."""

    name: str
    query: Query
    seen: frozenset[str] = frozenset()


_DAMAGED = N_("The file with your saved searches is damaged: {path}. Rename it to begin anew.")


class SavedSearches:
    """The searches in the file at `path`; `found` returns the ids of everything that a query finds.

    Reading raises `Problem` when the file is damaged; writing raises `CannotWrite`.
    """

    def __init__(self, path: Path, found: Callable[[Query], frozenset[str]]) -> None:
        self._path = path
        self._found = found

    def all(self) -> list[SavedSearch]:
        """Every saved search, by name."""
        if not self._path.exists():
            return []
        if self._path.stat().st_size > bounds.SEARCHES_BYTES:
            raise Problem(_DAMAGED, path=self._path)
        try:
            with TinyDB(self._path, storage=AtomicStorage) as base:
                found = [_decoded(dict(row)) for row in base.table(_TABLE).all()]
        except (*NOT_JSON, ValueError, LookupError, TypeError, AttributeError) as error:
            raise Problem(_DAMAGED, path=self._path) from error
        return sorted(found, key=lambda saved: saved.name.casefold())

    def get(self, name: str) -> SavedSearch:
        """The search saved under `name` (case doesn't count); raises `UnknownSearch`."""
        every = self.all()
        for saved in every:
            if saved.name.casefold() == name.strip().casefold():
                return saved
        raise UnknownSearch(name, (saved.name for saved in every))

    def save(self, name: str, query: Query) -> SavedSearch:
        """Save `query` under `name`, in place of a search with that name; all that it finds now counts as seen.

        Raises `WrongUse` without a name.
        """
        name = " ".join(name.split())[:LONGEST_NAME]
        if not name:
            raise WrongUse(N_("Give the search a name."))
        return self.put(SavedSearch(name, query, self._found(query)))

    def news(self, saved: SavedSearch) -> frozenset[str]:
        """The ids of what `saved` finds now and didn't find when the person last looked."""
        return self._found(saved.query) - saved.seen

    def look(self, saved: SavedSearch) -> frozenset[str]:
        """Return the `news`, which count as seen from now on."""
        found = self._found(saved.query)
        self.put(SavedSearch(saved.name, saved.query, found))
        return found - saved.seen

    def put(self, saved: SavedSearch) -> SavedSearch:
        """Save `saved` as it is, in place of a search with its name."""
        row = {
            "name": saved.name,
            "key": saved.name.casefold(),
            "query": msgspec.to_builtins(saved.query),
            "seen": sorted(saved.seen),
        }
        self.all()  # a damaged file is reported, not overwritten
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with TinyDB(self._path, storage=AtomicStorage) as base:
            base.table(_TABLE).upsert(row, where("key") == row["key"])
        return saved

    def erase(self, documents: Collection[str], names: Iterable[str]) -> None:
        """Forget that the erased `documents` were seen, and the searches whose words contain one of `names`."""
        for saved in self.all():
            if says(f"{saved.name} {saved.query.text}", names):
                self.forget(saved.name)
            elif saved.seen.intersection(documents):
                self.put(replace(saved, seen=saved.seen.difference(documents)))

    def forget(self, name: str) -> SavedSearch:
        """Remove the search saved under `name` and return it; raises `UnknownSearch`."""
        saved = self.get(name)
        with TinyDB(self._path, storage=AtomicStorage) as base:
            base.table(_TABLE).remove(where("key") == saved.name.casefold())
        return saved


def _decoded(row: dict[str, Any]) -> SavedSearch:
    query = msgspec.convert(_with_filters(row["query"]), Query)
    if not 0 < query.limit <= _MOST_HITS:
        raise ValueError(query.limit)
    return SavedSearch(str(row["name"]), query, frozenset(map(str, row["seen"])))


def _with_filters(stored: dict[str, Any]) -> dict[str, Any]:
    """`stored` with its filters by facet; earlier versions kept each under its own name: `kinds`, `tag`, `year` …"""
    if "filters" in stored:
        return stored
    filters = {}
    for name, facet in FACETS.items():
        value = stored.get(f"{name}s" if facet.many else name)
        if value and facet.counted:
            filters[name] = value if isinstance(value, list) else [str(value)]
    return stored | {"filters": filters}
