"""What an accountant asks of the register."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from knowledge.figures.cofinancing import cofinancing
from knowledge.figures.ledger_check import ledger_check
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.period import Period
from knowledge.model.records.record import Record
from knowledge.work.warning import CLASH
from tests.region_f import T, region


def asked(*more: Record, without: tuple[str, ...] = (), **named: Any) -> set[tuple[str, str]]:
    register = cofinancing(region(T, *more, without=without), named.get("two_versions", ()))
    found = ledger_check(register, named.get("after_closing", ()))
    return {(each.code, one) for each in found for one in each.about or ("",)}


def line(line_id: str = "c4", **fields: Any) -> Contribution:
    return dataclasses.replace(region().of(Contribution)[line_id], **fields)


def test_of_region_f_what_has_no_answer_yet_is_asked() -> None:
    found = asked()
    assert {one for code, one in found if code == "zonder-bewijs"} == {"c3", "c6"}
    assert {one for code, one in found if code == "zonder-waardering"} == {"c5", "c6"}
    assert {one for code, one in found if code == "beoordelen"} == {"p-gemeente", "c9"}
    assert ("tarief-zonder-reden", "sto2528") in found and ("geen-kvk", "p-rossum") in found
    assert {code for code, one in found if one == "c1"} == {"bewijs-onvindbaar"}
    assert not [one for code, one in found if one == "c10"]


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        ("nog-niet", {"date": date(2026, 12, 1)}),
        ("buiten-periode", {"date": date(2024, 12, 1)}),
        ("zonder-datum", {"date": None}),
        ("zonder-stand", {"state": ""}),
        ("zonder-bedrag", {"hours": None}),
        ("zonder-tarief-in-periode", {}),
        ("tarief-zonder-reden", {"rate": Decimal("60.00")}),
        ("corrigeert-niets", {"corrects": "gone"}),
        ("uren-en-leerlingen", {"pupils": 7, "hours_each": Decimal("5.50")}),
        ("elders-onbekend", {"other_scheme": ""}),
        ("elders-onbekend", {"other_scheme": "onbekend"}),
        ("ook-elders", {"other_scheme": "ja"}),
        ("geen-bedrijf", {"partner": "p-kompas"}),
        ("partner-onbekend", {"partner": "gone"}),
        ("toezegging-voorbij", {"state": "toegezegd"}),
        ("dubbel-geboekt", {"partner": "p-rossum", "event": "a3"}),
    ],
)
def test_each_question_is_asked_of_a_line_that_has_no_answer(code: str, fields: dict[str, Any]) -> None:
    if code == "zonder-tarief-in-periode":
        bare = dataclasses.replace(region().of(Period)["sto2528"], rate=None)
        assert ("zonder-tarief", "c4") in asked(bare) and ("zonder-tarief", "c5") not in asked(bare)
        return
    assert (code, "c4") in asked(line(**fields)) and (code, "c4") not in asked()


def test_a_lapsed_line_is_asked_nothing() -> None:
    assert not [code for code, one in asked(line("c3", state="vervallen")) if one == "c3"]


def test_a_line_belongs_to_one_of_the_plan_lines_when_there_are_any() -> None:
    planned = dataclasses.replace(region().of(Period)["sto2528"], plan_lines={"3b": "Gastlessen"})
    assert ("zonder-planregel", "c4") in asked(planned)
    assert ("zonder-planregel", "c4") in asked(planned, line(plan_line="9z"))
    assert ("zonder-planregel", "c4") not in asked(planned, line(plan_line="3b"))


def test_periods_that_overlap_count_a_line_twice() -> None:
    other = Period(id="other", title="Other", date=date(2026, 11, 1), until=date(2026, 11, 5), rate=Decimal(1))
    assert ("twee-periodes", "c4") in asked(other)


def test_two_versions_and_changes_after_closing_come_first() -> None:
    register = cofinancing(region(), ["c1"])
    found = ledger_check(register, ["c5"])
    assert [(each.code, each.about) for each in found if each.level == CLASH] == [
        ("na-sluiting", ("c5",)), ("twee-versies", ("c1",)),
    ]  # fmt: skip
    assert found[0].level == found[1].level == CLASH


def test_without_a_period_that_is_the_first_to_ask() -> None:
    assert ledger_check(cofinancing(region(without=["sto2528"])))[0].code == "geen-periode"
