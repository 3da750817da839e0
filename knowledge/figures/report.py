"""The figures of a report to the stuurgroep about a period, as plain values that a page tells in words (pure).

What is on the day of the report (cofinanciering, coverage, relations, load) is that of the overview; what happened is
that of the period.
"""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from knowledge.figures.cofinancing import quarter_of
from knowledge.figures.coverage import FRAGILE, verdict
from knowledge.figures.overview import ACTIVITY_OUTCOMES, Overview, counted_by_kind
from knowledge.figures.relations import STRUCTURAL
from knowledge.model.folding import fold
from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.region import Region
from knowledge.model.reuse import FAILED
from knowledge.model.typed.periods import DayRange
from knowledge.model.vocabulary import CANCEL_REASONS, RELATION_STAGES
from knowledge.work.approach_load import TOO_BUSY, Load
from knowledge.work.line_value import period_in_force

STEERING_GROUP = "stuurgroep"
"""The body to which the report is made, as it is called in titles and keywords."""

_MOST_LESSONS = 5
_AHEAD = timedelta(days=91)


@dataclass(frozen=True)
class InTime:
    """Of how many activities it is known when they were asked for (`known`), and of how many that was `in_time`."""

    in_time: int
    known: int


@dataclass(frozen=True)
class UsedLesson:
    """A lesson, with how often it is used and for how many people it didn't work."""

    lesson: str
    count: int
    failed: int


@dataclass(frozen=True)
class StageMove:
    """A partner that stood on the stage `then` and stands on the stage `now` ("" for none)."""

    partner: str
    then: str
    now: str


class SteeringReport:
    """The report about the days of `span`, of the region of `overview` as it is on its day.

    `stages_before` are the stages that partners (by id) had when the period began, as far as is known.
    """

    def __init__(self, overview: Overview, span: DayRange, stages_before: Mapping[str, str] | None = None) -> None:
        self.overview = overview
        self._stages_before = stages_before or {}
        self.region: Region = overview.region
        self.register = overview.register
        self.span = span
        period = period_in_force(self.region, min(self.day, span.last))
        if period != overview.register.period:  # a report of last year is about the grant period of then
            self.register = overview.register.of(period)

    @property
    def day(self) -> date:
        """The day of the report."""
        return self.overview.day

    @property
    def provisional(self) -> bool:
        """Whether the amounts may still change, because something has two versions."""
        return self.register.provisional

    # -- activities -------------------------------------------------------------------------------------------------

    @cached_property
    def activities(self) -> tuple[Activity, ...]:
        """The activities with a day in the period that are more than an idea."""
        first, last = self.span
        found = self.region.of(Activity).values()
        return tuple(
            each for each in found if each.date and first <= each.date <= last and each.state in ACTIVITY_OUTCOMES
        )

    @cached_property
    def by_state(self) -> Mapping[str, int]:
        """How many are done, planned and cancelled."""
        return {state: sum(each.state == state for each in self.activities) for state in ACTIVITY_OUTCOMES}

    @cached_property
    def by_kind(self) -> Mapping[str, Mapping[str, int]]:
        """The same for each kind of activity that there is."""
        return counted_by_kind(self.activities)

    @cached_property
    def by_school(self) -> Mapping[str, Mapping[str, int]]:
        """The same for every school (by id), by name; what several schools do together counts for each of them."""
        schools = {
            *self.overview.coverage.schools,
            *(each for activity in self.activities for each in activity.schools),
        }
        by_name = sorted(schools, key=lambda each: (fold(self.region.title(each)), each))
        counts = {each: dict.fromkeys(ACTIVITY_OUTCOMES, 0) for each in by_name}
        for activity in self.activities:
            for school in dict.fromkeys(activity.schools):
                counts[school][activity.state] += 1
        return counts

    @cached_property
    def cancelled(self) -> Mapping[str, int]:
        """How many were cancelled for each reason, in the order of the reasons."""
        counts = Counter(each.reason for each in self.activities if each.state == "afgelast")
        return {reason: counts[reason] for reason in (*CANCEL_REASONS, "") if counts[reason]}

    @cached_property
    def asked_in_time(self) -> InTime:
        """How many activities were asked for as long ahead as the region agreed."""
        weeks = self.region.settings.lead_weeks or 0
        ahead = [(each.date - each.asked_on).days for each in self.activities if each.date and each.asked_on]
        return InTime(sum(days >= 7 * weeks for days in ahead), len(ahead))

    # -- cofinanciering ---------------------------------------------------------------------------------------------

    @cached_property
    def counted_in_period(self) -> Decimal:
        """What counts of the lines that are dated in the period."""
        first, last = self.span
        registers = (self.register.of(each) for each in self.region.of(Period).values())
        counted = (each for register in registers for each in register.counted)
        lines = {each.line.id: each for each in counted if each.line.date and first <= each.line.date <= last}
        return sum((each.amount for each in lines.values()), Decimal("0.00"))

    # -- the network ------------------------------------------------------------------------------------------------

    @cached_property
    def fragile(self) -> tuple[str, ...]:
        """The worlds for which there is one company."""
        return tuple(world for world, number in self.overview.coverage.region.items() if verdict(number) == FRAGILE)

    @cached_property
    def stages(self) -> Mapping[str, int]:
        """How many partners that are no schools stand on each stage; "" for those without one."""
        counts = Counter(each.stage for each in self.overview.relations.partners)
        return {stage: counts[stage] for stage in (*RELATION_STAGES, "") if counts[stage]}

    @cached_property
    def stages_then(self) -> Mapping[str, int]:
        """How many of those partners stood on each stage when the period began; empty when of none that is known."""
        known = [self._stages_before[each.id] for each in self.overview.relations.partners if self.knows_before(each)]
        counts = Counter(known)
        return {stage: counts[stage] for stage in (*RELATION_STAGES, "") if counts[stage]}

    @cached_property
    def moved(self) -> tuple[StageMove, ...]:
        """The partners that stood on another stage when the period began, by name."""
        partners = [each for each in self.overview.relations.partners if self.knows_before(each)]
        moves = [StageMove(each.id, self._stages_before[each.id], each.stage) for each in partners]
        return tuple(each for each in moves if each.then != each.now)

    @property
    def unknown_before(self) -> int:
        """Of how many partners it isn't known how they stood when the period began: they were written down later."""
        return sum(not self.knows_before(each) for each in self.overview.relations.partners)

    def knows_before(self, partner: Partner) -> bool:
        """Whether it is known how `partner` stood when the period began."""
        return partner.id in self._stages_before

    @property
    def structural(self) -> int:
        """How many relations are structural."""
        return self.stages.get(STRUCTURAL, 0)

    @cached_property
    def too_busy(self) -> tuple[Load, ...]:
        """The partners of which too many schools asked something lately."""
        return tuple(each for each in self.overview.load if each.level == TOO_BUSY)

    # -- learning ---------------------------------------------------------------------------------------------------

    @cached_property
    def new_lessons(self) -> int:
        """How many lessons are dated in the period."""
        first, last = self.span
        return sum(bool(each.date and first <= each.date <= last) for each in self.region.of(Lesson).values())

    @cached_property
    def top_lessons(self) -> tuple[UsedLesson, ...]:
        """The lessons that are used the most."""
        used = [each for each in self._used if each.count]
        return tuple(sorted(used, key=lambda each: (-each.count, fold(self.region.title(each.lesson)), each.lesson)))[
            :_MOST_LESSONS
        ]

    @cached_property
    def failed_lessons(self) -> tuple[UsedLesson, ...]:
        """The lessons that didn't work for somebody, those for the most people first."""
        failed = [each for each in self._used if each.failed]
        return tuple(sorted(failed, key=lambda each: (-each.failed, fold(self.region.title(each.lesson)), each.lesson)))

    @cached_property
    def _used(self) -> tuple[UsedLesson, ...]:
        return tuple(UsedLesson(each, reuse.count, reuse.people(FAILED)) for each, reuse in self.region.reuse.items())

    # -- decisions, and what is ahead -------------------------------------------------------------------------------

    @cached_property
    def last_meeting(self) -> Meeting | None:
        """The last meeting of the stuurgroep up to today; None when there was none."""
        return last_steering_meeting(self.region, self.day)

    @cached_property
    def decisions(self) -> tuple[str, ...]:
        """What was decided in it."""
        return tuple(each for each in self.last_meeting.decisions if each.strip()) if self.last_meeting else ()

    @cached_property
    def actions(self) -> tuple[Action, ...]:
        """What was agreed in it to do: what is open first, then by day."""
        if self.last_meeting is None:
            return ()
        found = [each for each in self.region.of(Action).values() if each.origin == self.last_meeting.id]
        return tuple(
            sorted(found, key=lambda each: (not each.is_open, each.due or date.max, fold(each.title), each.id))
        )

    @cached_property
    def ahead(self) -> tuple[Activity, ...]:
        """What is planned from today on, for a quarter of a year, in the order of the days."""
        last = self.day + _AHEAD
        found = [
            each
            for each in self.region.of(Activity).values()
            if each.is_planned and each.date and self.day <= each.date <= last
        ]
        return tuple(sorted(found, key=lambda each: (each.date or last, each.start, fold(each.title), each.id)))

    @property
    def ahead_until(self) -> date:
        """The last day of what is ahead."""
        return self.day + _AHEAD


def last_steering_meeting(region: Region, today: date, *, before: bool = False) -> Meeting | None:
    """The last meeting of the stuurgroep up to `today`, or `before` it; None when there was none."""
    last = today - timedelta(days=1) if before else today
    found = [each for each in region.of(Meeting).values() if each.date and each.date <= last and _is_steering(each)]
    return max(found, key=lambda each: (each.date or date.min, each.start, each.id), default=None)


def _is_steering(meeting: Meeting) -> bool:
    return STEERING_GROUP in fold(meeting.title) or STEERING_GROUP in {fold(tag) for tag in meeting.tags}


def quarter_span(day: date) -> DayRange:
    """The quarter in which `day` falls."""
    first = date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    last = first.month + 2
    return DayRange(first, date(day.year, last, calendar.monthrange(day.year, last)[1]))


def span_label(span: DayRange) -> str:
    """What a period is called in the name of a file: ``2026-Q4``, ``2026``, ``2026-2027``, or its days."""
    first, last = span
    if span == quarter_span(first):
        return quarter_of(first)
    if (first, last) == (date(first.year, 1, 1), date(first.year, 12, 31)):
        return str(first.year)
    if (first.month, first.day) == (8, 1) and last == date(first.year + 1, 7, 31):
        return f"{first.year}-{last.year}"
    return f"{first:%Y-%m-%d}-{last:%Y-%m-%d}"
