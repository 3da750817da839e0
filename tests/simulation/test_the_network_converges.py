"""Sign-ups, approaches, uses and plans written apart: whoever has the same changes shows the same answers."""

from __future__ import annotations

import dataclasses
import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import spaces
from knowledge.home import Home
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.settings import Settings
from knowledge.model.records.signup import Signup
from knowledge.model.records.use import Use
from knowledge.work.approach_load import loads
from knowledge.work.capacity import capacity
from knowledge.work.plan_lessons import lessons_beside
from knowledge.workspace import Workspace
from tests import region_f

KNOWN = (Settings, Partner, Person, Activity, Offer, Lesson)
"""The kinds that everybody knows from the beginning."""
NAMES = ("els", "piet", "hakan")
SCHOOLS = ("p-meander", "p-kompas", "p-rijssum")
OFFERS = ("o1", "o4", "o5")

devices = st.integers(0, len(NAMES) - 1)
days = st.integers(-40, 0).map(lambda number: region_f.T + timedelta(days=number))
doings = st.one_of(
    st.tuples(st.just("sign up"), st.sampled_from(OFFERS), st.sampled_from(SCHOOLS), days, st.integers(1, 3)),
    st.tuples(st.just("confirm"), st.integers(0, 20)),
    st.tuples(st.just("call"), st.sampled_from(("p-rossum", "p-terpstra")), st.sampled_from(SCHOOLS), days),
    st.tuples(st.just("use"), st.sampled_from(("l1", "l2")), st.sampled_from(("werkte", "niet", ""))),
    st.tuples(st.just("plan"), st.sampled_from(("p-rossum", "p-terpstra")), st.integers(0, 60), st.integers(1, 3)),
    st.tuples(st.just("sync")),
)
"""What somebody does, each with what it is about."""


class _Network:
    """Three people with a device each, who know region F and write apart."""

    def __init__(self, root: Path) -> None:
        self.people = [self._begun(root, name) for name in NAMES]
        known = region_f.region().records
        self.people[0].save_all([each for kind in KNOWN for each in known[kind.kind].values()])
        self.together()

    @staticmethod
    def _begun(root: Path, name: str) -> Workspace:
        return spaces.begin_or_join(Home.at(root / name), root / "shared", name="F", author=name, starter=False)

    def together(self) -> None:
        """Share until everybody knows everything."""
        for _round in range(2):
            for each in self.people:
                each.sync()

    def do(self, who: int, what: str, *about: Any) -> None:
        """Let the person `who` do something with what they know."""
        space = self.people[who]
        match what, about:
            case "sign up", (offer, school, day, groups):
                space.save(Signup(target=offer, by=school, signed_on=day, groups=groups))
            case "confirm", (number,):
                found = list(space.region(region_f.T).of(Signup))
                if found:
                    seen = space.get(found[number % len(found)])
                    space.save(dataclasses.replace(seen.record, state="bevestigd"), seen=seen)  # type: ignore[call-arg]
            case "call", (partner, school, day):
                space.save(Approach(partner=partner, by=school, date=day, way="telefoon"))
            case "use", (lesson, outcome):
                space.save(Use(lesson=lesson, who=space.author, date=region_f.T, outcome=outcome))
            case "plan", (partner, ahead, times):
                first = region_f.T + timedelta(days=ahead)
                space.save_all([_planned(partner, first + timedelta(weeks=week)) for week in range(times)])
            case "sync", _:
                space.sync()


def _planned(partner: str, day: date) -> Activity:
    return Activity(
        title="Reeks", activity="gastles", schools=("p-kompas",), partners=(partner,), date=day, state="gepland",
        series="reeks", asked_on=region_f.T,
    )  # fmt: skip


def answers(space: Workspace) -> dict[str, object]:
    """What `space` derives of the network."""
    check = space.plan_check(region_f.T)
    region = check.region
    placed = {
        offer.id: [(each.signup.id, each.place) for each in capacity(region, offer).signups]
        for offer in region.of(Offer).values()
    }
    return {
        "places": placed,
        "loads": [(each.partner, each.schools, each.level) for each in loads(region)],
        "cautions": {each: [one.code for one in check.cautions(each)] for each in region.of(Activity)},
        "lessons": {
            plan.id: [(each.lesson.id, each.score) for each in lessons_beside(region, plan, "").lessons]
            for plan in region.of(Activity).values()
        },
    }


@settings(deadline=None, max_examples=10)
@given(st.lists(st.tuples(devices, doings), max_size=14))
def test_all_devices_derive_the_same_and_lose_no_sign_up(story: list[tuple[int, tuple[Any, ...]]]) -> None:
    root = Path(tempfile.mkdtemp(prefix="sto-", dir="/dev/shm" if Path("/dev/shm").is_dir() else None))
    try:
        network = _Network(root)
        for who, (what, *about) in story:
            network.do(who, what, *about)
        network.together()
        first, *others = [answers(each) for each in network.people]
        assert all(each == first for each in others)
        signed_up = sum(what == "sign up" for _who, (what, *_about) in story)
        assert len(network.people[0].region(region_f.T).of(Signup)) == signed_up
    finally:
        shutil.rmtree(root)
