"""How many companies there are for each world of technology, in the region and with each school."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from knowledge.content.demo import demo_region
from knowledge.figures.coverage import coverage, help_with, verdict
from knowledge.model.records.activity import Activity
from knowledge.model.records.partner import Partner
from knowledge.model.records.settings import Settings
from knowledge.model.region import Region
from knowledge.model.vocabulary import WORLDS
from tests.region_f import T, region


def company(name: str, **more: Any) -> Partner:
    return Partner(**{"id": name, "title": name, "partner_kind": "bedrijf", "worlds": ("digitaal",)} | more)


def with_school(partner: str, **more: Any) -> Activity:
    begun = {"schools": ("p-rijssum",), "partners": (partner,), "date": T, "state": "gepland", "activity": "gastles"}
    return Activity(**{"id": f"x-{partner}", "title": "x"} | begun | more)


def digital(found: Region, school: str = "") -> int:
    counts = coverage(found)
    return (counts.schools[school] if school else counts.region)["digitaal"]


def test_the_region_counts_companies_that_take_part_by_their_worlds() -> None:
    found = coverage(region())
    assert found.region == {
        "energie": 2, "voeding": 2, "wonen": 1, "mens": 1, "digitaal": 0, "hightech": 1, "ontwerp": 2,
    }  # fmt: skip
    assert found.gaps == ("digitaal",)
    assert found.kinds["groot"]["energie"] == 1 and found.kinds["klein"]["ontwerp"] == 2


def test_a_school_counts_different_companies_of_what_is_planned_or_done_this_year() -> None:
    worlds = {school: sum(map(bool, counts.values())) for school, counts in coverage(region()).schools.items()}
    assert worlds == {"p-meander": 4, "p-kompas": 2, "p-rijssum": 0}
    assert coverage(region()).schools["p-meander"]["ontwerp"] == 1


def test_who_does_not_take_part_or_is_no_company_is_not_counted() -> None:
    for other in ({"status": "archief"}, {"stage": "slapend"}, {"stage": "beeindigd"}, {"partner_kind": "overheid"}):
        assert digital(region(T, company("x", **other))) == 0
    assert digital(region(T, company("x"), company("y", partner_kind="branche", stage="structureel"))) == 2


def test_only_what_is_planned_or_done_this_school_year_counts_with_a_school() -> None:
    x = company("x")
    assert digital(region(T, x, with_school("x")), "p-rijssum") == 1
    assert digital(region(T, x, with_school("x", state="gedaan", date=date(2026, 8, 1))), "p-rijssum") == 1
    for other in ({"state": "afgelast"}, {"state": "idee"}, {"date": date(2026, 7, 31)}, {"date": date(2027, 8, 1)}):
        assert digital(region(T, x, with_school("x", **other)), "p-rijssum") == 0
    twice = (with_school("x"), replace(with_school("x"), id="again"))
    assert digital(region(T, x, *twice), "p-rijssum") == 1


def test_a_gap_names_who_may_help_the_nearest_first() -> None:
    helpers = (
        company("dormant", stage="slapend"),
        Partner(id="wsp", title="Werkgeverspunt", partner_kind="intermediair"),
        Settings(id="settings", travel={"Hardeveld|Rijssum": "20", "Ommerdal|Rijssum": "10"}),
    )
    found = region(T, *helpers)
    offered = help_with(found, coverage(found), "digitaal")
    assert (offered.partners, offered.intermediaries, offered.schools) == (("dormant",), ("wsp",), ())
    assert help_with(found, coverage(found), "ontwerp", "p-rijssum").schools == ("p-kompas", "p-meander")


def test_the_demo_region_has_companies_for_every_world() -> None:
    numbers = count(1)
    records = demo_region(T, lambda: f"demo-{next(numbers)}", str, "01a209ac-f9c2-7205-9f6a-a81c9521fedf")
    partners = {each.id: each for each in records if isinstance(each, Partner)}
    assert coverage(Region(T, {"partner": partners})).region == {
        "energie": 5, "voeding": 4, "wonen": 7, "mens": 2, "digitaal": 2, "hightech": 5, "ontwerp": 7,
    }  # fmt: skip


@given(
    st.lists(st.lists(st.sampled_from(list(WORLDS)), max_size=4, unique=True), max_size=12),
    st.dates(date(2025, 1, 1), date(2028, 1, 1)),
)
def test_every_company_counts_once_for_each_of_its_worlds(worlds: list[list[str]], today: date) -> None:
    companies = {f"c{n}": company(f"c{n}", worlds=tuple(each)) for n, each in enumerate(worlds)}
    school = Partner(id="s", title="S", partner_kind="vmbo")
    meetings = {f"a{n}": with_school(each, id=f"a{n}", schools=("s",), date=today) for n, each in enumerate(companies)}
    found = coverage(Region(today, {"partner": {**companies, "s": school}, "activity": meetings}))
    assert sum(found.region.values()) == sum(map(len, worlds))
    assert found.schools["s"] == found.region == found.kinds["klein"]
    assert set(found.gaps) == {world for world, number in found.region.items() if verdict(number) == "gat"}
