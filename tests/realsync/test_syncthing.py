"""Two people share through folders that two real Syncthing daemons keep in sync: `make realsync`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.sync.folder import FolderLost
from knowledge.workspace import Workspace
from tests.realsync.daemon import Daemon, until

pytestmark = [
    pytest.mark.realsync,
    pytest.mark.timeout(300),
    pytest.mark.skipif(shutil.which("syncthing") is None, reason="Syncthing (the Debian package) is not installed"),
]


@dataclass
class Region:
    """Els and Hakan, each with a Syncthing and a sto of their own."""

    left: Daemon
    right: Daemon
    els: Workspace
    hakan: Workspace

    def offline(self) -> None:
        self.left.pause(self.right)

    def online(self) -> None:
        self.left.resume(self.right)
        self.settle()

    def settle(self) -> None:
        """Let Syncthing carry over all there is."""
        for daemon in (self.left, self.right):
            daemon.scan()
        until(lambda: tree(self.left.folder) == tree(self.right.folder), "both folders are the same")
        until(lambda: self.left.is_idle() and self.right.is_idle(), "Syncthing is at rest")

    def exchange(self) -> None:
        """Let both share until nothing moves any more."""
        for _round in range(3):
            for workspace in (self.els, self.hakan):
                workspace.sync()
                self.settle()


def tree(folder: Path) -> dict[str, bytes]:
    """What stands in `folder`, without what Syncthing keeps there for itself."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def state(workspace: Workspace) -> list[object]:
    """Everything a workspace says."""
    return [workspace.get(each.id) for each in workspace.documents(Listing("lesson", limit=1000, sort="title"))]


@pytest.fixture
def region(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Region]:
    """Both at work, online, in one space."""
    left = Daemon(tmp_path / "left", tmp_path / "els" / "STO")
    right = Daemon(tmp_path / "right", tmp_path / "hakan" / "STO")
    left.configure(right, dials=True)
    right.configure(left, dials=False, way=getattr(request, "param", "sendreceive"))
    started: list[Daemon] = []
    try:
        for daemon in (left, right):
            daemon.start()
            started.append(daemon)
        until(lambda: left.is_connected(right), "connected")
        els = spaces.begin_or_join(
            Home.at(tmp_path / "home-els"), left.folder, name="STO Vechterland", author="Els", starter=False
        )
        until(lambda: (right.folder / "sto.json").exists(), "sto.json arrives")
        hakan = spaces.begin_or_join(Home.at(tmp_path / "home-hakan"), right.folder, author="Hakan", starter=False)
        yield Region(left, right, els, hakan)
    finally:
        for daemon in started:
            daemon.stop()


def test_what_one_saves_the_other_reads(region: Region) -> None:
    region.els.save(Lesson(title="Lasdag"))
    region.hakan.save(Lesson(title="Houtdag"))
    region.exchange()

    assert state(region.els) == state(region.hakan)
    assert len(state(region.els)) == 2


def test_edits_made_offline_merge_and_what_overlaps_is_settled_for_both(region: Region) -> None:
    lesson = region.els.save(Lesson(title="Lasdag", body="een\ntwee\ndrie"))
    region.exchange()
    region.offline()
    region.els.save(Lesson(id=lesson.id, title="Lasdag", body="EEN\ntwee\ndrie", source="bezoek"))
    region.hakan.save(Lesson(id=lesson.id, title="Metaaldag", body="Eén\ntwee\nDRIE"))
    for workspace in (region.els, region.hakan):
        workspace.sync()
    region.online()
    region.exchange()

    merged = region.els.get(lesson.id)
    assert merged == region.hakan.get(lesson.id)
    assert merged.record.title == "Metaaldag"
    assert list(merged.conflicts) == ["body"]
    region.hakan.settle(merged, "body", "samen\ntwee\nDRIE")
    region.exchange()
    assert not region.els.get(lesson.id).conflicts
    assert state(region.els) == state(region.hakan)


def test_a_conflict_copy_of_syncthing_itself_loses_nothing(region: Region) -> None:
    region.els.save(Lesson(title="Lasdag"))
    region.exchange()
    (segment,) = region.left.folder.glob("journal/*/*.json")
    other = region.right.folder / segment.relative_to(region.left.folder)
    region.offline()
    region.els.save(Lesson(title="Op het origineel"))
    region.els.sync()
    other.write_bytes(other.read_bytes()[:-40])  # damaged there, in the same file, at the same time
    region.hakan.save(Lesson(title="Houtdag"))
    region.hakan.sync()
    for daemon in (region.left, region.right):
        daemon.scan()  # each takes note of its own version, so that they are in each other's way
    region.left.resume(region.right)
    copies = "journal/*/*.sync-conflict-*"
    until(lambda: [*region.left.folder.glob(copies), *region.right.folder.glob(copies)], "a conflict copy")
    region.settle()
    region.exchange()

    assert {each.record.title for each in state(region.hakan)} == {"Lasdag", "Op het origineel", "Houtdag"}  # type: ignore[attr-defined]
    assert state(region.els) == state(region.hakan)


def test_a_folder_put_back_from_a_backup_takes_nothing_away(region: Region, tmp_path: Path) -> None:
    region.els.save(Lesson(title="Lasdag"))
    region.exchange()
    shutil.copytree(region.left.folder, tmp_path / "backup", ignore=shutil.ignore_patterns(".*"))
    region.els.save(Lesson(title="Erna"))
    region.hakan.save(Lesson(title="Ook erna"))
    region.exchange()
    for path in region.left.folder.rglob("journal/*/*"):
        path.unlink()
    shutil.copytree(tmp_path / "backup", region.left.folder, dirs_exist_ok=True)
    region.settle()
    region.exchange()

    assert {each.record.title for each in state(region.els)} == {"Lasdag", "Erna", "Ook erna"}  # type: ignore[attr-defined]
    assert state(region.els) == state(region.hakan)
    assert len(tree(region.left.folder)) == 3


@pytest.mark.parametrize("who", ["els", "hakan"])
def test_a_mass_delete_is_undone_by_whoever_shares_next(region: Region, who: str) -> None:
    region.els.save(Lesson(title="Lasdag"))
    region.hakan.save(Lesson(title="Houtdag"))
    region.exchange()
    before = tree(region.left.folder)
    shutil.rmtree(region.left.folder / "journal")
    region.left.scan()
    until(lambda: not [*region.right.folder.glob("journal/*/*.json")], "the deletion arrives")

    getattr(region, who).sync()
    region.settle()

    assert tree(region.right.folder) == before


def test_an_emptied_folder_stops_both_and_comes_back_on_request(region: Region) -> None:
    region.els.save(Lesson(title="Lasdag"))
    region.hakan.save(Lesson(title="Houtdag"))
    region.exchange()
    before = tree(region.left.folder)
    shutil.rmtree(region.left.folder / "journal")
    (region.left.folder / "sto.json").unlink()
    region.left.scan()
    until(lambda: not tree(region.right.folder), "the deletion arrives")
    attempts: list[Callable[[], object]] = [region.els.sync, region.hakan.sync]
    for attempt in attempts:
        with pytest.raises(FolderLost):
            attempt()
    assert not tree(region.left.folder) and not tree(region.right.folder)

    region.hakan.sync(restore_folder=True)
    region.settle()
    region.exchange()

    assert tree(region.left.folder) == before
    assert state(region.els) == state(region.hakan)


@pytest.mark.parametrize("region", ["receiveonly"], indirect=True)
def test_in_a_folder_that_may_only_receive_nothing_is_said_to_be_shared_for_long(region: Region) -> None:
    region.hakan.save(Lesson(title="Houtdag"))
    own = f"journal/{region.hakan.status().replica}"
    for _time in range(3):
        region.hakan.sync()
        region.right.scan()
        region.right.revert()
        until(lambda: not [*region.right.folder.glob(f"{own}/*.json")], "Syncthing removed it")
    report = region.hakan.sync()

    assert report.taken_back == 3
    assert region.hakan.status().unpublished == 1
    region.els.sync()
    assert not state(region.els)
