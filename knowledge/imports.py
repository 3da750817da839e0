"""What the last import on this device wrote in a space, and taking that back as one."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from knowledge import bounds
from knowledge.catalogue.catalogue import Catalogue
from knowledge.journal.document import Document
from knowledge.journal.history import History
from knowledge.journal.merge import DELETED, merge_history
from knowledge.journal.state_file import NO_JSON
from knowledge.journal.storage import write_atomically
from knowledge.model import codec
from knowledge.model.codec import Fields
from knowledge.problem import N_, Problem, Reason, Refused
from knowledge.reasons import NOT_JSON, reason_of

_PIECE = 1000
_CHANGED = N_("it was changed since")
_USED = N_("other records belong to it since")

FieldEdits = Sequence[tuple[Document, Fields]]


class WrittenRecord(msgspec.Struct, frozen=True, array_like=True):
    """A record that an import wrote: its id, and its heads `before` (none for a new one) and `after`.

    In the file, `after` is empty for one that was about to be written.
    """

    id: str
    before: tuple[str, ...]
    after: tuple[str, ...]


class ImportBatch(msgspec.Struct, frozen=True):
    """All that one import wrote, and when (UTC).

    `source` is a mark of the file that was read; the import `is_open` until it came to the end of that.
    """

    time: datetime
    records: tuple[WrittenRecord, ...]
    source: str = ""
    is_open: bool = False


class Recording:
    """Collects what an import writes; call it with the id, heads before and heads after of each record.

    It goes on with what an import of the same file wrote that was `broken_off`, so that both are taken back as one.
    `keep` stores what was collected.
    """

    def __init__(self, source: str, broken_off: ImportBatch | None, keep: Callable[[ImportBatch], None]) -> None:
        self._source = source
        self._time = datetime.now(UTC)
        self._keep = keep
        self._records = {each.id: each for each in broken_off.records} if broken_off else {}
        self.is_kept = False

    def __call__(self, document_id: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        known = self._records.get(document_id)
        self._records[document_id] = WrittenRecord(document_id, known.before if known else before, after)

    def milestone(self, begins: Sequence[tuple[str, tuple[str, ...]]]) -> None:
        """Keep what was written and, in case the computer stops meanwhile, the ids and heads of what `begins` now."""
        known = self._records
        about = {
            each: WrittenRecord(each, known[each].before if each in known else heads, ()) for each, heads in begins
        }
        self.is_kept = True
        self._keep(ImportBatch(self._time, (*(known | about).values(),), self._source, is_open=True))

    @property
    def batch(self) -> ImportBatch:
        """What was written until now."""
        changed = (each for each in self._records.values() if each.before != each.after)
        return ImportBatch(self._time, tuple(changed), self._source)


@dataclass(frozen=True)
class KeptRecord:
    """A record that an import wrote and that stays as it is now, and why."""

    document: Document
    reason: Reason


@dataclass(frozen=True)
class ImportUndone:
    """What became of an import: how many records went to the bin, how many are as they were before, and which are
    `kept` as they are now."""

    deleted: int = 0
    changed_back: int = 0
    kept: tuple[KeptRecord, ...] = ()

    @property
    def number(self) -> int:
        """How many records were taken back."""
        return self.deleted + self.changed_back


class Imports:
    """The imports of one space on this device; the last is remembered in the file at `path`, without any text.

    `edit` sets fields of documents in one durable write.
    """

    def __init__(self, catalogue: Catalogue, edit: Callable[[FieldEdits], object], path: Path) -> None:
        self._catalogue = catalogue
        self._edit = edit
        self._path = path

    # -- remembering ------------------------------------------------------------------------------------------------

    @contextmanager
    def recording(self, file: str) -> Iterator[Recording]:
        """Remember what is written within of `file`, also when it breaks off or the computer stops, unless nothing is.

        What somebody took out of the bin is remembered from the next records on that are written.
        """
        source = hashlib.sha256(str(Path(file).absolute()).encode("utf-8", "surrogatepass")).hexdigest()
        last = self._last_if_known()
        recording = Recording(source, last if last and last.is_open and last.source == source else None, self._keep)
        is_open = True
        try:
            yield recording
            is_open = False
        finally:
            if (batch := recording.batch).records:
                self._keep(msgspec.structs.replace(batch, is_open=is_open))
            elif recording.is_kept and last:  # all of it was refused
                self._keep(last)

    def _keep(self, batch: ImportBatch) -> None:
        write_atomically(self._path, msgspec.json.encode(batch))

    def _last_if_known(self) -> ImportBatch | None:
        try:
            return self.last()
        except Problem:  # what an import wrote before must never stop one
            return None

    def last(self) -> ImportBatch | None:
        """The last import that wrote anything and wasn't taken back; None when there is none. Raises `Problem`."""
        try:
            data = bounds.read_file_at_most(self._path, bounds.IMPORT_BYTES)
            kept = msgspec.json.decode(data, type=ImportBatch)
        except FileNotFoundError:
            return None
        except (bounds.TooLarge, OSError, *NOT_JSON) as error:
            reason = reason_of(error) if isinstance(error, OSError | Problem) else Reason(NO_JSON)
            raise Problem(N_("What the last import wrote isn't known any more: {reason}"), reason=reason) from error
        records = tuple(each for each in map(self._as_written, kept.records) if each is not None)
        return msgspec.structs.replace(kept, records=records) if records else None

    def _as_written(self, about: WrittenRecord) -> WrittenRecord | None:
        """`about` with what became of it, if the computer stopped while it was written; None if nothing was written.

        Of a record that was here, nobody knows whether a later change is that of the import, so that stays.
        """
        if about.after:
            return about
        changes = History(self._catalogue.changes.of(about.id)).changes
        if about.before:
            last = {each.ref for each in changes} - {ref for each in changes for ref in each.after}
            return None if last == set(about.before) else about
        return WrittenRecord(about.id, (), (changes[0].ref,)) if changes else None

    def forget(self, batch: ImportBatch) -> None:
        """Forget `batch`, which was taken back, unless another came after it; raises `Problem`."""
        if (last := self.last()) and last.time == batch.time:
            try:
                self._path.unlink()
            except OSError as error:
                raise Problem(
                    N_("{path} can't be removed: {reason}"), path=self._path, reason=reason_of(error)
                ) from error

    # -- taking back ------------------------------------------------------------------------------------------------

    def take_back(
        self, batch: ImportBatch, progress: Callable[[int, int], None] = lambda _done, _all: None
    ) -> ImportUndone:
        """Put what `batch` added in the bin, and make what it changed as it was before.

        What anybody changed since stays as it is, and so does what something else belongs to by now. `progress` is
        called with the number done and the number of all. Raises `Problem` when the disk refuses.
        """
        there = {each.id: each for each in self._catalogue.read(written.id for written in batch.records)}
        standing = [each for each in batch.records if each.id in there and not self._is_gone(there[each.id], each)]
        kept = {each.id: KeptRecord(there[each.id], Reason(_CHANGED)) for each in standing if _is_other(there, each)}
        new = {each.id for each in standing if not each.before and each.id not in kept}
        for each in self._used_elsewhere(new):
            kept[each] = KeptRecord(there[each], Reason(_USED))
        wanted = [each for each in standing if each.id not in kept]
        deleted = changed = 0
        for begin in range(0, len(wanted), _PIECE):
            piece = wanted[begin : begin + _PIECE]
            refused = self._write([(there[each.id], self._undoing(there[each.id], each)) for each in piece])
            kept |= refused
            done = [each for each in piece if each.id not in refused]
            deleted += sum(not each.before for each in done)
            changed += sum(bool(each.before) for each in done)
            progress(begin + len(piece), len(wanted))
        self.forget(batch)
        return ImportUndone(deleted, changed, tuple(kept.values()))

    @staticmethod
    def _is_gone(now: Document, written: WrittenRecord) -> bool:
        """Whether there is nothing to take back, because somebody deleted what was added."""
        return now.erased or (now.deleted and not written.before)

    def _used_elsewhere(self, new: set[str]) -> set[str]:
        """Those of `new` that something belongs to which isn't taken back with them."""
        links = self._catalogue.links_to(new)
        used: set[str] = set()
        while more := {target for target, source in links if source not in new - used} - used:
            used |= more
        return used

    def _undoing(self, now: Document, written: WrittenRecord) -> Fields:
        if not written.before:
            return {DELETED: True}
        history = History(self._catalogue.changes.of(written.id))
        before = merge_history(history.up_to(written.before))
        fields = codec.difference(now.fields, before.fields, now.kind)
        return {**fields, **({DELETED: before.deleted} if before.deleted != now.deleted else {})}

    def _write(self, edits: FieldEdits) -> dict[str, KeptRecord]:
        """Write `edits`; those that are refused are returned with the reason, and the others are written."""
        if not edits:
            return {}
        try:
            self._edit(edits)
        except Refused as refused:  # nothing was written
            if len(edits) == 1:
                return {edits[0][0].id: KeptRecord(edits[0][0], refused.reason)}
            half = len(edits) // 2
            return self._write(edits[:half]) | self._write(edits[half:])
        return {}


def _is_other(there: dict[str, Document], written: WrittenRecord) -> bool:
    """Whether the document isn't as the import left it."""
    now = there[written.id]
    return set(now.heads) != set(written.after) or bool(now.merged_into)
