"""`sto import --undo`: an import is one batch, taken back as one, and nothing that somebody wrote since is lost."""

from __future__ import annotations

from pathlib import Path

from tests.commands.conftest import Sto, added, shown


def names(sto: Sto, kind: str = "partner") -> list[str]:
    return sorted(each["title"] for each in sto("list", kind, "--json").json)


def test_what_an_import_added_and_changed_is_taken_back_but_for_what_was_changed_or_used_since(
    sto: Sto, tmp_path: Path
) -> None:
    old = added(sto, "partner", "--title", "Brinkhof", "--set", "place=Hardeveld")
    file = tmp_path / "lijst.csv"
    file.write_text(
        f"id;Naam;Plaats;Sector\n{old};Brinkhof;Zwolle;hout\n;Staal;Ommen;\n;Beton;Raalte;\n;Glas;Ommen;\n", "utf-8"
    )
    told = sto("import", file, "--kind", "partner", "--json")
    assert (told.json["added"], told.json["changed"]) == (3, 1)
    by_name = {each["title"]: each["id"] for each in sto("list", "partner", "--json").json}
    sto("edit", by_name["Staal"], "--set", "sector=staal")
    added(sto, "lesson", "--title", "Les", "--set", "partners=Glas")

    before = sto("import", "--undo", "--preview", "--json").json
    assert before["records"] == 4 and len(names(sto)) == 4
    done = sto("import", "--undo", "--json")
    assert (done.status, done.json["deleted"], done.json["changed_back"]) == (0, 1, 1)
    assert [(each["title"], each["reason"]) for each in done.json["kept"]] == [
        ("Staal", "it was changed since"),
        ("Glas", "other records belong to it since"),
    ]
    assert "“Staal” stays: it was changed since." in done.err
    assert names(sto) == ["Brinkhof", "Glas", "Staal"]
    value = shown(sto, old)
    assert (value["place"], value["sector"]) == ("Hardeveld", "")
    assert shown(sto, by_name["Staal"])["sector"] == "staal"

    nothing = sto("import", "--undo")
    assert nothing.status == 1 and "There is no import on this device to take back." in nothing.err
    assert sto("import", file, "--undo").status == 2
    assert sto("import").status == 2


def test_an_import_that_adds_nothing_leaves_the_one_before_to_be_taken_back(sto: Sto, tmp_path: Path) -> None:
    file = tmp_path / "mensen.csv"
    file.write_text("Bedrijf;Contactpersoon;E-mail\nStaal;Els Wassink;els@staal.example\n", "utf-8")
    assert "2 new (1 partner, 1 person)" in sto("import", file, "--preview").out
    assert sto("import", file, "--json").json["added"] == 2
    assert sto("import", file, "--json").json["added"] == 0
    assert sto("import", "--undo", "--json").json["deleted"] == 2
    assert names(sto) == names(sto, "person") == []
    again = sto("import", file, "--restore", "--json").json
    assert again["restored"] == 2 and names(sto) == ["Staal"]
    assert sto("import", "--undo", "--json").json["changed_back"] == 2
    assert names(sto) == []


def test_a_preview_tells_of_text_about_a_pupil_by_its_row(sto: Sto, tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text("Naam;Plaats;Notities\nStaal;Zwolle;Met leerling Sem (15) is afgesproken\nHout;Zwolle;Prima\n")
    told = sto("import", file, "--preview", "--json").json
    assert [(each["row"], each["rule"], each["field"]) for each in told["warnings"]] == [(2, "leerling-naam", "body")]
    assert told["new"] == 2
    text = sto("import", file, "--preview", "--lang", "nl")
    assert text.out.splitlines()[0] == "2 nieuw · 1 tekst over een leerling?"
    assert "regel 2" in text.err and "Sem" not in text.err
