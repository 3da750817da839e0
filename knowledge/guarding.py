"""The guard of one space: what is about to be saved is looked at, and what is here already can be listed and kept."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from knowledge.catalogue.catalogue import Catalogue
from knowledge.catalogue.listing import Listing
from knowledge.guard.deciding import decision_in_force
from knowledge.journal.document import Document
from knowledge.journal.merge import DELETED
from knowledge.journal.mirror import Edit
from knowledge.model import codec
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.region import Region
from knowledge.problem import N_, WrongUse
from knowledge.today import today

if TYPE_CHECKING:
    from knowledge.guard.checking import PupilHit
    from knowledge.guard.known import KnownNames

_PAGE = 4000
_KEPT = "guard_kept"
_NAMED = (Partner.kind, Person.kind)


class Guarding:
    """The guard over the records of `catalogue`. `region` gives the region as it is on a day; `author` is who writes.

    Names in the directory count from the moment they are there, also those that are saved together with a text.
    """

    def __init__(self, catalogue: Catalogue, region: Callable[[date], Region], author: str) -> None:
        self._catalogue = catalogue
        self._region = region
        self._author = author

    def checked(self, edits: Sequence[Edit]) -> Sequence[Edit]:
        """`edits` as they may be written, after whoever decides here and now was told of text about pupils in them.

        What is kept for a reason says so beside it. Raises what the decision raises; nothing is written then.
        """
        decide = decision_in_force()
        if decide is None:
            return edits
        from knowledge.guard.checking import check_reason, hits_in

        records = [self._as_saved(edit) for edit in edits]
        more = [record for record in records if record.kind in _NAMED]
        known = cache(lambda: self._known(more))
        off = cache(lambda: self._region(today()).settings.guard_off)
        found = [
            hit
            for edit, record in zip(edits, records, strict=True)
            for hit in hits_in(record, known, today(), fields={name.partition(".")[0] for name in edit.set})
            if not hit.is_settled and hit.rule not in off()
        ]
        if not found:
            return edits
        reason = decide(found, self._region(today()).settings.guard == "streng").strip()
        if not reason:
            return edits
        check_reason(reason, today())
        return [self._with_kept(edit, reason, [hit for hit in found if hit.id == edit.document]) for edit in edits]

    def hits_about(self, records: Sequence[Record]) -> list[PupilHit]:
        """The rules that hit what saving `records` would write, without what was kept on purpose."""
        from knowledge.guard.checking import hits_in

        off = self._region(today()).settings.guard_off
        known = cache(lambda: self._known([record for record in records if record.kind in _NAMED]))
        found: list[PupilHit] = []
        for record in records:
            before = self._catalogue.document(record.id) if record.id else None
            new = codec.difference(before.fields if before else {}, codec.encode(record), record.kind)
            fields = {name.partition(".")[0] for name in new}
            found += (hit for hit in hits_in(record, known, today(), fields=fields, off=off) if not hit.is_settled)
        return found

    def hits(self) -> list[PupilHit]:
        """Every rule that hits a record that is here now, in the order of kinds and titles; not of those in the bin."""
        from knowledge.guard.checking import hits_in

        known, settings = cache(lambda: self._known(())), self._region(today()).settings
        found: list[PupilHit] = []
        for kind in self._catalogue.kinds():
            listing = Listing(kind, sort="title", limit=_PAGE)
            while page := self._catalogue.documents(listing):
                for document in page:
                    found += hits_in(document.record, known, today(), off=settings.guard_off)
                listing = dataclasses.replace(listing, offset=listing.offset + _PAGE)
        return found

    def kept_fields(self, document: Document, field: str, reason: str) -> codec.Fields:
        """What to set in `document` so that what the rules find in `field` now is kept for `reason`.

        Raises `WrongUse` when they find nothing there, or no reason is given; `Refused` when it names a pupil itself.
        """
        from knowledge.guard.checking import check_reason, hits_in

        if not reason.strip():
            raise WrongUse(N_("Say why it may stay."))
        check_reason(reason, today())
        settings = self._region(today()).settings
        known = cache(lambda: self._known(()))
        hits = hits_in(document.record, known, today(), fields={field}, off=settings.guard_off)
        if not hits:
            raise WrongUse(
                N_("The guard finds nothing in “{field}” of this record. `sto guard` lists what it finds."), field=field
            )
        return {name: value for hit in hits for name, value in self._kept(hit, reason).items()}

    def _kept(self, hit: PupilHit, reason: str) -> codec.Fields:
        from knowledge.guard.kept import kept_value

        return {f"{_KEPT}.{hit.rule}.{hit.field}": kept_value(reason, self._author, today(), hit.count)}

    def _with_kept(self, edit: Edit, reason: str, hits: Sequence[PupilHit]) -> Edit:
        kept = {name: value for hit in hits for name, value in self._kept(hit, reason).items()}
        return dataclasses.replace(edit, set={**edit.set, **kept}) if kept else edit

    def _as_saved(self, edit: Edit) -> Record:
        before = self._catalogue.document(edit.document) if edit.after else None
        fields = {name: value for name, value in edit.set.items() if name != DELETED}
        return codec.decode(edit.kind, edit.document, {**(before.fields if before else {}), **fields})

    def _known(self, more: Sequence[Record]) -> KnownNames:
        from knowledge.guard.checking import known_in

        return known_in(self._region(today()), _is_ordinary, self._author, more)


@cache
def _is_ordinary(folded: str) -> bool:
    """Whether the folded word is a Dutch word, a form of one, or put together from some."""
    from knowledge.search.dutch.analysis import is_word, stem
    from knowledge.search.dutch.compounds import split

    stemmed = stem(folded)
    return is_word(folded) or is_word(stemmed) or bool(split(folded, stemmed))
