"""Who sits where and on whose behalf, who connects, and which relations hang on one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from knowledge.figures.bodies import connectors, on_one_person, seats
from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from tests.region_f import T, region


def test_a_seat_without_a_mandate_is_asked_about_and_always_that_of_who_speaks_for_others() -> None:
    more = (
        Partner(id="x", title="X", partner_kind="bedrijf", participation={"werkgroep": "40 uur", "stuurgroep": "ja"}),
        Partner(id="b", title="B", partner_kind="branche", participation={"werkgroep": "namens 12 leden"}),
        Partner(id="old", title="Old", status="archief", participation={"werkgroep": ""}),
    )
    found = [(each.body, each.partner, each.mandate, each.asked) for each in seats(region(T, *more))]
    assert found == [
        ("stuurgroep", "p-gemeente", "", True),
        ("stuurgroep", "x", "ja", True),
        ("werkgroep", "b", "namens 12 leden", True),
        ("werkgroep", "x", "40 uur", False),
    ]


def visit(**more: Any) -> Activity:
    begun = {"activity": "bezoek", "schools": ("p-kompas",), "partners": ("p-linde", "p-zuivel"), "date": T}
    return Activity(**{"id": "v", "title": "V", "state": "gedaan", "teachers": ("h-mehmet",)} | begun | more)


def test_a_connector_met_other_partners_than_its_own_this_and_last_school_year() -> None:
    meeting = Meeting(
        id="m", title="M", date=date(2025, 8, 1), partners=("p-rossum", "p-linde"), attendees=("h-mehmet", "h-kees")
    )
    found = [(each.person, each.partners) for each in connectors(region(T, visit(), meeting))]
    assert found == [("h-mehmet", ("p-rossum", "p-zuivel", "p-linde")), ("h-kees", ("p-linde",))]
    assert connectors(region(T, visit(state="gepland"), replace(meeting, date=date(2025, 7, 31)))) == []


def test_a_relation_hangs_on_one_person_however_often_that_person_appears() -> None:
    linde = replace(region().of(Partner)["p-linde"], owner="Hakan Yildiz")
    assert on_one_person(region(T, linde))["p-linde"] == "Hakan Yıldız"
    call = Approach(id="b", partner="p-linde", by="p-meander", date=T, way="telefoon", who="Els Wassink")
    assert "p-linde" not in on_one_person(region(T, linde, call))
    assert "p-linde" in on_one_person(region(T, linde, replace(call, date=date(2025, 7, 31))))
    assert "p-zuivel" not in on_one_person(region())
