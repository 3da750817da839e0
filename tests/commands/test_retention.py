"""`sto retention`: who was kept for as long as agreed is proposed for erasure, and nothing goes by itself."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Sto, added, shown


@pytest.fixture
def old(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Two people, of whom one was at a meeting of exactly 24 months ago and one at a later one."""
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    jan, ans = (added(sto, "person", "--title", name) for name in ("Jan Visser", "Ans Bos"))
    for person, day in ((jan, "2024-11-23"), (ans, "2024-11-24")):
        added(sto, "meeting", "--title", "Branchetafel", "--set", f"date={day}", "--set", f"attendees={person}")
    return jan, ans


def proposed(sto: Sto) -> list[tuple[str, str]]:
    return [(each["id"], each["last_contact"]) for each in sto("retention", "--json").json["people"]]


def test_who_had_no_contact_for_so_long_is_proposed_with_the_day_and_why(sto: Sto, old: tuple[str, str]) -> None:
    jan, _ans = old
    assert proposed(sto) == [(jan, "2024-11-23")]
    told = sto("retention", "--lang", "nl")
    assert "23-11-2024  Jan Visser · bijeenkomst “Branchetafel”" in told.out
    assert "24 maanden" in told.out and max(map(len, told.out.splitlines())) <= 80
    assert sto("overview", "--json").json["people_to_erase"] == [jan]
    assert "24 mnd  Jan Visser" in sto("overview", "--lang", "nl").out
    assert sto("show", jan).status == 0

    sto("settings", "set", "retention_months=25")
    assert "Niemand" in sto("retention", "--lang", "nl").out or "niemand" in sto("retention", "--lang", "nl").out


def test_a_change_of_the_record_keeps_somebody_and_erasing_takes_them_off_the_list(
    sto: Sto, old: tuple[str, str]
) -> None:
    jan, ans = old
    sto("settings", "set", "retention_months=12")
    assert [each for each, _day in proposed(sto)] == [jan, ans]
    sto("edit", ans, "--set", "consent=Blijft in de adviesraad")
    assert [each for each, _day in proposed(sto)] == [jan]
    assert sto("erase", jan, "--yes").status == 0
    assert proposed(sto) == []


def test_who_is_in_the_bin_is_proposed_and_a_late_contact_of_a_merged_record_keeps_the_whole(
    sto: Sto, old: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    jan, ans = old
    sto("delete", jan, "--yes")
    other = added(sto, "person", "--title", "A. Bos")
    added(sto, "meeting", "--title", "Open dag", "--set", "date=2029-01-10", "--set", f"attendees={other}")
    sto("merge", ans, other)
    monkeypatch.setenv("STO_TODAY", "2030-01-01")
    [binned] = sto("retention", "--json").json["people"]
    assert (binned["id"], binned["in_bin"]) == (jan, True)
    monkeypatch.setenv("STO_TODAY", "2031-01-10")
    assert (ans, "2029-01-10") in proposed(sto)


def test_who_is_kept_for_a_reason_is_off_the_list_until_that_day_and_on_it_after(
    sto: Sto, old: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    jan, _ans = old
    words = ("retention", "keep", "Jan Visser", "--until", "31-03-2027")
    assert sto(*words).status == sto(*words, "--because", " ").status == 2 and proposed(sto) == [(jan, "2024-11-23")]
    told = sto(*words, "--because", "blijft in de adviesraad", "--lang", "nl")
    assert (told.status, "adviesraad" in told.out) == (0, True)
    value = shown(sto, jan)
    assert (value["kept_until"], value["kept_because"]) == ("2027-03-31", "blijft in de adviesraad")
    assert proposed(sto) == []
    monkeypatch.setenv("STO_TODAY", "2027-03-31")
    assert jan not in dict(proposed(sto))
    monkeypatch.setenv("STO_TODAY", "2027-04-01")
    assert dict(proposed(sto))[jan] == "2024-11-23"
