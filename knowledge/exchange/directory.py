"""Finding partners and persons by name, and creating the partners that nobody entered yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol

from knowledge.catalogue.listing import Listing
from knowledge.exchange.links import Linked
from knowledge.journal.document import Document, Version
from knowledge.model.fields import SAFE_ID
from knowledge.model.folding import fold
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.problem import UnknownId


class Store(Protocol):
    """The part of a space that import and export need; `Workspace` provides it."""

    def get(self, document_id: str) -> Document:
        """The document with this id; raises `UnknownId`."""

    def named(self, kind: str, title: str) -> Document | None:
        """A document of `kind` with this title, or None."""

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """The titles of those of `ids` that exist."""

    def documents(self, listing: Listing) -> list[Document]:
        """The documents that `listing` selects."""

    def kinds(self) -> Sequence[str]:
        """The kinds that occur here, including those that only a newer version knows."""

    def count(self, listing: Listing) -> int:
        """How many documents `listing` selects, without its limit."""

    def history(self, document_id: str) -> Sequence[Version]:
        """Every version of a document."""

    def is_erased(self, document_id: str) -> bool:
        """Whether a document with this id was erased for good."""

    def save_all(self, records: Sequence[Record]) -> Sequence[Document]:
        """Save `records` in one durable write."""

    def save_unfinished(self, records: Sequence[Record]) -> Sequence[Document]:
        """As `save_all`, for records that miss something they should have."""

    def restore(self, document_id: str) -> Document:
        """Take a document out of the trash."""


class Directory:
    """The ids of documents by name. `make_id` returns the id of a partner that has to be created, from its name.

    Created partners wait in `fresh` until they are saved (`take_fresh`).
    """

    def __init__(self, store: Store, make_id: Callable[[str], str]) -> None:
        self._store = store
        self._make_id = make_id
        self._found: dict[tuple[str, str], str] = {}
        self.fresh: list[Partner] = []

    def find(self, kind: str, name: str) -> str:
        """The id of the document of `kind` with this name (or with `name` as its id); empty when there is none."""
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
        """The id of the document called `name` of the first of `kinds` that has one; empty when there is none."""
        return next(filter(None, (self.find(kind, name) for kind in kinds)), "")

    def ends(self, targets: tuple[str, ...], given: Iterable[Linked]) -> Iterator[Linked]:
        """The ends of a link; a name that nothing here is called may stand for several."""
        for end in given:
            if len(end.parts) > 1 and not self.among(targets, end.name):
                yield from (Linked(name=part) for part in end.parts)
            else:
                yield end

    def target(self, targets: tuple[str, ...], end: Linked) -> str:
        """The id that the `end` of a link to `targets` stands for; empty when nothing here has its name."""
        if end.id and (not end.name or end.name == end.id or self._store.titles([end.id])):
            return end.id
        if Partner.kind in targets:
            return self.partner(end.name, end.id)
        return self.among(targets, end.name) or ("" if Person.kind in targets else end.id)

    def partner(self, name: str, document_id: str = "") -> str:
        """The id of partner `name`; an unknown one is created, with `document_id` as its id when given.

        The id is empty when that partner was erased for good.
        """
        name = " ".join(name.split())
        if known := self.find(Partner.kind, name):
            return known
        chosen = document_id or self._make_id(name)
        if self._store.is_erased(chosen):
            return ""
        if not self._store.titles([chosen]):
            self.fresh.append(Partner(id=chosen, title=name))
        self._found[Partner.kind, fold(name)] = chosen
        return chosen

    def take_fresh(self) -> list[Partner]:
        """The partners created since the last call, which must be saved before the records that link to them."""
        fresh, self.fresh = self.fresh, []
        return fresh
