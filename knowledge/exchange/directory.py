"""Finding partners and persons by what people call them, and beginning the partners nobody entered yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol

from knowledge.catalogue.listing import Listing
from knowledge.journal.document import Document, Version
from knowledge.model.fields import SAFE_ID
from knowledge.model.folding import fold
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.problem import UnknownId


class Store(Protocol):
    """What bringing in and taking out needs of a space; `Workspace` is one."""

    def get(self, document_id: str) -> Document:
        """The document with this id; raises `UnknownId`."""

    def named(self, kind: str, title: str) -> Document | None:
        """A document of `kind` with this title, or None."""

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """The titles of those of `ids` that exist."""

    def documents(self, listing: Listing) -> list[Document]:
        """What `listing` asks for."""

    def kinds(self) -> Sequence[str]:
        """The kinds of what is here, also those that only a newer version knows."""

    def count(self, listing: Listing) -> int:
        """How many documents `listing` asks for, without its limit."""

    def history(self, document_id: str) -> Sequence[Version]:
        """Every version of a document."""

    def save_all(self, records: Sequence[Record]) -> Sequence[Document]:
        """Keep `records` in one durable write."""


class Directory:
    """Who is called what. `make_id` gives the id of a partner that has to be begun, from its name.

    Partners it began wait in `fresh` until somebody saves them (`take_fresh`).
    """

    def __init__(self, store: Store, make_id: Callable[[str], str]) -> None:
        self._store = store
        self._make_id = make_id
        self._found: dict[tuple[str, str], str] = {}
        self.fresh: list[Partner] = []

    def find(self, kind: str, name: str) -> str:
        """The id of what goes by `name` (or has it as id) among `kind`; empty when nobody does."""
        key = (kind, fold(name))
        if key not in self._found and (document_id := self._look_up(kind, name)):
            self._found[key] = document_id
        return self._found.get(key, "")

    def _look_up(self, kind: str, name: str) -> str:
        if found := self._store.named(kind, name):
            return found.id
        if SAFE_ID.fullmatch(name):
            try:
                return name if self._store.get(name).kind == kind else ""
            except UnknownId:
                return ""
        return ""

    def among(self, kinds: Iterable[str], name: str) -> str:
        """The id of what goes by `name` among any of `kinds`, the first that has it; empty when nothing does."""
        return next(filter(None, (self.find(kind, name) for kind in kinds)), "")

    def partner(self, name: str, document_id: str = "") -> str:
        """The id of partner `name`; an unknown one is begun, under `document_id` when given."""
        name = " ".join(name.split())
        if known := self.find(Partner.kind, name):
            return known
        chosen = document_id or self._make_id(name)
        if not self._store.titles([chosen]):
            self.fresh.append(Partner(id=chosen, title=name))
        self._found[Partner.kind, fold(name)] = chosen
        return chosen

    def take_fresh(self) -> list[Partner]:
        """The partners begun since the last time, to be saved before what links to them."""
        fresh, self.fresh = self.fresh, []
        return fresh
