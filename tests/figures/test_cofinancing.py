"""The register of cofinanciering: which lines count, the totals, and that every grouping adds to them."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.figures.cofinancing import Cofinancing, cofinancing
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.partner import Partner
from knowledge.model.records.period import Period
from knowledge.model.records.settings import SETTINGS_ID, Settings
from tests.any_lines import ANY_LINES, with_lines_only
from tests.region_f import T, region


def texts(groups: Any) -> dict[str, str]:
    return {each: str(amount) for each, amount in groups.items()}


def changed(kind: type[Any], record_id: str, **fields: object) -> Cofinancing:
    return cofinancing(region(T, dataclasses.replace(region().of(kind)[record_id], **fields)))


def test_the_total_is_counted_and_proven_apart() -> None:
    found = cofinancing(region())
    assert (str(found.total), str(found.proven), found.missing_evidence) == ("17300.00", "13850.00", ("c3", "c6"))
    assert (str(found.undecided), str(found.pledged)) == ("1000.00", "600.00")
    assert (str(found.target), str(found.share), str(found.left)) == ("120000.00", "14.4", "102700.00")
    assert (str(found.elapsed), str(found.pro_rata)) == ("47.4", "56837.78")
    assert (found.two_versions, found.provisional, found.outside) == ((), False, ())


def test_it_is_grouped_by_company_form_school_quarter_and_kind_of_activity() -> None:
    found = cofinancing(region())
    assert list(texts(found.by_partner).items()) == [
        ("p-zuivel", "8250.00"), ("p-linde", "2250.00"), ("p-waterlijn", "2000.00"),
        ("p-brinkhof", "1800.00"), ("p-terpstra", "1800.00"), ("p-rossum", "1200.00"),
    ]  # fmt: skip
    assert texts(found.by_way) == {
        "uren": "4800.00", "materiaal": "7500.00", "geld": "2000.00", "leerlinguren": "3000.00",
    }  # fmt: skip
    assert list(texts(found.by_school).items()) == [
        ("p-kompas", "7050.00"), ("p-rijssum", "5250.00"), ("p-meander", "3000.00"), ("", "2000.00"),
    ]  # fmt: skip
    assert texts(found.by_quarter) == {"2026-Q3": "6050.00", "2026-Q4": "11250.00"}
    assert texts(found.by_activity) == {"bezoek": "800.00", "gastles": "1200.00", "": "15300.00"}


def test_the_norm_is_data() -> None:
    found = changed(Period, "sto2528", norm=Decimal("7.50"))
    assert (str(found.target), str(found.share)) == ("90000.00", "19.2")


def test_what_was_claimed_elsewhere_too_does_not_count() -> None:
    assert str(changed(Contribution, "c5", other_scheme="ja").total) == "12050.00"
    assert str(changed(Contribution, "c5", other_scheme="onbekend").total) == "17300.00"


@pytest.mark.parametrize(("said", "total", "undecided"), [("ja", "18300.00", "0.00"), ("nee", "17300.00", "0.00")])
def test_the_region_decides_what_a_kind_of_partner_counts_for(said: str, total: str, undecided: str) -> None:
    found = cofinancing(region(T, Settings(id=SETTINGS_ID, counts={"overheid": said})))
    assert (str(found.total), str(found.undecided)) == (total, undecided)


def test_what_somebody_unknown_gave_is_still_to_be_judged() -> None:
    found = cofinancing(region(without=["p-zuivel"]))
    assert (str(found.total), str(found.undecided)) == ("9050.00", "9250.00")
    assert str(changed(Partner, "p-zuivel", partner_kind="").undecided) == "9250.00"


@pytest.mark.parametrize(
    ("fields", "because"),
    [
        ({"state": "vervallen"}, "vervallen"),
        ({"state": "toegezegd"}, "toegezegd"),
        ({"state": ""}, "zonder-stand"),
        ({"partner": "p-kompas"}, "geen-bedrijf"),
        ({"hours": None}, "zonder-bedrag"),
        ({"other_scheme": "ja"}, "ook-elders"),
    ],
)
def test_a_line_that_does_not_count_stands_there_with_the_reason(fields: dict[str, Any], because: str) -> None:
    found = changed(Contribution, "c1", **fields)
    assert str(found.total) == "16500.00"
    [line] = [each for each in found.lines if each.line.id == "c1"]
    assert (line.counts, line.because) == ("nee", because)


def test_only_what_would_count_is_pledged() -> None:
    for fields in ({"partner": "p-gemeente"}, {"other_scheme": "ja"}, {"hours": None}, {"date": date(2030, 1, 1)}):
        assert str(changed(Contribution, "c10", **fields).pledged) == "0.00"


def test_a_line_in_no_period_counts_nowhere_and_is_not_forgotten() -> None:
    for day in (date(2024, 12, 31), date(2029, 1, 1), None):
        found = changed(Contribution, "c1", date=day)
        assert str(found.total) == "16500.00"
        assert [(each.line.id, each.because) for each in found.outside] == [("c1", "buiten-periode")]
    for day in (date(2025, 1, 1), date(2028, 12, 31)):
        assert str(changed(Contribution, "c1", date=day).total) == "17300.00"


def test_a_line_of_another_period_is_a_line_of_that_one() -> None:
    old = Period(
        id="old", title="STO 2020-2024", date=date(2020, 1, 1), until=date(2024, 12, 31), rate=Decimal("55.00")
    )
    moved = dataclasses.replace(region().of(Contribution)["c1"], date=date(2023, 5, 1))
    both = region(T, old, moved)
    assert str(cofinancing(both).total) == "16500.00" and not cofinancing(both).outside
    found = cofinancing(both, period=old)
    assert (str(found.total), str(found.target), found.share, str(found.elapsed)) == ("880.00", "0.00", None, "100.0")


def test_three_small_lines_are_rounded_each() -> None:
    one = Contribution(partner="p-rossum", date=T, way="uren", hours=Decimal("0.10"), state="geleverd")
    small = [dataclasses.replace(one, id=f"s{number}", rate=Decimal("33.35")) for number in range(3)]
    assert cofinancing(region(T, *small)).total - cofinancing(region()).total == Decimal("10.02")


def test_more_than_the_norm_is_below_zero_to_go() -> None:
    assert str(changed(Period, "sto2528", basis=Decimal("100000.00")).left) == "-7300.00"


def test_without_a_period_nothing_counts_and_no_line_is_forgotten() -> None:
    found = cofinancing(region(without=["sto2528"]))
    assert (found.period, str(found.total), str(found.target), found.share) == (None, "0.00", "0.00", None)
    assert len(found.outside) == 10


def test_a_total_with_two_versions_is_provisional() -> None:
    found = cofinancing(region(), ["c1", "p-rossum"])
    assert (found.two_versions, found.provisional) == (("c1",), True)
    assert cofinancing(region(), ["sto2528"]).provisional and not cofinancing(region(), ["p-rossum"]).provisional


def test_of_the_days_of_a_period_today_is_gone() -> None:
    def elapsed(day: date) -> str:
        return str(cofinancing(region(day)).elapsed)

    assert [elapsed(date(2024, 6, 1)), elapsed(date(2028, 12, 31)), elapsed(date(2031, 1, 1))] == [
        "0.0",
        "100.0",
        "100.0",
    ]


# -- for any lines ----------------------------------------------------------------------------------------------------


@given(ANY_LINES, st.randoms(use_true_random=False))
def test_any_lines_in_any_order_add_up_in_every_grouping(lines: list[Contribution], random: Any) -> None:
    numbered = [dataclasses.replace(each, id=f"n{number:02}") for number, each in enumerate(lines)]
    shuffled = random.sample(numbered, len(numbered))
    found, other = (cofinancing(with_lines_only(order)) for order in (numbered, shuffled))
    groupings = ("by_partner", "by_school", "by_way", "by_quarter", "by_activity")
    for name in groupings:
        assert sum(getattr(found, name).values(), Decimal(0)) == found.total
        assert list(getattr(found, name).items()) == list(getattr(other, name).items())
    assert (found.lines, found.outside) == (other.lines, other.outside)
    assert len(found.lines) + len(found.outside) == len(lines)
    without = sum((each.amount for each in found.counted if not each.line.evidence), Decimal(0))
    assert found.proven + without == found.total and found.total + found.left == found.target
    for each in found.lines:
        assert each.counted or each.because or each.counts == "beoordelen"
