"""Finding partners and persons by name, and creating the partners that nobody entered yet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import Protocol

from knowledge.catalogue.listing import Listing
from knowledge.exchange.links import Linked
from knowledge.guard.checking import PupilHit
from knowledge.identifier import begun_ids
from knowledge.journal.document import Document
from knowledge.journal.versions import Version
from knowledge.model.fields import SAFE_ID, PartnerRole
from knowledge.model.folding import fold
from knowledge.model.partner_roles import is_wrong
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.region import Region
from knowledge.problem import NameOfSeveral, UnknownId

ID_END = re.compile(r"[0-9a-f]{8}")
"""As much of the end of an id as lists show."""


_NEAR = 50
"""How many partners with a part of a name are looked at."""


class Store(Protocol):
    """The part of a space that import and export need; `Workspace` provides it."""

    @property
    def id(self) -> str:
        """The id of the space."""

    def is_taken(self, document_id: str) -> bool:
        """Whether a document has this id, or had it before it was erased."""

    def get(self, document_id: str) -> Document:
        """The document with this id; raises `UnknownId`."""

    def named(self, kind: str, title: str) -> Document | None:
        """The document of `kind` with this title, or None; raises `NameOfSeveral`."""

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """The titles of those of `ids` that exist."""

    def documents(self, listing: Listing) -> list[Document]:
        """The documents that `listing` selects."""

    def matching_ids(self, part: str) -> Sequence[str]:
        """The ids that begin or end with `part`, ten at most."""

    def kinds(self) -> Sequence[str]:
        """The kinds that occur here, including those that only a newer version knows."""

    def count(self, listing: Listing) -> int:
        """How many documents `listing` selects, without its limit."""

    def history(self, document_id: str) -> Sequence[Version]:
        """Every version of a document."""

    def as_seen(self, document_id: str, heads: Sequence[str]) -> Document | None:
        """The document as somebody had it who had seen `heads`; None when they aren't known here."""

    def is_erased(self, document_id: str) -> bool:
        """Whether a document with this id was erased for good."""

    def times_set(self, document_id: str, fields: Collection[str]) -> int:
        """How many known changes of a document set one of `fields`."""

    def region(self, today: date) -> Region:
        """Everything that rules of the network look at."""

    def pupil_hits_about(self, records: Sequence[Record]) -> Sequence[PupilHit]:
        """Where saving `records` would say who a pupil is."""

    def save_all(self, records: Sequence[Record], *, seen: Sequence[Document] = ()) -> Sequence[Document]:
        """Save `records`, which the person last saw as `seen`, in one durable write."""

    def save_unfinished(self, records: Sequence[Record]) -> Sequence[Document]:
        """As `save_all`, for records that miss something they should have."""

    def rehearse(self, records: Sequence[Record], *, seen: Sequence[Document] = (), whole: bool = True) -> None:
        """Write nothing, and raise as saving `records` would, `whole` or as unfinished ones."""

    def restore(self, document_id: str) -> Document:
        """Take a document out of the trash."""


class Directory:
    """The ids of documents by name. A name that several have is refused with `NameOfSeveral`, never guessed at.

    Created partners wait in `fresh` until they are saved (`take_fresh`). With `revives`, naming a partner that was
    erased creates a new one: a person names it, and not a file from before. With `whole_names`, part of a name means
    nobody.
    """

    def __init__(self, store: Store, *, revives: bool = True, whole_names: bool = False) -> None:
        self._store = store
        self._revives = revives
        self._whole_names = whole_names
        self._found: dict[tuple[str, str], str] = {}
        self._instead: dict[str, str] = {}
        self.fresh: list[Partner] = []

    def find(self, kind: str, name: str) -> str:
        """The id of the document of `kind` with this name; empty when there is none.

        `name` may be its id, or the end of it as lists show it.
        """
        key = (kind, fold(name))
        if key[1] and key not in self._found and (document_id := self._look_up(kind, name)):
            self._found[key] = document_id
        return self._found.get(key, "")

    def _look_up(self, kind: str, name: str) -> str:
        if SAFE_ID.fullmatch(name):
            try:
                known = self._store.get(name)
            except UnknownId:
                pass
            else:
                if known.kind == kind:
                    return known.merged_into or known.id
        if named := self._store.named(kind, name):
            return named.id
        ends = self._store.matching_ids(name) if ID_END.fullmatch(name) else []
        found = {each.merged_into or each.id for each in map(self._store.get, ends) if each.kind == kind}
        return found.pop() if len(found) == 1 else ""

    def among(self, kinds: Iterable[str], name: str) -> str:
        """The id of the document called `name` of the first of `kinds` that has one; empty when there is none."""
        return next(filter(None, (self.find(kind, name) for kind in kinds)), "")

    def near(self, part: str, role: PartnerRole = PartnerRole.ANY) -> list[Document]:
        """The partners with `part` in their name: those that can have this `role`, if there are any."""
        if self._whole_names:
            return []
        found = self._store.documents(Listing(Partner.kind, text=part, limit=_NEAR))
        return [each for each in found if not is_wrong(each.record, role)] or found

    def record(self, document_id: str) -> Record | None:
        """The record with this id; None for a partner that waits in `fresh`."""
        try:
            return self._store.get(document_id).record
        except UnknownId:
            return None

    def ends(self, targets: tuple[str, ...], given: Iterable[Linked]) -> Iterator[Linked]:
        """The ends of a link; a name that nothing here is called may stand for several."""
        for end in given:
            if len(end.parts) > 1 and not self._is_name(targets, end.name):
                yield from (Linked(name=part) for part in end.parts)
            else:
                yield end

    def _is_name(self, targets: tuple[str, ...], name: str) -> bool:
        try:
            return bool(self.among(targets, name))
        except NameOfSeveral:
            return True

    def target(self, targets: tuple[str, ...], end: Linked) -> str:
        """The id that the `end` of a link to `targets` stands for; empty when nothing here has its name.

        Raises `NameOfSeveral`.
        """
        if end.id in self._instead:
            return self._instead[end.id]
        if end.id and (not end.name or end.name == end.id or self._store.titles([end.id])):
            return end.id
        if Partner.kind in targets:
            return self.partner(end.name, end.id)
        return self.among(targets, end.name) or ("" if Person.kind in targets else end.id)

    def use_instead(self, document_id: str, other: str, title: str, kind: str) -> None:
        """Let links to `document_id`, or to what is called `title`, which isn't here, lead to the document `other`."""
        self._instead[document_id] = other
        self._found.setdefault((kind, fold(title)), other)

    def presume(self, records: Iterable[Record]) -> None:
        """Let links lead to `records`, which would be saved by now if this weren't a preview."""
        for record in records:
            self._instead[record.id] = record.id
            self._found.setdefault((record.kind, fold(record.title)), record.id)

    def partner(self, name: str, document_id: str = "") -> str:
        """The id of partner `name`; an unknown one is created, with `document_id` as its id when that is free.

        The id is empty when that partner was erased for good, and only a file brings it back.
        """
        name = " ".join(name.split())
        if known := self.find(Partner.kind, name):
            return known
        chosen = self._new_id(name, document_id)
        if not chosen:
            return ""
        self.fresh.append(Partner(id=chosen, title=name))
        self._found[Partner.kind, fold(name)] = chosen
        return chosen

    def id_for(self, name: str) -> str:
        """The id for a new partner of which only the `name` is known: the same on every device of the space.

        Two people who begin the same partner apart so begin one document. An id that was used before, by a partner that
        has another name now, is in the bin or was erased, is passed over.
        """
        return next(each for each in begun_ids(self._store.id, Partner.kind, fold(name)) if self._is_free(each))

    def _new_id(self, name: str, document_id: str) -> str:
        if not self._revives:
            first = next(begun_ids(self._store.id, Partner.kind, fold(name)))
            if self._store.is_erased(document_id or first):
                return ""
        return document_id if document_id and self._is_free(document_id) else self.id_for(name)

    def _is_free(self, document_id: str) -> bool:
        return document_id not in {each.id for each in self.fresh} and not self._store.is_taken(document_id)

    def take_fresh(self) -> list[Partner]:
        """The partners created since the last call, which must be saved before the records that link to them."""
        fresh, self.fresh = self.fresh, []
        return fresh
