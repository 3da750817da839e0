"""Every verb accepts a record of a kind that only a newer version knows, shows it readably, and keeps it whole."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from knowledge import spaces
from knowledge.home import Home
from knowledge.model.records.partner import Partner
from tests.throwaway import Excursion, declared


@pytest.fixture
def newer(sto, tmp_path: Path):
    """The program on a device that received an excursion; and the id of that."""
    with declared():
        other = spaces.begin_or_join(Home.at(tmp_path / "newer"), tmp_path / "shared", author="Marieke", starter=False)
        host = other.save(Partner(title="Glasfabriek Leerdam"))
        made = other.save(
            Excursion(
                title="Naar de ovens",
                date=date(2026, 5, 7),
                partners=(host.id,),
                bring=("helm", "brood"),
                program="Zandstralen en blazen.",
                tags=("glas",),
            )
        )
        other.sync()
    assert sto("sync").status == 0
    return sto, made.id


def test_it_is_shown_readably(newer):
    sto, of = newer
    told = sto("show", of)

    assert told.status == 0
    for text in ("Naar de ovens", "excursion · Thu 7 May 2026 · Marieke", "helm, brood", "Zandstralen en blazen."):
        assert text in told.out
    value = sto("show", of, "--json").json
    assert (value["kind"], value["bring"], value["date"]) == ("excursion", ["helm", "brood"], "2026-05-07")


def test_its_partner_is_named_and_its_history_reads_as_it_is_shown(newer):
    sto, of = newer

    assert "Glasfabriek Leerdam" in sto("show", of).out
    assert "bring: – → helm, brood" in sto("history", of).out


def test_it_is_listed_by_its_own_name(newer):
    sto, of = newer

    assert [each["id"] for each in sto("list", "excursion", "--json").json] == [of]
    assert "Naar de ovens — Glasfabriek Leerdam" in sto("list", "excursion").out


def test_a_kind_that_nothing_has_is_refused(newer):
    sto, _of = newer
    for words in (("list", "raket"), ("search", "x", "--kind", "raket"), ("export", "-", "--kind", "raket")):
        told = sto(*words)
        assert (told.status, "There is no kind “raket”" in told.err) == (2, True), words


def test_it_is_found(newer):
    sto, of = newer
    for words in (("zandstralen",), ("ovens", "--kind", "excursion"), ("soort:excursion",), ("tag:glas",)):
        assert [hit["id"] for hit in sto("search", *words, "--json").json] == [of], words
    assert "excursion" in sto("search", "ovens").out


def test_its_title_and_text_can_be_changed_and_the_rest_stays(newer):
    sto, of = newer
    assert sto("edit", of, "--title", "Naar de glasovens", "--body", "Om negen weg.").status == 0
    value = sto("show", of, "--json").json

    assert (value["title"], value["body"], value["bring"]) == ("Naar de glasovens", "Om negen weg.", ["helm", "brood"])
    assert "Naar de glasovens" in sto("history", of).out
    with declared():
        assert sto("show", of, "--json").json["bring"] == ["helm", "brood"]


def test_a_field_it_doesn_t_have_is_refused_with_those_it_has(newer):
    sto, of = newer
    told = sto("edit", of, "--set", "colour=red")

    assert (told.status, "It has: title, body, tags" in told.err) == (2, True)


def test_it_goes_to_the_bin_and_comes_back(newer):
    sto, of = newer
    assert sto("delete", of, "--yes").status == 0
    assert [each["id"] for each in sto("list", "excursion", "--trash", "--json").json] == [of]
    assert sto("restore", of).status == 0
    assert sto("list", "excursion", "--json").json


def test_two_versions_of_it_are_told_and_settled(newer, tmp_path: Path):
    sto, of = newer
    with declared():
        other = spaces.open_space(Home.at(tmp_path / "newer"))
        seen = other.get(of)
        other.save(Excursion(**{**seen.record.__dict__, "title": "Naar de oven"}), seen=seen)
    assert sto("edit", of, "--title", "Naar het glas").status == 0
    with declared():
        other.sync()
    sto("sync")

    assert [each["id"] for each in sto("conflicts", "--json").json] == [of]
    assert sto("conflicts").status == 0
    assert sto("resolve", of, "--choose", "1").status == 0


def test_it_goes_out_whole(newer, tmp_path: Path):
    sto, of = newer
    file = tmp_path / "all.jsonl"
    assert sto("export", file, "--json").json["records"] == 2
    row = next(row for row in map(json.loads, file.read_text().splitlines()) if row["kind"] == "excursion")

    assert (row["id"], row["bring"], row["program"]) == (of, ["helm", "brood"], "Zandstralen en blazen.")
    assert sto("export", tmp_path / "notes", "--format", "markdown", "--json").json["records"] == 2
    assert "helm" in sto("export", "-", "--kind", "excursion").out
    assert "Naar de ovens" in sto("export", "-", "--format", "markdown", "--kind", "excursion").out


def test_it_can_be_forgotten(newer):
    sto, of = newer
    assert sto("erase", of, "--yes").status == 0

    assert sto("show", of).status == 1
    assert sto("list", "excursion").status == 2


@pytest.mark.parametrize("words", [("status",), ("doctor",), ("sync",), ("use",), ("done",), ("log", "--to")])
def test_no_verb_breaks_on_it(newer, words):
    sto, of = newer
    told = sto(*words, *([of] if words[0] in ("use", "done", "log") else []))

    assert told.status in (0, 1, 2)
    assert "unexpected" not in told.err
