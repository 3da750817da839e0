"""`sto coverage`, `sto relations`, `sto relation accept` and `sto bodies`: how the network stands."""

from __future__ import annotations

import pytest

from tests.commands.conftest import Sto, shown
from tests.region_f import FILE


@pytest.fixture
def f(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:
    """A space with region F, on its day."""
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    assert sto("import", FILE, "--json").json["added"] == 65
    return sto


def test_the_figures_are_given_as_values(f: Sto) -> None:
    coverage = f("coverage", "--json").json
    assert coverage["region"]["energie"] == 2 and coverage["gaps"] == ["digitaal"]
    assert coverage["schools"]["p-meander"]["ontwerp"] == 1
    relations = f("relations", "--json").json
    assert {(each["id"], each["from"], each["to"]) for each in relations["proposals"]} == {
        ("p-rossum", "terugkerend", "structureel"), ("p-waterlijn", "", "verkennen"),
    }  # fmt: skip
    assert relations["embedded"]["p-rossum"] == {"score": 60, "parts": [30, 5, 15, 0, 10]}
    assert relations["silent"] == ["p-jachtwerf"]
    assert set(relations["unsupported"]) == {"p-terpstra", "p-zuivel", "p-gemeente"}
    assert f("bodies", "--missing", "--json").json == [
        {"id": "p-gemeente", "title": "Gemeente Hardeveld", "body": "stuurgroep"}
    ]


def test_nothing_is_cut_at_80_columns(f: Sto) -> None:
    f("edit", "p-gemeente", "--set", "participation=stuurgroep: " + "namens alle dorpen samen " * 6)
    for verb in ("coverage", "relations", "bodies"):
        for language in ("nl", "en"):
            lines = f(verb, "--lang", language).out.splitlines()
            assert max(map(len, lines)) <= 80 and not any("…" in line for line in lines), (verb, language)


def test_the_pages_say_what_to_do(f: Sto) -> None:
    page = f("coverage", "--lang", "nl").out
    assert (
        "digitaal         0  gat" in page and "Vakcollege De Meander: 4 van 7" in page and "sto search --world" in page
    )
    assert f("search", "--world", "digitaal", "--kind", "partner", "--json").status == 0
    page = f("relations", "--lang", "nl").out
    assert "7 mnd  Jachtwerf De Vecht" in page and "60 = 30 + 5 + 15 + 0 + 10" in page
    assert "verankeren" in f("bodies", "--lang", "nl").out and f("checklist", "list", "--json").out.count("verankeren")


def test_an_accepted_proposal_is_written_by_who_accepts_it(f: Sto) -> None:
    assert f("relation", "accept", "Metaalwerken Van Rossum", "--json").json["to"] == "structureel"
    assert shown(f, "p-rossum")["stage"] == "structureel"
    assert f("history", "p-rossum", "--json").json[-1]["author"] == "Els"
    assert [each["id"] for each in f("relations", "--json").json["proposals"]] == ["p-waterlijn"]
    told = f("relation", "accept", "Metaalwerken Van Rossum")
    assert told.status == 1 and "Nothing is proposed" in told.err


def test_an_empty_space_has_figures_as_well(sto: Sto) -> None:
    for verb in ("coverage", "relations", "bodies", "approach load", "approach list", "notnow"):
        told = sto(*verb.split())
        assert told.status == 0 and told.out.strip() and not told.err
