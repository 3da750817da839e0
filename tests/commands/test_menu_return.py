"""The menukaart as a workbook that is filled in and comes back: sign-ups, each once."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from knowledge.menu_answers import taking_part
from tests.commands.conftest import Sto, added, alone, sto  # noqa: F401 - fixtures
from tests.region_f import FILE

openpyxl = pytest.importorskip("openpyxl")

Fill = Callable[..., None]


@pytest.fixture
def region(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:  # noqa: F811
    """Region F with two more questions, for one of which Van Rossum signed up."""
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    monkeypatch.setenv("STO_LANG", "nl")
    monkeypatch.setenv("LANGUAGE", "nl")
    sto("import", FILE, "--json")
    for name, school in (("r2", "Vakcollege De Meander"), ("r3", "Rijssum College")):
        target = added(
            *(sto, "request", "--title", f"Wie helpt bij {name}?", "--set", f"school={school}"),
            *("--set", "activity=gastles", "--set", "state=open"),
        )
    assert sto("signup", "add", target, "--by", "Metaalwerken Van Rossum").status == 0
    return sto


def filled(file: Path, sheet: str, answers: dict[str, dict[str, Any]], **more: str) -> None:
    """Fill in `answers` (by heading) in the rows whose text has the key in it, and a column with each of `more`."""
    book = openpyxl.load_workbook(file)
    table = book[sheet]
    headings = {cell.value: cell.column for cell in table[1]}
    for name, value in more.items():
        table.cell(1, len(headings) + 1, name)
        table.cell(2, len(headings) + 1, value)
    for row in table.iter_rows(min_row=2):
        for key, said in answers.items():
            if key in str(row[2].value):
                for heading, value in said.items():
                    table.cell(row[0].row, headings[heading], value)
    book.save(file)


JA = {"Wij doen mee": "ja"}


def test_a_company_fills_it_in_and_each_answer_is_a_sign_up_once(region: Sto, tmp_path: Path) -> None:
    file = tmp_path / "menukaart.xlsx"
    told = region("menu", "export", file, "--for", "Metaalwerken Van Rossum", "--json")
    assert told.json["requests"] == 3, told.err
    book = openpyxl.load_workbook(file)
    assert [each.sheet_state for each in book] == ["visible", "visible", "hidden"]
    headings = [cell.value for cell in book["Vragen"][1]]
    assert headings[-6:] == [
        *("Wij doen mee", "Aantal groepen", "Wanneer kan het", "Contactpersoon", "Opmerking", "_id")
    ]
    assert book["Vragen"].column_dimensions["O"].hidden and book["Vragen"].freeze_panes == "A2"

    filled(file, "Vragen", {"hoeklas": JA, "r2": JA, "r3": JA}, Kleur="rood")
    told = region("import", file, "--preview", "--json").json
    assert (told["new"], told["duplicate"], told["unknown_columns"], told["errors"]) == (2, 1, ["Kleur"], [])
    (load,) = [each for each in told["warnings"] if each["code"] == "overvraagd"]
    assert "derde school" in load["text"]
    assert region("import", file, "--json").json["added"] == 2
    again = region("import", file, "--json").json
    assert (again["added"], again["changed"]) == (0, 0)
    signups = region("signup", "list", "--on", "r1", "--json").json
    assert [each["by_id"] for each in signups] == ["p-rossum"]


def test_answers_come_with_what_was_filled_in_beside_them(region: Sto, tmp_path: Path) -> None:
    file = tmp_path / "menukaart.xlsx"
    region("menu", "export", file, "--for", "Vakcollege De Meander")
    said = {
        "Lasgastles": {"Wij doen mee": 2, "Wanneer kan het": "dinsdag", "Contactpersoon": "Mehmet Arslan"},
        "warmtepomp": {"Wij doen mee": "X", "Contactpersoon": "jan@x.example", "Opmerking": "=1+1"},
        "deegdeler": {"Wij doen mee": "nee"},
        "wandelement": {"Wij doen mee": "misschien"},
        "pompstation": {"Opmerking": "bel even"},
    }
    filled(file, "Menukaart", said)
    told = region("import", file, "--json")
    assert told.json["added"] == 3 and told.status == 1, told
    assert [each["where"] for each in told.json["refused"]] == ["Menukaart:4"]
    assert "jan@x.example" in str(told.json["remarks"]) and "Bezoek pompstation" in str(told.json["remarks"])
    found = {
        each["target_id"]: each for each in region("list", "signup", "--json").json if each["by_id"] == "p-meander"
    }
    assert (found["o1"]["groups"], found["o1"]["timing"], found["o1"]["contact"]) == (2, "dinsdag", "Mehmet Arslan")
    assert (found["o2"]["state"], found["o2"]["note"]) == ("nieuw", "jan@x.example")
    assert found["o3"]["state"] == "nee"
    assert region("import", file, "--json").json["added"] == 0


def test_a_row_is_found_by_its_id_wherever_it_stands_and_one_that_is_gone_is_told(region: Sto, tmp_path: Path) -> None:
    file = tmp_path / "menukaart.xlsx"
    region("menu", "export", file, "--for", "Vakcollege De Meander")
    filled(file, "Menukaart", {"Lasgastles": JA, "warmtepomp": JA})
    book = openpyxl.load_workbook(file)
    table = book["Menukaart"]
    table.insert_rows(1)
    row = next(each for each in table.iter_rows(min_row=3) if "Lasgastles" in str(each[2].value))
    row[2].value = "Iets anders"
    book.save(file)
    region("delete", "o2")
    told = region("import", file, "--json").json
    assert told["added"] == 1, told
    assert "niet meer op de menukaart" in told["refused"][0]["reason"]
    assert [each["by_id"] for each in region("signup", "list", "--on", "o1", "--json").json].count("p-meander") == 1


def test_as_csv_without_ids_it_is_found_by_its_text_and_says_who_by_an_option(region: Sto, tmp_path: Path) -> None:
    file = tmp_path / "terug.csv"
    with file.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, delimiter=";").writerows(
            [
                ["Bedrijf", "Wat", "Wij doen mee"],
                ["metaalwerken van rossum", "Lasgastles MAG", "✓"],
                ["Metaalwerken Van Rossum", "Bestaat niet", "ja"],
            ]
        )
    told = region("import", file)
    assert told.status == 2 and "--by" in told.err
    told = region("import", file, "--by", "Vakcollege De Meander", "--json")
    assert told.json["added"] == 1 and len(told.json["refused"]) == 1, told
    assert region("import", file, "--by", "Metaalwerken Van Rossum", "--json").json["added"] == 0  # its own


@pytest.mark.parametrize(
    ("said", "groups"),
    [
        ("Ja.", 1),
        ("j", 1),
        ("x", 1),
        ("1", 1),
        ("✓", 1),
        ("3", 3),
        ("Nee", 0),
        ("0", 0),
        ("misschien", None),
        ("", None),
    ],
)
def test_what_counts_as_yes_and_as_no(said: str, groups: int | None) -> None:
    assert taking_part(said) == groups


def test_an_unknown_contact_begins_as_a_person_of_whom_consent_is_to_be_asked(region: Sto, tmp_path: Path) -> None:
    file = tmp_path / "menukaart.xlsx"
    region("menu", "export", file, "--for", "Vakcollege De Meander")
    jan = {**JA, "Contactpersoon": "Jan van den Onbekend"}
    filled(file, "Menukaart", {"Lasgastles": jan, "warmtepomp": jan})
    told = region("import", file, "--preview", "--json").json
    assert told["kinds"] == {"person": 1, "signup": 2} and told["new"] == 3
    assert "Vraag of die hierin mag staan" in str(told["remarks"]) and "De Meander" in str(told["remarks"])
    assert region("import", file, "--json").json["added"] == 3
    (jan_here,) = [each for each in region("list", "person", "--json").json if each["title"] == "Jan van den Onbekend"]
    assert jan_here["partner_ids"] == ["p-meander"]
    signups = [each for each in region("list", "signup", "--json").json if each["contact_id"]]
    assert [each["contact_id"] for each in signups] == [jan_here["id"]] * 2
    assert region("import", file, "--json").json["added"] == 0

    assert region("import", "--undo", "--json").json["deleted"] == 3
    region("erase", jan_here["id"], "--yes")
    other = tmp_path / "other.xlsx"
    region("menu", "export", other, "--for", "Vakcollege De Meander")
    filled(other, "Menukaart", {"deegdeler": jan})
    told = region("import", other, "--json").json
    assert told["added"] == 1 and "op verzoek gewist" in str(told["remarks"])
    assert "Onbekend" not in str(region("list", "signup", "--json").json)


def test_lines_that_are_no_offer_yet_stand_on_a_sheet_of_their_own_and_come_back_as_nothing(
    region: Sto, tmp_path: Path
) -> None:
    file = tmp_path / "menukaart.xlsx"
    region("edit", "p-waterlijn", "--set", "offers=Rondvaart op de Vecht; =1+1")
    region("menu", "export", file, "--for", "Vakcollege De Meander")
    told = [row[0].value for row in openpyxl.load_workbook(file)["Ook aangeboden"].iter_rows()]
    assert told == ["Ook aangeboden", "Waterlijn Oost: Rondvaart op de Vecht; =1+1"]
    filled(file, "Menukaart", {"Lasgastles": JA})
    assert region("import", file, "--json").json["added"] == 1
