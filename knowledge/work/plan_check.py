"""What is wrong with planned activities: closed days, two things at once, asked too late, partners who can't (pure).

Only an activity that is planned is looked at. Nothing here stops a save.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

from knowledge.model.records.activity import Activity
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.region import Region
from knowledge.problem import N_, Reason, Word
from knowledge.work.capacity import CONFIRMED, PLACED, Capacity, capacity
from knowledge.work.school_calendar import CLOSED_KINDS, ClosedPeriod, SchoolCalendar, year_label
from knowledge.work.warning import CLASH, HEED, Caution

BUSY = "druk"
TWICE, TEACHER_TWICE, LATE, WEEKEND, TO_CLOSE = "partner-dubbel", "docent-dubbel", "laat", "weekend", "afronden"
NOT_NOW, FULL, NO_PURPOSE, NO_LEAD = "nu-niet", "vol", "geen-doel", "geen-trekker"

_AT_ONCE = {"250+": 2}
"""How many groups a partner of this size can have at the same time, where it doesn't say so itself; others one."""
_DAY = ("00:00", "24:00")


class PlanCheck:
    """The warnings about the activities that are planned in the region of `school_calendar`."""

    def __init__(self, school_calendar: SchoolCalendar) -> None:
        self.school_calendar = school_calendar
        self.region: Region = school_calendar.region
        self._capacities: dict[str, Capacity] = {}
        self._cautions: dict[str, tuple[Caution, ...]] = {}

    def cautions(self, activity_id: str) -> tuple[Caution, ...]:
        """The warnings about the activity with this id, clashes first; none when it isn't planned."""
        if activity_id not in self._cautions:
            activity = self.region.of(Activity).get(activity_id)
            found = list(self._found(activity)) if activity and activity.is_planned and activity.date else []
            self._cautions[activity_id] = tuple(sorted(found, key=lambda each: (each.quiet, each.level != CLASH)))
        return self._cautions[activity_id]

    def loud(self, activity_id: str) -> tuple[Caution, ...]:
        """Those of its warnings that make the “!”."""
        return tuple(each for each in self.cautions(activity_id) if not each.quiet)

    def with_activities(self, *activities: Activity) -> PlanCheck:
        """The warnings as they would be if `activities` were saved."""
        region = self.region.with_records(*activities)
        return PlanCheck(SchoolCalendar(region, self.school_calendar.holidays))

    def jokers_used(self, school: str, day: date) -> int:
        """How many of its rushes `school` used up in the school year of `day`."""
        used = self._jokers.get((school, self._year(day)), ())
        return min(len(used), self.region.settings.jokers or 0)

    def _found(self, activity: Activity) -> Iterator[Caution]:
        assert activity.date
        yield from self._closed(activity)
        yield from self._doubles(activity, self._with_partner, activity.partners, self._partner_twice)
        yield from self._doubles(activity, self._with_teacher, activity.teachers, self._teacher_twice)
        for day in dict.fromkeys((activity.date, activity.last_day)):
            if day and day.weekday() >= 5:
                text = N_("It falls on a Saturday.") if day.weekday() == 5 else N_("It falls on a Sunday.")
                yield Caution(WEEKEND, Reason(text))
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
        others = dict.fromkeys(each for each in (*activity.partners, activity.venue) if each)
        for period in self.school_calendar.closed(activity.date, last, activity.schools, tuple(others)):
            clashes = period.kind in CLOSED_KINDS
            concerned = [each for each in (*activity.schools, *others) if each in period.partners]
            about = tuple(each for each in (period.closure, *concerned) if each)
            code = period.kind if clashes else BUSY
            yield Caution(code, self._told_closed(period, concerned), about, CLASH if clashes else HEED)

    def _told_closed(self, period: ClosedPeriod, concerned: Sequence[str]) -> Reason:
        values: dict[str, object] = {
            "name": period.name,
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
    def _with_partner(self) -> Mapping[str, _Row]:
        return _rows(self._planned, lambda each: each.partners)

    @cached_property
    def _with_teacher(self) -> Mapping[str, _Row]:
        return _rows(self._planned, lambda each: each.teachers)

    @cached_property
    def _planned(self) -> list[Activity]:
        return [each for each in self.region.of(Activity).values() if each.is_planned and each.date]

    @staticmethod
    def _doubles(
        activity: Activity,
        rows: Mapping[str, _Row],
        who: Iterable[str],
        told: Callable[[Activity, str, list[Activity]], Caution | None],
    ) -> Iterator[Caution]:
        for each in dict.fromkeys(who):
            at_once = rows[each].at_once_with(activity) if each in rows else []
            if at_once and (caution := told(activity, each, at_once)):
                yield caution

    def _partner_twice(self, activity: Activity, partner_id: str, others: list[Activity]) -> Caution | None:
        """The warning that a partner has more groups at once than it can have, None when it can."""
        partner = self.region.of(Partner).get(partner_id)
        room = (partner.parallel or _AT_ONCE.get(partner.size, 1)) if partner else 1
        crowd = fullest(activity, others) if room > 1 else others
        groups = _groups(activity) + sum(map(_groups, crowd))
        if room > 1 and groups <= room:
            return None
        values: dict[str, object] = {
            "who": self.region.title(partner_id),
            "when": _when(activity, crowd[0]),
            "others": _titles(crowd),
            "number": len(crowd) + 1,
            "groups": groups,
            "most": room,
        }
        if room > 1:
            text = N_("{who} has {groups} groups at once ({when}) and can have {most}. Also then: {others}.")
        elif len(crowd) == 1:
            text = N_("{who} is planned twice at the same time ({when}). Also then: {others}.")
        else:
            text = N_("{who} is planned {number} times on the same day and hour ({when}). Also then: {others}.")
        return Caution(TWICE, Reason(text, values), tuple(each.id for each in crowd), CLASH)

    def _teacher_twice(self, activity: Activity, person_id: str, others: list[Activity]) -> Caution:
        person = self.region.of(Person).get(person_id)
        values = {
            "who": person.title if person else person_id,
            "when": _when(activity, others[0]),
            "others": _titles(others),
        }
        text = N_("{who} is needed in two places at the same time ({when}). Also then: {others}.")
        return Caution(TEACHER_TWICE, Reason(text, values), tuple(each.id for each in others), CLASH)

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
            partner = self.region.of(Partner).get(partner_id)
            if partner and is_not_now(partner, activity.activity, self.region.today):
                values = {"who": partner.title, "reason": partner.not_now_reason}
                if partner.not_now_until:
                    values["until"] = f"{partner.not_now_until:%d-%m-%Y}"
                    text = N_("{who}: not now, until {until}: {reason}.")
                else:
                    text = N_("{who}: not now: {reason}.")
                yield Caution(NOT_NOW, Reason(text, values), (partner_id,))
        offer = self.region.of(Offer).get(activity.offer)
        if offer and (found := self._capacity(offer)).is_full and not _has_place(found, activity):
            values = {"title": offer.title, "taken": str(found.taken), "most": str(found.most)}
            yield Caution(FULL, Reason(N_("“{title}” is full: {taken} of {most} taken."), values), (offer.id,))

    def _capacity(self, offer: Offer) -> Capacity:
        if offer.id not in self._capacities:
            self._capacities[offer.id] = capacity(self.region, offer)
        return self._capacities[offer.id]

    @staticmethod
    def _meagre(activity: Activity) -> Iterator[Caution]:
        if not activity.purpose.strip():
            text = N_("It has no purpose yet: no outing, but something that means something.")
            yield Caution(NO_PURPOSE, Reason(text), quiet=True)
        if not (activity.lead_school and activity.lead_company):
            sides = [
                Word(N_("on the side of the school")) if not activity.lead_school else None,
                Word(N_("on the side of the company")) if not activity.lead_company else None,
            ]
            missing = [each for each in sides if each]
            if len(missing) == 1:
                reason = Reason(N_("Nobody takes the lead {side} yet."), {"side": missing[0]})
            else:
                reason = Reason(N_("Nobody takes the lead yet, at the school or at the company."))
            yield Caution(NO_LEAD, reason, quiet=True)


class _Row:
    """The planned activities of one partner or teacher, by their first days."""

    def __init__(self) -> None:
        self._activities: list[Activity] = []
        self._firsts: list[int] = []
        self._longest = 0

    def add(self, activity: Activity) -> None:
        """Add `activity`, which begins no earlier than those before it."""
        first, last = _days(activity)
        self._activities.append(activity)
        self._firsts.append(first)
        self._longest = max(self._longest, last - first)

    def at_once_with(self, activity: Activity) -> list[Activity]:
        """The others that have a day and an hour in common with `activity`."""
        first, last = _days(activity)
        within = slice(bisect_left(self._firsts, first - self._longest), bisect_right(self._firsts, last))
        return [each for each in self._activities[within] if each.id != activity.id and _overlap(each, activity)]


def _rows(planned: Iterable[Activity], who: Callable[[Activity], Iterable[str]]) -> Mapping[str, _Row]:
    found: dict[str, _Row] = {}
    for activity in sorted(planned, key=lambda each: (_days(each)[0], each.start, each.id)):
        for each in dict.fromkeys(who(activity)):
            found.setdefault(each, _Row()).add(activity)
    return found


def is_not_now(partner: Partner, kind: str, today: date) -> bool:
    """Whether `partner` said not to be asked `today` for an activity of `kind`."""
    if not partner.not_now_reason or (partner.not_now_kinds and kind not in partner.not_now_kinds):
        return False
    return partner.not_now_until is None or today < partner.not_now_until


def fullest(activity: Activity, others: Sequence[Activity]) -> list[Activity]:
    """Those of `others` that are on at the day and hour of `activity` at which they have the most groups.

    The number of groups only rises where something begins, so that only those days and hours are looked at.
    """
    first, last = _days(activity)
    start, end = _hours(activity)
    days = {first, *(day for each in others if first <= (day := _days(each)[0]) <= last)}
    hours = {start, *(hour for each in others if start <= (hour := _hours(each)[0]) < end)}
    crowds = ([each for each in others if _is_on(each, day, hour)] for day in sorted(days) for hour in sorted(hours))
    return max(crowds, key=lambda crowd: sum(map(_groups, crowd)))


def _is_on(activity: Activity, day: int, hour: str) -> bool:
    (first, last), (start, end) = _days(activity), _hours(activity)
    return first <= day <= last and start <= hour < end


def _overlap(one: Activity, other: Activity) -> bool:
    """Whether they have a day in common, and an hour; touching is no overlap."""
    (first, last), (begins, ends) = _days(one), _days(other)
    (start, end), (opens, closes) = _hours(one), _hours(other)
    return first <= ends and begins <= last and start < closes and opens < end


def _days(activity: Activity) -> tuple[int, int]:
    """Its first and last day, as numbers."""
    assert activity.date and activity.last_day
    first = activity.date.toordinal()
    return first, max(first, activity.last_day.toordinal())


def _hours(activity: Activity) -> tuple[str, str]:
    """From when until when it is on, on each of its days; without times the whole day."""
    start, end = activity.start or _DAY[0], activity.end or _DAY[1]
    return (start, end) if start < end else (start, _DAY[1])


def _groups(activity: Activity) -> int:
    return activity.groups or 1


def _when(one: Activity, other: Activity) -> object:
    """The hours that two activities have in common, in words."""
    (start, end), (opens, closes) = _hours(one), _hours(other)
    begins, ends = max(start, opens), min(end, closes)
    return Word(N_("the whole day")) if (begins, ends) == _DAY else f"{begins}–{ends}"


def _titles(activities: Iterable[Activity]) -> str:
    return ", ".join(f"“{each.title}”" for each in activities)


def _has_place(found: Capacity, activity: Activity) -> bool:
    """Whether `activity`, or one of its schools, has one of the places of its offer."""
    return any(
        each.place in (CONFIRMED, PLACED) and (each.signup.id == activity.signup or each.signup.by in activity.schools)
        for each in found.signups
    )
