"""Saving: what a person writes becomes edits, the mirror stores them as changes, and the documents are read again."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime

from knowledge.catalogue.catalogue import Catalogue
from knowledge.catalogue.listing import Listing
from knowledge.identifier import new_id
from knowledge.journal.appending import append_own
from knowledge.journal.change import ERASE, Change
from knowledge.journal.document import Document
from knowledge.journal.merge import DELETED, merge
from knowledge.journal.mirror import Edit, Mirror
from knowledge.journal.replica import ReplicaStore
from knowledge.journal.versions import versions
from knowledge.model import codec
from knowledge.model.fields import Json
from knowledge.model.following import as_written
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.records.record import Record
from knowledge.model.records.settings import Settings
from knowledge.model.region import Region
from knowledge.problem import N_, Problem, Refused, WrongUse
from knowledge.today import today
from knowledge.work.closing import cautions_on_closed_books, check_books_open, check_period_open
from knowledge.work.hearing import hearer

_PERIODS = 1000
"""The most grant periods of a region that are looked at."""

_COUNTING: Mapping[str, Collection[str]] = {
    Partner.kind: {"partner_kind", "merged_into", DELETED},
    Settings.kind: {"counts", DELETED},
    Period.kind: {"closed_until"},
}
"""The fields that say what counts in the books, by kind."""


class Invalid(Refused):
    """A record that can't be saved as it is; `problems` says what is wrong with which field."""

    def __init__(self, problems: Sequence[codec.FieldProblem]) -> None:
        first = problems[0].problem
        super().__init__(first.text, **first.values)
        self.problems = tuple(problems)


class Erased(Problem):
    """Something can't be saved because its document was erased."""

    def __init__(self, document_id: str) -> None:
        super().__init__(
            N_("“{id}” was erased for good, so nothing can be added to it. What you may keep, save as something new."),
            id=document_id,
        )


class Saving:
    """The writing side of one space on this device, for the person `author`.

    `refresh` brings catalogue and index up to date with what was written; it may raise `Problem`. Everything is settled
    before it is written (`Record.settled`), so that fields that have to agree always do.
    """

    def __init__(
        self,
        mirror: Mirror,
        catalogue: Catalogue,
        replicas: ReplicaStore,
        author: str,
        refresh: Callable[[], object],
        today: Callable[[], date] = today,
        checked: Callable[[Sequence[Edit]], Sequence[Edit]] = lambda edits: edits,
        region: Callable[[date], Region] = Region,
    ) -> None:
        self._mirror = mirror
        self._catalogue = catalogue
        self._replicas = replicas
        self._author = author
        self._refresh = refresh
        self._today = today
        self._checked = checked
        self._region = region
        self._writing = threading.RLock()
        self.has_written = False

    def save(self, record: Record, seen: Document | None) -> Document:
        """Save `record`, which the person last saw as `seen`; raises `Invalid`, `Erased` or `Problem`."""
        before = seen.record if seen else None
        if early := [codec.FieldProblem(*each) for each in record.too_early(before, self._today())]:
            raise Invalid(early)
        return self._write([self._draft(record, seen)])[0]

    def save_all(self, records: Sequence[Record], seen: Sequence[Document] = ()) -> Sequence[Document]:
        """Save `records`, which the person last saw as `seen`, in one durable write; raises as `save` does."""
        eyed = {document.id: document for document in seen}
        return self._write([self._draft(record, eyed.get(record.id)) for record in records])

    def save_unfinished(self, records: Sequence[Record]) -> Sequence[Document]:
        """Save `records` that come from elsewhere, and may miss fields that they should have; raises as `save` does."""
        return self._write([self._draft(record, None, whole=False) for record in records])

    def rehearse(self, records: Sequence[Record], seen: Sequence[Document] = (), *, whole: bool = True) -> None:
        """Write nothing, and raise as saving `records` would, `whole` or as unfinished ones; the guard isn't asked."""
        eyed = {document.id: document for document in seen}
        self._check([self._draft(record, eyed.get(record.id), whole=whole) for record in records])

    def edit(self, seen: Document, fields: codec.Fields) -> Document:
        """Set `fields` of the document `seen`; raises `Erased` or `Problem`."""
        return self.edit_all([(seen, fields)])[0]

    def edit_all(self, edits: Sequence[tuple[Document, codec.Fields]]) -> Sequence[Document]:
        """Set fields of several documents in one durable write, in that order; raises as `edit` does."""
        return self._write([self._edited(seen, self._settled(seen, fields, seen.record)) for seen, fields in edits])

    def choose(self, seen: Document, field: str, value: Json) -> Document:
        """Make `value` the only value of `field`, which has several in `seen`; raises as `edit` does.

        What follows from it is as if the field changed to `value`, also when that was the one shown already: the other
        values may have left their traces in other fields.
        """
        others = [each.value for each in seen.conflicts.get(field, ()) if each.value != value]
        before = codec.decode(seen.kind, seen.id, {**seen.fields, field: others[0]}) if others else seen.record
        return self._write([self._edited(seen, self._settled(seen, {field: value}, before))])[0]

    def restore(self, document: Document, version: str | None) -> Document:
        """Take `document` out of the trash or, with `version` (a ref), make that version of it current.

        Raises `WrongUse` when there is no such version.
        """
        if version is None:
            return self.edit(document, {DELETED: False})
        history = versions(self._catalogue.changes.of(document.id))
        chosen = next((step for step in history if step.ref == version), None)
        if chosen is None:
            raise WrongUse(N_("There is no version {version} of this. `sto history ID` lists them."), version=version)
        fields = codec.difference(document.fields, chosen.document.fields, document.kind)
        return self.edit(document, {**fields, **({DELETED: False} if document.deleted else {})})

    def ask_erasure(self, documents: Iterable[Document]) -> None:
        """Record the request to erase `documents`; `erasing` carries it out."""
        self._append([Edit(ERASE, each.id, each.heads, {}, self._author, each.changed) for each in documents])

    def _draft(self, record: Record, seen: Document | None, *, whole: bool = True) -> Edit:
        if wrong := [each for each in codec.problems(record) if whole or getattr(record, each.field)]:
            raise Invalid(wrong)
        base = seen or (self._catalogue.document(record.id) if record.id else None)
        fields = codec.encode(record.settled(base.record if base else None, self._today()))
        if base is None:
            return Edit(record.kind, record.id or new_id(), (), fields, self._author)
        fields = as_written(record.kind, base.id, base.fields, fields, self._catalogue.merged.roots())
        return self._edited(base, codec.difference(base.fields, fields, record.kind))

    def _settled(self, seen: Document, fields: codec.Fields, before: Record) -> codec.Fields:
        """`fields` to set in `seen`, which was as `before`, together with the fields that follow from them."""
        if not fields.keys() - {DELETED}:
            return fields
        asked = codec.decode(seen.kind, seen.id, {**seen.fields, **fields})
        settled = asked.settled(before, self._today())
        if settled is asked:
            return fields
        return fields | codec.difference(codec.encode(asked), codec.encode(settled), seen.kind)

    def _edited(self, seen: Document, fields: codec.Fields) -> Edit:
        return Edit(seen.kind, seen.id, seen.heads, fields, self._author, seen.changed)

    def _write(self, drafts: Sequence[Edit]) -> list[Document]:
        """Append the drafts that change something; returns the documents of all `drafts` as they now are."""
        telling = self._check(drafts)
        if telling:
            telling = [*self._checked(telling)]
            before = self._region(self._today()) if hearer() and any(map(_says_what_counts, telling)) else None
            made = self._append(telling)
            try:
                self._refresh()
                self._catalogue.work_off({draft.document for draft in telling})  # who writes wants to see it
                self._tell_of_closed_books(before)
                return list(self._catalogue.read(draft.document for draft in drafts))
            except (Problem, OSError, sqlite3.Error):  # saved already; the overview catches up when the disk allows
                return [self._merged(draft.document, made) for draft in drafts]
        return list(self._catalogue.read(draft.document for draft in drafts))

    def _check(self, drafts: Sequence[Edit]) -> list[Edit]:
        """Those of `drafts` that change something; raises `Erased` or `Refused` for what can't be changed."""
        if gone := {draft.document for draft in drafts} & self._catalogue.erasures.all():
            raise Erased(min(gone))
        telling = [draft for draft in drafts if draft.set]
        self._check_books([draft for draft in telling if draft.kind == Contribution.kind])
        self._check_periods([draft for draft in telling if draft.kind == Period.kind])
        return telling

    def _check_books(self, drafts: Sequence[Edit]) -> None:
        """Raise `Refused` when one of `drafts` would change a line whose books are closed."""
        if not drafts:
            return
        found = self._catalogue.documents(Listing(Period.kind, limit=_PERIODS))
        periods = [each.record for each in found if isinstance(each.record, Period)]
        for draft in drafts:
            before = self._catalogue.document(draft.document)
            if before is None:
                continue
            had = {**before.fields, DELETED: before.deleted}
            if all(had.get(name) == value for name, value in draft.set.items()):
                continue  # whoever chooses the version that is shown changes nothing
            check_books_open(_line(draft.document, had), _line(draft.document, had | draft.set), periods)

    def _check_periods(self, drafts: Sequence[Edit]) -> None:
        """Raise `Refused` when one of `drafts` would change a period so that lines whose books are closed change."""
        for draft in drafts:
            before = self._catalogue.document(draft.document)
            if before is None or not isinstance(before.record, Period):
                continue
            gone = draft.set.get(DELETED, before.deleted) and not before.deleted
            after = codec.decode(draft.kind, draft.document, {**before.fields, **draft.set})
            check_period_open(before.record, None if gone or not isinstance(after, Period) else after)

    def _tell_of_closed_books(self, before: Region | None) -> None:
        """Tell who hears of it what became of closed books since the region was as `before`."""
        if before is not None and (hear := hearer()):
            for caution in cautions_on_closed_books(before, self._region(self._today())):
                hear(caution)

    def _append(self, drafts: Sequence[Edit]) -> Sequence[Change]:
        if not all(draft.author.strip() for draft in drafts):
            raise Problem(
                N_("It isn't known who you are, so nothing was saved. Say so: `sto init FOLDER --author NAME`.")
            )
        self.has_written = True
        with self._writing, self._replicas.locked():
            return append_own(self._mirror, self._replicas, lambda _identity: drafts, datetime.now(UTC))

    def _merged(self, document_id: str, made: Sequence[Change]) -> Document:
        fresh = {change.hash: change for change in made if change.document == document_id}
        try:
            known = {change.hash: change for change in self._catalogue.changes.of(document_id)}
        except (Problem, OSError, sqlite3.Error):
            known = {}
        return merge(list((known | fresh).values()))


def _says_what_counts(edit: Edit) -> bool:
    """Whether `edit` may change what counts in the books of cofinanciering, without being about a line."""
    names = {name.partition(".")[0] for name in edit.set}
    return bool(names.intersection(_COUNTING.get(edit.kind, ()))) and bool(edit.after or edit.kind == Settings.kind)


def _line(document_id: str, fields: codec.Fields) -> Contribution | None:
    """The line with these fields; None for one in the bin."""
    if fields[DELETED]:
        return None
    record = codec.decode(Contribution.kind, document_id, fields)
    return record if isinstance(record, Contribution) else None
