"""What is wrong with planned activities: closed days, two things at once, asked too late, partners who can't (pure).

Only an activity that is planned is looked at. Nothing here stops a save.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from knowledge.model.holidays import HOLIDAY_NAMES
from knowledge.model.records.activity import Activity
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.region import Region
from knowledge.problem import N_, Reason, Word
from knowledge.work.approach_load import load_caution, load_of
from knowledge.work.at_once import (
    WHOLE_DAY,
    SpansOfOne,
    TimeSpan,
    fullest,
    is_to_come,
    partners_of,
    rows_of,
    span_of,
    teachers_of,
)
from knowledge.work.capacity import CONFIRMED, PLACED, Capacity, capacity
from knowledge.work.not_now import not_now_caution
from knowledge.work.plan_kept import changed_activities, touched
from knowledge.work.school_calendar import CLOSED_KINDS, ClosedPeriod, SchoolCalendar, year_label
from knowledge.work.warning import CLASH, HEED, Caution

INCONVENIENT = "druk"
TWICE, TEACHER_TWICE, LATE, WEEKEND, TO_CLOSE = "partner-dubbel", "docent-dubbel", "laat", "weekend", "afronden"
FULL, NO_PURPOSE, NO_LEAD, NO_TIME = "vol", "geen-doel", "geen-trekker", "geen-duur"

_AT_ONCE = {"250+": 2}
"""How many groups a partner of this size can have at the same time, where it doesn't say so itself; others one."""
_WEEKEND = {
    5: Caution(WEEKEND, Reason(N_("It falls on a Saturday."))),
    6: Caution(WEEKEND, Reason(N_("It falls on a Sunday."))),
}
_WITHOUT_PURPOSE = Caution(
    NO_PURPOSE, Reason(N_("It has no purpose yet: no outing, but something that means something.")), quiet=True
)
_WITHOUT_LEAD = {
    (False, False): Caution(
        NO_LEAD, Reason(N_("Nobody takes the lead yet, at the school or at the company.")), quiet=True
    ),
    (False, True): Caution(NO_LEAD, Reason(N_("Nobody at the school takes the lead yet.")), quiet=True),
    (True, False): Caution(NO_LEAD, Reason(N_("Nobody at the company takes the lead yet.")), quiet=True),
}


class PlanCheck:
    """The warnings about the activities that are planned in the region of `school_calendar`.

    Those that `before` found are kept as far as nothing that they are about changed since.
    """

    def __init__(self, school_calendar: SchoolCalendar, before: PlanCheck | None = None) -> None:
        self.school_calendar = school_calendar
        self.region: Region = school_calendar.region
        self._capacities: dict[str, Capacity] = {}
        self._overloads: dict[str, Caution | None] = {}
        self._cautions: dict[str, tuple[Caution, ...]] = {}
        self._loud: dict[str, tuple[Caution, ...]] = {}
        self.made: dict[Hashable, tuple[object, frozenset[str]]] = {}
        """What others made of these warnings, with the ids of the activities that may be otherwise since then."""
        if before is not None:
            self._keep(before)

    def _keep(self, before: PlanCheck) -> None:
        """Take over what `before` found that holds still."""
        anew = touched(before.region, self.region) if self.school_calendar.is_like(before.school_calendar) else None
        if anew is None:
            return
        self._capacities, self._overloads = before._capacities, before._overloads
        for mine, theirs in ((self._cautions, before._cautions), (self._loud, before._loud)):
            mine.update(theirs.copy())
            for each in anew & mine.keys():
                del mine[each]
        self.made = {what: (value, since | anew) for what, (value, since) in before.made.copy().items()}
        self._keep_rows(before)

    def _keep_rows(self, before: PlanCheck) -> None:
        """Take over when everything is on, but for what changed and whoever has a part in that."""
        if "_with_partner" not in before.__dict__ or "_with_teacher" not in before.__dict__:
            return
        changed, spans = changed_activities(before.region, self.region), dict(before._spans)
        for each in changed:
            spans.pop(each.id, None)
        now = self.region.of(Activity)
        spans.update({each.id: span_of(each) for each in changed if now.get(each.id) is each and is_to_come(each)})
        self.__dict__["_spans"] = spans
        for name, rows, who in (
            ("_with_partner", before._with_partner, partners_of),
            ("_with_teacher", before._with_teacher, teachers_of),
        ):
            whose = {one for each in changed for one in who(each)}
            anew = rows_of([each for each in spans.values() if not whose.isdisjoint(who(each.activity))], who)
            kept = {one: row for one, row in rows.items() if one not in whose}
            self.__dict__[name] = kept | {one: row for one, row in anew.items() if one in whose}

    def cautions(self, activity_id: str) -> tuple[Caution, ...]:
        """The warnings about the activity with this id, clashes first; none when it isn't planned."""
        if activity_id not in self._cautions:
            activity = self.region.of(Activity).get(activity_id)
            found = list(self._found(activity)) if activity and activity.is_planned and activity.date else []
            if len(found) > 1:
                found.sort(key=lambda each: (each.quiet, each.level != CLASH))
            self._cautions[activity_id] = tuple(found)
        return self._cautions[activity_id]

    def loud(self, activity_id: str) -> tuple[Caution, ...]:
        """Those of its warnings that make the “!”."""
        if activity_id not in self._loud:
            self._loud[activity_id] = tuple(each for each in self.cautions(activity_id) if not each.quiet)
        return self._loud[activity_id]

    def with_activities(self, *activities: Activity) -> PlanCheck:
        """The warnings as they would be if `activities` were saved."""
        region = self.region.with_records(*activities)
        return PlanCheck(SchoolCalendar(region, self.school_calendar.holidays, self.school_calendar), self)

    def jokers_used(self, school: str, day: date) -> int:
        """How many of its rushes `school` used up in the school year of `day`."""
        used = self._jokers.get((school, self._year(day)), ())
        return min(len(used), self.region.settings.jokers or 0)

    def _found(self, activity: Activity) -> Iterator[Caution]:
        assert activity.date
        yield from self._closed(activity)
        yield from self._partners_twice(activity)
        yield from self._teachers_twice(activity)
        for weekday in dict.fromkeys(day.weekday() for day in (activity.date, activity.until) if day):
            if weekday in _WEEKEND:
                yield _WEEKEND[weekday]
        if activity.start and activity.start == activity.end:
            text = N_("It begins and ends at {time}, so it counts until the end of the day. When does it end?")
            yield Caution(NO_TIME, Reason(text, {"time": activity.start}))
        yield from self._late(activity)
        if activity.last_day and activity.last_day < self.region.today:
            yield Caution(TO_CLOSE, Reason(N_("Its day is past. Did it take place, or was it cancelled?")))
        else:
            yield from self._asking_too_much(activity)
        yield from self._meagre(activity)

    # -- closed days ----------------------------------------------------------------------------------------------

    def _closed(self, activity: Activity) -> Iterator[Caution]:
        assert activity.date and activity.last_day
        last = max(activity.last_day, activity.date)
        if not self.school_calendar.may_close(
            activity.date, last, (*activity.schools, *activity.partners, activity.venue)
        ):
            return
        others = dict.fromkeys(each for each in (*activity.partners, activity.venue) if each)
        for period in self.school_calendar.closed(activity.date, last, activity.schools, tuple(others)):
            clashes = period.kind in CLOSED_KINDS
            concerned = [each for each in (*activity.schools, *others) if each in period.partners]
            about = tuple(each for each in (period.closure, *concerned) if each)
            code = period.kind if clashes else INCONVENIENT
            yield Caution(code, self._told_closed(period, concerned), about, CLASH if clashes else HEED)

    def _told_closed(self, period: ClosedPeriod, concerned: Sequence[str]) -> Reason:
        values: dict[str, object] = {
            "name": Word(HOLIDAY_NAMES.label(period.name)) if not period.closure else period.name,
            "first": f"{period.first:%d-%m}",
            "last": f"{period.last:%d-%m-%Y}",
        }
        if concerned:
            values["who"] = ", ".join(self.region.title(each) for each in concerned)
        if period.first == period.last:
            return Reason(N_("{who}: {name} ({last}).") if concerned else N_("{name} ({last})."), values)
        text = N_("{who}: {name} ({first} to {last}).") if concerned else N_("{name} ({first} to {last}).")
        return Reason(text, values)

    # -- two things at once ---------------------------------------------------------------------------------------

    @cached_property
    def _spans(self) -> Mapping[str, TimeSpan]:
        return {each.id: span_of(each) for each in self.region.of(Activity).values() if is_to_come(each)}

    @cached_property
    def _with_partner(self) -> Mapping[str, SpansOfOne]:
        return rows_of(self._spans.values(), partners_of)

    @cached_property
    def _with_teacher(self) -> Mapping[str, SpansOfOne]:
        return rows_of(self._spans.values(), teachers_of)

    def _partners_twice(self, activity: Activity) -> Iterator[Caution]:
        """The warnings that a partner has more groups at once than it can have."""
        span = self._spans[activity.id]
        for partner_id in dict.fromkeys(activity.partners):
            if not (row := self._with_partner.get(partner_id)) or not (others := row.at_once_with(span)):
                continue
            partner = self.region.of(Partner).get(partner_id)
            room = (partner.parallel or _AT_ONCE.get(partner.size, 1)) if partner else 1
            crowd = fullest(span, others) if room > 1 else others
            groups = span.groups + sum(each.groups for each in crowd)
            if room == 1 or groups > room:
                reason = self._told_twice(partner_id, span, crowd, groups, room)
                yield Caution(TWICE, reason, _ids(crowd), CLASH)

    def _told_twice(self, partner_id: str, span: TimeSpan, crowd: list[TimeSpan], groups: int, room: int) -> Reason:
        who, when = self.region.title(partner_id), _hours_in_common(span, *crowd)
        if when is None:
            text = N_("{who} is planned more than once at the same time: {others}.")
            return Reason(text, {"who": who, "others": _titles_with_hours(span, crowd)})
        values: dict[str, object] = {"who": who, "when": when, "others": _titles(crowd)}
        if room > 1:
            text = N_("{who} has {groups} groups at once ({when}) and can have {most}. Also then: {others}.")
            return Reason(text, {**values, "groups": groups, "most": room})
        if len(crowd) == 1:
            return Reason(N_("{who} is planned twice at the same time ({when}). Also then: {others}."), values)
        text = N_("{who} is planned {number} times on the same day and hour ({when}). Also then: {others}.")
        return Reason(text, {**values, "number": len(crowd) + 1})

    def _teachers_twice(self, activity: Activity) -> Iterator[Caution]:
        span = self._spans[activity.id]
        for person_id in dict.fromkeys(activity.teachers):
            if not (row := self._with_teacher.get(person_id)) or not (others := row.at_once_with(span)):
                continue
            person = self.region.of(Person).get(person_id)
            reason = self._told_in_two_places(person.title if person else person_id, span, others)
            yield Caution(TEACHER_TWICE, reason, _ids(others), CLASH)

    @staticmethod
    def _told_in_two_places(who: str, span: TimeSpan, others: list[TimeSpan]) -> Reason:
        when = _hours_in_common(span, *others)
        if when is None:
            text = N_("{who} is needed in more than one place at the same time: {others}.")
            return Reason(text, {"who": who, "others": _titles_with_hours(span, others)})
        text = N_("{who} is needed in two places at the same time ({when}). Also then: {others}.")
        return Reason(text, {"who": who, "when": when, "others": _titles(others)})

    # -- asked in time --------------------------------------------------------------------------------------------

    def _late(self, activity: Activity) -> Iterator[Caution]:
        if not (activity.date and activity.asked_on) or self._has_joker(activity):
            return
        days, weeks = (activity.date - activity.asked_on).days, self.region.settings.lead_weeks or 0
        if days < weeks * 7:
            agreed = Reason(N_("1 week") if weeks == 1 else N_("{number} weeks"), {"number": weeks})
            if days < 0:
                text = N_("Asked after the day itself; {agreed} ahead is what we agreed.")
            elif days == 1:
                text = N_("Asked 1 day ahead; {agreed} is what we agreed.")
            else:
                text = N_("Asked {days} days ahead; {agreed} is what we agreed.")
            yield Caution(LATE, Reason(text, {"days": days, "agreed": agreed}))

    def _has_joker(self, activity: Activity) -> bool:
        """Whether this rush is one of those that each of its schools may have in a school year."""
        most = self.region.settings.jokers or 0
        if not (activity.rush and activity.date and activity.schools):
            return False
        year = self._year(activity.date)
        return all(activity.id in self._jokers.get((each, year), ())[:most] for each in activity.schools)

    @cached_property
    def _jokers(self) -> Mapping[tuple[str, str], Sequence[str]]:
        """The ids of the rushes of each school in each school year, in the order in which they were asked for."""
        rushes = [
            each
            for each in self.region.of(Activity).values()
            if each.rush and each.date and (each.is_planned or each.is_done)
        ]
        found: dict[tuple[str, str], list[str]] = {}
        for each in sorted(rushes, key=lambda each: (each.asked_on or each.date or date.max, each.date, each.id)):
            assert each.date
            for school in each.schools:
                found.setdefault((school, self._year(each.date)), []).append(each.id)
        return found

    def _year(self, day: date) -> str:
        return year_label(self.region.school_year_of(day))

    # -- partners who can't, and what is missing ------------------------------------------------------------------

    def _asking_too_much(self, activity: Activity) -> Iterator[Caution]:
        for partner_id in activity.partners:
            if (partner := self.region.of(Partner).get(partner_id)) is None:
                continue
            if caution := not_now_caution(partner, self.region.today, activity.activity):
                yield _named(partner.title, caution)
            if caution := self._overload(partner_id):
                yield _named(partner.title, caution)
        offer = self.region.of(Offer).get(activity.offer)
        if offer and (found := self._capacity(offer)).is_full and not _has_place(found, activity):
            values = {"title": offer.title, "taken": str(found.taken), "most": str(found.most)}
            yield Caution(FULL, Reason(N_("“{title}” is full: {taken} of {most} taken."), values), (offer.id,))

    def _capacity(self, offer: Offer) -> Capacity:
        if offer.id not in self._capacities:
            self._capacities[offer.id] = capacity(self.region, offer)
        return self._capacities[offer.id]

    def _overload(self, partner_id: str) -> Caution | None:
        """The warning that too many schools asked this partner lately."""
        if partner_id not in self.region.asks_to:
            return None
        if partner_id not in self._overloads:
            self._overloads[partner_id] = load_caution(self.region, load_of(self.region, partner_id))
        return self._overloads[partner_id]

    @staticmethod
    def _meagre(activity: Activity) -> Iterator[Caution]:
        if not activity.purpose.strip():
            yield _WITHOUT_PURPOSE
        if not (activity.lead_school and activity.lead_company):
            yield _WITHOUT_LEAD[bool(activity.lead_school), bool(activity.lead_company)]


def _hours_in_common(*spans: TimeSpan) -> object | None:
    """The hours that all of `spans` have in common on a day that they all have, in words; None when there are none."""
    begins, ends = max(each.start for each in spans), min(each.end for each in spans)
    if begins >= ends or max(each.first for each in spans) > min(each.last for each in spans):
        return None
    return Word(N_("the whole day")) if (begins, ends) == WHOLE_DAY else f"{begins}–{ends}"


def _titles_with_hours(span: TimeSpan, others: Iterable[TimeSpan]) -> str:
    """The titles of `others`, each with the hours that it has in common with `span`; without those of a whole day."""
    hours = ((each.activity.title, _hours_in_common(span, each)) for each in others)
    return ", ".join(f"“{title}” ({when})" if isinstance(when, str) else f"“{title}”" for title, when in hours)


def _titles(spans: Iterable[TimeSpan]) -> str:
    return ", ".join(f"“{each.activity.title}”" for each in spans)


def _named(who: str, caution: Caution) -> Caution:
    """`caution` with the name of whom it is about before it."""
    return dataclasses.replace(caution, reason=Reason(N_("{who}: {said}"), {"who": who, "said": caution.reason}))


def _ids(spans: Iterable[TimeSpan]) -> tuple[str, ...]:
    return tuple(each.activity.id for each in spans)


def _has_place(found: Capacity, activity: Activity) -> bool:
    """Whether `activity`, or one of its schools, has one of the places of its offer."""
    return any(
        each.place in (CONFIRMED, PLACED) and (each.signup.id == activity.signup or each.signup.by in activity.schools)
        for each in found.signups
    )
