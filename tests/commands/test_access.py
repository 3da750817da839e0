"""`sto access`: everything about one person in one file, and nothing about anybody else."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest

from knowledge.home import Home
from knowledge.private_files import DRAFT
from tests.commands.conftest import Sto, added


@pytest.fixture(autouse=True)
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder in which the person keeps documents."""
    monkeypatch.setenv("HOME", str(tmp_path / "me"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "me"))
    folder = tmp_path / "me" / "Documents"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def joost(sto: Sto) -> str:
    """Somebody who stands in records of many kinds, beside others."""
    firm = added(sto, "partner", "--title", "Brinkhof", "--set", "owner=Joost Zwaan")
    added(sto, "person", "--title", "Ria Veldhuis", "--set", "email=ria@x.example")
    note = "Joost belt liever. Ria Veldhuis weet meer."
    joost = added(
        *(sto, "person", "--title", "Joost Zwaan", "--set", "phone=0555-550111", "--set", f"partners={firm}"),
        *("--set", "consent=Mondeling", "--body", note),
    )
    sto("edit", joost, "--set", "phone=0555-550222")
    talk = "Joost wil eerst kijken.\n\nDe anderen niet."
    there = ("--set", f"attendees={joost}", "--body", talk)
    added(sto, "meeting", "--title", "Branchetafel", "--set", "date=2026-03-02", *there)
    added(sto, "meeting", "--title", "Open dag", "--set", "date=2026-03-03", "--set", "guests=joost zwaan, Piet Gast")
    body = "Een eerste regel over niemand.\n\nVraag Joost Zwaan of Ria Veldhuis.\n\nBel leerling Sem (15) niet."
    added(sto, "lesson", "--title", "Bellen met Ria Veldhuis", "--body", body)
    added(sto, "action", "--title", "Rooster sturen", "--set", "who=Joost Zwaan")
    asked = ("way=telefoon", f"partner={firm}", f"by={firm}", "who=Joost Zwaan")
    added(sto, "approach", *(word for each in asked for word in ("--set", each)))
    gone = added(sto, "lesson", "--title", "Weg", "--body", "Joost Zwaan stond hier.")
    sto("edit", gone, "--body", "Nu niemand meer.")
    binned = added(sto, "lesson", "--title", "Weggegooid", "--body", "Ook Joost Zwaan.")
    sto("delete", binned, "--yes")
    return joost


def test_it_has_the_record_its_history_and_every_record_that_links_or_names(sto: Sto, joost: str) -> None:
    told = sto("access", "joost zwaan", "--json").json
    [own] = told["own"]
    assert own["id"] == joost and own["fields"]["phone"] == "0555-550222" and own["fields"]["partners"] == "Brinkhof"
    [change] = [each for each in own["history"] if each["before"] == "0555-550111"]
    assert (change["field"], change["after"], change["author"]) == ("phone", "0555-550222", "Els")
    found = {(each["kind"], *each["fields"]): each for each in told["mentions"]}
    assert {
        ("partner", "owner"), ("meeting", "attendees", "body"), ("meeting", "guests"), ("action", "who"),
        ("approach", "who"), ("lesson", "body"), ("lesson",),
    } == set(found)  # fmt: skip
    assert found["meeting", "attendees", "body"]["passages"] == ["Joost wil eerst kijken."]
    assert (told["entered"][0]["author"], told["retention_months"]) == ("Els", 24)
    assert found["lesson",]["only_earlier"] and not found["meeting", "guests"]["only_earlier"]
    assert [each["in_bin"] for each in told["mentions"] if each["title"] == "Weggegooid"] == [True]


def test_what_is_about_others_is_left_out_and_no_more_is_told_than_what_names_the_person(sto: Sto, joost: str) -> None:
    for form in ("--json", "--format=html", "--format=md"):
        told = sto("access", joost, *(["--json"] if form == "--json" else [form, "-"]))
        assert told.status == 0, told.err
        assert "Joost Zwaan" in told.out and "belt liever" in told.out
        for other in ("Veldhuis", "Ria", "Piet", "Sem", "over niemand"):
            assert other not in told.out, (form, other)


def test_the_files_are_among_the_documents_for_the_person_alone_and_the_same_twice(
    sto: Sto, joost: str, documents: Path
) -> None:
    told = sto("access", joost, "--lang", "nl")
    files = sorted(documents.iterdir())
    assert [each.name for each in files] == ["inzage-joost-zwaan.html", "inzage-joost-zwaan.md"]
    assert all(str(each) in told.out for each in files)
    if sys.platform != "win32":
        assert {stat.S_IMODE(each.stat().st_mode) for each in files} == {0o600}
    page = files[1].read_text("utf-8")
    for piece in ("# Alles over Joost Zwaan", "24 maanden", "Toestemming: Mondeling", "ingevoerd door Els", "Aanwezig"):
        assert piece in page
    assert "<script" not in files[0].read_text("utf-8")
    sto("access", joost, "--lang", "nl")
    assert sorted(documents.iterdir()) == files


def test_what_lies_only_on_this_device_and_earlier_files_are_told(
    sto: Sto, joost: str, documents: Path, tmp_path: Path
) -> None:
    draft = Home.at(tmp_path / "home").private.path(DRAFT, about=joost)
    draft.parent.mkdir(parents=True, exist_ok=True)
    draft.write_text("{}")
    sto("search", "Joost Zwaan", "--save", "mijn mensen")
    report = documents / "stuurgroep-2026-Q1.md"
    report.write_text("Met Joost Zwaan.")
    (documents / "prive.md").write_text("Joost Zwaan")
    told = sto("access", joost, "--json").json
    assert (told["private"], told["searches"], told["exported"]) == ([str(draft)], ["mijn mensen"], [str(report)])
    assert sto("erase", joost, "--yes", "--json").json["exported"] == [str(report)]
    assert report.exists()


def test_a_merged_record_and_the_name_that_it_had_count_as_well(sto: Sto, joost: str) -> None:
    other = added(sto, "person", "--title", "J. Zwaan", "--set", "email=j.zwaan@x.example")
    named = added(sto, "lesson", "--title", "Met wie", "--body", "Mail J. Zwaan (j.zwaan@x.example).")
    sto("merge", joost, other)
    told = sto("access", other, "--json").json
    assert [each["id"] for each in told["own"]] == [joost, other]
    assert named in [each["id"] for each in told["mentions"]]


@pytest.mark.usefixtures("joost")
def test_somebody_who_is_only_named_and_nobody_and_something_else(sto: Sto) -> None:
    told = sto("access", "Piet Gast", "--json").json
    assert told["own"] == [] and [each["fields"] for each in told["mentions"]] == [["guests"]]
    assert sto("access", "Niemand Hier").status == 1
    partner = sto("list", "partner", "--json").json[0]["id"]
    assert sto("access", partner).status == 2


def test_what_they_wrote_themselves_is_counted(sto: Sto, joost: str) -> None:
    assert sto("access", "Els", "--json").json["writing"]["changes"] > 5
    assert sto("access", joost, "--json").json["writing"]["changes"] == 0
