"""An appointment in a calendar that comes back, held against the activities that are here.

One that sto put in the calendar proposes another day, time or place for its activity, or that it is cancelled. Any
other is an idea, which keeps the id that the appointment has in its own calendar.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date as Date
from typing import Any, ClassVar

from knowledge.exchange.returned import ChangeProposed, Here, Returned
from knowledge.identifier import begun_ids
from knowledge.journal.document import Document
from knowledge.model import codec
from knowledge.model.fields import SAFE_ID
from knowledge.model.folding import fold
from knowledge.model.records.activity import Activity
from knowledge.model.records.partner import Partner
from knowledge.model.vocabulary import ACTIVITY_KINDS
from knowledge.problem import N_, NameOfSeveral, Problem, Reason, UnknownId

SCHEDULE = frozenset({"date", "until", "start", "end", "venue", "place", "state"})
"""The fields that say when, where and whether: each change of one of them raises the SEQUENCE."""

_KIND_UNKNOWN = "project"
"""The kind of an idea of which nothing tells the kind: the least specific one."""
_UID_CHARACTERS = 1000


@dataclass(frozen=True)
class Span:
    """The days of an appointment, and its times if it doesn't last whole days."""

    date: Date
    until: Date | None = None
    start: str = ""
    end: str = ""


@dataclass(frozen=True)
class Appointment(Returned):
    """An appointment as a calendar has it; `place` is None when it says nothing of that, `words` are its categories."""

    kind: ClassVar[str] = Activity.kind

    uid: str
    sequence: int | None
    title: str
    span: Span
    place: str | None = None
    text: str = ""
    words: tuple[str, ...] = ()
    is_cancelled: bool = False

    def beside(self, here: Here) -> Iterator[object]:
        """See `Returned`."""
        own, _at, space = self.uid.rpartition("@")
        if space == here.store.id and SAFE_ID.fullmatch(own):
            yield from self._of_ours(here, own)
        else:
            yield from self._of_others(here)

    def _of_ours(self, here: Here, document_id: str) -> Iterator[object]:
        """What the appointment of an activity proposes."""
        seen = _document(here, document_id)
        if here.store.is_erased(document_id):
            yield Problem(N_("“{title}” was erased for good"), title=self.title)
        elif seen is None:
            yield Problem(
                N_("the activity of “{title}” isn't here: share with the others first, then import it again"),
                title=self.title,
            )
        elif seen.deleted:
            yield {"kind": Activity.kind, "id": seen.id}
        elif not isinstance(seen.record, Activity):
            yield Problem(N_("“{title}” is no activity here"), title=self.title)
        else:
            values = self._schedule(seen.record) | self._whereabouts(here, seen.record)
            if self.is_cancelled and seen.record.state == "gepland":
                values |= {"state": "afgelast"} | ({} if seen.record.reason else {"reason": "anders"})
            elif self.is_cancelled and seen.record.state != "afgelast":
                yield Reason(
                    N_("“{title}” was cancelled in the calendar, but isn't planned here; nothing was changed"),
                    {"title": self.title},
                )
            if values := self._not_outdated(here, seen, values):
                yield ChangeProposed(seen, values)

    def _of_others(self, here: Here) -> Iterator[object]:
        """The idea that an appointment from elsewhere is, or what it proposes for the one that it became."""
        if not self.title:
            yield Problem(N_("this appointment has no name (SUMMARY)"))
            return
        uid = self.uid[:_UID_CHARACTERS]
        known = here.by_calendar_id.get(uid, "") if uid else ""
        new_id = next(begun_ids(here.store.id, Activity.kind, self.uid)) if uid else ""
        seen = _document(here, known or new_id) if uid else None
        if seen is not None and seen.deleted:
            yield {"kind": Activity.kind, "id": seen.id}
        elif seen is not None and isinstance(seen.record, Activity):
            values = self._schedule(seen.record) | self._whereabouts(here, seen.record)
            if values := _never_had(here, seen, values):
                yield ChangeProposed(seen, values)
        elif self.is_cancelled:
            yield Reason(N_("“{title}” is cancelled; it was left out"), {"title": self.title})
        else:
            yield from self._idea(here, new_id, uid)

    def _idea(self, here: Here, document_id: str, uid: str) -> Iterator[object]:
        kind = _kind_told(" ".join((self.title, *self.words)))
        if not kind:
            reason = N_("what kind of activity “{title}” is, the calendar doesn't say; it came in as: {kind}")
            yield Reason(reason, {"title": self.title, "kind": _KIND_UNKNOWN})
        venue = _partner_called(here, self.place or "")
        values: dict[str, object] = {
            "id": document_id,
            "title": self.title,
            "activity": kind or _KIND_UNKNOWN,
            "state": "idee",
            "date": self.span.date.isoformat(),
            "until": self.span.until.isoformat() if self.span.until else "",
            "start": self.span.start,
            "end": self.span.end,
            "venue_id": venue,
            "place": "" if venue else self.place,
            "body": self.text,
            "ical_uid": uid,
        }
        yield {"kind": Activity.kind, **{name: value for name, value in values.items() if value}}

    def _schedule(self, activity: Activity) -> dict[str, Any]:
        """The fields that say when, as far as `activity` says otherwise."""
        span = self.span
        values: dict[str, Any] = {"date": span.date, "start": span.start, "end": span.end}
        if not span.end and span.start and (not activity.end or activity.end > span.start):
            del values["end"]  # many programs don't tell it
        found = {name: value for name, value in values.items() if value != getattr(activity, name)}
        until = activity.until if activity.until != activity.date else None
        return found | ({} if span.until == until else {"until": span.until})

    def _whereabouts(self, here: Here, activity: Activity) -> dict[str, Any]:
        """The fields that say where, as far as `activity` says otherwise."""
        titles = here.store.titles([activity.venue]) if activity.venue else {}
        if not self.place or self.place == location_of(activity, titles):
            return {}
        venue, place = "", self.place
        name = " ".join(titles.get(activity.venue, "").split())
        if name and f"{self.place}, ".startswith(f"{name}, "):
            venue, place = activity.venue, self.place[len(name) :].removeprefix(", ")
        if not venue and (venue := _partner_called(here, self.place)):
            place = ""
        values = {"venue": venue, "place": place}
        return {name: value for name, value in values.items() if value != getattr(activity, name)}

    def _not_outdated(self, here: Here, seen: Document, values: dict[str, Any]) -> dict[str, Any]:
        """`values` without what was so before a later change here, if the calendar is older than that change."""
        current = max(here.store.times_set(seen.id, SCHEDULE) - 1, 0)
        if self.sequence is None or self.sequence >= current:
            return values
        return _never_had(here, seen, values)


def location_of(activity: Activity, titles: Mapping[str, str]) -> str:
    """Where `activity` is, as its appointment says it."""
    where = (" ".join(each.split()) for each in (titles.get(activity.venue, ""), activity.place))
    return ", ".join(filter(None, where))


def _never_had(here: Here, seen: Document, values: dict[str, Any]) -> dict[str, Any]:
    """Those of `values` that no version of `seen` had yet: the others are older than what is here."""
    changed = dataclasses.replace(seen.record, **values)
    said, empty = codec.encode(changed), codec.encode(Activity())
    past = [version.document.fields for version in here.store.history(seen.id)]

    def had(name: str) -> bool:
        value = said.get(name, empty.get(name))
        return any(fields.get(name, empty.get(name)) == value for fields in past)

    return {name: value for name, value in values.items() if not had(name)}


def _document(here: Here, document_id: str) -> Document | None:
    try:
        return here.store.get(document_id)
    except UnknownId:
        return None


def _partner_called(here: Here, name: str) -> str:
    """The id of the partner called `name`; empty when there is none, or more than one."""
    try:
        found = here.store.named(Partner.kind, name) if name else None
    except NameOfSeveral:
        return ""
    return found.id if found else ""


def _kind_told(text: str) -> str:
    """The kind of activity that is named in `text`, "" when none is."""
    folded = fold(text)
    codes = sorted(ACTIVITY_KINDS, key=len, reverse=True)
    return next((code for code in codes if re.search(code if len(code) > 4 else rf"\b{code}\b", folded)), "")
