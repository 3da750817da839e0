"""`sto overview`: how the region stands, for people and for scripts."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Sto
from tests.region_f import FILE


@pytest.fixture
def f(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:
    """A space with region F, on its day."""
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    assert sto("import", FILE, "--json").json["added"] == 65
    return sto


def test_a_script_gets_values_and_the_same_register_as_of_its_own_verb(f: Sto) -> None:
    found = f("overview", "--json").json
    assert found["overdue_actions"] == ["x1"] and found["to_close"] == ["a8"]
    assert (found["next_four_weeks"], found["until"]) == (["a9", "a10"], "2026-12-20")
    assert [(each["id"], each["schools"]) for each in found["load"]] == [("p-rossum", 2)]
    assert (found["silent"], found["not_now"], found["gaps"]) == (["p-jachtwerf"], ["p-hoekstra"], ["digitaal"])
    assert found["embedding"] == {"los": 0, "les": 0, "lob": 1, "curriculum": 1}
    counted = ("lessons_new", "lessons_used", "uses_open", "requests_open", "oversubscribed")
    assert [found[each] for each in counted] == [1, 2, 1, 1, 1]
    assert found["cofin"] == f("cofin", "status", "--json").json and found["cofin"]["total"] == "17300.00"


def test_people_read_it_in_their_language_and_no_line_is_too_wide(f: Sto) -> None:
    page = f("overview", "--lang", "nl").out
    for text in (
        "11 d Overzicht uren derde kwartaal rondsturen · Ria",
        "afronden: Meerijdag (12-11)",
        "Komende 4 weken (t/m 20 dec)",
        "████▉···········│·················  € 17.300,00 van € 120.000,00    14,4 %",
        "bewezen € 13.850,00 · zonder bewijs 2 · beoordelen € 1.000,00",
        "verstreken 47,4 % (naar rato € 56.837,78) · toegezegd € 600,00",
        "7 mnd  Jachtwerf De Vecht",
        "nu niet: Bakkerij Hoekstra",
        "3 waar niets is vastgelegd",
        "Vragen open 1 · overtekend 1",
        "los 0 · les 0 · LOB 1 · vast 1",
        "1 gebruik waarvan de afloop mist",
    ):
        assert text in page
    for language in ("nl", "en"):
        assert max(map(len, f("overview", "--lang", language).out.splitlines())) <= 80


def test_an_empty_space_says_how_to_begin_with_the_register(sto: Sto) -> None:
    told = sto("overview", "--lang", "nl")
    assert told.status == 0 and "Nog geen periode: maak er een" in told.out and not told.err
    assert sto("overview", "--json").json["cofin"]["period"] is None
