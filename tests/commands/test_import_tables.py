"""`sto import` of tables: what would come of it, what is here already, and which column is which."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from knowledge import bounds
from tests.commands.conftest import Sto, added, shown

ROWS = (
    ("Naam", "Plaats", "KvK", "Telefoon", "Fax"),
    ("Café België", "Zwolle", "", "038-1234567", "1"),
    ("Nieuw Staal", "Hardeveld", "", "", ""),
    ("Iets anders", "Hardeveld", "99000011", "", ""),
    ("", "Zwolle", "", "", ""),
)

WORTH = ("--set", "basis=1000", "--set", "norm=10", "--set", "rate=50", "--set", "pupil_share=25")
LINE = ("partner=Staal", "date=01-09-2026", "way=uren", "hours=8", "state=geleverd")


@pytest.fixture
def here(sto: Sto) -> Sto:
    """A space with one partner."""
    added(sto, "partner", "--title", "Brinkhof", "--set", "kvk=99000011", "--set", "place=Hardeveld")
    return sto


def table(path: Path, encoding: str = "") -> Path:
    """The rows in a file at `path`: CSV in this encoding, or a workbook."""
    if encoding:
        path.write_bytes("".join(";".join(row) + "\r\n" for row in ROWS).encode(encoding))
        return path
    book = openpyxl.Workbook()
    assert book.active
    for row in ROWS:
        book.active.append([int(cell) if cell.isdecimal() else cell or None for cell in row])
    book.save(path)
    return path


def test_a_preview_tells_the_same_of_every_file_with_these_rows_and_saves_nothing(here, tmp_path):
    files = [
        table(tmp_path / "a.csv", "cp1252"),
        table(tmp_path / "b.csv", "utf-8-sig"),
        table(tmp_path / "c.xlsx"),
    ]
    told = [here("import", file, "--preview", "--json") for file in files]
    assert told[0].json == told[1].json == told[2].json
    value = told[0].json
    assert (value["new"], value["changed"], value["duplicate"]) == (2, 0, 1)
    assert [each["row"] for each in value["errors"]] == [5]
    assert value["unknown_columns"] == ["Fax"]
    assert [(each["row"], each["sure"]) for each in value["duplicates"]] == [(4, "zeker")]
    assert told[0].status == 0
    assert len(here("list", "partner", "--json").json) == 1

    text = here("import", files[0], "--preview", "--lang", "nl").out.splitlines()
    assert text[0] == (
        "2 nieuw · 1 dubbel (zelfde KvK-nummer) · 1 fout (regel 5: Vul “Naam” in.) · 1 onbekende kolom (Fax) genegeerd"
    )

    done = here("import", files[0], "--json")
    assert (done.status, done.json["added"], len(done.json["refused"])) == (1, 2, 1)
    names = {each["title"] for each in here("list", "partner", "--json").json}
    assert names == {"Brinkhof", "Café België", "Nieuw Staal"}
    for file in files:
        assert here("import", file, "--json").json["added"] == 0


def test_a_contact_belongs_to_the_partner_that_is_here_under_another_name(here, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("Bedrijf;KvK;Contactpersoon;E-mail\nBrinkhof BV Hout;99000011;Els Wassink;els@brinkhof.example\n")
    assert here("import", file, "--preview", "--json").json["new"] == 1
    assert here("import", file, "--json").json["added"] == 1
    (person,) = here("list", "person", "--json").json
    assert shown(here, person["id"])["partners"] == ["Brinkhof"]
    assert here("import", file, "--json").json["added"] == 0


def test_what_may_be_here_comes_in_with_a_warning_unless_it_is_not_wanted(here, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("Naam;Plaats\nBrinkhof;Elders\n")
    assert [each["code"] for each in here("import", file, "--preview", "--json").json["warnings"]] == [
        "mogelijk-dubbel"
    ]
    assert here("import", file, "--skip-flagged", "--json").json["added"] == 0
    assert here("import", file, "--json").json["added"] == 1


def test_what_is_said_of_a_column_is_remembered_for_the_same_headings(here, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("Klantnaam X;Plaats\nStaal;Zwolle\n")
    refused = here("import", file, "--kind", "partner")
    assert refused.status == 2 and "Klantnaam X" in refused.err
    assert here("import", file, "--map", "Klantnaam X=title", "--preview", "--json").json["new"] == 1
    file.write_text("Klantnaam X;Plaats\nStaal;Zwolle\nHout;Zwolle\n")
    assert here("import", file, "--json").json["added"] == 2
    assert here("import", tmp_path, "--map", "A=title").status == 2


def test_an_amount_and_a_day_of_a_workbook_are_those_of_the_sheet(here, tmp_path):
    from datetime import date

    book = openpyxl.Workbook()
    assert book.active
    book.active.append(["Bedrijf", "Datum", "Vorm", "Waarde", "Stand"])
    book.active.append(["Brinkhof", date(2026, 3, 31), "geld", 1234.5, "geleverd"])
    book.save(tmp_path / "x.xlsx")
    told = here("import", tmp_path / "x.xlsx", "--kind", "contribution", "--json")
    assert told.json["added"] == 1, told.err
    (line,) = here("list", "contribution", "--json").json
    value = shown(here, line["id"])
    assert (value["value"], value["date"], value["partner"]) == ("1234.50", "2026-03-31", "Brinkhof")


def test_what_stands_without_a_heading_is_told_by_the_preview_and_the_import_as_long_as_it_comes_in(here, tmp_path):
    file = tmp_path / "x.csv"
    file.write_text("Naam;Plaats\nStaal;Zwolle;belt terug\nBeton;Zwolle\n")
    for args in (["--preview"], []):
        told = here("import", file, "--json", *args)
        assert [each["row"] if args else each["where"] for each in told.json["remarks"]] == [2 if args else "2"]
        assert "Notes" in told.err
    (staal,) = [each for each in here("list", "partner", "--json").json if each["title"] == "Staal"]
    assert shown(here, staal["id"])["body"] == "belt terug"
    assert "remarks" not in here("import", file, "--json").json


@pytest.mark.parametrize("is_reply", [False, True])
@pytest.mark.parametrize("encoding", ["utf-8", ""])
def test_a_table_with_too_many_rows_is_refused_before_anything_is_saved(
    here, tmp_path, monkeypatch, encoding, is_reply
):
    monkeypatch.setattr(bounds, "TABLE_ROWS", 2)
    headings = ("Naam", "Plaats", "Wij doen mee" if is_reply else "KvK")
    monkeypatch.setitem(globals(), "ROWS", (headings, *[(f"Bedrijf {number}", "Zwolle", "") for number in range(20)]))
    file = table(tmp_path / ("a.csv" if encoding else "a.xlsx"), encoding)
    for options in (["--preview"], []):
        told = here("import", file, "--by", "Brinkhof", *options)
        assert told.status == 1 and "more than 2 rows" in told.err
    assert [each["title"] for each in here("list", "partner", "--json").json] == ["Brinkhof"]


def test_a_preview_refuses_the_rows_that_the_import_refuses(sto, tmp_path):
    added(sto, "partner", "--title", "Staal", "--set", "partner_kind=bedrijf")
    added(sto, "period", "--title", "STO", "--set", "date=2026-01-01", "--set", "until=2026-12-31", *WORTH)
    line = added(sto, "contribution", *(f"--set={each}" for each in LINE))
    assert sto("cofin", "close", "30-09-2026").status == 0
    file = tmp_path / "uren.csv"
    file.write_text(
        f"id;Bedrijf;Datum;Vorm;Uren;Stand\n{line};Staal;01-09-2026;uren;9;geleverd\n"
        ";Staal;01-10-2026;uren;;geleverd\n;Staal;02-10-2026;uren;2;geleverd\n"
    )
    command = ("import", file, "--kind", "contribution", "--json")
    before = sto(*command, "--preview").json
    assert (before["new"], before["changed"], [each["row"] for each in before["errors"]]) == (1, 0, [2, 3])
    after = sto(*command).json
    assert (after["added"], [each["where"] for each in after["refused"]]) == (1, ["2", "3"])
    assert [each["text"] for each in before["errors"]] == [each["reason"] for each in after["refused"]]
