"""The region as the catalogue has it: read once, then kept up with what changes."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Mapping
from datetime import date
from typing import Any

from knowledge.catalogue.catalogue import Catalogue
from knowledge.catalogue.listing import Listing
from knowledge.catalogue.looking_up import Checkpoint
from knowledge.journal import clock
from knowledge.journal.document import Document
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.records.signup import Signup
from knowledge.model.region import REGION_KINDS, Region

_KINDS = frozenset(kind.kind for kind in REGION_KINDS)
_LONG: Mapping[str, Any] = {"body": "", "agenda": "", "verdict": "", "form": "", "answers": {}}
"""Fields with long texts, which no rule reads, each with what stands there instead."""
_ALL = 1_000_000
"""More persons than any directory has."""


class RegionView:
    """The `Region` of `catalogue`. Thread-safe; decodes only what changed since it was last asked for."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._reading = threading.Lock()
        self._at: Checkpoint | None = None
        self._region = Region(date.min)

    def region(self, today: date) -> Region:
        """The region as it is on the day `today`; the same value as long as nothing changed."""
        with self._reading:
            position = self._catalogue.position
            if self._at is None or self._at.catalogue != position.catalogue or self._at.revision > position.revision:
                found = self._catalogue.documents_since(0, _KINDS)
                self._region = self._with_people(self._with(Region(today), found))
            elif self._at.revision < position.revision:
                changed = self._catalogue.documents_since(self._at.revision, _KINDS)
                self._region = self._with(self._region, changed)
                if any(kind == Person.kind for _id, kind, _document in changed):
                    self._region = self._with_people(self._region)
            self._at = position
            if self._region.today != today:
                self._region = dataclasses.replace(self._region, today=today).keeping(self._region)
            return self._region

    @staticmethod
    def _with(region: Region, changed: list[tuple[str, str, Document | None]]) -> Region:
        """`region` with what `changed`: (id, kind, document), None for one that is in the bin, erased or merged."""
        if not changed:
            return region
        records: dict[str, dict[str, Record]] = {}
        created = dict(region.created)
        for document_id, kind, document in changed:
            of_kind = records.setdefault(kind, dict(region.records.get(kind, {})))
            created.pop(document_id, None)
            if document is None:
                of_kind.pop(document_id, None)
                continue
            of_kind[document_id] = _short(document.record)
            if kind == Signup.kind:
                created[document_id] = document.created
        return region.with_kinds(records, created=created)

    def _with_people(self, region: Region) -> Region:
        """`region` with what else is known of persons: when their records were written, and who is in the bin."""
        stamps = self._catalogue.first_and_last_changes(Person.kind)
        binned = self._catalogue.documents(Listing(Person.kind, trashed=True, limit=_ALL))
        changed = dataclasses.replace(
            region,
            entered={each: day for each, (first, _last) in stamps.items() if (day := _day_of(first))},
            changed={each: day for each, (_first, last) in stamps.items() if (day := _day_of(last))},
            binned_people={each.id: each.record for each in binned if isinstance(each.record, Person)},
        )
        return changed.keeping(region)


def _day_of(stamp: str) -> date | None:
    return clock.local(clock.moment(stamp)).date() if clock.is_stamp(stamp) else None


def _short(record: Record) -> Record:
    """`record` without its long texts, so that a large region fits in memory."""
    long = {name: nothing for name, nothing in _LONG.items() if getattr(record, name, nothing)}
    return dataclasses.replace(record, **long) if long else record
