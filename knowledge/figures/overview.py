"""The overview of a region on a day: what is late, what comes, and how the network stands, as plain values (pure)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from knowledge.figures.cofinancing import Cofinancing
from knowledge.figures.coverage import Coverage, coverage
from knowledge.figures.relations import Relations
from knowledge.model.folding import fold
from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.signup import Signup
from knowledge.model.records.use import Use
from knowledge.model.region import Region
from knowledge.model.typed.days import day_from
from knowledge.model.typed.periods import whole_months
from knowledge.model.vocabulary import ACTIVITY_KINDS, EMBEDDINGS
from knowledge.problem import BadValue
from knowledge.work.approach_load import Load, loads
from knowledge.work.capacity import Capacity, capacity, doubly_confirmed, every_target
from knowledge.work.not_now import is_not_now
from knowledge.work.planning import to_finish
from knowledge.work.retention import LastContact, proposed_for_erasure

_COMING = timedelta(weeks=4)
_NEW = timedelta(days=90)
"""For how long a lesson is new."""

DONE, PLANNED, CANCELLED = ACTIVITY_OUTCOMES = ("gedaan", "gepland", "afgelast")
"""The states of an activity that are counted, in this order."""


@dataclass(frozen=True)
class Deadline:
    """What the grant period asks (`what`) on a `day`, as it was `typed`; `day` is None where that is no day."""

    typed: str
    day: date | None
    what: str


class Overview:
    """How the region of `register` stands on its day. Lists are of ids, unless they say otherwise."""

    def __init__(self, register: Cofinancing) -> None:
        self.register = register
        self.region: Region = register.region
        self.day = self.region.today

    # -- what is to be done -----------------------------------------------------------------------------------------

    @cached_property
    def overdue_actions(self) -> tuple[str, ...]:
        """The open actions that were due before today, the oldest first."""
        late = [each for each in self.region.of(Action).values() if each.is_late(self.day)]
        return tuple(each.id for each in sorted(late, key=lambda each: (each.due or self.day, *_named(each))))

    @cached_property
    def to_close(self) -> tuple[str, ...]:
        """The activities that are still planned although their last day is past, the oldest first."""
        past = to_finish(self.region.of(Activity).values(), self.day)
        return tuple(each.id for each in sorted(past, key=lambda each: (each.last_day or self.day, *_named(each))))

    @property
    def coming_until(self) -> date:
        """The last of the days of the next four weeks."""
        return self.day + _COMING - timedelta(days=1)

    @cached_property
    def next_four_weeks(self) -> tuple[str, ...]:
        """What is planned from today on for four weeks, in the order of days and hours."""
        coming = [
            each
            for each in self.region.of(Activity).values()
            if each.is_planned and each.date and self.day <= each.date <= self.coming_until
        ]
        return tuple(
            each.id for each in sorted(coming, key=lambda each: (each.date or self.day, each.start, *_named(each)))
        )

    # -- the relations ----------------------------------------------------------------------------------------------

    @cached_property
    def relations(self) -> Relations:
        """The relations with partners."""
        return Relations(self.region)

    @property
    def silent(self) -> tuple[str, ...]:
        """The companies that gave no sign of life for long, the longest first."""
        return self.relations.silent

    @cached_property
    def load(self) -> tuple[Load, ...]:
        """How much was asked lately of each partner of which something was asked, the most schools first."""
        return tuple(loads(self.region))

    @cached_property
    def not_now(self) -> tuple[str, ...]:
        """The partners that asked not to be asked now: those that can be asked the soonest first."""
        found = [
            each for each in self.region.of(Partner).values() if each.status != "archief" and is_not_now(each, self.day)
        ]
        return tuple(
            each.id for each in sorted(found, key=lambda each: (each.not_now_until or date.max, *_named(each)))
        )

    @cached_property
    def coverage(self) -> Coverage:
        """The companies for each world of technology."""
        return coverage(self.region)

    # -- what is done -----------------------------------------------------------------------------------------------

    @cached_property
    def this_year(self) -> tuple[Activity, ...]:
        """The activities with a day in the school year of today, in the order of their ids."""
        first, last = self.region.this_school_year
        return tuple(each for each in self.region.of(Activity).values() if each.date and first <= each.date <= last)

    @cached_property
    def done_this_year(self) -> int:
        """How many activities took place this school year."""
        return sum(each.is_done for each in self.this_year)

    @cached_property
    def embedding(self) -> Mapping[str, int]:
        """How many of these have each place in the programme, the loosest first; where none was said, in none."""
        counts = dict.fromkeys(EMBEDDINGS, 0)
        for each in self.this_year:
            if each.is_done and each.embedding in counts:
                counts[each.embedding] += 1
        return counts

    @cached_property
    def activities(self) -> Mapping[str, Mapping[str, int]]:
        """The activities of this school year by kind, and of each kind how many are done, planned and cancelled."""
        return counted_by_kind(self.this_year)

    # -- learning ---------------------------------------------------------------------------------------------------

    @cached_property
    def new_lessons(self) -> tuple[str, ...]:
        """The lessons of the last ninety days, the newest first."""
        new = [
            each for each in self.region.of(Lesson).values() if each.date and self.day - _NEW <= each.date <= self.day
        ]
        return tuple(each.id for each in sorted(new, key=lambda each: (each.date or self.day, each.id), reverse=True))

    @cached_property
    def uses(self) -> tuple[str, ...]:
        """The uses of lessons this school year."""
        first, last = self.region.this_school_year
        return tuple(each.id for each in self.region.of(Use).values() if each.date and first <= each.date <= last)

    @cached_property
    def open_uses(self) -> tuple[str, ...]:
        """The uses of lessons of which nobody told how they went."""
        return tuple(each.id for each in self.region.of(Use).values() if not each.outcome)

    # -- demand and places ------------------------------------------------------------------------------------------

    @cached_property
    def open_requests(self) -> tuple[str, ...]:
        """The requests that are open, those to be answered the soonest first."""
        found = [each for each in self.region.of(Request).values() if each.state == "open"]
        return tuple(each.id for each in sorted(found, key=lambda each: (each.answer_by or date.max, *_named(each))))

    @cached_property
    def _capacities(self) -> tuple[Capacity, ...]:
        return tuple(capacity(self.region, each) for each in every_target(self.region))

    @cached_property
    def oversubscribed(self) -> tuple[str, ...]:
        """What more is asked for than there are places of."""
        return tuple(each.target.id for each in self._capacities if each.over)

    @cached_property
    def doubly_confirmed(self) -> tuple[str, ...]:
        """What more places were confirmed of than there are; a person has to settle that."""
        return tuple(each.target.id for each in self._capacities if doubly_confirmed(each))

    @cached_property
    def requests_without_partner(self) -> tuple[str, ...]:
        """The open requests for which no company signed up."""
        taken = {each.target.id for each in self._capacities if each.wanted}
        return tuple(each for each in self.open_requests if each not in taken)

    # -- what the grant and the law ask -----------------------------------------------------------------------------

    @cached_property
    def deadlines(self) -> tuple[Deadline, ...]:
        """The days of the grant period that are still to come, the first one first; what is no day comes last."""
        period = self.register.period
        found = [_deadline(typed, str(what), self.day) for typed, what in period.deadlines.items()] if period else []
        ahead = [each for each in found if each.day is None or each.day >= self.day]
        return tuple(sorted(ahead, key=lambda each: (each.day or date.max, each.what)))

    @cached_property
    def people_to_erase(self) -> tuple[LastContact, ...]:
        """The people without contact for as long as the region agreed to keep them, the longest first."""
        return proposed_for_erasure(self.region)

    @cached_property
    def kept_too_long(self) -> tuple[str, ...]:
        """The sign-ups that are older than the region agreed to keep them, the oldest first."""
        months = self.region.settings.retention_months
        assert months is not None
        old = [
            each
            for each in self.region.of(Signup).values()
            if each.signed_on and whole_months(each.signed_on, self.day) >= months
        ]
        return tuple(each.id for each in sorted(old, key=lambda each: (each.signed_on or self.day, each.id)))


def counted_by_kind(activities: tuple[Activity, ...]) -> Mapping[str, Mapping[str, int]]:
    """`activities` by kind, in the order of the kinds, and of each kind how many are done, planned and cancelled."""
    counts: dict[str, dict[str, int]] = {kind: dict.fromkeys(ACTIVITY_OUTCOMES, 0) for kind in ACTIVITY_KINDS}
    for each in activities:
        if each.state in ACTIVITY_OUTCOMES:
            counts.setdefault(each.activity, dict.fromkeys(ACTIVITY_OUTCOMES, 0))[each.state] += 1
    return {kind: of_kind for kind, of_kind in counts.items() if any(of_kind.values())}


def _named(record: Record) -> tuple[str, str]:
    """By what records of the same day are put in order: their names, which don't differ from region to region."""
    return fold(record.title), record.id


def _deadline(typed: str, what: str, today: date) -> Deadline:
    try:
        return Deadline(typed, day_from(typed, today), what)
    except BadValue:
        return Deadline(typed, None, what)
