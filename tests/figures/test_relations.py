"""The stage that the facts speak for, how embedded a partner is, and who was silent for long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.figures.relations import Relations, proposal_reason
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record
from knowledge.model.records.settings import Settings
from knowledge.model.region import Region
from knowledge.model.typed.periods import whole_months
from sto_tui.wording.i18n import set_language, tell
from tests.region_f import T, region

THIS, LAST, BEFORE = date(2026, 9, 15), date(2025, 9, 15), date(2024, 9, 15)


@pytest.fixture(autouse=True)
def _dutch() -> Iterator[None]:
    set_language("nl")
    yield


def partner(**more: Any) -> Partner:
    return Partner(**{"id": "p", "title": "P", "partner_kind": "bedrijf", "status": "actief"} | more)


def done(day: date, kind: str = "gastles", **more: Any) -> Activity:
    begun = {"activity": kind, "schools": ("s",), "partners": ("p",), "date": day, "state": "gedaan"}
    return Activity(**{"id": f"{kind}-{day}-{more.get('state', '')}", "title": "x"} | begun | more)


def planned(day: date = T, **more: Any) -> Activity:
    return done(day, state="gepland", **more)


def alone(*records: Record, stage: str = "", today: date = T, **more: Any) -> Relations:
    """The relation with one partner and nobody else."""
    kinds: dict[str, dict[str, Record]] = {}
    for each in (partner(stage=stage, **more), *records):
        kinds.setdefault(each.kind, {})[each.id] = each
    return Relations(Region(today, kinds))


def proposed(*records: Record, **more: Any) -> str:
    return next((each.to for each in alone(*records, **more).proposals), "")


# -- the small region --------------------------------------------------------------------------------------------------


def test_the_facts_of_the_region_speak_for_two_other_stages() -> None:
    found = Relations(region())
    assert {each.partner: each.to for each in found.proposals} == {
        "p-rossum": "structureel", "p-waterlijn": "verkennen",
    }  # fmt: skip
    assert [tell(proposal_reason(each)) for each in found.proposals] == [
        "Voorstel: structureel (staat op terugkerend), want gastles in 3 schooljaren, 2 gepland, plek: LOB.",
        "Voorstel: verkennen (staat nog nergens op), want er was contact (10-11-2026), en er is nog niets gedaan.",
    ]
    assert set(found.unsupported) == {"p-terpstra", "p-zuivel", "p-gemeente"}
    assert found.silent == ("p-jachtwerf",)


def test_how_embedded_a_partner_is_shows_its_parts() -> None:
    found = Relations(region())
    assert (found.embedded["p-rossum"].score, found.embedded["p-rossum"].parts) == (60, (30, 5, 15, 0, 10))
    assert (found.embedded["p-brinkhof"].score, found.embedded["p-brinkhof"].parts) == (65, (20, 5, 25, 0, 15))
    assert found.mean_per_stage["structureel"] == 25 and found.mean_per_stage["terugkerend"] == 30
    assert "p-kompas" not in found.embedded


# -- stages ------------------------------------------------------------------------------------------------------------


def test_a_kind_in_two_school_years_or_three_things_in_two_years_recur() -> None:
    assert proposed(done(THIS)) == "ad-hoc"
    assert proposed(done(THIS), done(BEFORE)) == "terugkerend"
    assert proposed(done(THIS), done(LAST, "bezoek")) == "ad-hoc"
    assert proposed(done(THIS), done(LAST, "bezoek"), done(LAST, "lob")) == "terugkerend"
    assert proposed(done(THIS), done(BEFORE, "bezoek"), done(BEFORE, "lob")) == "ad-hoc"
    assert proposed(done(date(2024, 7, 31)), done(date(2024, 6, 1)), planned()) == "verkennen"


def test_what_recurs_is_structural_when_more_is_planned_and_it_has_a_place_in_the_programme() -> None:
    twice = (done(THIS, embedding="lob"), done(LAST, embedding="les"))
    assert proposed(*twice, planned()) == "structureel"
    assert proposed(*twice) == "terugkerend"
    assert proposed(*twice, planned(T - timedelta(days=1))) == "terugkerend"
    assert proposed(done(THIS, embedding="les"), done(BEFORE, embedding="curriculum"), planned()) == "terugkerend"


def test_contact_without_anything_done_is_exploring() -> None:
    call = Approach(id="b", partner="p", by="s", date=T, way="telefoon", direction="in", ask="nee")
    paid = Contribution(id="c", partner="p", date=T, way="geld", state="geleverd")
    meeting = Meeting(id="m", title="M", date=T, partners=("p",))
    for sign in (call, paid, meeting, planned()):
        assert proposed(sign) == "verkennen"
    for none in (
        replace(paid, state="toegezegd"),
        done(T, state="afgelast"),
        replace(call, date=T + timedelta(days=1)),
    ):
        assert proposed(none) == ""
    assert proposed(call, stage="slapend") == "verkennen"


def test_a_talk_that_ended_in_nu_niet_explores_nothing() -> None:
    called = Approach(id="b", partner="p", by="school", date=T, way="telefoon")
    refused = {"not_now_reason": "Verhuizing", "not_now_until": T + timedelta(days=60)}
    assert proposed(called, stage="slapend") == "verkennen"
    assert proposed(called, stage="slapend", **refused) == ""


@pytest.mark.parametrize("stage", ["structureel", "terugkerend", "beeindigd"])
def test_no_step_down_is_proposed_and_nothing_after_the_end(stage: str) -> None:
    assert proposed(done(THIS), done(LAST), stage=stage) == ""


def test_a_year_without_a_sign_of_life_and_nothing_planned_is_dormant_unless_nu_niet() -> None:
    old = done(date(2025, 11, 23))
    assert proposed(old, stage="ad-hoc") == "slapend"
    assert proposed(done(date(2025, 11, 24)), stage="ad-hoc") == ""
    assert proposed(old, planned(), stage="ad-hoc") == ""
    assert proposed(old, stage="ad-hoc", not_now_reason="Verbouwing") == ""
    assert proposed(old, stage="slapend") == ""
    assert proposed(stage="ad-hoc") == ""


def test_schools_and_archived_partners_are_left_alone() -> None:
    for other in ({"partner_kind": "vmbo"}, {"status": "archief"}):
        found = alone(done(THIS), stage="structureel", **other)
        assert (found.proposals, found.unsupported, dict(found.embedded)) == ((), (), {})


# -- silent ------------------------------------------------------------------------------------------------------------


def silent(*records: Record, **more: Any) -> bool:
    return bool(alone(*records, **more).silent)


def test_silence_is_counted_in_whole_months_and_sooner_where_the_relation_is_close() -> None:
    assert silent(done(date(2026, 5, 23)), stage="ad-hoc") and not silent(done(date(2026, 5, 24)), stage="ad-hoc")
    for stage in ("structureel", "terugkerend"):
        assert silent(done(date(2026, 7, 23)), stage=stage) and not silent(done(date(2026, 7, 24)), stage=stage)
    old = done(date(2025, 1, 1))
    for other in ({"stage": "beeindigd"}, {"not_now_reason": "Ziek"}, {"partner_kind": "overheid"}):
        assert not silent(old, **other)
    assert not silent() and not silent(done(date(2026, 5, 23)), Settings(id="settings", silent_months=12))


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 4000))
def test_whole_months_never_go_back_and_are_about_thirty_days(first: date, days: int) -> None:
    months = whole_months(first, first + timedelta(days=days))
    assert 0 <= months <= whole_months(first, first + timedelta(days=days + 1))
    assert days // 31 - 1 <= months <= days // 28


# -- embeddedness ------------------------------------------------------------------------------------------------------


def test_all_that_embeds_makes_a_hundred() -> None:
    everything = [
        *(
            done(day, kind, embedding="curriculum")
            for day in (THIS, LAST, BEFORE)
            for kind in ("gastles", "stage", "lob")
        ),
        *(Person(id=name, title=name, partners=("p",)) for name in ("Kees", "Joost")),
        planned(date(2027, 1, 1)),
    ]
    found = alone(*everything, why="Omdat het kan").embedded["p"]
    assert (found.score, found.parts) == (100, (30, 15, 25, 10, 20))
    assert alone().embedded["p"].score == 0


@given(
    st.lists(
        st.tuples(
            st.dates(date(2023, 1, 1), date(2028, 1, 1)),
            st.sampled_from(["gastles", "bezoek", "lob", "stage"]),
            st.sampled_from(["gedaan", "gepland", "afgelast"]),
            st.sampled_from(["", "los", "les", "lob", "curriculum"]),
        ),
        max_size=10,
    ),
    st.dates(date(2024, 1, 1), date(2028, 1, 1)),
    st.sampled_from(["", "verkennen", "ad-hoc", "terugkerend", "structureel", "slapend", "beeindigd"]),
    st.randoms(use_true_random=False),
)
def test_any_facts_on_any_day_give_the_same_in_any_order_and_proposals_go_up_or_to_dormant(
    facts: list[tuple[date, str, str, str]], today: date, stage: str, random: Any
) -> None:
    records = [
        done(day, kind, id=f"a{n}", state=state, embedding=place) for n, (day, kind, state, place) in enumerate(facts)
    ]
    found = alone(*records, stage=stage, today=today)
    random.shuffle(records)
    other = alone(*records, stage=stage, today=today)
    assert (found.proposals, found.unsupported, found.silent) == (other.proposals, other.unsupported, other.silent)
    assert 0 <= found.embedded["p"].score <= 100 and found.embedded["p"].parts == other.embedded["p"].parts
    steps = ["", "verkennen", "ad-hoc", "terugkerend", "structureel"]
    for each in found.proposals:
        begins = steps.index(each.begins) if each.begins in steps else 0
        assert each.to == "slapend" or steps.index(each.to) > begins
        assert each.begins != "beeindigd" and tell(proposal_reason(each)).startswith("Voorstel: ")
