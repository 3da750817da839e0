"""The command line adds, shows, lists, finds, exports and imports a kind that only the tests declare."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.throwaway import declared


@pytest.fixture
def known(sto):
    with declared():
        yield sto


def added(sto) -> str:
    words = ("--title", "Naar de glasfabriek", "--set", "partners=Glasfabriek Leerdam", "--set", "contact=els@glas.nl")
    told = sto("add", "dagtocht", *words, "--set", "bring=helm,brood", "--json")
    assert told.status == 0, told.err
    return told.json["id"]


def test_it_is_added_and_shown(known):
    told = known("show", added(known))

    assert "Naar de glasfabriek" in told.out
    assert "Hosts:                  Glasfabriek Leerdam" in told.out
    assert "Whom to write to:       els@glas.nl" in told.out
    assert "Day out:" in told.out  # a new one begins today


def test_a_value_that_does_not_fit_is_refused(known):
    told = known("add", "excursion", "--title", "x", "--set", "contact=els")

    assert (told.status, "is not an e-mail address" in told.err) == (2, True)


def test_it_is_changed_and_its_steps_are_told(known):
    of = added(known)
    assert known("edit", of, "--set", "bring=+jas").status == 0

    assert known("show", of, "--json").json["bring"] == ["helm", "brood", "jas"]
    assert "What to bring: helm, brood → helm, brood, jas" in known("history", of).out


@pytest.mark.parametrize("word", ["excursion", "excursions", "dagtocht", "Dagtochten"])
def test_it_is_listed_by_any_of_its_names(known, word):
    of = added(known)

    assert [each["id"] for each in known("list", word, "--json").json] == [of]
    assert "Naar de glasfabriek — Glasfabriek Leerdam" in known("list", word).out


def test_it_is_found_by_its_kind(known):
    of = added(known)

    for words in (("soort:dagtocht",), ("kind:excursion",), ("glasfabriek", "--kind", "dagtochten")):
        assert [hit["id"] for hit in known("search", *words, "--json").json] == [of], words


def test_it_is_exported_and_imported(known, tmp_path: Path):
    of = added(known)
    file, notes = tmp_path / "region.jsonl", tmp_path / "notes"
    assert known("export", file, "--json").json["records"] == 2
    assert known("export", notes, "--format", "markdown", "--json").json["records"] == 2
    rows = [json.loads(line) for line in file.read_text().splitlines()]
    assert [row["kind"] for row in rows] == ["partner", "excursion"]
    assert known("delete", of).status == 0

    file.write_text("".join(json.dumps(row | {"id": f"{row['kind']}-2"}) + "\n" for row in rows))
    assert known("import", file, "--json").json["added"] == 2
    assert known("import", notes, "--json").json["refused"] == []
    assert known("show", "excursion-2", "--json").json["bring"] == ["helm", "brood"]
