"""Whatever sync tools, disks and people do to a shared folder, all complete files are read, and others do no harm."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

import knowledge.saving
from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.journal.segment import decode_segment, encode_segment
from knowledge.model.records.lesson import Lesson
from knowledge.workspace import Workspace
from tests.folders import OnDisk, SharedFolder, only_on_disk
from tests.journal.strategies import chain, change, segment

if TYPE_CHECKING:
    from tests.sync.conftest import Pair

COPIES = {
    "OneDrive": "00000001-LAPTOP-VAN-ELS.json",
    "OneDrive, again": "00000001-LAPTOP-VAN-ELS-LAPTOP-VAN-ELS-2.json",
    "Dropbox": "00000001 (Els's conflicted copy 2026-11-23).json",
    "Dropbox, Dutch": "00000001 (conflicterende kopie van Els 2026-11-23).json",
    "Nextcloud": "00000001 (conflicted copy 2026-11-23 143000).json",
    "ownCloud": "00000001_conflict-20261123-143000.json",
    "Syncthing": "00000001.sync-conflict-20261123-143000-ABCDEFG.json",
    "Seafile": "00000001 (SFConflict els@school.nl 2026-11-23-14-30-00).json",
    "Resilio": "00000001.Conflict.json",
    "rclone": "00000001.json.conflict1",
    "rclone bisync": "00000001.json..path1",
    "Unison": "00000001 (copy: conflict with laptop on 2026-11-23).json",
    "Google Drive": "00000001 (1).json",
    "Windows": "00000001 - kopie.json",
}
JUNK = (
    "desktop.ini",
    ".DS_Store",
    "Thumbs.db",
    "._00000001.json",
    "~$00000001.json",
    ".syncthing.00000001.json.tmp",
    ".unison.00000001.json.unison.tmp",
    "00000001.json.!sync",
    "00000001.json.part",
    "00000001.json.partial",
    "00000001.json.filepart",
    "00000001.json.crdownload",
    "00000001.json~",
    ".00000001.json.0a1b2c3d.tmp",
)
HOUT = segment(*chain("cccccccccc", {"title": "Houtdag", "body": "Vier cabines"}, document="houtdag"))
WHOLE = encode_segment(HOUT)


def twice(data: bytes) -> bytes:
    """The same file with one change standing in it twice, the second one saying something else."""
    other = encode_segment(segment(*chain("cccccccccc", {"title": "Bosdag"}, document="houtdag")))
    start = data.index(b'"changes": {') + len(b'"changes": {')
    return data[:start] + other[other.index(b'"changes": {') + len(b'"changes": {') :][:-6] + b"," + data[start:]


def with_id(document: str) -> bytes:
    """A file whose change names a document by `document`, with a hash that fits."""
    return encode_segment(segment(change("cccccccccc", document=document)))


def foreign(data: bytes) -> bytes:
    """A file that says it is of another replica than its changes are."""
    return data.replace(b'"replica": "cccccccccc"', b'"replica": "dddddddddd"')


UNUSABLE: dict[str, bytes] = {
    "0 bytes": b"",
    "NULs": b"\0" * len(WHOLE),
    "half a file": WHOLE[: len(WHOLE) // 2],
    "half of it NULs": WHOLE[:200] + b"\0" * (len(WHOLE) - 200),
    "trailing garbage": WHOLE + b"}}",
    "two files in one": WHOLE + WHOLE,
    "a sign-in page": b"<!DOCTYPE html><html><title>Sign in to your account</title></html>",
    "nested 100,000 deep": b'{"segment": ' + b"[" * 100_000,
    "nested deep and closed": b'{"changes": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "a key twice": twice(WHOLE),
    "a foreign replica's name": foreign(WHOLE),
    "a path as id": with_id("../../../etc/passwd"),
    "an id with a control character": with_id("hout\u001b[31mdag"),
    "an edited text": WHOLE.replace(b"Vier", b"Vijf"),
    "a number beyond all bounds": WHOLE.replace(b'"first": 1', b'"first": 1' + b"0" * 5000),
    "half a character": WHOLE.replace(b"Houtdag", rb"Hout\ud800"),
    "no text at all": bytes(range(256)) * 8,
}


def titles(workspace: Workspace) -> set[str]:
    return {each.record.title for each in workspace.documents(Listing("lesson", limit=1000))}


@pytest.mark.parametrize("tool", COPIES)
def test_a_conflict_copy_of_any_tool_is_read(pair: Pair, tool: str) -> None:
    pair.folder.put(f"journal/cccccccccc/{COPIES[tool]}", WHOLE)
    pair.exchange()

    assert titles(pair.hakan) == {"Houtdag"}
    assert not pair.hakan.status().set_aside
    assert decode_segment(pair.folder.read(HOUT.name)) == HOUT


@pytest.mark.parametrize("name", JUNK)
def test_junk_and_what_is_still_written_is_passed_over(pair: Pair, name: str) -> None:
    junk = pair.folder.put(f"journal/cccccccccc/{name}", b"\0junk")
    pair.exchange()

    assert not pair.hakan.status().set_aside
    assert pair.folder.read(junk) == b"\0junk"


@pytest.mark.parametrize("what", UNUSABLE)
def test_what_does_not_verify_is_set_aside_named_and_tried_again(pair: Pair, what: str) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    pair.marieke.sync()
    path = pair.folder.put(HOUT.name, UNUSABLE[what])

    for _round in range(2):
        pair.hakan.sync()
    (quarantined,) = pair.hakan.checkup().folder.unusable.items()  # type: ignore[union-attr]

    assert titles(pair.hakan) == {"Lasdag"}
    assert quarantined[0] == HOUT.name and quarantined[1]
    assert pair.folder.read(path) == UNUSABLE[what]
    pair.folder.put(HOUT.name, WHOLE)
    pair.hakan.sync()
    assert titles(pair.hakan) == {"Lasdag", "Houtdag"}
    assert pair.hakan.checkup().ok


@only_on_disk  # a gigabyte in memory is a gigabyte
def test_a_file_of_a_gigabyte_is_not_read(pair: Pair) -> None:
    assert isinstance(pair.folder, OnDisk)
    with (pair.folder.root / pair.folder.put(HOUT.name, b"")).open("r+b") as file:
        file.truncate(1 << 30)
    pair.marieke.save(Lesson(title="Lasdag"))
    pair.exchange()

    assert titles(pair.hakan) == {"Lasdag"}
    assert [each.path for each in pair.hakan.status().set_aside] == [HOUT.name]


@pytest.mark.parametrize("what", ["half a file", "0 bytes", "NULs", "a sign-in page", "trailing garbage"])
def test_a_damaged_file_is_put_back_by_whoever_still_has_it(pair: Pair, what: str) -> None:
    pair.folder.put(HOUT.name, WHOLE)
    pair.exchange()
    pair.folder.put(HOUT.name, UNUSABLE[what])

    pair.hakan.sync()  # it may still be arriving
    assert pair.folder.read(HOUT.name) == UNUSABLE[what]
    report = pair.hakan.sync()

    assert report.restored == 1
    assert decode_segment(pair.folder.read(HOUT.name)) == HOUT
    assert not pair.hakan.status().set_aside


def _older(folder: SharedFolder, name: str, backup: bytes) -> None:
    folder.put(name, backup)


def _truncated(folder: SharedFolder, name: str, _backup: bytes) -> None:
    folder.put(name, folder.read(name)[:70])


def _deleted(folder: SharedFolder, name: str, _backup: bytes) -> None:
    folder.remove(name)


@pytest.mark.parametrize("damage", [_older, _truncated, _deleted])
def test_whatever_a_file_loses_comes_back_from_a_replica_whose_owner_is_away(
    pair: Pair, tmp_path: Path, damage: Callable[[SharedFolder, str, bytes], None]
) -> None:
    pair.marieke.save(Lesson(title="een"))
    pair.marieke.sync()
    (name,) = pair.folder.segments()
    backup = pair.folder.read(name)
    pair.marieke.save(Lesson(title="twee"))
    pair.marieke.sync()
    pair.hakan.sync()
    damage(pair.folder, name, backup)

    for _round in range(2):
        pair.hakan.sync()

    newcomer = spaces.begin_or_join(Home.at(tmp_path / "newcomer"), pair.folder.place, author="Piet", starter=False)
    assert titles(newcomer) == {"een", "twee"}


def test_files_that_changed_places_do_no_harm(pair: Pair, tmp_path: Path) -> None:
    pair.marieke.save(Lesson(title="van Marieke"))
    pair.hakan.save(Lesson(title="van Hakan"))
    pair.exchange()
    one, other = pair.folder.segments()
    ours, theirs = pair.folder.read(one), pair.folder.read(other)
    pair.folder.put(one, theirs)
    pair.folder.put(other, ours)
    pair.exchange()
    pair.exchange()

    newcomer = spaces.begin_or_join(Home.at(tmp_path / "newcomer"), pair.folder.place, author="Piet", starter=False)
    assert titles(newcomer) == {"van Marieke", "van Hakan"}
    assert pair.marieke.sync().sent == pair.hakan.sync().sent == 0


def test_a_segment_that_stands_in_the_place_of_sto_json_is_not_written_over(pair: Pair) -> None:
    pair.folder.put("sto.json", WHOLE)

    pair.hakan.sync(restore_folder=True)

    assert titles(pair.hakan) == {"Houtdag"}
    assert decode_segment(pair.folder.read(HOUT.name)) == HOUT


def test_two_people_who_begin_a_space_at_once_keep_what_both_wrote(shared: SharedFolder, tmp_path: Path) -> None:
    ours, theirs = Home.at(tmp_path / "els"), Home.at(tmp_path / "hakan")
    els = spaces.begin_or_join(ours, shared.place, name="Regio", author="Els", starter=False)
    els.save(Lesson(title="van Els"))
    shared.empty()  # Hakan's laptop hasn't got it yet
    hakan = spaces.begin_or_join(theirs, shared.place, name="Regio", author="Hakan", starter=False)
    hakan.save(Lesson(title="van Hakan"))
    hakan.sync()

    again = spaces.begin_or_join(ours, shared.place, author="Els")
    again.sync()
    hakan.sync()

    assert titles(again) == titles(hakan) == {"van Els", "van Hakan"}


def test_another_region_in_the_same_folder_gets_nothing_of_the_former(shared: SharedFolder, tmp_path: Path) -> None:
    ours, theirs = Home.at(tmp_path / "els"), Home.at(tmp_path / "hakan")
    els = spaces.begin_or_join(ours, shared.place, name="Regio Oost", author="Els", starter=False)
    els.save(Lesson(title="van Oost"))
    els.sync()
    shared.empty()
    spaces.begin_or_join(theirs, shared.place, name="Regio West", author="Hakan", starter=False)

    again = spaces.begin_or_join(ours, shared.place, author="Els")

    assert titles(again) == set()
    assert b"van Oost" not in b"".join(shared.files().values())


# -- clocks -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def clock_of(monkeypatch: pytest.MonkeyPatch) -> Callable[[timedelta], None]:
    """Sets the clock of the device that writes next, so much ahead."""

    def set_to(ahead: timedelta) -> None:
        class Skewed(datetime):
            @classmethod
            def now(cls, tz: Any = None) -> datetime:  # type: ignore[override]
                return datetime.now(tz or UTC) + ahead

        monkeypatch.setattr(knowledge.saving, "datetime", Skewed)

    return set_to


def test_a_clock_a_year_ahead_or_back_changes_nothing_that_causality_decides(
    pair: Pair, clock_of: Callable[[timedelta], None]
) -> None:
    clock_of(timedelta(days=365))
    lesson = pair.marieke.save(Lesson(title="uit de toekomst"))
    pair.exchange()
    clock_of(timedelta())
    pair.hakan.save(Lesson(id=lesson.id, title="nu"))
    pair.exchange()
    clock_of(timedelta(days=-3000))
    pair.marieke.save(Lesson(id=lesson.id, title="uit het verleden"))
    pair.exchange()

    assert pair.hakan.get(lesson.id).record.title == "uit het verleden"
    assert not pair.hakan.get(lesson.id).conflicts
    assert pair.hakan.get(lesson.id) == pair.marieke.get(lesson.id)


def test_a_clock_a_year_ahead_poisons_nobody_elses_and_is_reported(
    pair: Pair, clock_of: Callable[[timedelta], None]
) -> None:
    clock_of(timedelta(days=365))
    lesson = pair.marieke.save(Lesson(title="uit de toekomst"))
    pair.exchange()
    clock_of(timedelta())
    edited = pair.hakan.save(Lesson(id=lesson.id, title="nu"))

    newest = pair.hakan.history(edited.id)[-1]
    assert newest.time < datetime.now(UTC).isoformat()[:4] + "-12-32"
    assert pair.hakan.status().ahead == (pair.marieke.status().replica,)
    assert "clock-ahead" in {each.code for each in pair.hakan.checkup().findings}


# -- who is who -------------------------------------------------------------------------------------------------------


def test_a_reinstalled_device_goes_on_under_a_new_id_with_everything_back(pair: Pair, home: Home) -> None:
    pair.marieke.save(Lesson(title="ervoor"))
    pair.exchange()
    before = pair.marieke.status().replica
    shutil.rmtree(home.data_dir.parent)

    again = spaces.begin_or_join(home, pair.folder.place, author="Marieke", starter=False)
    again.save(Lesson(title="erna"))
    again.sync()
    pair.hakan.sync()

    assert again.status().replica != before
    assert titles(again) == titles(pair.hakan) == {"ervoor", "erna"}
    assert all(not each.twice for each in pair.hakan.checkup().replicas)


def test_an_identity_that_goes_back_in_time_never_uses_a_number_for_two_changes_unseen(pair: Pair, home: Home) -> None:
    pair.marieke.save(Lesson(title="een"))
    pair.exchange()
    journal = next(home.data_dir.rglob("journal"))
    shutil.copytree(journal, home.data_dir / "backup")
    pair.marieke.save(Lesson(title="twee"))
    pair.exchange()
    shutil.rmtree(journal)
    shutil.copytree(home.data_dir / "backup", journal)
    restored = spaces.open_space(home)
    restored.save(Lesson(title="op dezelfde plek"))
    for _round in range(3):
        restored.sync()
        pair.hakan.sync()

    assert titles(restored) == titles(pair.hakan) == {"een", "twee", "op dezelfde plek"}
    assert any(each.twice for each in pair.hakan.checkup().replicas)
    identity = msgspec.json.decode(next(home.data_dir.rglob("replica.json")).read_bytes())
    assert identity["former"]
