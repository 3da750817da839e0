"""Relations: the stage that the facts speak for, how embedded a partner is, who was silent for long (pure).

A stage is only ever written by a person. The facts are those of three school years, this one included; what isn't
written down doesn't count, so every answer is a beginning of a talk with the partner.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

from knowledge.model.partner_roles import is_company_like
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.region import Region
from knowledge.model.typed.periods import whole_months
from knowledge.model.vocabulary import RELATION_STAGES, SCHOOL_KINDS, SHORT_ACTIVITIES
from knowledge.problem import N_, Reason, Word
from knowledge.work.not_now import is_not_now

EXPLORING, AD_HOC, RECURRING, STRUCTURAL, DORMANT, ENDED = RELATION_STAGES
_STEPS = {EXPLORING: 1, AD_HOC: 2, RECURRING: 3, STRUCTURAL: 4}
"""The stages that are steps upwards; the others, and none, come before the first."""

IN_SCHOOL = frozenset({"gastles", "hybride", "promotie"})
AT_COMPANY = frozenset({"bezoek", "stage", "docentenstage", "buitenschools"})
"""The kinds of activity for which the company comes to the school, and the school to the company."""

PLACE_POINTS = {"los": 0, "les": 10, "lob": 15, "curriculum": 25}
"""The points for the best place in the programme."""

_ANCHORED = {"lob": N_("LOB"), "curriculum": N_("curriculum")}
"""The places in the programme that make a relation structural, in a word."""

_DORMANT_MONTHS = 12


@dataclass(frozen=True)
class StageProposal:
    """The stage `to` that the facts speak for, of a partner that stands on the stage `begins` ("" for none)."""

    partner: str
    begins: str
    to: str
    because: Reason


@dataclass(frozen=True)
class Embedded:
    """How embedded a partner is, 0 to 100. It is for the talk with the partner, never a ranking.

    The parts: school years with something done (30 at most), kinds done (15), best place in the programme (25), to and
    fro (10), anchored (20).
    """

    years: int
    kinds: int
    place: int
    mutual: int
    anchored: int

    @property
    def parts(self) -> tuple[int, ...]:
        """The five parts, in that order."""
        return self.years, self.kinds, self.place, self.mutual, self.anchored

    @property
    def score(self) -> int:
        """All parts together."""
        return sum(self.parts)


@dataclass
class _Facts:
    """What was `done` with a partner in three school years, `recent`ly in the last two of them, and what is planned."""

    done: list[Activity] = field(default_factory=list)
    recent: list[Activity] = field(default_factory=list)
    planned: int = 0


_NONE = _Facts()


class Relations:
    """The relations of `region` with partners that are no schools and aren't archived."""

    def __init__(self, region: Region) -> None:
        self._region = region
        this = region.school_year_of(region.today)
        last = region.school_year_of(this.first - timedelta(days=1))
        before = region.school_year_of(last.first - timedelta(days=1))
        self._years = (this.first, last.first, before.first)

    @cached_property
    def partners(self) -> tuple[Partner, ...]:
        """The partners, by name."""
        found = self._region.of(Partner).values()
        kept = (each for each in found if each.partner_kind not in SCHOOL_KINDS and each.status != "archief")
        return tuple(sorted(kept, key=lambda each: (each.title.casefold(), each.id)))

    @cached_property
    def last_signs(self) -> Mapping[str, date]:
        """The day of the last sign of life of each partner, by its id; those without any are left out."""
        found: dict[str, date] = {}
        for partner, day in self._signs():
            if day and day <= self._region.today and (partner not in found or day > found[partner]):
                found[partner] = day
        return found

    def _signs(self) -> Iterator[tuple[str, date | None]]:
        region = self._region
        for activity in region.of(Activity).values():
            if activity.is_done:
                yield from ((partner, activity.last_day) for partner in activity.linked_partners)
        for meeting in region.of(Meeting).values():
            yield from ((partner, meeting.date) for partner in meeting.partners)
        for approach in region.of(Approach).values():
            yield approach.partner, approach.date
        for line in region.of(Contribution).values():
            if line.state == "geleverd":
                yield line.partner, line.date

    def months_silent(self, partner: str) -> int | None:
        """The whole months since the last sign of life of a partner; None where there never was one."""
        last = self.last_signs.get(partner)
        return None if last is None else whole_months(last, self._region.today)

    # -- what was done ----------------------------------------------------------------------------------------------

    @cached_property
    def _facts(self) -> Mapping[str, _Facts]:
        """What was done and is planned with each partner, by its id."""
        found: dict[str, _Facts] = {}
        today, last, first = self._region.today, *self._years[1:]
        for activity in self._region.of(Activity).values():
            done = activity.is_done and activity.date and first <= activity.date <= today
            planned = activity.is_planned and activity.last_day and activity.last_day >= today
            for partner in activity.linked_partners if done or planned else ():
                facts = found.setdefault(partner, _Facts())
                if planned:
                    facts.planned += 1
                    continue
                facts.done.append(activity)
                if activity.date and activity.date >= last:
                    facts.recent.append(activity)
        return found

    def _done(self, partner: str, years: int) -> list[Activity]:
        """What was done with a partner in two or three school years, this one included."""
        facts = self._facts.get(partner, _NONE)
        return facts.recent if years == 2 else facts.done

    def _planned(self, partner: str) -> int:
        """How much is planned with a partner from today on."""
        return self._facts.get(partner, _NONE).planned

    def _year(self, day: date) -> date:
        """The first day of the school year of `day`, one of the three."""
        return next(first for first in self._years if day >= first)

    def _best_place(self, partner: str) -> str:
        """The best place in the programme of what was done this and last school year; "" for none."""
        return max(
            (each.embedding for each in self._done(partner, 2)), key=lambda each: PLACE_POINTS.get(each, -1), default=""
        )

    # -- stages -----------------------------------------------------------------------------------------------------

    @cached_property
    def proposals(self) -> tuple[StageProposal, ...]:
        """For every partner for which the facts speak for a higher stage, or for dormant: that proposal."""
        return tuple(filter(None, map(self._proposal, self.partners)))

    def _proposal(self, partner: Partner) -> StageProposal | None:
        if partner.stage == ENDED:
            return None
        to, because = self._dormant(partner) or self._stage(partner.id)
        if to == partner.stage or not (to == DORMANT or _STEPS.get(to, 0) > _STEPS.get(partner.stage, 0)):
            return None
        return StageProposal(partner.id, partner.stage, to, because)

    def _dormant(self, partner: Partner) -> tuple[str, Reason] | None:
        months = self.months_silent(partner.id)
        if months is None or months < _DORMANT_MONTHS or is_not_now(partner, self._region.today):
            return None
        if self._planned(partner.id):
            return None
        text = N_("no sign of life since {day}, and nothing planned")
        return DORMANT, Reason(text, {"day": f"{self.last_signs[partner.id]:%d-%m-%Y}"})

    def _stage(self, partner: str) -> tuple[str, Reason]:
        """The stage that the facts speak for, and why; "" when there are none."""
        done = self._done(partner, 3)
        if not done:
            return self._explored(partner)
        recurs = self._recurs(partner, done)
        if recurs is None:
            once, often = N_("done once in three school years"), N_("done {number} times in three school years")
            return AD_HOC, Reason(once if len(done) == 1 else often, {"number": len(done)})
        planned, place = self._planned(partner), self._best_place(partner)
        if planned:
            ahead = Reason(N_("{number} planned"), {"number": planned})
            if place in _ANCHORED:
                where = Reason(N_("place: {place}"), {"place": Word(_ANCHORED[place])})
                return STRUCTURAL, _reasons(recurs, ahead, where)
            return RECURRING, _reasons(recurs, ahead)
        return RECURRING, recurs

    def _explored(self, partner: str) -> tuple[str, Reason]:
        last = self.last_signs.get(partner)
        said = self._region.of(Partner).get(partner)
        refused = said is not None and is_not_now(said, self._region.today)  # a talk that ended so explores nothing
        if last and last >= self._years[-1] and not refused:
            text = N_("there was contact ({day}), and nothing is done yet")
            return EXPLORING, Reason(text, {"day": f"{last:%d-%m-%Y}"})
        if self._planned(partner):
            return EXPLORING, Reason(N_("something is planned, and nothing is done yet"))
        return "", Reason("")

    def _recurs(self, partner: str, done: list[Activity]) -> Reason | None:
        """Why what was `done` recurs (a kind in several school years, or three this and last year), or None."""
        years: dict[str, set[date]] = {}
        for each in done:
            if each.date:
                years.setdefault(each.activity, set()).add(self._year(each.date))
        kind = max(years, key=lambda each: (len(years[each]), each))
        if len(years[kind]) >= 2:
            values = {"kind": Word(SHORT_ACTIVITIES.label(kind)), "number": len(years[kind])}
            return Reason(N_("{kind} in {number} school years"), values)
        recent = len(self._done(partner, 2))
        return Reason(N_("done {number} times this and last year"), {"number": recent}) if recent >= 3 else None

    @cached_property
    def unsupported(self) -> tuple[str, ...]:
        """The ids of partners that are called recurring or structural, with nothing done written down this and last
        school year. That is to talk about, no step down: the facts may be missing.
        """
        close = (each for each in self.partners if each.stage in (RECURRING, STRUCTURAL))
        return tuple(each.id for each in close if not self._done(each.id, 2))

    @cached_property
    def silent(self) -> tuple[str, ...]:
        """The ids of the companies that gave no sign of life for long, the longest first."""
        settings, found = self._region.settings, []
        for partner in self.partners:
            months = self.months_silent(partner.id)
            close = partner.stage in (RECURRING, STRUCTURAL)
            limit = settings.silent_months_close if close else settings.silent_months
            assert limit is not None
            if months is None or months < limit or not is_company_like(partner) or partner.stage == ENDED:
                continue
            if not is_not_now(partner, self._region.today):
                found.append((self.last_signs[partner.id], partner.title, partner.id))
        return tuple(partner for _, _, partner in sorted(found))

    # -- embeddedness -----------------------------------------------------------------------------------------------

    @cached_property
    def embedded(self) -> Mapping[str, Embedded]:
        """How embedded each partner is, by its id."""
        known: dict[str, int] = {}
        for person in self._region.of(Person).values():
            for partner in person.partners:
                known[partner] = known.get(partner, 0) + 1
        return {each.id: self._embedded(each, known.get(each.id, 0)) for each in self.partners}

    def _embedded(self, partner: Partner, known: int) -> Embedded:
        done, recent = self._done(partner.id, 3), self._done(partner.id, 2)
        years = {self._year(each.date) for each in done if each.date}
        kinds = {each.activity for each in recent}
        return Embedded(
            years=10 * len(years),
            kinds=min(15, 5 * len(kinds)),
            place=PLACE_POINTS.get(self._best_place(partner.id), 0),
            mutual=10 if kinds & IN_SCHOOL and kinds & AT_COMPANY else 0,
            anchored=5 * bool(partner.why.strip()) + 5 * (known >= 2) + 10 * bool(self._planned(partner.id)),
        )

    @cached_property
    def mean_per_stage(self) -> Mapping[str, int]:
        """The mean of how embedded the partners of each stage are, in whole points; stages without any are left out."""
        scores: dict[str, list[int]] = {stage: [] for stage in RELATION_STAGES}
        for partner in self.partners:
            scores.setdefault(partner.stage, []).append(self.embedded[partner.id].score)
        return {stage: _mean(points) for stage, points in scores.items() if stage and points}


def _mean(points: list[int]) -> int:
    return int((Decimal(sum(points)) / len(points)).quantize(Decimal(1), ROUND_HALF_UP))


def _reasons(*reasons: Reason) -> Reason:
    """`reasons` in a row."""
    first, *others = reasons
    for each in others:
        first = Reason("{some}, {last}", {"some": first, "last": each})
    return first


def stage_word_id(stage: str) -> str:
    """The message id of one word for `stage`."""
    return N_("structural") if stage == STRUCTURAL else RELATION_STAGES.label(stage)


def proposal_reason(proposal: StageProposal) -> Reason:
    """`proposal` as a sentence."""
    values = {
        "to": Word(stage_word_id(proposal.to)),
        "because": proposal.because,
        "begins": Word(stage_word_id(proposal.begins)),
    }
    if proposal.begins:
        return Reason(N_("Proposal: {to} (now {begins}), for {because}."), values)
    return Reason(N_("Proposal: {to} (no stage yet), for {because}."), values)
