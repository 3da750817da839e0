"""Importing records from a file: recognising those that exist, and saving the rest in batches."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Generic, Protocol, TypeVar

from knowledge import bounds
from knowledge.exchange.came_in import CameIn, ImportedRow
from knowledge.exchange.directory import Directory, Store
from knowledge.exchange.format import Skipped
from knowledge.exchange.import_report import ImportReport, InBin, Likeness, ProposedRow, RejectedRow, Remark, Resembling
from knowledge.exchange.labels import Labels
from knowledge.exchange.making import check_complete, completed, fitting, made, resolved, unknown_days
from knowledge.exchange.note import Note, content_id
from knowledge.exchange.records_here import RecordsHere, fingerprint
from knowledge.exchange.returned import ChangeProposed, Heeded, Here, HereAlready, Returned, ToHeed
from knowledge.exchange.shape import AS_WRITTEN, Incoming, incoming, kind_of
from knowledge.exchange.source import Source
from knowledge.guard.deciding import telling_where
from knowledge.journal.change import BadChange
from knowledge.journal.document import Document
from knowledge.model import codec
from knowledge.model.codec import Fields
from knowledge.model.kinds import KINDS, depth
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.problem import N_, Problem, Reason, Refused

BATCH = 1000
RowsDone = Callable[[int], None]
Wrote = Callable[[str, tuple[str, ...], tuple[str, ...]], None]
"""Is told of each record that was written: its id, and its heads before (none for a new one) and after."""
Milestone = Callable[[Sequence[tuple[str, tuple[str, ...]]]], None]
"""Is told that what was written until now was, and which records are written next: their ids, and heads before."""


class Recogniser(Protocol):
    """Tells which records may be one and the same."""

    def like(self, record: Record) -> Likeness | None:
        """What `record` is most like of all that was added; None when it is like nothing."""

    def add(self, record: Record) -> None:
        """Have what comes next compared with `record` as well."""


def bring_in(
    store: Store,
    source: Source,
    progress: RowsDone | None = None,
    *,
    labels: Labels | None = None,
    restore: bool = False,
    recogniser: Recogniser | None = None,
    leaves_doubtful: bool = False,
    preview: bool = False,
    agreed: bool = False,
    milestone: Milestone = lambda _records: None,
    wrote: Wrote = lambda _id, _before, _after: None,
) -> ImportReport:
    """Import every row of `source` into `store`; a bad row is reported and does not stop the rest.

    A row with a known id changes that record, unless it only repeats an earlier version; a row without id that equals
    an existing record adds nothing. A record in the trash stays there, unless `restore` takes it out. `labels` tell
    what fields may be called.

    What the `recogniser` finds to be here surely isn't added again, and if this `leaves_doubtful` rows, neither is what
    may be here. What files that come back propose of records here is done only when a person `agreed`. A `preview`
    reports the same and saves nothing. `milestone` is told before and after records are written, and `wrote` of each
    that was. `progress` is told how many rows were looked at; what it raises ends the import, of which what was written
    stays. Raises `Problem` when the disk refuses.
    """
    found = _Import(store, progress, labels or Labels(), restore, recogniser, leaves_doubtful)
    found.saves, found.agreed = not preview, agreed
    found.milestone, found.wrote = milestone, wrote
    return found.run(source)


def not_here(store: Store, source: Source, places: Sequence[str], labels: Labels) -> set[str]:
    """Those of `places` of `source` that say something that isn't here, or that can't be read."""
    report = bring_in(store, source, labels=labels, preview=True)
    if report.added + report.partners + report.changed > len(report.rows) or report.more_refused:
        return {*places}
    told = {row.where for row in report.rows} | {row.where for row in report.refused}
    return told & {*places}


_Item = TypeVar("_Item")


class _Told(Generic[_Item]):
    """What there is to tell of rows, with their numbers: the first `items`, and how many `more` there are."""

    def __init__(self) -> None:
        self.items: list[tuple[int, _Item]] = []
        self.more = 0

    def add(self, number: int, item: _Item) -> None:
        if len(self.items) < bounds.REPORTED:
            self.items.append((number, item))
        else:
            self.more += 1


class _Import:
    """The import of one file or folder."""

    def __init__(
        self,
        store: Store,
        progress: RowsDone | None,
        labels: Labels,
        restore: bool,
        recogniser: Recogniser | None,
        leaves_doubtful: bool,
    ) -> None:
        self.saves, self.agreed = True, False
        self._beside = Here(store)
        self._proposed: _Told[ProposedRow] = _Told()
        self._to_heed: _Told[tuple[str, Heeded]] = _Told()
        self._seen: dict[str, Document] = {}
        self.milestone: Milestone = lambda _records: None
        self.wrote: Wrote = lambda _id, _before, _after: None
        self._before: dict[str, tuple[str, ...]] = {}
        self._sets: dict[str, tuple[str, ...]] = {}
        self._came = CameIn()
        self._store = store
        self._progress = progress
        self._labels = labels
        self._restore = restore
        self._recogniser = recogniser
        self._leaves_doubtful = leaves_doubtful
        self._resembling: _Told[Resembling] = _Told()
        self._left_out = 0
        self._directory = Directory(store, revives=False)
        self._here = RecordsHere(store)
        self._notes: dict[str, tuple[str, str]] = {}
        self._batch: dict[str, Record] = {}
        self._rows: dict[str, tuple[int, str, bool]] = {}
        self._refused: _Told[RejectedRow] = _Told()
        self._remarks: _Told[Remark] = _Told()
        self._in_bin: dict[str, tuple[int, InBin]] = {}
        self._skipped: list[tuple[str, int]] = []
        self._done = self._added = self._changed = self._unchanged = self._partners = self._restored = 0

    def run(self, source: Source) -> ImportReport:
        ranks = {kind: depth(kind) for kind in KINDS}
        later, rank = set(ranks.values()), 0
        while later:  # so that links find their targets anywhere in the file
            found: set[int] = set()
            for number, (where, raw) in enumerate(source()):
                found.add(its := ranks.get(raw.kind if isinstance(raw, Returned) else kind_of(raw), 0))
                if its == rank:
                    self._take(number, where, raw)
            self._flush()
            later = {each for each in later & found if each > rank}
            rank = min(later, default=0)
        return ImportReport(
            self._added,
            self._changed,
            self._unchanged,
            self._partners,
            self._restored,
            refused=_in_order(self._refused.items),
            remarks=_in_order(self._remarks.items),
            in_bin=_in_order(self._in_bin.values()),
            skipped=tuple(self._skipped),
            unknown_kinds=tuple(sorted(set(self._here.kinds) - KINDS.keys())),
            more_refused=self._refused.more,
            more_remarks=self._remarks.more,
            resembling=_in_order(self._resembling.items),
            left_out=self._left_out,
            proposed=_in_order(self._proposed.items),
            more_proposed=self._proposed.more,
            rows=self._came.rows,
            kinds=self._came.kinds,
            pupils=self._came.hits,
            more_pupils=self._came.more_hits,
            to_heed=_in_order(self._to_heed.items),
        )

    def _take(self, number: int, where: str, raw: object) -> None:
        if isinstance(raw, Skipped):
            self._skipped.append((where, raw.files))
            return
        if isinstance(raw, Reason):
            self._remarks.add(number, Remark(where, raw))
            return
        if isinstance(raw, ToHeed):
            self._to_heed.add(number, (where, raw.caution))
            return
        if isinstance(raw, HereAlready):
            self._resembling.add(number, Resembling(where, raw.title, raw, True))
            self._left_out += 1
            return
        if isinstance(raw, Returned):
            meant = [*raw.beside(self._beside)]
            for each in meant:
                self._take(number, where, each)
            self._unchanged += not meant
            return
        added = self._added
        try:
            record = self._wanted(number, where, raw)
        except Problem as problem:
            self._refused.add(number, RejectedRow(where, problem))
            record = None
        if record is not None:
            self._batch[record.id] = record
            is_new = self._added > added
            self._rows[record.id] = (number, where, is_new)
            changed = None if is_new else self._sets.pop(record.id, ())
            self._came.add(number, record.id, ImportedRow(where, record.kind, record.title, changed))
        if len(self._batch) >= BATCH:
            self._flush()
        self._done += 1
        if self._progress:
            self._progress(self._done)

    def _wanted(self, number: int, where: str, raw: object) -> Record | None:
        """The record to save for a row; None if nothing in it is new. Raises `Problem` on a bad row."""
        if isinstance(raw, Problem):
            raise raw
        if isinstance(raw, ChangeProposed):
            return self._agreed(number, where, raw)
        read = self._with_an_id_of_its_own(incoming(raw, self._labels), where, raw)
        document_id = read.id or content_id(raw)
        if document_id in self._batch:
            self._flush()
        here = self._here.of(read.kind)
        comes_back = document_id in self._here.trashed
        if comes_back and not self._restore:
            self._in_bin[document_id] = (number, InBin(where, document_id, self._here.trashed[document_id]))
        if comes_back and self._restore:
            if self.saves:
                before = self._store.get(document_id).heads
                self.wrote(document_id, before, self._store.restore(document_id).heads)
            del self._here.trashed[document_id]
            self._restored += 1
        record: Record | None = None
        remarks: tuple[Reason, ...] = ()
        if document_id not in here:
            left_out = self._left_out
            record, remarks = self._new(read, document_id, number, where)
            if self._left_out > left_out:
                return None
        elif read.id and document_id not in self._here.trashed:
            record, remarks = self._changing(read)
        if record is not None:
            for reason in remarks:
                self._remarks.add(number, Remark(where, reason))
        elif not comes_back or not self._restore:
            self._unchanged += 1
        return record

    def _agreed(self, number: int, where: str, proposal: ChangeProposed) -> Record | None:
        """The record as a row proposes it, if a person agreed; raises `Problem` for what it can't be."""
        seen = proposal.seen
        record = dataclasses.replace(seen.record, **proposal.values)
        if wrong := codec.problems(record):
            raise wrong[0].problem
        self._proposed.add(number, ProposedRow(where, seen, record, tuple(proposal.values)))
        if not (self.agreed and self.saves):
            return None
        if record.id in self._batch:
            self._flush()
        self._here.of(record.kind)
        self._seen[record.id] = seen
        self._before[record.id], self._sets[record.id] = seen.heads, tuple(proposal.values)
        self._here.remember(record)
        self._changed += 1
        return record

    def _with_an_id_of_its_own(self, read: Incoming, where: str, raw: object) -> Incoming:
        """`read`, without its id if that is the id of a record of another kind, or of another note that was read."""
        if not read.id or read.kind not in KINDS:
            return read
        if read.id in self._batch:
            self._flush()
        reason: Reason | None = None
        if read.id not in self._here.of(read.kind) and self._store.titles([read.id]):
            reason = Reason(
                N_("the id “{id}” is that of a record of another kind; this got one of its own"), {"id": read.id}
            )
        if isinstance(raw, Note):
            content = content_id(raw)
            other, said = self._notes.setdefault(read.id, (where, content))
            if other != where and said != content:
                reason = Reason(
                    N_("the id “{id}” is that of {other} as well; this got one of its own"),
                    {"id": read.id, "other": other},
                )
        if reason is None:
            return read
        extra = {**read.extra, "id" + AS_WRITTEN: read.id}
        return dataclasses.replace(read, id="", extra=extra, remarks=(*read.remarks, reason))

    def _new(
        self, read: Incoming, document_id: str, number: int, where: str
    ) -> tuple[Record | None, tuple[Reason, ...]]:
        """The new record of a row and what to tell of it; None if a record here says the same. Raises `Problem`."""
        if self._store.is_erased(document_id):
            raise Problem(N_("this was erased for good; what you may keep, save as something new"))
        if self._store.titles([document_id]):
            raise Problem(N_("the id {id} already belongs to a record of another kind"), id=document_id)
        read = resolved(completed(read), self._directory)
        record, remarks = fitting(made(read, document_id))
        check_complete(record)
        if not read.id and self._here.says_the_same(record):
            return None, ()
        if self._is_here_as_another(record, number, where):
            return None, ()
        self._here.remember(record)
        self._added += 1
        return record, (*read.remarks, *remarks, *unknown_days(record))

    def _is_here_as_another(self, record: Record, number: int, where: str) -> bool:
        """Whether a new `record` is here under another id, or may be and is left out for that; either is told."""
        if self._recogniser is None:
            return False
        like = self._recogniser.like(record)
        is_left_out = like is not None and (like.is_sure or self._leaves_doubtful)
        if like is not None:
            self._resembling.add(number, Resembling(where, record.title, like, is_left_out))
        if like is not None and is_left_out:
            self._directory.use_instead(record.id, like.record.id, record.title, record.kind)
            self._left_out += 1
        else:
            self._recogniser.add(record)
        return is_left_out

    def _changing(self, read: Incoming) -> tuple[Record | None, tuple[Reason, ...]]:
        """The existing record as a row changes it and what to tell of that, None if it doesn't.

        Fields that the row doesn't have stay as they are.
        """
        read = resolved(read, self._directory)
        record, remarks = fitting(made(read, read.id))
        if fingerprint(record) == self._here.of(read.kind)[read.id]:
            return None, ()
        now = self._store.get(record.id)
        presumed = read.presumed - now.fields.keys()
        says = {name: value for name, value in _said_by(record).items() if name not in presumed}
        if read.heads and (seen := self._store.as_seen(record.id, read.heads)) is not None:
            return self._changing_since(seen, now, read, record, says)
        if _tells(now.fields, says) or self._told_before(record.id, says):
            return None, ()
        merged, more = fitting(codec.decode(record.kind, record.id, {**now.fields, **says}))
        check_complete(merged)
        self._here.remember(merged)
        self._before[merged.id] = now.heads
        self._sets[merged.id] = tuple(name for name, value in says.items() if now.fields.get(name) != value)
        self._changed += 1
        return merged, (*read.remarks, *remarks, *more)

    def _changing_since(
        self, seen: Document, now: Document, read: Incoming, record: Record, says: Fields
    ) -> tuple[Record | None, tuple[Reason, ...]]:
        """The record as it was when sto wrote the file, with what was changed in the file since; as `_changing`.

        What was changed here since is merged with that.
        """
        wrote = {name: _as_read_back(value) for name, value in seen.fields.items()}
        says = {name: value for name, value in says.items() if wrote.get(name) != _as_read_back(value)}
        given = {*read.values, *read.links}
        says |= dict.fromkeys(name for name in given & wrote.keys() if name in wrote and not getattr(record, name))
        if all(now.fields.get(name) == value for name, value in says.items()) or self._told_since(read, says):
            return None, ()
        merged, remarks = fitting(codec.decode(record.kind, record.id, {**seen.fields, **says}))
        check_complete(merged)
        both = [name for name in says if now.fields.get(name) != seen.fields.get(name)]
        if both:
            reason = N_(
                "“{title}” was changed here as well since this file was written; `sto conflicts` tells what to choose"
            )
            remarks = (Reason(reason, {"title": merged.title or record.title}), *remarks)
        if record.id in self._batch:
            self._flush()
        self._seen[record.id] = seen
        self._here.remember(merged)
        self._before[merged.id] = now.heads
        self._sets[merged.id] = tuple(says)
        self._changed += 1
        return merged, (*read.remarks, *remarks)

    def _told_since(self, read: Incoming, says: Fields) -> bool:
        """Whether one change since sto wrote the file said all of this: the file was imported then."""
        history = self._store.history(read.id)
        begins = max((at for at, version in enumerate(history, 1) if version.ref in read.heads), default=0)
        return any(_tells(version.set, says) for version in history[begins:])

    def _told_before(self, document_id: str, says: Fields) -> bool:
        """Whether some version of the document already had these values: the file is then older than the record."""
        return any(_tells(version.document.fields, says) for version in self._store.history(document_id))

    def _flush(self) -> None:
        fresh = self._directory.take_fresh()
        whole = [record for record in self._batch.values() if not unknown_days(record)]
        unfinished = [record for record in self._batch.values() if unknown_days(record)]
        self._save([*fresh, *whole], self._save_seen)
        self._save(unfinished, self._save_unfinished)
        if not self.saves:
            self._directory.presume([*fresh, *self._batch.values()])
            places = {document_id: where for document_id, (_number, where, _new) in self._rows.items()}
            self._came.suspect(self._store.pupil_hits_about([*self._batch.values()]), places)
        for partner in fresh:
            if self._recogniser:
                self._recogniser.add(partner)
            self._here.of(Partner.kind)[partner.id] = fingerprint(partner)
        self._partners += len(fresh)
        named_by = {each: record.id for record in reversed(self._batch.values()) for each in record.linked_partners}
        for partner in fresh:
            number, where, _new = self._rows.get(named_by.get(partner.id, ""), (0, "", True))
            self._came.begin(number, partner, where)
        self._batch.clear()
        self._rows.clear()
        self._seen.clear()

    def _save_seen(self, records: Sequence[Record]) -> Sequence[Document]:
        seen = [self._seen[each.id] for each in records if each.id in self._seen]
        if not self.saves:
            self._store.rehearse(records, seen=seen)
            return ()
        return self._store.save_all(records, seen=seen) if seen else self._store.save_all(records)

    def _save_unfinished(self, records: Sequence[Record]) -> Sequence[Document]:
        if not self.saves:
            self._store.rehearse(records, whole=False)
            return ()
        return self._store.save_unfinished(records)

    def _save(self, records: Sequence[Record], save: Callable[[Sequence[Record]], Sequence[Document]]) -> None:
        """Save `records`; one that is too large, or may not change, is refused, and the others are saved."""
        if not records:
            return
        if self.saves:
            self.milestone([(each.id, self._before.get(each.id, ())) for each in records])
        try:
            with telling_where(lambda document_id: self._rows.get(document_id, (0, "", False))[1]):
                for saved in save(records):
                    self.wrote(saved.id, self._before.pop(saved.id, ()), saved.heads)
            if self.saves:
                self.milestone(())
        except (BadChange, Refused) as bad:  # nothing was written
            half = len(records) // 2
            if half:
                self._save(records[:half], save)
                self._save(records[half:], save)
            elif records[0].id in self._rows:
                self._take_back(records[0], bad)
            else:
                raise

    def _take_back(self, record: Record, bad: Problem) -> None:
        number, where, is_new = self._rows[record.id]
        self._refused.add(number, RejectedRow(where, bad))
        self._came.refuse(record, is_new=is_new)
        del self._batch[record.id]
        self._added -= is_new
        self._changed -= not is_new
        self._here.forget(record)


def _in_order(numbered: Iterable[tuple[int, _Item]]) -> tuple[_Item, ...]:
    """The items in the order of their numbers, which are those of rows."""
    return tuple(item for _number, item in sorted(numbered, key=lambda pair: pair[0]))


def _said_by(record: Record) -> Fields:
    """The fields that a row sets, without any that contradict others of the same row (`Record.settled`)."""
    settled = codec.encode(record.settled(None, date.min))  # any day will do: what follows is dropped
    return {name: value for name, value in codec.encode(record).items() if name in settled}


def _as_read_back(value: object) -> object:
    """`value` as a file gives it back: of a text without empty lines around it."""
    return value.replace("\r\n", "\n").strip("\n") if isinstance(value, str) else value


def _tells(fields: Fields, says: Fields) -> bool:
    return all(name in fields and fields[name] == value for name, value in says.items())
