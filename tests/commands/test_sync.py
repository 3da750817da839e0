"""`sto sync` and `sto status`, with two installations on one machine and a folder that is put back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge import spaces
from knowledge.home import Home
from tests.commands.conftest import Sto, codes


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


def test_without_the_shared_folder_work_goes_on_and_sync_says_so(sto, tmp_path):
    (tmp_path / "shared").rename(tmp_path / "away")
    assert sto("add", "lesson", "--title", "Les").status == 0
    told = sto("sync")
    assert told.status == 1
    assert "shared" in told.err


def test_a_save_while_the_folder_is_away_is_kept_and_shared_later(sto, tmp_path):
    sto("add", "partner", "--title", "Eerst")
    (tmp_path / "shared").rename(tmp_path / "away")
    saved = sto("add", "lesson", "--title", "Onderweg geschreven")
    assert saved.status == 0
    assert "not shared yet" in saved.err
    assert sto("status", "--json").json["unpublished"] == 1
    (tmp_path / "away").rename(tmp_path / "shared")
    assert sto("sync", "--json").json["sent"] == 1


def test_an_emptied_folder_is_only_put_back_on_request(sto: Sto, lesson: str, tmp_path: Path) -> None:
    shared = tmp_path / "shared"
    shutil.rmtree(shared)
    shared.mkdir()

    told = sto("sync")
    assert told.status == 1
    assert "--restore-folder" in told.err
    assert not [*shared.iterdir()]
    assert "folder-unreachable" in codes(sto)

    assert sto("sync", "--restore-folder").status == 0
    piet = spaces.begin_or_join(Home.at(tmp_path / "piet"), shared, author="Piet", starter=False)
    assert piet.get(lesson).record.title == "Lasdag"


def test_a_folder_that_is_gone_is_made_again_on_request(sto: Sto, lesson: str, tmp_path: Path) -> None:
    shutil.rmtree(tmp_path / "shared")
    assert sto("sync").status == 1

    assert sto("sync", "--restore-folder").status == 0
    assert (tmp_path / "shared" / "sto.json").is_file()
    assert lesson in "".join(path.read_text() for path in (tmp_path / "shared").rglob("*.json"))


def test_a_damaged_sto_json_is_written_anew_on_request_and_another_space_never(
    sto: Sto, lesson: str, tmp_path: Path
) -> None:
    marker = tmp_path / "shared" / "sto.json"
    whole = marker.read_bytes()
    marker.write_bytes(b"")
    assert sto("sync").status == 1
    assert sto("sync", "--restore-folder").status == 0
    assert marker.read_bytes() == whole

    other = whole.replace(b'"space": "0', b'"space": "1')
    assert other != whole
    marker.write_bytes(other)
    assert sto("sync", "--restore-folder").status == 1
    assert marker.read_bytes() == other
    assert lesson
