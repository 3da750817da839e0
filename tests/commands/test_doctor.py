"""`sto doctor` reports problems and repairs those it can."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from knowledge import doctor
from knowledge.journal.segment import encode_segment
from tests.commands.conftest import Sto, codes
from tests.journal.strategies import change, segment


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


def test_numbers_beyond_all_reason_do_not_stop_the_doctor(sto: Sto, lesson: str, tmp_path: Path) -> None:
    far = encode_segment(segment(change("cccccccccc", 9 * 10**14, document="ver")))
    (tmp_path / "shared" / "journal" / "cccccccccc").mkdir()
    (tmp_path / "shared" / "journal" / "cccccccccc" / "far.json").write_bytes(far)
    sto("sync")

    assert "chain-gap" in codes(sto)
    assert sto("show", lesson).status == 0


@pytest.mark.usefixtures("lesson")
def test_a_file_that_takes_long_to_read_is_named(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not [each for each in sto("doctor", "--json").json["findings"] if each["code"] == "file-slow"]
    monkeypatch.setattr(doctor, "SLOW", 0.0)

    (found,) = [each for each in sto("doctor", "--json").json["findings"] if each["code"] == "file-slow"]

    assert "journal/" in found["message"]
    assert not found["grave"]
