"""The records that are here before and during an import, by what they say, so that the same is never added twice."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable

import msgspec

from knowledge.catalogue.listing import Listing
from knowledge.exchange.directory import Store
from knowledge.model import codec
from knowledge.model.records.record import Record

_PAGE = 4000
_encoder = msgspec.json.Encoder(order="sorted")


def fingerprint(record: Record) -> bytes:
    """What tells a record that says something else from `record`, whatever its id."""
    return hashlib.sha256(_encoder.encode([record.kind, codec.encode(record)])).digest()[:16]


class RecordsHere:
    """The fingerprints of the records in `store`, read for a kind when it is first asked for.

    `trashed` has the titles of those in the bin, by id, of the kinds that were read.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._marks: dict[str, dict[str, bytes]] = {}
        self._said: dict[str, set[bytes]] = {}
        self.trashed: dict[str, str] = {}

    @property
    def kinds(self) -> Iterable[str]:
        """The kinds that were asked for."""
        return self._marks.keys()

    def of(self, kind: str) -> dict[str, bytes]:
        """The ids of all records of `kind`, also in the trash or merged, with their fingerprints."""
        if kind not in self._marks:
            self._marks[kind], self._said[kind] = {}, set()
            for listing in (Listing(kind), Listing(kind, trashed=True), Listing(kind, merged=True)):
                for record in _all_of(self._store, listing):
                    mark = fingerprint(record)
                    self._marks[kind][record.id] = mark
                    if listing.trashed:
                        self.trashed[record.id] = record.title
                    else:
                        self._said[kind].add(mark)
        return self._marks[kind]

    def says_the_same(self, record: Record) -> bool:
        """Whether a record here, that isn't in the bin, says the same as `record`."""
        return fingerprint(record) in self._said[record.kind]

    def remember(self, record: Record) -> None:
        """Count `record`, of a kind that was asked for, as here."""
        mark = fingerprint(record)
        self._marks[record.kind][record.id] = mark
        self._said[record.kind].add(mark)

    def forget(self, record: Record) -> None:
        """Count `record` as not here: it could not be saved."""
        self._said[record.kind].discard(self._marks[record.kind].pop(record.id))


def _all_of(store: Store, listing: Listing) -> Iterable[Record]:
    listing = dataclasses.replace(listing, limit=_PAGE)
    while page := store.documents(listing):
        yield from (document.record for document in page)
        listing = dataclasses.replace(listing, offset=listing.offset + _PAGE)
