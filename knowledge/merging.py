"""Duplicates in one space: which records may be one and the same, merging them, and taking them apart again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.catalogue.catalogue import Catalogue
from knowledge.catalogue.listing import Listing
from knowledge.journal.document import Document
from knowledge.journal.versions import Version, versions
from knowledge.model.codec import Fields
from knowledge.model.following import MERGED_INTO, NOT_SAME, can_be_merged
from knowledge.model.kinds import KINDS
from knowledge.problem import N_, Say, UnknownId, WrongUse
from knowledge.work import merging
from knowledge.work.duplicates import Pair, pairs

_ALL = 10**9


@dataclass(frozen=True)
class Loose:
    """A merge that isn't finished: something about `dropped` came in that whoever merged it into `kept` hadn't seen.

    `late` are the names of the fields that were written in it elsewhere. When `crossed`, somebody else merged `kept`
    into `dropped`. Merging the two once more settles either.
    """

    kept: Document
    dropped: Document
    late: tuple[str, ...]
    crossed: bool


@dataclass(frozen=True)
class Duplicates:
    """What a person has to look at: `pairs` that may be one and the same, and merges that are `loose`."""

    pairs: tuple[Pair, ...] = ()
    loose: tuple[Loose, ...] = ()

    def __len__(self) -> int:
        return len(self.pairs) + len(self.loose)


class Merging:
    """The duplicates of one space on this device; `edit` sets fields of documents in one durable write, in order."""

    def __init__(
        self, catalogue: Catalogue, edit: Callable[[Sequence[tuple[Document, Fields]]], Sequence[Document]]
    ) -> None:
        self._catalogue = catalogue
        self._edit = edit

    # -- looking --------------------------------------------------------------------------------------------------

    def duplicates(self) -> Duplicates:
        """The records that may be one and the same, and the merges that aren't finished."""
        kinds = [kind for kind in KINDS if can_be_merged(kind)]
        documents = (each for kind in kinds for each in self._catalogue.documents(Listing(kind, limit=_ALL)))
        return Duplicates(tuple(pairs(documents)), tuple(self.loose()))

    def loose(self) -> list[Loose]:
        """The merges that aren't finished, by name."""
        found = []
        for dropped in self._catalogue.documents(Listing(merged=True, sort="title", limit=_ALL)):
            kept = self._catalogue.document(dropped.merged_into)
            assert kept is not None
            late = tuple(merging.late_fields(dropped, self._history(dropped)))
            crossed = bool(kept.fields.get(MERGED_INTO))
            if late or crossed:
                found.append(Loose(kept, dropped, late, crossed))
        return found

    def merged_into(self, document: Document) -> list[Document]:
        """The documents that `document` stands for."""
        others = self._catalogue.merged.group(document.id)[1:]
        return list(self._catalogue.read(each for each in others if each != document.id))

    def one_with(self, document: Document) -> list[Document]:
        """All other documents that are one with `document`: what stands for it, and what was merged with that."""
        return list(
            self._catalogue.read(each for each in self._catalogue.merged.group(document.id) if each != document.id)
        )

    def namesakes(self, document: Document) -> list[Document]:
        """The other documents with the name of `document`, if its kind is one of which two can be the same."""
        found = self._catalogue.named(document.kind, document.record.title) if can_be_merged(document.kind) else []
        return [each for each in found if each.id != document.id]

    # -- merging --------------------------------------------------------------------------------------------------

    def plan(
        self, keep_id: str, drop_id: str, *, today: date, say: Say, choices: Mapping[str, int] | None = None
    ) -> merging.Merge:
        """What merging `drop_id` into `keep_id` would do; raises `WrongUse` or `UnknownId`.

        A record that is merged already stands for what it was merged into. When both are merged already, only what was
        written since comes along.
        """
        kept = self._get(self._catalogue.merged.root(keep_id))
        dropped = self._get(drop_id)
        if dropped.merged_into and dropped.merged_into != kept.id:
            other = self._get(dropped.merged_into)
            raise WrongUse(
                N_("“{title}” was merged into “{other}” before. Merge that one ({id}), or take them apart first."),
                title=dropped.record.title,
                other=other.record.title,
                id=other.id,
            )
        merging.check_mergeable(kept, dropped)
        theirs = self._history(dropped)
        written = merging.written_when(self._history(kept)), merging.written_when(theirs)
        only = merging.late_fields(dropped, theirs) if dropped.merged_into else None
        return merging.merge_records(kept, dropped, written=written, today=today, say=say, choices=choices, only=only)

    def merge(self, plan: merging.Merge) -> Document:
        """Carry out `plan`; returns the record that is kept."""
        kept, _dropped = self._edit([(plan.kept, plan.into_kept), (plan.dropped, plan.into_dropped)])
        return kept

    def take_apart(self, drop_id: str) -> tuple[Document, Document]:
        """Take `drop_id` apart from the record that it was merged into; returns that one and itself.

        Either has again what it had, except where it was changed since. Raises `WrongUse` when it isn't merged.
        """
        dropped = self._get(drop_id)
        if not dropped.merged_into:
            raise WrongUse(N_("“{title}” isn't merged into another record."), title=dropped.record.title)
        edits: dict[str, tuple[Document, Fields]] = {}
        self._part(edits, dropped)
        root = self._get(dropped.merged_into)
        if root.fields.get(MERGED_INTO):  # merged both ways, by two people apart
            self._part(edits, root)
        self._edit([edit for edit in edits.values() if edit[1]])
        return self._get(root.id), self._get(drop_id)

    def _part(self, edits: dict[str, tuple[Document, Fields]], dropped: Document) -> None:
        """Add to `edits` what takes `dropped` apart from the one that it says it was merged into."""
        target = self._catalogue.document(str(dropped.fields[MERGED_INTO]))
        if target is not None:
            undone = merging.taken_apart(self._history(dropped), target, self._history(target))
            before = edits.get(target.id, (target, {}))[1]
            edits[target.id] = (target, {**undone, **before})
        before = edits.get(dropped.id, (dropped, {}))[1]
        edits[dropped.id] = (dropped, {**before, MERGED_INTO: ""})

    def keep_apart(self, ids: tuple[str, str]) -> Sequence[Document]:
        """Remember of both records that they aren't the same, so that they aren't proposed again."""
        one, other = map(self._get, ids)
        if one.id == other.id or one.id == other.merged_into or other.id == one.merged_into:
            raise WrongUse(N_("These are one and the same record already: “{title}”."), title=one.record.title)
        if one.kind != other.kind or not can_be_merged(one.kind):
            raise WrongUse(N_("Two partners can be merged, or two persons."))
        return self._edit([(one, _apart_from(one, other)), (other, _apart_from(other, one))])

    def no_longer_apart(self, ids: tuple[str, str]) -> Sequence[Document]:
        """Forget of both records what `keep_apart` remembered."""
        one, other = map(self._get, ids)
        return self._edit([(one, _with(one, other)), (other, _with(other, one))])

    def _get(self, document_id: str) -> Document:
        found = self._catalogue.document(document_id)
        if found is None:
            raise UnknownId(document_id)
        return found

    def _history(self, document: Document) -> Sequence[Version]:
        return versions(self._catalogue.changes.of(document.id))


def _apart_from(document: Document, other: Document) -> Fields:
    before = merging.strangers(document)
    return {} if other.id in before else {NOT_SAME: [*before, other.id]}


def _with(document: Document, other: Document) -> Fields:
    before = merging.strangers(document)
    return {NOT_SAME: [each for each in before if each != other.id]} if other.id in before else {}
