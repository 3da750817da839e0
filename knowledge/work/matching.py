"""Which offers fit a request, with the points of each and why (pure).

A hundred points in nine parts. What can't be had now stands apart with its reason, and gets no points.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from knowledge.model.folding import fold
from knowledge.model.records.activity import Activity
from knowledge.model.records.closure import Closure
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.request import Request
from knowledge.model.region import Region
from knowledge.model.typed.weeks import days_of_week
from knowledge.model.vocabulary import RELATION_STAGES, Vocabulary
from knowledge.model.week_fields import weeks_of_every_year
from knowledge.problem import N_, Reason, Word
from knowledge.work.approach_load import load_of, window_days
from knowledge.work.capacity import DECLINED, WITHDRAWN, Capacity, capacity
from knowledge.work.menu import CLOSED, ENDED, MenuLine, menu_line
from knowledge.work.school_calendar import CLOSED_FROM, CLOSED_KINDS, SchoolCalendar

NOT_NOW_APART, FULL_APART = "nu-niet", "vol"
"""Why an offer stands apart, beside what takes it off the menukaart (`knowledge.work.menu.why_off`)."""

_APART = (NOT_NOW_APART, FULL_APART, ENDED, CLOSED)
"""In which order they stand."""

PART_WORDS = Vocabulary(
    "part",
    {
        "wereld": N_("World"),
        "profiel": N_("Profile"),
        "periode": N_("Period"),
        "ruimte": N_("Room"),
        "groep": N_("Group"),
        "afstand": N_("Distance"),
        "relatie": N_("Relation"),
        "ervaring": N_("Experience"),
        "drukte": N_("Load"),
    },
)
"""The parts of which points are given, as people call them."""

_STAGES = {"structureel": 10, "terugkerend": 8, "ad-hoc": 6, "verkennen": 4, "slapend": 2}
_NO_STAGE = 4
_NEAR, _FAR = 15, 45
_YEARS_OF_EXPERIENCE = 3


@dataclass(frozen=True)
class ScorePart:
    """The `points` (of `most`) for one part, such as "wereld", and why."""

    name: str
    points: int
    most: int
    because: Reason


@dataclass(frozen=True)
class OfferMatch:
    """An offer that may fit, with the points for each part."""

    line: MenuLine
    parts: tuple[ScorePart, ...]
    asks: int

    @property
    def score(self) -> int:
        """Its points, of a hundred."""
        return sum(each.points for each in self.parts)


@dataclass(frozen=True)
class Apart:
    """An offer that can't be had now: `reason` is nu-niet, vol, beeindigd or dicht."""

    line: MenuLine
    reason: str

    @property
    def until(self) -> date | None:
        """Until when it can't be had, if that is known."""
        return self.line.partner.not_now_until if self.reason == NOT_NOW_APART and self.line.partner else None


@dataclass(frozen=True)
class DidBefore:
    """A partner without an offer of this kind that did it before: how often, and when last."""

    partner: Partner
    times: int
    last: date | None


@dataclass(frozen=True)
class Matches:
    """What fits `request`: the offers with most points first, those apart, and who did this kind before."""

    request: Request
    school_weeks: tuple[str, ...]
    offers: tuple[OfferMatch, ...]
    apart: tuple[Apart, ...]
    before: tuple[DidBefore, ...]


def matches(request: Request, calendar: SchoolCalendar) -> Matches:
    """Which offers in the region of `calendar` fit `request`."""
    return _Matching(request, calendar).found()


def activity_for(region: Region, request: Request, partner: str, offer: Offer | None = None) -> Activity:
    """The activity to write down when the partner with the id `partner` does what `request` asks for.

    It has what the question and the `offer`, if there is one, say of it, and who signed up for either already.
    """
    at_school, at_company = (
        offer is not None and offer.where == "school",
        offer is not None and offer.where == "bedrijf",
    )
    return Activity(
        title=offer.title if offer else request.title,
        activity=request.activity,
        purpose=request.goal,
        schools=(request.school,) if request.school else (),
        partners=(partner,) if partner else (),
        weeks=request.weeks,
        venue=request.school if at_school else partner if at_company else "",
        place=request.place,
        groups=request.groups,
        group_size=request.group_size,
        years=request.years,
        profiles=request.profiles or (offer.profiles if offer else ()),
        worlds=request.worlds or (offer.worlds if offer else ()),
        contacts=(offer.contact,) if offer and offer.contact else (),
        asked_on=region.today,
        offer=offer.id if offer else "",
        request=request.id,
        signup=_signup_of(region, request, partner, offer),
    )


def _signup_of(region: Region, request: Request, partner: str, offer: Offer | None) -> str:
    """The id of the sign-up it comes of: that of the school for the offer, or of the partner for the request."""
    made = [each for each in capacity(region, offer).signups if each.signup.by == request.school] if offer else []
    made += [each for each in capacity(region, request).signups if each.signup.by == partner]
    free = (each.signup.id for each in made if each.place not in (DECLINED, WITHDRAWN) and not each.signup.event)
    return next(free, "")


class _Matching:
    """One request held against all offers of its kind."""

    def __init__(self, request: Request, calendar: SchoolCalendar) -> None:
        self.request, self.calendar, self.region = request, calendar, calendar.region
        self.school = self.region.of(Partner).get(request.school)
        self.groups = request.groups or 1

    def found(self) -> Matches:
        lines = [
            menu_line(self.region, each)
            for each in self.region.of(Offer).values()
            if each.activity == self.request.activity and each.partner != self.request.school
        ]
        apart = [Apart(line, reason) for line in lines if (reason := _why_apart(line))]
        scored = [self._match(line) for line in lines if not _why_apart(line)]
        return Matches(
            self.request,
            self.school_weeks,
            tuple(sorted(scored, key=lambda each: (-each.score, each.asks, *_by_name(each.line)))),
            tuple(sorted(apart, key=lambda each: (_APART.index(each.reason), *_by_name(each.line)))),
            tuple(self._before({line.offer.partner for line in lines})),
        )

    def _match(self, line: MenuLine) -> OfferMatch:
        asks = self.region.asks_to.get(line.offer.partner, ())
        first, last = self.region.this_school_year
        parts = (
            self._world(line.worlds),
            self._profile(line.offer),
            self._period(line.offer),
            self._room(line.capacity),
            self._group(line.offer),
            self._distance(line),
            self._relation(line),
            self._experience(line.offer),
            self._load(line.offer),
        )
        return OfferMatch(line, parts, sum(first <= each.day <= last for each in asks))

    # -- the parts ----------------------------------------------------------------------------------------------------

    def _world(self, worlds: Sequence[str]) -> ScorePart:
        return _shared("wereld", self.request.worlds, worlds)

    def _profile(self, offer: Offer) -> ScorePart:
        return _shared("profiel", self.request.profiles, offer.profiles, of_all=not offer.profiles)

    def _period(self, offer: Offer) -> ScorePart:
        if not self.request.weeks:
            return ScorePart("periode", 20, 20, Reason(N_("no weeks asked for")))
        asked = len(self.school_weeks)
        if not asked:
            return ScorePart("periode", 0, 20, Reason(N_("no school week among the weeks asked for")))
        closed = frozenset(number for span in offer.closed_weeks for number in weeks_of_every_year(span) or frozenset())
        open_weeks = sum(self._is_open(offer, week, closed) for week in self.school_weeks)
        because = Reason(N_("open in {open} of {asked} school weeks"), {"open": open_weeks, "asked": asked})
        return ScorePart("periode", (40 * open_weeks + asked) // (2 * asked), 20, because)

    def _is_open(self, offer: Offer, week: str, closed: frozenset[int]) -> bool:
        """Whether `offer` can be had in `week`: not one of its closed weeks, and its company isn't closed."""
        if int(week[6:]) in closed:
            return False
        monday = days_of_week(week).first
        if offer.valid_until and offer.valid_until < monday:
            return False
        return offer.partner not in self._with_closures or not self._is_company_closed(offer.partner, monday)

    def _is_company_closed(self, partner: str, monday: date) -> bool:
        week = [monday + timedelta(days=number) for number in range(5)]
        own = [
            each
            for each in self.calendar.closed(week[0], week[-1], (), (partner,))
            if partner in each.partners and each.kind in CLOSED_KINDS
        ]
        return sum(any(each.touches(day, day) for each in own) for day in week) >= CLOSED_FROM

    def _room(self, capacity: Capacity) -> ScorePart:
        because = Reason(N_("{left} left, {groups} asked for"), {"left": capacity.left, "groups": self.groups})
        left = capacity.left or 0
        return ScorePart("ruimte", 15 if left >= self.groups else 7 if left > 0 else 0, 15, because)

    def _group(self, offer: Offer) -> ScorePart:
        size, most = self.request.group_size, offer.group_max
        if not size or not most:
            return ScorePart("groep", 10, 10, Reason(N_("no size of group said")))
        points = 10 if size <= most else 5 if size <= 2 * most else 0
        if points == 5:
            text = N_("{size} pupils, in halves: at most {most}")
        else:
            text = N_("1 pupil, at most {most}") if size == 1 else N_("{size} pupils, at most {most}")
        return ScorePart("groep", points, 10, Reason(text, {"size": size, "most": most}))

    def _distance(self, line: MenuLine) -> ScorePart:
        place = line.partner.place if line.partner else ""
        if line.offer.where == "school":
            return ScorePart("afstand", 10, 10, Reason(N_("at school")))
        if place and self.school and fold(place) == fold(self.school.place):
            return ScorePart("afstand", 10, 10, Reason(N_("in the same place: {place}"), {"place": place}))
        minutes = self._minutes.get(fold(place)) if place else None
        if minutes is None:
            return ScorePart("afstand", 5, 10, Reason(N_("travel time not known")))
        points = 10 if minutes <= _NEAR else 0 if minutes > _FAR else 5
        return ScorePart("afstand", points, 10, Reason(N_("{minutes} minutes of travel"), {"minutes": minutes}))

    def _relation(self, line: MenuLine) -> ScorePart:
        stage = line.partner.stage if line.partner else ""
        because = Reason("{stage}", {"stage": Word(RELATION_STAGES.label(stage))}) if stage else Reason(N_("no stage"))
        return ScorePart("relatie", _STAGES.get(stage, _NO_STAGE), 10, because)

    def _experience(self, offer: Offer) -> ScorePart:
        marks = [
            each.mark_school
            for each in self.region.activities_with.get(offer.partner, ())
            if each.is_done
            and each.activity == self.request.activity
            and each.mark_school is not None
            and offer.partner in each.partners
            and each.date
            and each.date >= self._experience_from
        ]
        if not marks:
            return ScorePart("ervaring", 5, 10, Reason(N_("no marks by schools yet")))
        mean = Fraction(sum(marks), len(marks))
        points = 10 if mean >= 8 else 7 if mean >= 7 else 4 if mean >= 6 else 0
        values = {"mean": f"{float(mean):.1f}".replace(".", ","), "count": len(marks)}
        return ScorePart("ervaring", points, 10, Reason(N_("mark {mean} by schools ({count})"), values))

    def _load(self, offer: Offer) -> ScorePart:
        others = [each for each in load_of(self.region, offer.partner).schools if each != self.request.school]
        points = {0: 5, 1: 4, 2: 2}.get(len(others), 0)
        values = {"count": len(others), "days": window_days(self.region)}
        return ScorePart("drukte", points, 5, Reason(N_("other schools in {days} days: {count}"), values))

    # -- what holds for all offers ------------------------------------------------------------------------------------

    @cached_property
    def school_weeks(self) -> tuple[str, ...]:
        """The weeks asked for in which the school is open on more than two days."""
        return tuple(
            week
            for week in dict.fromkeys(self.request.weeks)
            if len(self.calendar.closed_school_days(days_of_week(week).first, self.request.school)) < CLOSED_FROM
        )

    @cached_property
    def _with_closures(self) -> frozenset[str]:
        return frozenset(partner for each in self.region.of(Closure).values() for partner in each.partners)

    @cached_property
    def _minutes(self) -> Mapping[str, int]:
        """The minutes of travel between the school and each (folded) place of which somebody said them."""
        here = self.school.place if self.school else ""
        settings = self.region.settings
        places = {place.strip() for key in settings.travel for place in key.split("|")} if here else set()
        found = {fold(place): settings.minutes_between(here, place) for place in places}
        return {place: minutes for place, minutes in found.items() if minutes is not None}

    @cached_property
    def _experience_from(self) -> date:
        """The first day of the school years whose marks count."""
        day = self.region.this_school_year.first
        for _year in range(_YEARS_OF_EXPERIENCE - 1):
            day = self.region.school_year_of(day - timedelta(days=1)).first
        return day

    def _before(self, offering: Iterable[str]) -> list[DidBefore]:
        """The partners that aren't `offering` this kind and did it before, who did it last first."""
        without = set(offering) | {self.request.school}
        done: dict[str, list[Activity]] = {}
        for activity in self.region.done_of_kind.get(self.request.activity, ()):
            for partner in activity.partners:
                if partner not in without:
                    done.setdefault(partner, []).append(activity)
        partners = self.region.of(Partner)
        found = [
            DidBefore(partners[partner], len(each), max((one.date for one in each if one.date), default=None))
            for partner, each in done.items()
            if partner in partners and partners[partner].stage != "beeindigd" and partners[partner].status != "archief"
        ]
        return sorted(
            found, key=lambda each: (-(each.last or date.min).toordinal(), fold(each.partner.title), each.partner.id)
        )


def _why_apart(line: MenuLine) -> str:
    """Why the offer of `line` can't be had now: nu-niet, vol, beeindigd or dicht; "" when it can."""
    if line.not_now:
        return NOT_NOW_APART
    return FULL_APART if line.capacity.is_full else line.off


def _by_name(line: MenuLine) -> tuple[str, str, str]:
    return fold(line.partner_name), fold(line.offer.title), line.offer.id


def _shared(name: str, asked: Sequence[str], offered: Sequence[str], *, of_all: bool = False) -> ScorePart:
    """Ten points when something of what is `asked` is `offered`, nothing is asked, or it is `of_all`."""
    values = {"asked": ", ".join(asked), "offered": ", ".join(offered)}
    if not asked:
        return ScorePart(name, 10, 10, Reason(N_("none asked for")))
    if of_all:
        return ScorePart(name, 10, 10, Reason(N_("for all")))
    if shared := [each for each in asked if each in offered]:
        return ScorePart(name, 10, 10, Reason(N_("shared: {shared}"), {"shared": ", ".join(shared)}))
    text = N_("asked for {asked}, offered {offered}") if offered else N_("asked for {asked}, offered none")
    return ScorePart(name, 0, 10, Reason(text, values))
