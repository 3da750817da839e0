"""What the rules of the network cost in a large region: `python -m benchmarks.network [--records 10000]`.

Three tenths of the records are activities, in three school years; the rest are partners, people, offers, requests,
sign-ups, approaches, lessons and uses, linked with each other as in a region.
"""

from __future__ import annotations

import argparse
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from benchmarks.space import p50, p95, timed_each
from knowledge.content.holidays import shipped_holidays
from knowledge.figures.cofinancing import cofinancing
from knowledge.figures.coverage import coverage
from knowledge.figures.overview import Overview
from knowledge.figures.report import SteeringReport, quarter_span
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.closure import Closure
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.records.request import Request
from knowledge.model.records.settings import SETTINGS_ID, Settings
from knowledge.model.records.signup import Signup
from knowledge.model.records.use import Use
from knowledge.model.region import Region
from knowledge.model.vocabulary import ACTIVITY_KINDS, PROFILES, WORLDS
from knowledge.work.approach_load import load_of
from knowledge.work.matching import matches
from knowledge.work.plan_check import PlanCheck
from knowledge.work.plan_lessons import lessons_beside
from knowledge.work.school_calendar import SchoolCalendar
from knowledge.work.school_year_plan import year_plan
from sto_tui.wording.overview import overview_lines
from sto_tui.wording.report import report_page

TODAY = date(2026, 11, 23)
_SHARES: tuple[tuple[type[Record], float], ...] = (
    (Activity, 0.3), (Partner, 0.1), (Person, 0.1), (Offer, 0.05), (Request, 0.03), (Signup, 0.1), (Approach, 0.1),
    (Lesson, 0.1), (Use, 0.05), (Contribution, 0.05), (Closure, 0.02),
)  # fmt: skip


class _Making:
    """Makes `number` records with random links; the same for the same seed."""

    def __init__(self, number: int, seed: int = 5) -> None:
        self._number = number
        self._chance = random.Random(seed)

    def ids(self, kind: type[Record]) -> list[str]:
        share = dict(_SHARES)[kind]
        return [f"{kind.kind}-{number}" for number in range(max(1, int(self._number * share)))]

    def records(self) -> Iterator[Record]:
        pick, day = self._chance.choice, self._day
        schools = self.ids(Partner)[::10]
        firms = [each for each in self.ids(Partner) if each not in set(schools)]
        kinds, worlds, profiles = list(ACTIVITY_KINDS), list(WORLDS), list(PROFILES)
        yield Settings(id=SETTINGS_ID, holiday_region="noord")
        for each in self.ids(Partner):
            kind = "vmbo" if each in set(schools) else pick(("bedrijf", "groot-bedrijf"))
            stage = pick(("verkennen", "ad-hoc", "terugkerend", "structureel"))
            yield Partner(
                id=each,
                title=f"Partner {each}",
                partner_kind=kind,
                worlds=(pick(worlds),),
                profiles=(pick(profiles),),
                stage=stage,
                status="actief",
                place=pick(("Hardeveld", "Ommerdal", "Rijssum")),
            )
        for each in self.ids(Person):
            yield Person(id=each, title=f"Persoon {each}", partners=(pick(self.ids(Partner)[:500]),))
        for each in self.ids(Activity):
            begins = day(-700, 250)
            state = "gedaan" if begins < TODAY else pick(("gepland", "gepland", "idee", "afgelast"))
            yield Activity(
                id=each,
                title=f"Activiteit {each}",
                activity=pick(kinds),
                schools=(pick(schools),),
                partners=(pick(firms),),
                date=begins,
                start=pick(("", "09:00", "13:00")),
                end="16:00",
                teachers=(pick(self.ids(Person)[:200]),),
                state=state,
                reason="ziek" if state == "afgelast" else "",
                asked_on=begins - timedelta(days=pick((20, 60, 90))),
                mark_school=pick((6, 7, 8)),
                embedding=pick(("los", "les", "lob")),
            )
        for each in self.ids(Offer):
            yield Offer(
                id=each,
                title=f"Aanbod {each}",
                partner=pick(firms),
                activity=pick(kinds),
                times=pick((1, 2, 8)),
                group_max=16,
                worlds=(pick(worlds),),
                state="open",
            )
        for each in self.ids(Request):
            yield Request(
                id=each,
                title=f"Vraag {each}",
                school=pick(schools),
                activity=pick(kinds),
                worlds=(pick(worlds),),
                profiles=(pick(profiles),),
                weeks=("2027-W05", "2027-W06"),
                groups=1,
                group_size=12,
                state="open",
            )
        targets = self.ids(Offer) + self.ids(Request)
        for each in self.ids(Signup):
            yield Signup(
                id=each,
                target=pick(targets),
                by=pick(schools),
                signed_on=day(-300, 0),
                groups=1,
                state=pick(("nieuw", "bevestigd")),
            )
        for each in self.ids(Approach):
            yield Approach(
                id=each,
                partner=pick(firms),
                by=pick(schools),
                date=day(-200, 0),
                way="telefoon",
                direction="uit",
                ask="ja",
            )
        for each in self.ids(Lesson):
            yield Lesson(
                id=each,
                title=f"Les {each}",
                activity=pick(kinds),
                partners=(pick(firms),),
                date=day(-1500, 0),
                author=f"Persoon person-{pick(range(50))}",
            )
        for each in self.ids(Use):
            yield Use(id=each, lesson=pick(self.ids(Lesson)[:500]), who="Els", date=day(-300, 0), outcome="werkte")
        yield Period(
            id="period-0",
            title="STO 2025-2028",
            date=date(2025, 1, 1),
            until=date(2028, 12, 31),
            basis=Decimal("1200000.00"),
            norm=Decimal(10),
            rate=Decimal("75.00"),
            pupil_share=Decimal(25),
        )
        for each in self.ids(Contribution):
            yield Contribution(
                id=each,
                partner=pick(firms),
                school=pick(schools),
                date=day(-600, 0),
                way=pick(("uren", "geld", "materiaal")),
                hours=Decimal(4),
                value=Decimal("250.00"),
                state=pick(("geleverd", "geleverd", "toegezegd")),
                evidence=pick(("factuur", "geen")),
            )
        for each in self.ids(Closure):
            begins = day(-300, 300)
            yield Closure(
                id=each,
                title="Toetsweek",
                closure=pick(("toetsweek", "druk", "vrije-dag")),
                date=begins,
                until=begins + timedelta(days=4),
                partners=(pick(self.ids(Partner)),),
            )

    def _day(self, first: int, last: int) -> date:
        return TODAY + timedelta(days=self._chance.randint(first, last))


def large_region(number: int) -> Region:
    """A region of `number` records."""
    records: dict[str, dict[str, Record]] = {}
    for record in _Making(number).records():
        records.setdefault(record.kind, {})[record.id] = record
    return Region(TODAY, records)


def network_rows(number: int, budget: int) -> Iterator[tuple[str, str, str]]:
    """Each figure as (what, measured, budget in ms), of a region of `number` records that is read already."""
    yield from _rules(large_region(number), number, budget)
    for what, job, most in (
        ("the whole overview, just after a change", _overview, f"≤ {6 * budget} ms"),
        ("the figures and words of the report", _report, "–"),
    ):
        fresh = [large_region(number) for _ in range(5)]
        found = timed_each(job, fresh)
        yield f"{what}, {number} records", f"p50 {p50(found):.0f} ms, p95 {p95(found):.0f} ms", most


def _overview(region: Region) -> None:
    assert list(overview_lines(Overview(cofinancing(region)), _fresh(region), 120))


def _report(region: Region) -> None:
    assert report_page(SteeringReport(Overview(cofinancing(region)), quarter_span(TODAY)), "STO").elements


def _rules(region: Region, number: int, budget: int) -> Iterator[tuple[str, str, str]]:
    begun = time.perf_counter()
    indexes = (region.activities_with, region.offers_of, region.signups_for, region.asks_to, region.reuse)
    assert all(indexes)
    yield "indexes of the region, once after a change", f"{(time.perf_counter() - begun) * 1000:.0f} ms", "–"
    partners = [each for each in region.asks_to if each in region.of(Partner)][:20]
    plans, requests = list(region.of(Activity).values())[:20], list(region.of(Request).values())[:20]
    year, known = region.school_year_of(TODAY), _fresh(region)
    year_plan(known, year)
    for what, job in (
        (
            "the year by week, from nothing, with everything that is wrong in it",
            lambda _each: year_plan(_fresh(region), year),
        ),
        (
            "the year by week, just after an activity changed",
            lambda each: year_plan(known.with_activities(replace(plans[each % len(plans)], start="10:00")), year),
        ),
        ("the year by week, again", lambda _each: year_plan(known, year)),
        ("the load of one partner", lambda each: load_of(region, partners[each % len(partners)])),
        ("a match", lambda each: matches(requests[each % len(requests)], known.school_calendar)),
        ("the coverage", lambda _each: coverage(region)),
        ("the lessons beside one plan", lambda each: lessons_beside(region, plans[each % len(plans)], "")),
    ):
        found = timed_each(job, range(20))
        yield f"{what}, {number} records", f"p50 {p50(found):.1f} ms, p95 {p95(found):.1f} ms", f"≤ {budget} ms"


def _fresh(region: Region) -> PlanCheck:
    """A check that knows nothing of `region` yet, as after a change."""
    return PlanCheck(SchoolCalendar(region, shipped_holidays()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=10_000)
    number = parser.parse_args().records
    print("| what | measured | budget |\n|---|---|---|", flush=True)
    for what, measured, budget in network_rows(number, 50 if number <= 10_000 else 200):
        print(f"| {what} | {measured} | {budget} |", flush=True)


if __name__ == "__main__":
    main()
