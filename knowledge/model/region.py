"""A region as it is on a day: what the rules of the network look at (pure).

Places, loads, warnings and proposals are derived from it every time, never stored, so that every device that has the
same changes shows the same.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from knowledge.model.fields import PartnerRole
from knowledge.model.partner_roles import is_meant
from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.closure import Closure
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.settings import SETTINGS_ID, Settings
from knowledge.model.records.signup import Signup
from knowledge.model.records.use import Use
from knowledge.model.reuse import Reuse, reuse_of
from knowledge.model.typed.periods import DayRange
from knowledge.model.vocabulary import SCHOOL_KINDS

_Record = TypeVar("_Record", bound=Record)

REGION_KINDS: tuple[type[Record], ...] = (
    Partner, Person, Activity, Closure, Offer, Request, Signup, Approach, Lesson, Use, Meeting, Action, Contribution,
    Period, ChecklistRun, Settings,
)  # fmt: skip
"""The kinds that rules look at."""


_NOTHING: Mapping[str, Record] = {}


@dataclass(frozen=True)
class Ask:
    """On `day`, the school `by` asked something of a partner. `source` is the id of the approach or sign-up that tells.

    `way` is how, a code of `APPROACH_WAYS`; "" for a sign-up.
    """

    by: str
    day: date
    source: str
    way: str = ""


@dataclass(frozen=True)
class Region:
    """The records of a region by kind and id, as they are on the day `today`; none is in the bin or merged away.

    `created` has the stamp of the first change of each sign-up, by which those of one day are put in order. `entered`
    has the day on which the record of each person was made, and `changed` that of its last change after that; records
    that were merged with it count as well. `binned_people` are the persons in the bin. Long texts (`body`, the form
    and answers of a checklist) are left out.
    """

    today: date
    records: Mapping[str, Mapping[str, Record]] = field(default_factory=dict)
    created: Mapping[str, str] = field(default_factory=dict)
    entered: Mapping[str, date] = field(default_factory=dict)
    changed: Mapping[str, date] = field(default_factory=dict)
    binned_people: Mapping[str, Person] = field(default_factory=dict)

    def of(self, kind: type[_Record]) -> Mapping[str, _Record]:
        """The records of `kind` by id, in the order of their ids."""
        return self.records.get(kind.kind, _NOTHING)  # type: ignore[return-value]  # each is of its own kind

    def with_records(self, *records: Record) -> Region:
        """This region with `records` in place of those with their ids, to see what would be if they were saved."""
        changed: dict[str, dict[str, Record]] = {}
        for record in records:
            changed.setdefault(record.kind, dict(self.records.get(record.kind, {})))[record.id] = record
        return self.with_kinds(changed)

    def with_kinds(self, changed: Mapping[str, Mapping[str, Record]], **more: Any) -> Region:
        """This region with all records of some kinds `changed`, in any order; `more` are other fields of it."""
        ordered = {kind: _by_id(of_kind, self.records.get(kind, {})) for kind, of_kind in changed.items()}
        return replace(self, records={**self.records, **ordered}, **more).keeping(self)

    def keeping(self, before: Region) -> Region:
        """This region, with what `before` derived already from kinds of which nothing changed since."""
        for name, kinds in DERIVED_FROM.items():
            is_same = all(self.of(kind) is before.of(kind) for kind in kinds)  # what changed is another mapping
            if name in before.__dict__ and is_same and (name != "asks_to" or self._is_asked_by_same(before)):
                self.__dict__.setdefault(name, before.__dict__[name])
        return self

    def _is_asked_by_same(self, before: Region) -> bool:
        """Whether the activities that somebody signed up for have the same schools: what `asks_to` reads of them."""
        was, now = before.of(Activity), self.of(Activity)
        return was is now or all(
            was.get(each) is now.get(each) or _schools(was, each) == _schools(now, each) for each in self.signups_for
        )

    @property
    def own_settings(self) -> Settings:
        """The settings as the region wrote them down; what it didn't say is empty."""
        return self.of(Settings).get(SETTINGS_ID, Settings(id=SETTINGS_ID))

    @cached_property
    def settings(self) -> Settings:
        """The settings in force."""
        return self.own_settings.in_force

    @cached_property
    def this_school_year(self) -> DayRange:
        """The school year of today."""
        return self.school_year_of(self.today)

    def school_year_of(self, day: date) -> DayRange:
        """The school year in which `day` falls, which begins when the settings say so."""
        month, first = map(int, self.settings.school_year_start.split("-"))
        year = day.year if (day.month, day.day) >= _existing(day.year, month, first) else day.year - 1
        begins, ends = (date(each, *_existing(each, month, first)) for each in (year, year + 1))
        return DayRange(begins, ends - timedelta(days=1))

    def title(self, document_id: str) -> str:
        """The title of the record with this id, "" when there is none."""
        found = (records[document_id].title for records in self.records.values() if document_id in records)
        return next(found, "")

    def is_school(self, partner_id: str) -> bool:
        """Whether the partner with this id is a school."""
        partner = self.of(Partner).get(partner_id)
        return partner is not None and partner.partner_kind in SCHOOL_KINDS

    @cached_property
    def activities_with(self) -> Mapping[str, tuple[Activity, ...]]:
        """The activities of each partner or school, by its id; those without a day come last."""
        return _grouped((each, each.linked_partners) for each in self._activities)

    @cached_property
    def done_of_kind(self) -> Mapping[str, tuple[Activity, ...]]:
        """The activities that took place, by the code of their kind, in the order of their days."""
        return _grouped((each, (each.activity,)) for each in self._activities if each.is_done)

    @cached_property
    def done_of_offer(self) -> Mapping[str, tuple[Activity, ...]]:
        """The activities that took place, by the id of the offer that they came of, in the order of their days."""
        return _grouped((each, (each.offer,)) for each in self._activities if each.is_done and each.offer)

    @cached_property
    def _activities(self) -> list[Activity]:
        return sorted(self.of(Activity).values(), key=lambda each: (each.date or date.max, each.start, each.id))

    @cached_property
    def offers_of(self) -> Mapping[str, tuple[Offer, ...]]:
        """The offers of each partner, by its id, in the order of their titles."""
        offers = sorted(self.of(Offer).values(), key=lambda each: (each.title, each.id))
        return _grouped((each, each.linked_partners) for each in offers)

    @cached_property
    def signups_for(self) -> Mapping[str, tuple[Signup, ...]]:
        """The sign-ups for each offer, request or activity, by its id, in the order in which they were made."""
        ordered = sorted(
            self.of(Signup).values(),
            key=lambda each: (each.signed_on or date.max, self.created.get(each.id, ""), each.id),
        )
        return _grouped((each, (each.target,)) for each in ordered)

    @cached_property
    def asks_to(self) -> Mapping[str, tuple[Ask, ...]]:
        """What was asked of each partner, by its id, in the order of the days.

        A question is an approach that says so, a school's sign-up for an offer of the partner, and the partner's
        sign-up for what a school asked: its request or activity. Who signs up with “no” gives an answer, and asks
        nothing.
        """
        found = [
            (each.partner, Ask(each.by, each.date, each.id, each.way))
            for each in self.of(Approach).values()
            if each.is_ask and each.date and each.by and each.by != each.partner
        ]
        for each in self.of(Signup).values():
            if each.signed_on and each.state != "nee":
                found += [(of, Ask(by, each.signed_on, each.id)) for of, by in self._sides(each)]
        asks: dict[str, list[Ask]] = {}
        for partner, ask in sorted(found, key=lambda each: (each[1].day, each[1].source, each[1].by)):
            asks.setdefault(partner, []).append(ask)
        return {partner: tuple(each) for partner, each in asks.items()}

    def _sides(self, signup: Signup) -> Iterable[tuple[str, str]]:
        """(the partner that is asked, the school that asks) for `signup`."""
        if (offer := self.of(Offer).get(signup.target)) and self.may_be_school(signup.by):
            sides = [(offer.partner, signup.by)]
        elif request := self.of(Request).get(signup.target):
            sides = [(signup.by, request.school)]
        elif activity := self.of(Activity).get(signup.target):
            sides = [(signup.by, school) for school in activity.schools]
        else:
            sides = []
        return [(asked, school) for asked, school in sides if asked and school and asked != school]

    def may_be_school(self, partner_id: str) -> bool:
        """Whether the partner with this id is a school, or one of which nobody said what it is."""
        partner = self.of(Partner).get(partner_id)
        return partner is None or is_meant(partner, PartnerRole.SCHOOL)

    @cached_property
    def booked(self) -> Mapping[tuple[str, str, str], tuple[str, ...]]:
        """The ids of the lines of the register by partner, activity and form.

        Left out are those without an activity, that lapsed, or that correct another line.
        """
        found: dict[tuple[str, str, str], list[str]] = {}
        for each in self.of(Contribution).values():
            if each.event and not each.corrects and each.state != "vervallen":
                found.setdefault((each.partner, each.event, each.way), []).append(each.id)
        return {key: tuple(ids) for key, ids in found.items()}

    @cached_property
    def reuse(self) -> Mapping[str, Reuse]:
        """How each lesson was used, by its id; a lesson that nobody used is not in it."""
        uses = _grouped((each, (each.lesson,)) for each in self.of(Use).values())
        with_lines = {each.id for each in self.of(Lesson).values() if each.used_by}
        used = {lesson: self.of(Lesson)[lesson] for lesson in uses.keys() | with_lines if lesson in self.of(Lesson)}
        return {lesson: reuse_of(record, uses.get(lesson, ())) for lesson, record in used.items()}

    @cached_property
    def approaches_to(self) -> Mapping[str, tuple[Approach, ...]]:
        """The approaches to each partner, by its id, the newest first."""
        newest = sorted(self.of(Approach).values(), key=lambda each: (each.date or date.min, each.id), reverse=True)
        return _grouped((each, (each.partner,)) for each in newest)


DERIVED_FROM: Mapping[str, tuple[type[Record], ...]] = {
    "_activities": (Activity,),
    "activities_with": (Activity,),
    "done_of_kind": (Activity,),
    "done_of_offer": (Activity,),
    "offers_of": (Offer,),
    "signups_for": (Signup,),
    "approaches_to": (Approach,),
    "asks_to": (Approach, Signup, Offer, Request, Partner),
    "booked": (Contribution,),
    "reuse": (Use, Lesson),
}
"""From which kinds the values of a `Region` are derived that it keeps, whatever the day.

`asks_to` also reads the schools of activities that somebody signed up for."""


def _by_id(records: Mapping[str, Record], before: Mapping[str, Record]) -> Mapping[str, Record]:
    """`records`, which began as a copy of `before`, by their ids: what only changed stands in its place already."""
    return records if records.keys() <= before.keys() else dict(sorted(records.items()))


def _schools(activities: Mapping[str, Activity], activity_id: str) -> tuple[str, ...] | None:
    found = activities.get(activity_id)
    return found.schools if found else None


def _existing(year: int, month: int, day: int) -> tuple[int, int]:
    """(`month`, `day`) if `year` has that day, or else the last day of the month."""
    return month, min(day, calendar.monthrange(year, month)[1])


def _grouped(pairs: Iterable[tuple[_Record, Iterable[str]]]) -> dict[str, tuple[_Record, ...]]:
    found: dict[str, list[_Record]] = {}
    for record, targets in pairs:
        for target in targets:
            if target:
                found.setdefault(target, []).append(record)
    return {target: tuple(records) for target, records in found.items()}
