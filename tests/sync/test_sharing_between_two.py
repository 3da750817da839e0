"""Two people share a folder: each reads what the other writes, whatever the folder does to the files."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from tinydb import TinyDB

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.journal.segment import decode_segment, encode_segment
from knowledge.journal.storage import TEMPORARY
from knowledge.model.records.lesson import Lesson
from knowledge.workspace import Workspace
from tests.folders import OnDisk, SharedFolder, only_local
from tests.journal.strategies import chain, change, segment

if TYPE_CHECKING:
    from tests.sync.conftest import Pair


def titles(workspace: Workspace) -> set[str]:
    """The titles of all lessons."""
    return {each.record.title for each in workspace.documents(Listing("lesson", limit=10_000))}


def test_what_one_saves_the_other_reads(pair: Pair) -> None:
    saved = pair.marieke.save(Lesson(title="Lasdag", tags=("lassen",)))
    pair.exchange()

    assert pair.hakan.get(saved.id) == pair.marieke.get(saved.id)


def test_edits_made_apart_end_up_the_same_on_both_sides(pair: Pair) -> None:
    saved = pair.marieke.save(Lesson(title="Lasdag", body="een\ntwee\ndrie"))
    pair.exchange()
    pair.marieke.save(Lesson(id=saved.id, title="Houtdag", body="EEN\ntwee\ndrie"))
    pair.hakan.save(Lesson(id=saved.id, title="Metaaldag", body="een\ntwee\nDRIE"))
    pair.exchange()

    mine, theirs = pair.marieke.get(saved.id), pair.hakan.get(saved.id)
    assert mine == theirs
    assert mine.record.body == "EEN\ntwee\nDRIE"
    assert {each.value for each in mine.conflicts["title"]} == {"Houtdag", "Metaaldag"}
    assert pair.hakan.status().conflicts == 1


def test_a_settled_conflict_is_settled_for_everybody(pair: Pair) -> None:
    saved = pair.marieke.save(Lesson(title="Lasdag"))
    pair.exchange()
    pair.marieke.save(Lesson(id=saved.id, title="Houtdag"))
    pair.hakan.save(Lesson(id=saved.id, title="Metaaldag"))
    pair.exchange()
    pair.hakan.settle(pair.hakan.get(saved.id), "title", "Hout en metaal")
    pair.exchange()

    assert pair.marieke.get(saved.id).record.title == "Hout en metaal"
    assert not pair.marieke.get(saved.id).conflicts


def test_a_round_with_nothing_new_writes_nothing(pair: Pair) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    pair.exchange()
    before = pair.folder.stats()

    reports = [pair.marieke.sync(), pair.hakan.sync()]

    assert [(each.received, each.sent, each.restored) for each in reports] == [(0, 0, 0)] * 2
    assert pair.folder.stats() == before


def test_status_tells_what_is_not_shared_yet_and_who_was_seen(pair: Pair) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    assert pair.marieke.status().unpublished == 1
    pair.exchange()

    assert pair.marieke.status().unpublished == 0
    assert [each.author for each in pair.hakan.status().peers] == ["Marieke"]
    assert pair.hakan.status().last_sync


def test_a_clock_far_ahead_is_reported_and_not_followed(pair: Pair) -> None:
    wild = change("wwwwwwwwww", document="later", time="2999-01-01T00:00:00.000Z+0000")
    pair.folder.put(segment(wild).name, encode_segment(segment(wild)))
    pair.exchange()
    edited = pair.hakan.save(Lesson(id="later", title="Toch nu"))

    assert pair.marieke.status().ahead == ("wwwwwwwwww",)
    assert edited.record.title == "Toch nu"
    assert pair.hakan.history("later")[-1].time < "2999"


@pytest.mark.parametrize(
    "name",
    [
        "00000001 (conflicted copy 2026-11-23 Els).json",
        "00000001.sync-conflict-20261123-120000-ABCDEFG.json",
        "00000001-LAPTOP-VAN-ELS.json",
        "00000001.json..path1",
        "00000001 (1).json",
        "Kopie van 00000001.json",
        "../lost+found.json",
        "deeper/still/00000001.json",
    ],
)
def test_a_conflict_copy_is_read_whatever_it_is_called(pair: Pair, name: str) -> None:
    copy = segment(*chain("cccccccccc", {"title": "Houtdag"}, {"certainty": "bewezen"}, document="houtdag"))
    pair.folder.put(f"journal/cccccccccc/{name}", encode_segment(copy))
    pair.exchange()

    assert titles(pair.marieke) == titles(pair.hakan) == {"Houtdag"}
    assert not pair.marieke.status().set_aside


@pytest.mark.parametrize("name", [".hidden.json", "~lock.json", f"x.json{TEMPORARY}", "x.json.part", "desktop.ini"])
def test_files_that_are_still_written_or_something_else_are_passed_over(pair: Pair, name: str) -> None:
    copy = segment(change("cccccccccc"))
    pair.folder.put(f"journal/cccccccccc/{name}", encode_segment(copy))
    pair.exchange()

    assert not titles(pair.marieke)
    assert not pair.marieke.status().set_aside


def test_an_older_copy_of_a_file_is_brought_up_to_date_again(pair: Pair) -> None:
    pair.marieke.save(Lesson(title="een"))
    pair.exchange()
    older = pair.folder.journal()
    pair.marieke.save(Lesson(title="twee"))
    pair.exchange()
    for name, data in older.items():
        pair.folder.put(name, data)
    pair.exchange()

    assert any(b"twee" in data for data in pair.folder.journal().values())
    assert titles(pair.hakan) == {"een", "twee"}


def test_what_disappears_from_the_folder_is_put_back_and_never_deleted(pair: Pair) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    pair.exchange()
    before = pair.folder.journal()
    pair.folder.remove("journal")

    report = pair.hakan.sync()

    assert report.restored == 1
    assert pair.folder.journal() == before
    assert titles(pair.hakan) == {"Lasdag"}


def test_changes_of_a_newer_version_are_passed_on(pair: Pair) -> None:
    newer = segment(
        change("nnnnnnnnnn", kind="quiz", document="q", format=2, set={"ronde": [{"n": 1}]}, extra={"x": 1})
    )
    pair.folder.put(newer.name, encode_segment(newer))
    pair.marieke.sync()
    pair.folder.remove("journal")
    pair.marieke.sync()
    pair.hakan.sync()

    assert pair.hakan.get("q").fields == {"ronde": [{"n": 1}]}
    assert decode_segment(pair.folder.read(newer.name)) == newer


def test_nobody_rewrites_what_another_program_writes_in_its_own_way(pair: Pair, tmp_path: Path) -> None:
    mine = segment(change("nnnnnnnnnn"))
    own_way = tmp_path / "another program's.json"
    own_way.write_bytes(encode_segment(mine))
    with TinyDB(own_way, encoding="utf-8") as database:
        database.table("segment").update({"newer": "header"})
    before = own_way.read_bytes()
    pair.folder.put(mine.name, before)
    pair.exchange()
    pair.exchange()

    assert titles(pair.hakan) == {"Lasdag"}
    assert pair.folder.read(mine.name) == before


# -- files that can't be used -----------------------------------------------------------------------------------------

WHOLE = encode_segment(
    segment(*chain("cccccccccc", {"title": "Houtdag"}, {"body": "Vier cabines."}, document="houtdag"))
)
DEEP = b"[" * 100_000 + b"]" * 100_000


@pytest.mark.parametrize(
    "data",
    [
        WHOLE[: len(WHOLE) // 2],
        b"",
        b"\0" * len(WHOLE),
        b"<html>Sign in to continue</html>",
        DEEP,
        WHOLE.replace(b'"replica": "cccccccccc"', b'"replica": "dddddddddd"'),
        WHOLE.replace(b"Vier", b"Vijf"),
        WHOLE.replace(b"Vier", b"V\xefer"),
        b'{"$schema": "something else"}',
    ],
    ids=["torn", "empty", "nul", "html", "deep", "foreign", "edited", "latin-1", "other"],
)
def test_a_file_that_can_not_be_used_is_set_aside_until_it_changes(pair: Pair, data: bytes) -> None:
    name = "journal/cccccccccc/00000001.json"
    pair.hakan.save(Lesson(title="Lasdag"))
    pair.hakan.sync()
    pair.folder.put(name, data)

    pair.marieke.sync()
    pair.marieke.sync()

    assert [each.path for each in pair.marieke.status().set_aside] == [name]
    assert pair.marieke.status().set_aside[0].reason
    assert titles(pair.marieke) == {"Lasdag"}
    assert pair.folder.read(name) == data

    pair.folder.put(name, WHOLE)
    pair.marieke.sync()

    assert not pair.marieke.status().set_aside
    assert titles(pair.marieke) == {"Lasdag", "Houtdag"}


def test_a_file_set_aside_that_goes_away_is_not_named_any_more(pair: Pair) -> None:
    torn = pair.folder.put("journal/cccccccccc/00000001.json", WHOLE[:99])
    pair.marieke.sync()
    pair.folder.remove(torn)

    assert not pair.marieke.sync().set_aside
    assert not pair.marieke.status().set_aside


@only_local  # addresses on a server are UTF-8
def test_a_file_whose_name_is_no_utf_8_stops_nothing(pair: Pair) -> None:
    pair.folder.put("journal/cccccccccc/caf\udce9.json", WHOLE)
    pair.folder.put("journal/cccccccccc/na\udcefef.json", b"{")

    pair.marieke.sync()

    assert titles(pair.marieke) == {"Houtdag"}
    (aside,) = pair.marieke.status().set_aside
    assert aside.path.isprintable()


def test_our_own_torn_file_is_written_again(pair: Pair) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    pair.marieke.sync()
    before = pair.folder.journal()
    for name in before:
        pair.folder.put(name, before[name][:40])

    pair.marieke.sync()

    assert pair.folder.journal() == before
    assert not pair.marieke.status().set_aside


@only_local  # links are of file systems; a server shows what they point at
def test_a_link_out_of_the_folder_is_not_followed(pair: Pair, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.json").write_bytes(WHOLE)
    assert isinstance(pair.folder, OnDisk)
    link = pair.folder.root / "journal" / "cccccccccc" / "00000001.json"
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "elsewhere.json")

    pair.marieke.sync()

    assert not titles(pair.marieke)


# -- clones and damage ------------------------------------------------------------------------------------------------


def test_a_copied_home_goes_on_under_an_id_of_its_own(pair: Pair, tmp_path: Path) -> None:
    pair.marieke.save(Lesson(title="samen"))
    pair.exchange()
    shutil.copytree(tmp_path / "home", tmp_path / "copy")
    clone = spaces.open_space(Home.at(tmp_path / "copy"), pair.folder.place)
    clone.save(Lesson(title="op de kopie"))
    pair.marieke.save(Lesson(title="op het origineel"))
    clone.sync()
    pair.exchange()
    clone.sync()

    assert clone.status().replica != pair.marieke.status().replica
    for workspace in (pair.marieke, pair.hakan, clone):
        assert titles(workspace) == {"samen", "op de kopie", "op het origineel"}
    assert not any("-" in Path(name).name for name in pair.folder.journal())


def test_two_devices_that_wrote_under_one_id_lose_nothing_and_come_to_rest(pair: Pair, tmp_path: Path) -> None:
    pair.marieke.save(Lesson(title="samen"))
    pair.marieke.sync()
    shutil.copytree(tmp_path / "home", tmp_path / "copy")
    identity = next((tmp_path / "copy").rglob("replica.json"))
    made_here = msgspec.json.decode(identity.read_bytes())
    clone = spaces.open_space(Home.at(tmp_path / "copy"), pair.folder.place)
    fingerprint = clone.status() and msgspec.json.decode(identity.read_bytes())["machine"]
    identity.write_bytes(msgspec.json.encode({**made_here, "machine": fingerprint}))
    for number in range(3):
        clone.save(Lesson(title=f"kopie {number}"))
        pair.marieke.save(Lesson(title=f"origineel {number}"))
    everyone = (pair.marieke, clone, pair.hakan)
    assert pair.marieke.status().replica == clone.status().replica

    for _ in range(4):
        for workspace in everyone:
            workspace.sync()
    pair.marieke.save(Lesson(title="daarna"))
    clone.save(Lesson(title="daarna op de kopie"))
    for _ in range(3):
        for workspace in everyone:
            workspace.sync()

    assert len({workspace.status().replica for workspace in everyone}) == 3
    for workspace in everyone:
        assert len(titles(workspace)) == 9
        assert not workspace.status().set_aside
    before = pair.folder.journal()
    for workspace in everyone:
        report = workspace.sync()
        assert (report.received, report.sent, report.restored) == (0, 0, 0)
    assert pair.folder.journal() == before


def _nul(path: Path) -> None:
    path.write_bytes(b"\0" * 500)


def _half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:300])


def _gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("damage", [_nul, _half, _gone])
def test_a_damaged_mirror_is_mended_from_the_folder_and_never_the_other_way(
    pair: Pair, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    for title in ("een", "twee"):
        pair.marieke.save(Lesson(title=title))
    pair.exchange()
    before = pair.folder.journal()
    (mirrored,) = (tmp_path / "home").rglob("00000001.json")
    damage(mirrored)

    pair.marieke.sync()

    assert pair.folder.journal() == before
    assert mirrored.read_bytes() in before.values()
    pair.marieke.save(Lesson(title="drie"))
    pair.exchange()
    assert titles(pair.hakan) == titles(pair.marieke) == {"een", "twee", "drie"}


def test_a_mirror_put_back_from_an_old_backup_takes_nothing_away(pair: Pair, tmp_path: Path) -> None:
    pair.marieke.save(Lesson(title="een"))
    pair.marieke.sync()
    (mirrored,) = (tmp_path / "home").rglob("00000001.json")
    backup = mirrored.read_bytes()
    pair.marieke.save(Lesson(title="twee"))
    pair.marieke.sync()
    mirrored.write_bytes(backup)
    pair.marieke.save(Lesson(title="na het terugzetten"))
    pair.marieke.publish()
    pair.exchange()
    pair.exchange()

    everything = {"een", "twee", "na het terugzetten"}
    assert titles(pair.hakan) == titles(pair.marieke) == everything
    fresh = spaces.begin_or_join(Home.at(tmp_path / "fresh"), pair.folder.place, author="Piet", starter=False)
    assert titles(fresh) == everything


def test_publishing_from_an_older_mirror_does_not_hide_what_it_lacks(pair: Pair, tmp_path: Path) -> None:
    pair.marieke.save(Lesson(title="een"))
    pair.marieke.sync()
    (mirrored,) = (tmp_path / "home").rglob("00000001.json")
    backup = mirrored.read_bytes()
    pair.marieke.save(Lesson(title="twee"))
    pair.marieke.sync()
    before = pair.folder.journal()
    mirrored.write_bytes(backup)

    pair.marieke.publish()
    pair.marieke.sync()

    assert pair.folder.journal() == before
    assert mirrored.read_bytes() in before.values()


def signed(data: bytes, signature: str) -> bytes:
    """The segment file `data` as a version that signs writes it."""
    found = decode_segment(data)
    return encode_segment(replace(found, changes=tuple(replace(each, signature=signature) for each in found.changes)))


def signatures(*roots: Path, folder: SharedFolder) -> list[set[str]]:
    """The signatures in each file of a journal below `roots` and in `folder`."""
    paths = [path for root in roots for path in root.glob("data/spaces/*/journal/*/*.json")]
    files = [*folder.journal().values(), *(path.read_bytes() for path in paths)]
    return [{each.signature for each in decode_segment(data).changes} for data in files]


def test_a_signature_is_passed_on_by_a_version_that_knows_nothing_of_it(pair: Pair, tmp_path: Path) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    pair.exchange()
    ((name, unsigned),) = pair.folder.journal().items()
    pair.folder.put(name, signed(unsigned, "ed25519:els:AAAA"))

    assert pair.hakan.sync().received == 0
    pair.folder.put(name, unsigned)
    pair.exchange()

    homes = (tmp_path / "home", tmp_path / "home-of-hakan", tmp_path / "newcomer")
    assert signatures(*homes, folder=pair.folder) == [{"ed25519:els:AAAA"}] * 3
    newcomer = spaces.begin_or_join(Home.at(homes[2]), pair.folder.place, author="Piet", starter=False)
    assert newcomer.count(Listing("lesson")) == 1
    assert signatures(*homes, folder=pair.folder) == [{"ed25519:els:AAAA"}] * 4
    assert not newcomer.status().set_aside
    assert pair.marieke.save(Lesson(title="Daarna")).record.title == "Daarna"


def test_two_signatures_of_one_change_start_no_tug_of_war(pair: Pair, tmp_path: Path) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    pair.exchange()
    ((name, unsigned),) = pair.folder.journal().items()
    (copy,) = (tmp_path / "home-of-hakan").glob("**/journal/*/*.json")
    pair.folder.put(name, signed(unsigned, "ed25519:els:AAAA"))
    copy.write_bytes(signed(unsigned, "ed25519:els:zzzz"))
    pair.exchange()
    pair.exchange()
    settled = pair.folder.stats()

    pair.exchange()

    homes = (tmp_path / "home", tmp_path / "home-of-hakan")
    assert signatures(*homes, folder=pair.folder) == [{"ed25519:els:zzzz"}] * 3
    assert pair.folder.stats() == settled
