"""A lesson that is used for a planned activity: it is asked how it went as soon as that took place."""

from __future__ import annotations

import pytest

from tests import region_f
from tests.commands.conftest import Sto, shown


@pytest.fixture
def region_of(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:
    """The program with region F, on the day that its checks are about."""
    monkeypatch.setenv("STO_TODAY", region_f.T.isoformat())
    assert sto("import", region_f.FILE).status == 0
    return sto


def test_it_stands_with_the_lesson_and_how_it_went_as_well(region_of: Sto) -> None:
    told = region_of("use", "l2", "--for", "a9", "--json").json
    assert told["used_in"] == 1
    (use,) = shown(region_of, "l2")["uses"]
    assert (use["purpose"], use["date"]) == ("Docentenstage De Linde", "2026-12-08")

    assert region_of("used", told["id"], "--niet", "--note", "Geen vervanging").status == 0
    assert "Geen vervanging" in region_of("show", "l2").out


def test_once_the_activity_took_place_it_is_asked_how_it_went(region_of: Sto, monkeypatch: pytest.MonkeyPatch) -> None:
    region_of("use", "l2", "--for", "a9")
    monkeypatch.setenv("STO_TODAY", "2026-12-09")
    assert region_of("use", "--open", "--json").json == []

    region_of("edit", "a9", "--set", "state=gedaan")

    (asked,) = region_of("use", "--open", "--json").json
    assert asked["event_id"] == "a9"


def test_text_that_is_no_id_stays_text(region_of: Sto) -> None:
    region_of("use", "l2", "--for", "open-dag")
    (use,) = shown(region_of, "l2")["uses"]
    assert (use["purpose"], use["date"]) == ("open-dag", "2026-11-23")
