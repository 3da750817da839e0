"""`sto cofin`: the register of cofinanciering on the command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.conftest import Sto, added, shown
from tests.region_f import FILE


@pytest.fixture
def f(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:
    """A space with region F, on its day."""
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    assert sto("import", FILE, "--json").json["added"] == 65
    return sto


def total(sto: Sto) -> str:
    return str(sto("cofin", "status", "--json").json["total"])


def test_the_status_is_given_as_values_and_in_words_to_the_cent(f: Sto) -> None:
    found = f("cofin", "status", "--json").json
    expected = {
        "total": "17300.00", "proven": "13850.00", "missing_evidence": ["c3", "c6"], "undecided": "1000.00",
        "pledged": "600.00", "target": "120000.00", "share": "14.4", "left": "102700.00", "elapsed": "47.4",
        "pro_rata": "56837.78", "two_versions": 0,
    }  # fmt: skip
    assert {name: found[name] for name in expected} == expected
    assert set(found["by"]) == {"partner", "way", "school", "quarter", "activity"}
    assert found["by"]["school"][""] == "2000.00"
    page = f("cofin", "status", "--lang", "nl").out
    for text in ("€ 17.300,00 van € 120.000,00, 14,4 %", "Bewezen: € 13.850,00 · 2 regels zonder bewijs", "56.837,78"):
        assert text in page
    assert "By form" not in page and max(map(len, page.splitlines())) <= 80
    listed = f("cofin", "list", "--json").json
    assert (listed["total"], len(listed["lines"])) == ("17300.00", 10)
    page = f("cofin", "list", "--lang", "nl").out
    assert "€ 17.300,00" in page and "te beoordelen" in page and max(map(len, page.splitlines())) <= 80
    assert [each["id"] for each in f("cofin", "list", "--missing", "--json").json["lines"]] == ["c6", "c3"]
    narrowed = f("cofin", "list", "--school", "Kompas", "--since", "2026-Q4", "--json").json
    assert [each["id"] for each in narrowed["lines"]] == ["c4"]


def test_a_line_is_added_in_one_go_and_tells_what_it_is_worth(f: Sto) -> None:
    pupils = f("cofin", "add", "Van Rossum", "--pupils", "7", "--hours-each", "5,5", "--json").json
    assert (pupils["hours"], pupils["amount"], pupils["way"]) == ("9.63", "481.50", "leerlinguren")
    more = ("--date", "12-11", "--school", "Kompas", "--event", "a3", "--evidence", "mail", "--elsewhere", "nee")
    hours = f("cofin", "add", "Van Rossum", "--hours", "7,5", *more, "--json").json
    assert (hours["date"], hours["amount"], hours["school_id"]) == ("2026-11-12", "375.00", "p-kompas")
    assert [each["code"] for each in hours["warnings"]] == ["dubbel-geboekt"]
    assert total(f) == "18156.50"
    pledged = f("cofin", "add", "Brinkhof", "--way", "geld", "--value", "1.234,50", "--pledged", "--json").json
    assert (pledged["amount"], pledged["counts"], total(f)) == ("1234.50", "nee", "18156.50")
    ahead = f("cofin", "add", "Brinkhof", "--hours", "1", "--date", "01-02-2027", "--json").json
    assert [(each["code"], each["level"]) for each in ahead["warnings"]] == [("nog-niet", "botsing")]
    typed = ("--set", "way=uren", "--set", "hours=1", "--set", "date=01-02-2027", "--set", "state=geleverd")
    ahead = f("add", "contribution", "--set", "partner=Brinkhof Houtskeletbouw B.V.", *typed, "--json").json
    assert "nog-niet" in [each["code"] for each in ahead["warnings"]]
    outside = f("cofin", "add", "Brinkhof", "--hours", "1", "--date", "01-02-2024", "--json").json
    assert [each["code"] for each in outside["warnings"]] == ["buiten-periode"]
    assert f("cofin", "status", "--json").json["outside"] == [outside["id"]]


@pytest.mark.parametrize(
    "words",
    [
        ("--value", "12,345", "--way", "geld"),
        ("--value", "1.2000", "--way", "geld"),
        ("--hours", "abc"),
        ("--value", "10"),
        ("--way", "uren"),
        ("--pupils", "7"),
        ("--hours", "3", "--evidence", "roddel"),
        (),
    ],
)
def test_what_is_not_right_is_told_and_nothing_is_saved(f: Sto, words: tuple[str, ...]) -> None:
    told = f("cofin", "add", "Van Rossum", *words)
    assert told.status == 2 and told.err.strip() and not told.out
    assert len(f("list", "contribution", "--json").json) == 10


def test_of_a_file_only_the_lines_that_lack_something_are_refused(f: Sto, tmp_path: Path) -> None:
    row = (
        '{"kind": "contribution", "id": "m%s", "partner_id": "p-brinkhof", "date": "2026-11-01", "state": "geleverd", '
    )
    given = ['"way": "uren"', '"way": "geld"', '"way": "uren", "hours": "2.00"', '"way": "leerlinguren", "pupils": 3']
    given.append('"way": "geld", "value": "0.00"')
    nought = '{"kind": "period", "id": "n", "title": "N", "date": "2020-01-01", "until": "2020-12-31", "basis": "0.00",'
    nought += ' "norm": "0.00", "rate": "0.00", "pupil_share": "0.00"}'
    (tmp_path / "in.jsonl").write_text(
        "\n".join(row % number + each + "}" for number, each in enumerate(given)) + f"\n{nought}"
    )
    told = f("import", tmp_path / "in.jsonl", "--json").json
    assert (told["added"], len(told["refused"])) == (3, 3)
    assert total(f) == "17400.00"
    assert f("edit", "sto2528", "--set", "pupil_share=0").status == 0 and total(f) == "14400.00"


def test_a_closed_line_is_corrected_by_a_counter_line(f: Sto) -> None:
    assert f("cofin", "close", "2026-Q3", "--json").json == {"id": "sto2528", "closed_until": "2026-09-30"}
    for words in (("edit", "c1", "--set", "hours=12"), ("delete", "c1", "--yes"), ("edit", "c1", "--set", "note=x")):
        told = f(*words)
        assert told.status == 1 and "sto cofin correct c1" in told.err
    told = f("edit", "sto2528", "--set", "rate=80", "--lang", "nl")
    assert told.status == 1 and "gesloten t/m 30-09-2026" in told.err
    assert total(f) == "17300.00"
    counter = f("cofin", "correct", "c1", "--hours", "12", "--reason", "Uren bijgesteld", "--json").json
    assert (counter["hours"], counter["amount"], total(f)) == ("-4.00", "-200.00", "17100.00")
    assert f("cofin", "correct", "c1", "--hours", "12", "--reason", "x").status == 1
    assert f("cofin", "correct", "c1", "--reason", "x").status == 2
    assert f("cofin", "close", "30-06-2026").status == 2
    assert f("cofin", "close", "30-06-2026", "--reopen").status == 0
    assert f("edit", "c1", "--set", "hours=12").status == 0
    assert f("edit", "sto2528", "--set", "closed_until=").status == 0
    assert f("edit", "sto2528", "--set", "rate=80").status == 0
    assert f("cofin", "check", "--json").json and "na-sluiting" not in f("cofin", "check", "--json").out


def test_an_activity_that_is_done_is_booked_in_one_yes(f: Sto) -> None:
    told = f("plan", "done", "a8", "--hours-company", "3", "--book", "--json").json
    assert (told["state"], told["line"]["amount"], told["line"]["event_id"]) == ("gedaan", "150.00", "a8")
    assert total(f) == "17450.00"
    again = f("cofin", "book", "a8", "--json").json
    assert [each["code"] for each in again["warnings"]] == ["dubbel-geboekt"]
    told = f("cofin", "book", "a14")
    assert told.status == 2 and "--hours 3" in told.err
    assert f("cofin", "book", "a14", "--hours", "2", "--json").json["partner_id"] == "p-brinkhof"


def test_what_can_not_be_booked_leaves_the_activity_as_it_was(f: Sto) -> None:
    assert f("plan", "done", "a8", "--book").status == 2
    assert f("show", "a8", "--json").json["state"] == "gepland"


def test_what_is_entered_in_closed_books_is_told(f: Sto) -> None:
    f("cofin", "close", "12-11-2026")
    told = f("plan", "done", "a8", "--hours-company", "3", "--book", "--json").json
    assert [each["code"] for each in told["warnings"]] == ["na-sluiting"]
    assert f("cofin", "status", "--json").json["after_closing"] == [told["line"]["id"]]


def test_the_check_says_what_is_missing_and_where(f: Sto) -> None:
    found = f("cofin", "check", "--json").json
    assert {each["about"][0] for each in found if each["code"] == "zonder-bewijs"} == {"c3", "c6"}
    page = f("cofin", "check", "--lang", "nl").out
    assert "Er is nog geen bewijs" in page and "27-10 Metaalwerken Van Rossum · c3" in page
    assert max(map(len, page.splitlines())) <= 80


def test_a_region_without_a_period_hears_what_to_do(sto: Sto) -> None:
    for words in (("status",), ("list",), ("check",)):
        told = sto("cofin", *words)
        assert told.status == 0 and told.out.strip() and not told.err
    assert "sto add period" in sto("cofin", "status").out
    assert sto("cofin", "status", "--json").json["share"] is None
    assert sto("cofin", "close", "30-09-2020").status == 2
    assert sto("cofin", "status", "--period", "STO 2020").status == 2
    partner = added(sto, "partner", "--title", "Smederij", "--set", "partner_kind=bedrijf")
    line = sto("cofin", "add", partner, "--hours", "2", "--json").json
    assert (line["amount"], line["because"]) == (None, "buiten-periode")


def test_erasing_a_line_of_closed_books_says_that_totals_change(f: Sto) -> None:
    assert f("cofin", "close", "30-09-2026").status == 0
    told = f("erase", "c1", "--yes", "--json", "--lang", "nl")
    assert told.json["closed_lines"] == ["c1"] and "1 regel in gesloten boeken" in told.err
    assert f("erase", "c2", "--yes", "--json").json["closed_lines"] == []


def test_every_verb_tells_when_what_is_in_closed_books_counts_otherwise_by_it(f: Sto) -> None:
    partner = shown(f, "c1")["partner_id"]
    assert f("cofin", "close", "30-09-2026").status == 0
    for words in (
        ("edit", partner, "--set", "partner_kind=overheid"),
        ("edit", partner, "--set", "partner_kind=bedrijf"),
        ("delete", partner, "--yes"),
        ("restore", partner),
    ):
        told = f(*words, "--json").json
        assert [each["code"] for each in told["warnings"]] == ["gesloten-boeken"], words
    assert "counts otherwise now" in f("settings", "set", "counts.bedrijf=nee").err
    assert "are open again" in f("edit", "sto2528", "--set", "closed_until=").err
