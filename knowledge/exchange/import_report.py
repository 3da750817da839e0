"""Importing records from a file: checking and linking them, recognising those that exist, and saving in batches."""

from __future__ import annotations

import dataclasses
import hashlib
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec

from knowledge.catalogue.listing import Listing
from knowledge.exchange.directory import Directory, Store
from knowledge.exchange.shape import Incoming, Linked, incoming
from knowledge.exchange.source import Source
from knowledge.model import codec
from knowledge.model.codec import Fields
from knowledge.model.fields import Link, Links
from knowledge.model.kinds import KINDS, depth, fields_of, record_class
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record, Unknown
from knowledge.model.titles import has_made_title
from knowledge.problem import N_, Problem, Word

BATCH = 1000
_PAGE = 4000
RowsDone = Callable[[int], None]

_encoder = msgspec.json.Encoder(order="sorted")


@dataclass(frozen=True)
class RejectedRow:
    """A row that could not be imported, with its place and the reason."""

    where: str
    problem: Problem


@dataclass(frozen=True)
class ImportReport:
    """The result of importing a file.

    `partners` counts those created because a row named them; `unknown_kinds` are those that only a newer version knows.
    """

    added: int = 0
    changed: int = 0
    unchanged: int = 0
    partners: int = 0
    refused: tuple[RejectedRow, ...] = ()
    unknown_kinds: tuple[str, ...] = ()


def bring_in(store: Store, source: Source, progress: RowsDone | None = None) -> ImportReport:
    """Import every row of `source` into `store`; a bad row is reported and does not stop the rest.

    A row with a known id changes that record, unless it only repeats an earlier version; a row without id that equals
    an existing record adds nothing. Raises `Problem` when the disk refuses.
    """
    return _Import(store, progress).run(source)


def content_id(raw: object) -> str:
    """An id for a row without one, derived from its content: the same row gets the same id on every device."""
    digest = hashlib.sha256(_encoder.encode(raw)).digest()
    value = int.from_bytes(digest[:16], "big")
    value = value & ~(0xF << 76) | 0x8 << 76  # RFC 9562 §5.8: version 8, for ids with a scheme of one's own
    value = value & ~(0x3 << 62) | 0b10 << 62
    return str(uuid.UUID(int=value))


def _fingerprint(record: Record) -> bytes:
    return hashlib.sha256(_encoder.encode([record.kind, codec.encode(record)])).digest()[:16]


class _Import:
    """The import of one file."""

    def __init__(self, store: Store, progress: RowsDone | None) -> None:
        self._store = store
        self._progress = progress
        self._directory = Directory(store, lambda name: content_id({"kind": Partner.kind, "title": name}))
        self._here: dict[str, dict[str, bytes]] = {}
        self._said: dict[str, set[bytes]] = {}
        self._batch: dict[str, Record] = {}
        self._refused: list[tuple[int, RejectedRow]] = []
        self._done = self._added = self._changed = self._unchanged = self._partners = 0

    def run(self, source: Source) -> ImportReport:
        for rank in range(1 + max(map(depth, KINDS))):  # so that links find their targets anywhere in the file
            for number, (where, raw) in enumerate(source()):
                if _rank(raw) == rank:
                    self._take(number, where, raw)
            self._flush()
        refused = tuple(item for _, item in sorted(self._refused, key=lambda pair: pair[0]))
        unknown = tuple(sorted(self._here.keys() - KINDS.keys()))
        return ImportReport(self._added, self._changed, self._unchanged, self._partners, refused, unknown)

    def _take(self, number: int, where: str, raw: object) -> None:
        try:
            record = self._wanted(raw)
        except Problem as problem:
            self._refused.append((number, RejectedRow(where, problem)))
            record = None
        if record is not None:
            self._batch[record.id] = record
        if len(self._batch) >= BATCH:
            self._flush()
        self._done += 1
        if self._progress:
            self._progress(self._done)

    def _wanted(self, raw: object) -> Record | None:
        """The record to save for a row; None if nothing in it is new. Raises `Problem` on a bad row."""
        if isinstance(raw, Problem):
            raise raw
        read = incoming(raw)
        document_id = read.id or content_id(raw)
        if document_id in self._batch:
            self._flush()
        here = self._known(read.kind)
        if not read.id and document_id in here:
            self._unchanged += 1
            return None
        if read.id in here:
            return self._changing(self._linked(read, document_id), here[read.id])
        _check(_made(read, {**read.values, **_links_as_given(read)}))  # before linking, which may create partners
        if self._store.titles([document_id]):
            raise Problem(N_("the id {id} already belongs to a record of another kind"), id=document_id)
        record = self._linked(read, document_id)
        _check(record)
        mark = _fingerprint(record)
        if not read.id and mark in self._said[read.kind]:
            self._unchanged += 1
            return None
        self._remember(record, mark)
        self._added += 1
        return record

    def _changing(self, record: Record, mark: bytes) -> Record | None:
        """The existing record as a row changes it, None if it doesn't; fields the row doesn't have stay as they are."""
        fresh = _fingerprint(record)
        if fresh != mark:
            says = _said_by(record)
            now = self._store.get(record.id)
            merged = codec.decode(record.kind, record.id, {**now.fields, **says})
            _check(merged)
            if not _tells(now.fields, says) and not self._told_before(record.id, says):
                self._remember(merged, _fingerprint(merged))
                self._changed += 1
                return merged
        self._unchanged += 1
        return None

    def _told_before(self, document_id: str, says: Fields) -> bool:
        """Whether some version of the document already had these values: the file is then older than the record."""
        return any(_tells(version.document.fields, says) for version in self._store.history(document_id))

    def _remember(self, record: Record, mark: bytes) -> None:
        self._here[record.kind][record.id] = mark
        self._said[record.kind].add(mark)

    def _known(self, kind: str) -> dict[str, bytes]:
        """The ids of all records of `kind`, also in the trash, with a fingerprint of their content."""
        if kind not in self._here:
            self._here[kind], self._said[kind] = {}, set()
            for trashed in (False, True):
                for record in _all_of(self._store, kind, trashed=trashed):
                    mark = _fingerprint(record)
                    self._here[kind][record.id] = mark
                    if not trashed:
                        self._said[kind].add(mark)
        return self._here[kind]

    def _linked(self, read: Incoming, document_id: str) -> Record:
        """The record with its links resolved. Unknown partners are created; unknown people at a meeting are guests."""
        values = dict(read.values)
        guests: list[str] = []
        for name, ends in read.links.items():
            kind = fields_of(read.kind)[name].type
            found: list[str] = []
            for end in ends:
                target = self._found(kind.targets if isinstance(kind, Link | Links) else (), end)
                if target:
                    found.append(target)
                elif name == "attendees":
                    guests.append(end.name)
                else:
                    raise Problem(N_("{field}: nothing here is called “{name}”"), field=name, name=end.name)
            values[name] = tuple(dict.fromkeys(found)) if isinstance(kind, Links) else found[0] if found else ""
        if guests and read.kind == Meeting.kind:
            values["guests"] = tuple(dict.fromkeys((*values.get("guests", ()), *guests)))
        return _made(read, values, document_id)

    def _found(self, targets: tuple[str, ...], end: Linked) -> str:
        """The id that `end` of a link stands for; empty when nothing here has its name."""
        if end.id and (not end.name or end.name == end.id or self._store.titles([end.id])):
            return end.id
        if Partner.kind in targets:
            return self._directory.partner(end.name, end.id)
        return self._directory.among(targets, end.name) or ("" if Person.kind in targets else end.id)

    def _flush(self) -> None:
        fresh = self._directory.take_fresh()
        if fresh or self._batch:
            self._store.save_all([*fresh, *self._batch.values()])
        for partner in fresh:
            self._known(Partner.kind)[partner.id] = _fingerprint(partner)
        self._partners += len(fresh)
        self._batch.clear()


def _made(read: Incoming, values: Mapping[str, Any], document_id: str = "") -> Record:
    if read.kind not in KINDS:
        return Unknown(kind=read.kind, id=document_id, extra=read.extra, **values)
    return record_class(read.kind)(id=document_id, extra=read.extra, **values)


def _links_as_given(read: Incoming) -> dict[str, Any]:
    """The links of a row with the ids or names that it gives, to see whether those that are required are there."""
    given = {name: tuple(end.id or end.name for end in ends) for name, ends in read.links.items()}
    types = fields_of(read.kind)
    return {name: ends if isinstance(types[name].type, Links) else "".join(ends[:1]) for name, ends in given.items()}


def _check(record: Record) -> None:
    """Raise `Problem` if something is wrong with `record`."""
    if wrong := codec.problems(record):
        raise wrong[0].problem
    if not (isinstance(record, Unknown) or has_made_title(record.kind) or record.title.strip()):
        raise Problem(N_("Fill in “{field}”."), field=Word(fields_of(record.kind)["title"].label))


def _rank(raw: object) -> int:
    if not isinstance(raw, dict):
        return 0
    kind = raw.get("kind")
    return depth(kind) if isinstance(kind, str) else 0


def _said_by(record: Record) -> Fields:
    """The fields that a row sets, without any that contradict others of the same row (`Record.settled`)."""
    settled = codec.encode(record.settled(None, date.min))  # any day will do: what follows is dropped
    return {name: value for name, value in codec.encode(record).items() if name in settled}


def _tells(fields: Fields, says: Fields) -> bool:
    return all(name in fields and fields[name] == value for name, value in says.items())


def _all_of(store: Store, kind: str, *, trashed: bool) -> Iterable[Record]:
    listing = Listing(kind, trashed=trashed, limit=_PAGE)
    while page := store.documents(listing):
        yield from (document.record for document in page)
        listing = dataclasses.replace(listing, offset=listing.offset + _PAGE)
