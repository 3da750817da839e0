"""Text about pupils on the command line: warned of, refused where the region is strict, kept for a reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.commands.conftest import Sto, shown

PUPIL = "leerling Sem (15)"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STO_TODAY", "2026-11-23")


def unsettled(sto: Sto) -> list[tuple[str, str]]:
    return [(each["field"], each["rule"]) for each in sto("guard", "--json").json if not each["settled"]]


def add(sto: Sto, body: str, *more: str) -> dict[str, Any]:
    found: dict[str, Any] = sto("add", "lesson", "--title", "Les", "--body", body, "--json", *more).json
    return found


def test_a_script_saves_and_is_warned_with_rule_and_field(sto: Sto) -> None:
    added = add(sto, PUPIL)
    assert [(each["code"], each["rule"], each["field"], each["about"]) for each in added["warnings"]] == [
        ("leerling-naam", "leerling-naam", "body", [added["id"]])
    ]
    told = sto("edit", added["id"], "--title", "Stagiaire Femke")
    assert told.status == 0 and "leerling-naam" in told.err and "Femke" not in told.err
    assert unsettled(sto) == [("title", "leerling-naam"), ("body", "leerling-naam")]


def test_what_is_kept_says_why_and_never_what(sto: Sto, tmp_path: Path) -> None:
    added = add(sto, PUPIL)
    sto("guard", "keep", added["id"], "--field", "body", "--reason", "verzonnen voorbeeld")
    assert unsettled(sto) == []
    kept = shown(sto, added["id"])["guard_kept"]
    assert kept == {"leerling-naam.body": "verzonnen voorbeeld · Els · 2026-11-23"}
    written = "".join(each.read_text("utf-8") for each in (tmp_path / "shared" / "journal").rglob("*.json"))
    assert written.count("Sem") == 1
    found = sto("guard", "--json").json[0]
    assert found["settled"] and found["kept"]["reason"] == "verzonnen voorbeeld"


def test_a_record_tells_what_was_kept_in_it_for_as_long_as_it_is_there(sto: Sto) -> None:
    added = add(sto, PUPIL, "--keep-anyway", "verzonnen voorbeeld")
    told = sto("show", added["id"]).out
    assert "“Text” (leerling-naam). Why: verzonnen voorbeeld (Els · 2026-11-23)" in told
    sto("edit", added["id"], "--body", "Iets anders")
    assert "leerling-naam" not in sto("show", added["id"]).out


def test_one_more_in_the_same_field_warns_again(sto: Sto) -> None:
    added = add(sto, PUPIL, "--keep-anyway", "verzonnen voorbeeld")
    assert "warnings" in added and added["warnings"] == [] and unsettled(sto) == []
    again = sto("edit", added["id"], "--body", f"{PUPIL} en leerling Noor", "--json").json
    assert [each["rule"] for each in again["warnings"]] == ["leerling-naam"]
    assert unsettled(sto) == [("body", "leerling-naam")]
    sto("guard", "keep", added["id"], "--field", "body", "--reason", "twee voorbeelden")
    assert shown(sto, added["id"])["guard_kept"]["leerling-naam.body"].endswith(" · 2×")
    assert unsettled(sto) == []
    assert sto("edit", added["id"], "--title", "Anders", "--json").json["warnings"] == []


def test_a_strict_region_refuses_and_saves_nothing(sto: Sto) -> None:
    sto("settings", "set", "guard=streng")
    refused = sto("add", "lesson", "--title", "Les", "--body", PUPIL, "--json")
    assert (refused.status, refused.out) == (1, "") and "--keep-anyway" in refused.err
    assert sto("list", "lesson", "--json").json == []
    for words in (["log", "--title", "Overleg", "--outcome", PUPIL], ["add", "action", "--title", f"Bel {PUPIL}"]):
        assert sto(*words).status == 1
    assert sto("list", "meeting", "--json").json == [] and unsettled(sto) == []
    assert add(sto, PUPIL, "--keep-anyway", "verzonnen")["id"]
    assert sto("guard", "--json").json[0]["settled"]


def test_rows_of_an_import_are_told_one_by_one(sto: Sto, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    rows = [
        {"kind": "lesson", "title": "Goed", "body": "Twaalf leerlingen."},
        {"kind": "lesson", "title": "Fout", "body": "BSN 111222333"},
        {"kind": "partner", "title": "Nieuwstad Metaal"},
        {"kind": "lesson", "title": "Ook goed", "body": "Stagiair Nieuwstad"},
    ]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    sto("settings", "set", "guard=streng")
    strict = sto("import", file, "--json")
    assert strict.status == 1 and strict.json["added"] == 3
    assert [each["where"] for each in strict.json["refused"]] == ["2"]
    sto("settings", "set", "guard=waarschuwen")
    warned = sto("import", file, "--json")
    assert warned.status == 0 and warned.json["added"] == 1
    assert [(each["rule"], each["field"], each["where"]) for each in warned.json["warnings"]] == [("bsn", "body", "2")]


def test_a_number_is_told_to_need_erasing(sto: Sto) -> None:
    added = add(sto, "BSN 111222333")
    assert sto("guard", "--json").json[0]["erase"] == f"sto erase {added['id']}"
    assert "sto erase" in sto("guard").out
    add(sto, "leerling Sem")
    assert "erase" not in next(each for each in sto("guard", "--json").json if each["rule"] == "leerling-naam")


def test_a_rule_can_be_switched_off_for_the_region(sto: Sto) -> None:
    sto("settings", "set", "guard_off=leerling-naam")
    assert "leerling-naam" in sto("settings").out
    assert add(sto, f"{PUPIL}, BSN 111222333")["warnings"][0]["rule"] == "bsn"
    assert unsettled(sto) == [("body", "bsn")]
    assert sto("settings", "set", "guard_off=alles").status == 2


@pytest.mark.parametrize(
    ("field", "reason", "status"),
    [("title", "verzonnen", 2), ("nothing", "verzonnen", 2), ("body", " ", 2), ("body", "het is leerling Noor", 1)],
)
def test_what_cannot_be_kept_changes_nothing(sto: Sto, field: str, reason: str, status: int) -> None:
    added = add(sto, PUPIL)
    told = sto("guard", "keep", added["id"], "--field", field, "--reason", reason)
    assert (told.status, told.out) == (status, "") and told.err and "Traceback" not in told.err
    assert unsettled(sto) == [("body", "leerling-naam")]
    assert "guard_kept" not in str(shown(sto, added["id"])).replace("'guard_kept': {}", "")


def test_every_way_of_writing_is_looked_at(sto: Sto) -> None:
    logged = sto(
        *("log", "--title", "Overleg", "--decision", "Leerling Sem mag mee", "--action", "Bel stagiair Noor; Els; +7d"),
        *("--lesson", "Les: Yusuf (16) kon het"),
        "--json",
    ).json
    assert {each["field"] for each in logged["warnings"]} == {"decisions", "title", "body"}
    sto("add", "partner", "--title", "De Linde")
    lesson = add(sto, "Goed")["id"]
    used = sto("use", lesson, "--json").json
    told = sto("used", used["id"], "--niet", "--note", "Leerling Sem was ziek", "--json").json
    assert [each["field"] for each in told["warnings"]] == ["note"]
    merged = sto("approach", "add", "De Linde", "--by", "De Linde", "--about", "plek voor leerling Sem", "--json")
    assert merged.status != 0 or [each["field"] for each in merged.json["warnings"]] == ["about"]
