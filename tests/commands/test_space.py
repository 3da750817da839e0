"""init, sync and status: two installations on one machine."""

from __future__ import annotations

import pytest


@pytest.fixture
def as_hakan(sto, monkeypatch, tmp_path):
    """The program as a colleague runs it, with a home of his own, in the same shared folder."""

    def run(*words):
        with monkeypatch.context() as patch:
            patch.setenv("STO_HOME", str(tmp_path / "hakan"))
            return sto(*words)

    return run


def test_a_colleague_joins_and_both_see_what_the_other_wrote(sto, as_hakan, tmp_path):
    document_id = sto("add", "lesson", "--title", "Van Els").out.strip()
    assert sto("status", "--json").json["unpublished"] == 0  # a save is shared at once
    assert as_hakan("init", tmp_path / "shared", "--author", "Hakan").status == 0
    assert as_hakan("show", document_id, "--json").json["author"] == "Els"
    as_hakan("edit", document_id, "--title", "Van Hakan")
    as_hakan("sync")
    assert sto("sync", "--json").json["received"] == 1
    assert sto("show", document_id, "--json").json["title"] == "Van Hakan"
    status = sto("status", "--json").json
    assert [peer["author"] for peer in status["peers"]] == ["Hakan"]
    assert (status["unpublished"], status["name"], status["author"]) == (0, "STO Vechterland", "Els")
    assert "Hakan" in sto("status").out


def test_concurrent_titles_are_both_shown(sto, as_hakan, tmp_path):
    document_id = sto("add", "lesson", "--title", "Eerst").out.strip()
    sto("sync")
    as_hakan("init", tmp_path / "shared", "--author", "Hakan")
    sto("edit", document_id, "--title", "Els haar titel")
    as_hakan("edit", document_id, "--title", "Hakan zijn titel")
    as_hakan("sync")
    sto("sync")
    siblings = sto("show", document_id, "--json").json["conflicts"]["title"]
    assert {item["value"] for item in siblings} == {"Els haar titel", "Hakan zijn titel"}
    out = sto("show", document_id).out
    assert "Els haar titel" in out and "Hakan zijn titel" in out


def test_a_new_space_needs_a_name_and_an_author(alone, tmp_path):
    assert alone("init", tmp_path / "shared", "--name", "N").status == 2
    assert alone("init", tmp_path / "shared", "--author", "A").status == 2


def test_init_answers_in_json(alone, tmp_path):
    told = alone("init", tmp_path / "met ë", "--name", "N", "--author", "A", "--no-starter", "--json")
    assert told.json == {"name": "N", "folder": str(tmp_path / "met ë"), "author": "A", "documents": 0}


def test_without_the_shared_folder_work_goes_on_and_sync_says_so(sto, tmp_path):
    (tmp_path / "shared").rename(tmp_path / "away")
    assert sto("add", "lesson", "--title", "Les").status == 0
    told = sto("sync")
    assert told.status == 1
    assert "shared" in told.err


def test_the_demo_is_made_without_the_app_and_is_searched_next(alone, tmp_path):
    told = alone("demo", tmp_path / "demo", "--no-app", "--json")
    assert told.status == 0, told.err
    assert told.json["documents"] > 50
    assert alone("search", "gastlessen", "--json").json
    assert alone("demo", tmp_path / "demo", "--no-app").status == 1


def test_the_demo_leaves_somebody_s_own_space_the_one_last_used(sto, tmp_path):
    sto("demo", tmp_path / "demo", "--no-app")
    assert sto("status", "--json").json["name"] == "STO Vechterland"
    assert sto("status", "--json").json["folder"] == str(tmp_path / "shared")
    assert sto("--folder", tmp_path / "demo", "list", "partner", "--json").json


def test_a_save_while_the_folder_is_away_is_kept_and_shared_later(sto, tmp_path):
    sto("add", "partner", "--title", "Eerst")
    (tmp_path / "shared").rename(tmp_path / "away")
    saved = sto("add", "lesson", "--title", "Onderweg geschreven")
    assert saved.status == 0
    assert "not shared yet" in saved.err
    assert sto("status", "--json").json["unpublished"] == 1
    (tmp_path / "away").rename(tmp_path / "shared")
    assert sto("sync", "--json").json["sent"] == 1
