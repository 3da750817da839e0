"""erase and doctor, and a folder that is put back."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge import spaces
from knowledge.home import Home
from knowledge.journal.segment import encode
from knowledge.model.records.lesson import Lesson
from tests.commands.conftest import Sto
from tests.journal.strategies import change, segment


@pytest.fixture
def lesson(sto: Sto) -> str:
    """The id of a lesson that is shared."""
    return sto("add", "lesson", "--title", "Lasdag", "--body", "Vraag Zonneveldkwast.").out.strip()


def codes(sto: Sto, *more: str) -> set[str]:
    """What the doctor finds."""
    return {each["code"] for each in sto("doctor", "--json", *more).json["findings"]}


def test_erasing_without_anybody_to_ask_needs_yes(sto: Sto, lesson: str) -> None:
    assert sto("erase", lesson).status == 2
    assert sto("show", lesson).status == 0


def test_what_is_erased_is_gone_and_its_status_tells_who_has_forgotten(sto: Sto, lesson: str, tmp_path: Path) -> None:
    hakan = spaces.begin_or_join(Home.at(tmp_path / "hakan"), tmp_path / "shared", author="Hakan", starter=False)
    hakan.save(Lesson(title="van Hakan"))
    hakan.sync()
    sto("sync")

    told = sto("erase", lesson, "--yes", "--json")
    assert told.status == 0, told.err
    assert (told.json["here"], told.json["done"]) == (True, False)
    assert sto("show", lesson).status == 1
    hakan.sync()
    sto("sync")

    status = sto("erase", "--status", lesson[-8:], "--json").json
    assert status["done"]
    assert [each["author"] for each in status["replicas"]] == ["Hakan"]
    assert not [
        path for path in tmp_path.rglob("*") if path.is_file() and b"zonneveldkwast" in path.read_bytes().lower()
    ]


def test_records_that_name_what_is_erased_are_told(sto: Sto) -> None:
    person = sto("add", "person", "--title", "Jaap Zonneveldkwast").out.strip()
    lesson = sto("add", "lesson", "--title", "Bellen", "--body", "Vraag Jaap Zonneveldkwast.").out.strip()

    told = sto("erase", person, "--yes", "--json").json

    assert [each["id"] for each in told["mentions"]] == [lesson]


def test_the_status_of_what_nobody_erased_is_refused(sto: Sto, lesson: str) -> None:
    assert sto("erase", "--status", lesson).status == 1


def test_a_healthy_space_is_well(sto: Sto, lesson: str) -> None:
    assert sto("search", "lasdag").status == 0
    told = sto("doctor", "--json").json

    assert told["ok"]
    assert told["findings"] == []
    assert told["mirror"]["changes"] == told["folder"]["changes"] == 1
    assert [each["own"] for each in told["replicas"]] == [True]
    assert "All is well" in sto("doctor").out
    assert lesson


def test_a_file_that_can_not_be_used_is_named_with_the_reason(sto: Sto, lesson: str, tmp_path: Path) -> None:
    assert lesson
    (tmp_path / "shared" / "journal" / "cccccccccc").mkdir()
    (tmp_path / "shared" / "journal" / "cccccccccc" / "00000001.json").write_text("<html>Sign in</html>")

    told = sto("doctor", "--json").json
    assert [each["path"] for each in told["quarantined"]] == ["journal/cccccccccc/00000001.json"]
    assert told["quarantined"][0]["reason"]
    assert not told["ok"]
    assert "00000001.json" in sto("doctor").out


def test_repair_mends_the_mirror_from_the_folder_and_the_folder_from_the_mirror(
    sto: Sto, lesson: str, tmp_path: Path
) -> None:
    (mirrored,) = (tmp_path / "home").rglob("journal/*/*.json")
    whole = mirrored.read_bytes()
    mirrored.write_bytes(whole[:100])
    (mirrored.parent / f".{mirrored.name}.0123abcd.tmp").write_bytes(b"half")
    assert {"mirror-damaged", "not-here", "leftovers"} <= codes(sto)

    told = sto("doctor", "--repair", "--json").json
    assert told["ok"], told["findings"]
    assert "mirror-damaged" in told["repaired"]
    assert mirrored.read_bytes() == whole

    shutil.rmtree(tmp_path / "shared" / "journal")
    assert "not-there" in codes(sto)
    assert codes(sto, "--repair") == set()
    assert sto("show", lesson).status == 0


def test_a_damaged_index_is_seen_and_made_anew(sto: Sto, lesson: str, tmp_path: Path) -> None:
    sto("search", "lasdag")
    for path in (tmp_path / "home" / "cache").rglob("index/*"):
        path.write_bytes(b"\0" * 10)
    assert "index" in codes(sto)

    assert codes(sto, "--repair") == set()
    assert lesson in sto("search", "lasdag", "--json").out


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


def test_numbers_beyond_all_reason_do_not_stop_the_doctor(sto: Sto, lesson: str, tmp_path: Path) -> None:
    far = encode(segment(change("cccccccccc", 9 * 10**14, document="ver")))
    (tmp_path / "shared" / "journal" / "cccccccccc").mkdir()
    (tmp_path / "shared" / "journal" / "cccccccccc" / "far.json").write_bytes(far)
    sto("sync")

    assert "chain-gap" in codes(sto)
    assert sto("show", lesson).status == 0
