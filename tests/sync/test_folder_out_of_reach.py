"""When the folder is out of reach, emptied, full or replaced, work goes on, and nothing is invented or thrown away."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from knowledge import bounds, spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.identifier import new_id
from knowledge.journal.mirror_listing import Stat
from knowledge.journal.segment import decode_segment
from knowledge.journal.storage import CannotWrite
from knowledge.model.records.lesson import Lesson
from knowledge.problem import Problem
from knowledge.sync import space as space_file
from knowledge.sync.folder import FolderProblem, LocalFolder
from knowledge.workspace import Workspace
from tests.folders import Around, SharedFolder

if TYPE_CHECKING:
    from tests.sync.conftest import Pair


class Cloudy(Around):
    """A folder whose files are listed but, while `offline`, can't be read: the placeholders of a sync tool."""

    offline = False

    def read(self, path: str) -> bytes:
        if self.offline and path != space_file.FILE:
            raise OSError(5, "The cloud file provider is not running")
        return super().read(path)


class Narrow(Around):
    """A folder with room for `room` more files."""

    room = 0

    def write(self, path: str, data: bytes) -> Stat:
        if not self.room:
            raise CannotWrite("no room for {path}", path=path)
        self.room -= 1
        return super().write(path, data)


def test_without_the_folder_saving_works_and_is_shared_later(
    workspace: Workspace, shared: SharedFolder, home: Home
) -> None:
    shared.take_away()

    saved = workspace.save(Lesson(title="Lasdag"))
    with pytest.raises(FolderProblem, match=shared.gone):
        workspace.sync()
    reopened = spaces.open_space(home)
    assert reopened.get(saved.id).record.title == "Lasdag"
    assert reopened.status().unpublished == 1
    assert not shared.files()

    shared.bring_back()
    assert workspace.sync().sent == 1
    assert workspace.status().unpublished == 0
    assert len(shared.files()) == 2


def test_an_emptied_folder_stops_sharing_and_stays_empty(
    workspace: Workspace, shared: SharedFolder, home: Home
) -> None:
    workspace.save(Lesson(title="Lasdag"))
    workspace.sync()
    shared.empty()

    for attempt in (workspace.sync, workspace.publish):
        with pytest.raises(FolderProblem, match=r"sto\.json is missing"):
            attempt()
    with pytest.raises(Problem, match=r"sto\.json is gone"):
        spaces.begin_or_join(home, shared.place, name="Opnieuw", author="Marieke")
    assert not shared.files()
    assert workspace.count(Listing("lesson")) == 1


def test_a_folder_that_lost_only_sto_json_is_left_alone_by_newcomers(
    workspace: Workspace, shared: SharedFolder, tmp_path: Path
) -> None:
    workspace.save(Lesson(title="Lasdag"))
    workspace.sync()
    shared.remove("sto.json")
    before = shared.files()

    with pytest.raises(Problem, match=r"sto\.json is gone"):
        spaces.begin_or_join(Home.at(tmp_path / "newcomer"), shared.place, name="Opnieuw", author="Piet")
    assert shared.files() == before


def test_sto_json_that_comes_back_resumes_sharing(workspace: Workspace, shared: SharedFolder) -> None:
    stored = shared.read("sto.json")
    shared.remove("sto.json")
    workspace.save(Lesson(title="Lasdag"))
    with pytest.raises(FolderProblem):
        workspace.sync()
    shared.put("sto.json", stored)

    assert workspace.sync().sent == 1


@pytest.mark.parametrize("data", [b"", b"\0" * 90, b"\xff", b"[" * 100_000, b"{}", b'{"format": 1}'])
def test_a_damaged_sto_json_stops_sharing(workspace: Workspace, shared: SharedFolder, data: bytes) -> None:
    shared.put("sto.json", data)
    workspace.save(Lesson(title="Lasdag"))

    with pytest.raises(Problem):
        workspace.sync()
    assert shared.files() == {"sto.json": data}


def test_another_space_in_the_folder_is_not_mixed_up_with_ours(workspace: Workspace, shared: SharedFolder) -> None:
    shared.remove("sto.json")
    space_file.create(shared.opened(), "Andere regio", new_id)
    workspace.save(Lesson(title="Lasdag"))

    with pytest.raises(FolderProblem, match="another space"):
        workspace.sync()
    assert shared.files().keys() == {"sto.json"}


def test_a_space_of_a_newer_sto_is_not_opened(shared: SharedFolder, home: Home) -> None:
    newer = space_file.Space(format=2, space=new_id(), name="Later")
    shared.put("sto.json", space_file.encode_space(newer))

    with pytest.raises(Problem, match="newer version"):
        spaces.begin_or_join(home, shared.place, author="Marieke")


def test_a_folder_on_a_full_disk_says_so_and_goes_on_where_it_was(pair: Pair, home: Home) -> None:
    narrow = Narrow(pair.folder.opened())
    space = space_file.find_space(narrow)
    assert space
    workspace = Workspace(home, space, pair.folder.place, narrow)
    workspace.save_all([Lesson(title=str(number), body="x" * 2000) for number in range(70)])

    with pytest.raises(CannotWrite):
        workspace.sync()
    narrow.room = 1
    with pytest.raises(CannotWrite):
        workspace.sync()
    there = sum(len(decode_segment(pair.folder.read(name)).changes) for name in pair.folder.segments())
    assert 0 < workspace.status().unpublished == 70 - there
    narrow.room = 100
    assert workspace.sync().sent >= 1

    assert workspace.status().unpublished == 0
    pair.hakan.sync()
    assert pair.hakan.count(Listing("lesson")) == 70


def test_a_file_that_could_not_be_reached_is_tried_again_though_nothing_about_it_changed(
    pair: Pair, tmp_path: Path
) -> None:
    pair.hakan.save(Lesson(title="Lasdag"))
    pair.hakan.sync()
    cloudy = Cloudy(pair.folder.opened())
    cloudy.offline = True
    space = space_file.find_space(cloudy)
    assert space
    home = Home.at(tmp_path / "cloudy")
    workspace = Workspace(home, space, pair.folder.place, cloudy)

    (aside,) = workspace.sync().set_aside
    assert str(aside.reason) == "the disk or the network drive gives an error"

    cloudy.offline = False
    assert workspace.sync().received == 1
    assert not workspace.status().set_aside


def test_a_file_larger_than_any_segment_is_not_read(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "FOLDER_FILE_BYTES", 1000)
    pair.folder.put("journal/cccccccccc/00000001.json", b" " * 1001)

    (aside,) = pair.marieke.sync().set_aside
    assert "larger than 1 kB" in str(aside.reason)


def test_listing_a_folder_in_which_others_write_never_fails(tmp_path: Path) -> None:
    journal = tmp_path / "journal" / "aaaaaaaaaa"
    journal.mkdir(parents=True)
    (journal / "00000001.json").write_bytes(b"{}")
    done = threading.Event()

    def churn() -> None:
        while not done.is_set():
            for number in range(30):
                (journal / f".{number}.tmp").touch()
            for number in range(30):
                (journal / f".{number}.tmp").unlink()

    writer = threading.Thread(target=churn)
    writer.start()
    try:
        for _ in range(300):
            assert "journal/aaaaaaaaaa/00000001.json" in LocalFolder(tmp_path).list("journal")
    finally:
        done.set()
        writer.join()
