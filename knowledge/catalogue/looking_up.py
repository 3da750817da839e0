"""What is asked of the catalogue: documents by id, kind, link and name, in lists, and what changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import msgspec

from knowledge.catalogue.database import Damaged, Database
from knowledge.catalogue.listing import LatestDays, Listing
from knowledge.catalogue.merged import MergedDocuments
from knowledge.catalogue.put_off import PutOff
from knowledge.catalogue.stored_document import from_row
from knowledge.journal.document import Document
from knowledge.model.folding import fold
from knowledge.model.kinds import KINDS, about, ranking_fields
from knowledge.model.records.record import Record

_KINDS = """
WITH RECURSIVE known(kind) AS (
    SELECT min(kind) FROM document
    UNION ALL SELECT (SELECT min(kind) FROM document WHERE kind > known.kind) FROM known WHERE known.kind NOT NULL
) SELECT kind FROM known WHERE EXISTS (SELECT 1 FROM document WHERE kind = known.kind AND deleted < 2)
"""
"""Selects every kind once by means of the index: scanning all documents would take longer the more there are."""


@dataclass(frozen=True)
class Checkpoint:
    """A state of a catalogue: its id and a revision, so that an index can ask what changed since."""

    catalogue: str
    revision: int

    def __str__(self) -> str:
        return f"{self.catalogue}:{self.revision}"


class LookingUp(Database):
    """The half of the catalogue that only reads. `merged` says what stands for what, `put_off` what waits."""

    merged: MergedDocuments
    put_off: PutOff

    @property
    def position(self) -> Checkpoint:
        """The checkpoint of this catalogue as it now is."""
        return self.mended(lambda: Checkpoint(str(self._meta("id")), self._number("revision")))

    def changed_since(self, revision: int) -> list[tuple[str, int, int]]:
        """(id, revision, size) of the documents whose searchable text may have changed after `revision`, in order."""
        return self.select(
            "SELECT id, revision, length(json) FROM document WHERE revision > ? ORDER BY revision", (revision,)
        )

    def documents_since(self, revision: int, kinds: Collection[str]) -> list[tuple[str, str, Document | None]]:
        """(id, kind, document) of what of `kinds` changed after `revision`.

        The document is None for one in the trash, an erased one, and one that another stands for. An erased one may
        have lost its kind, so it is given under each.
        """

        def read() -> list[tuple[str, str, Document | None]]:
            roots = self.merged.roots()
            asked = "SELECT id, kind, deleted, title, json, root FROM document WHERE revision > ?"
            found: list[tuple[str, str, Document | None]] = []
            for document_id, kind, deleted, title, data, root in self.rows(asked, (revision,)):
                if deleted or root:
                    found += [(document_id, each, None) for each in ([kind] if kind in kinds else sorted(kinds))]
                elif kind in kinds:
                    found.append((document_id, kind, from_row(document_id, kind, title, data, root, roots=roots)))
            return found

        return self.mended(read)

    def longer_than(self, size: int, document_id: str = "") -> list[str]:
        """The ids of the documents that take more than `size` bytes, without those in the trash; or of one of them."""
        asked = "SELECT id FROM document WHERE deleted = 0 AND length(json) > ?"
        found = self.select(f"{asked} AND id = ?", (size, document_id)) if document_id else self.select(asked, (size,))
        return [row[0] for row in found]

    def document(self, document_id: str) -> Document | None:
        """The document with this id (also from the trash), or None."""
        return next(iter(self.read([document_id])), None)

    def read(self, ids: Iterable[str]) -> Iterator[Document]:
        """The documents with these ids, in that order; unknown ids are skipped."""
        for document_id in ids:
            yield from self._documents("WHERE id = ? AND deleted < 2", (document_id,))

    def kinds(self, linked_to: str = "") -> list[str]:
        """The kinds of all documents, also in the trash; with `linked_to`, of those outside it that link to that one.

        They are in the order in which kinds are listed beside a document; kinds only a newer version knows come last.
        """
        if linked_to:
            links = "SELECT source FROM link WHERE target = ?"
            rows = self.select(
                f"SELECT DISTINCT kind FROM document WHERE deleted = 0 AND root = '' AND id IN ({links})",
                (self.merged.root(linked_to),),
            )
        else:
            rows = self.select(_KINDS)
        return sorted((row[0] for row in rows if row[0]), key=lambda kind: (about(kind).near, kind))

    def titles(self, ids: Iterable[str]) -> dict[str, str]:
        """The titles of those of `ids` that are known; for a merged document, of the one that stands for it."""
        wanted = _as_one_value(ids)
        return dict(
            self.select(
                "SELECT document.id, coalesce(other.title, document.title) FROM document"
                " LEFT JOIN document AS other ON other.id = document.root"
                " WHERE document.deleted < 2 AND document.id IN (SELECT value FROM json_each(?))",
                (wanted,),
            )
        )

    def links_to(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        """(target, source) of every link to one of `ids` from a document outside the trash."""
        rows = self.select(
            "SELECT DISTINCT target, source FROM link JOIN document ON document.id = source"
            " WHERE deleted = 0 AND target IN (SELECT value FROM json_each(?))",
            (_as_one_value(ids),),
        )
        return [(row[0], row[1]) for row in rows]

    def waiting(self) -> list[tuple[str, str]]:
        """(id, title) of the documents that aren't up to date yet because they are very large."""
        waiting = self.put_off.all()
        titles = self.titles(waiting) if waiting else {}
        return [(each, titles.get(each, "")) for each in waiting]

    def documents(self, listing: Listing) -> list[Document]:
        """The documents that `listing` selects, in its order."""
        where, values = self._condition(listing)
        asked = (*values, listing.limit, listing.offset)
        return self._documents(f"WHERE {where} ORDER BY {listing.order()} LIMIT ? OFFSET ?", asked)

    def ranking(self, ids: Iterable[str]) -> dict[str, list[Record]]:
        """The records outside the trash by which the documents `ids` are ranked, for each that has any."""
        wanted = _as_one_value(ids)
        found: dict[str, list[Record]] = {}
        for kind, name in [(each, name) for each in KINDS for name in ranking_fields(each)]:
            links = self.select(
                "SELECT target, source FROM link JOIN document ON document.id = source"
                " WHERE kind = ? AND deleted = 0 AND field = ? AND target IN (SELECT value FROM json_each(?))",
                (kind, name, wanted),
            )
            for target, source in links:
                found.setdefault(target, []).extend(each.record for each in self.read([source]))
        return found

    def _condition(self, listing: Listing) -> tuple[str, list[object]]:
        return replace(
            listing, partner=self.merged.root(listing.partner), origin=self.merged.root(listing.origin)
        ).condition()

    def latest_days(self, wanted: LatestDays) -> dict[str, date]:
        """The latest day that `wanted` asks for, by the id of what is linked to. No document is decoded for this."""
        asked = (
            "SELECT link.target, max(document.day) FROM document JOIN link ON link.source = document.id"
            " WHERE document.kind = ? AND document.deleted = 0 AND document.root = '' AND document.day > ''"
            " AND document.day <= ? AND link.field = ? GROUP BY link.target"
        )
        values = (wanted.kind, wanted.until.isoformat(), wanted.field)
        return self.mended(lambda: {target: _day(day) for target, day in self.rows(asked, values)})

    def first_and_last_changes(self, kind: str) -> dict[str, tuple[str, str]]:
        """The stamps of the first change of each document of `kind` and of its last one after that ("" for none).

        Those in the bin are among them. Documents that are one count together, under the id of the one that stands for
        the others.
        """
        asked = (
            "SELECT id, min(created), max(CASE WHEN changed > created THEN changed ELSE '' END) FROM"
            " (SELECT coalesce(nullif(root, ''), id) AS id, changed, json_extract(CAST(json AS TEXT), '$.created')"
            " AS created FROM document WHERE kind = ? AND deleted < 2) GROUP BY id"
        )
        return self.mended(lambda: {each: (first or "", last) for each, first, last in self.rows(asked, (kind,))})

    def count(self, listing: Listing) -> int:
        """How many documents `listing` selects, whatever its limit."""
        where, values = self._condition(listing)
        return int(self.scalar(f"SELECT count(*) FROM document WHERE {where}", values) or 0)

    def named(self, kind: str, title: str) -> list[Document]:
        """The documents of `kind` with this title (case and accents don't count), oldest first.

        Those that one with this title was merged into count as well: they answer to its name.
        """
        ids = "SELECT coalesce(nullif(root, ''), id) FROM document WHERE kind = ? AND folded = ? AND deleted = 0"
        found = self._documents(f"WHERE id IN ({ids}) AND deleted = 0", (kind, fold(title)))
        return sorted(found, key=lambda document: (document.created, document.id))

    def _documents(self, which: str, values: Sequence[object]) -> list[Document]:
        asked = f"SELECT id, kind, title, json, root FROM document {which}"

        def read() -> list[Document]:
            roots = self.merged.roots()
            return [from_row(*row, roots=roots) for row in self.rows(asked, values)]

        return self.mended(read)

    def matching_ids(self, part: str) -> list[str]:
        """The ids that begin or end with `part`, ten at most."""
        rows = self.select(
            "SELECT id FROM document WHERE deleted < 2 AND (substr(id, 1, ?) = ? OR substr(id, -?) = ?) LIMIT 10",
            (len(part), part, len(part), part),
        )
        return [row[0] for row in rows]

    def conflicts(self) -> list[Document]:
        """The documents with a conflict to settle; the one that changed last comes first."""
        rows = self.select("SELECT id FROM document WHERE conflicts > 0 AND deleted = 0 ORDER BY changed DESC")
        return list(self.read(row[0] for row in rows))


def _as_one_value(ids: Iterable[str]) -> str:
    """`ids` as one value of a statement, for ``json_each``: SQLite limits the number of values."""
    return msgspec.json.encode(list(ids)).decode()


def _day(stored: str) -> date:
    try:
        return date.fromisoformat(stored)
    except (TypeError, ValueError):
        raise Damaged from None
