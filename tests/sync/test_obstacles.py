"""Whatever stands in the place of one file or directory, everything else is exchanged, and the obstacle is named."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from knowledge.catalogue.listing import Listing
from knowledge.journal.segment import encode_segment
from knowledge.model.records.lesson import Lesson
from knowledge.sync.folder import FolderProblem, LocalFolder
from knowledge.workspace import Workspace
from tests.folders import OnDisk, only_local, only_on_disk
from tests.journal.strategies import chain, segment

if TYPE_CHECKING:
    from tests.sync.conftest import Pair

HOUT = segment(*chain("cccccccccc", {"title": "Houtdag"}, document="houtdag"))


def titles(workspace: Workspace) -> set[str]:
    return {each.record.title for each in workspace.documents(Listing("lesson", limit=1000))}


def own(workspace: Workspace) -> str:
    """The directory of what `workspace` itself writes, in the folder."""
    return f"journal/{workspace.status().replica}"


def directory_for_a_segment(place: Path) -> str:
    """A directory with something in it, where the first segment was."""
    file = next(iter(sorted(place.glob("*.json"))))
    file.unlink()
    file.mkdir()
    (file / "van iemand.txt").write_text("niet van ons")
    return f"{place.name}/{file.name}"


def file_for_a_directory(place: Path) -> str:
    shutil.rmtree(place)
    place.write_text("niet van ons")
    return place.name


def loop_for_a_directory(place: Path) -> str:
    shutil.rmtree(place)
    place.symlink_to(place.name)
    return place.name


def loop_for_a_segment(place: Path) -> str:
    file = next(iter(sorted(place.glob("*.json"))))
    file.unlink()
    file.symlink_to(file.name)
    return f"{place.name}/{file.name}"


def link_out(place: Path) -> str:
    """A link to a directory elsewhere, where the replica's own was."""
    elsewhere = place.parent.parent.parent / "elders"
    elsewhere.mkdir()
    shutil.rmtree(place)
    place.symlink_to(elsewhere, target_is_directory=True)
    return place.name


def pipe_for_a_segment(place: Path) -> str:
    os.mkfifo(place / "00009999.json")
    return f"{place.name}/00009999.json"


OBSTACLES = (directory_for_a_segment, file_for_a_directory, loop_for_a_directory, loop_for_a_segment, link_out)


@only_local
@pytest.mark.parametrize("make", [*OBSTACLES, pipe_for_a_segment], ids=lambda make: make.__name__)
@pytest.mark.parametrize("whose", ["marieke", "hakan"])
def test_one_obstacle_stops_nothing_else_and_is_named(
    pair: Pair, shared: OnDisk, make: Callable[[Path], str], whose: str
) -> None:
    """Links, pipes and loops there are only on this disk."""
    pair.marieke.save(Lesson(title="Van Marieke"))
    pair.hakan.save(Lesson(title="Van Hakan"))
    pair.exchange()
    place = shared.root / own(getattr(pair, whose))
    obstacle = f"journal/{make(place)}"
    pair.marieke.save(Lesson(title="Nog een van Marieke"))
    pair.hakan.save(Lesson(title="Nog een van Hakan"))
    shared.put(HOUT.name, encode_segment(HOUT))
    before = everything(shared.root.parent)

    reports = [each.sync() for each in (pair.marieke, pair.hakan, pair.marieke, pair.hakan)]

    other = pair.hakan if whose == "marieke" else pair.marieke
    assert "Houtdag" in titles(pair.marieke) & titles(pair.hakan)
    assert {"Van Marieke", "Van Hakan"} <= titles(pair.marieke) & titles(pair.hakan)
    assert f"Nog een van {'Hakan' if whose == 'marieke' else 'Marieke'}" in titles(getattr(pair, whose))
    for aside in (reports[-2].set_aside, reports[-1].set_aside, other.status().set_aside):
        assert obstacle in {each.path for each in aside}
    assert obstacle in {
        str(finding.what.values.get("path")) for finding in pair.hakan.checkup().findings if finding.grave
    }
    assert before.items() <= everything(shared.root.parent).items(), "nothing that stood there was written over"


@only_local
@pytest.mark.parametrize(
    "make", [directory_for_a_segment, file_for_a_directory, link_out], ids=lambda make: make.__name__
)
def test_what_an_obstacle_keeps_back_is_not_said_to_be_shared(
    pair: Pair, shared: OnDisk, make: Callable[[Path], str]
) -> None:
    pair.marieke.save(Lesson(title="Van Marieke"))
    pair.exchange()
    assert pair.marieke.status().unpublished == 0
    place = shared.root / own(pair.marieke)
    obstacle = shared.root / "journal" / make(place)
    pair.marieke.save(Lesson(title="Nog een"))
    pair.marieke.sync()
    assert pair.marieke.status().unpublished == 2

    if obstacle.is_dir() and not obstacle.is_symlink():
        shutil.rmtree(obstacle)
    else:
        obstacle.unlink()
    pair.exchange()

    assert pair.marieke.status().unpublished == 0
    assert not pair.marieke.status().set_aside
    assert titles(pair.hakan) == {"Van Marieke", "Nog een"}


@only_on_disk
@pytest.mark.parametrize("make", [directory_for_a_segment, file_for_a_directory], ids=lambda make: make.__name__)
def test_a_server_is_never_asked_to_replace_a_directory(
    pair: Pair, shared: OnDisk, make: Callable[[Path], str]
) -> None:
    """A server moves a file over a directory by deleting the directory first."""
    pair.marieke.save(Lesson(title="Van Marieke"))
    pair.exchange()
    make(shared.root / own(pair.marieke))
    pair.hakan.save(Lesson(title="Van Hakan"))
    pair.marieke.save(Lesson(title="Nog een"))
    pair.exchange()

    assert "Van Hakan" in titles(pair.marieke)
    assert pair.marieke.status().set_aside
    assert any(data == b"niet van ons" for data in shared.files().values())


@pytest.fixture
def closed() -> set[str]:
    """The paths of the directories that nobody may read."""
    return set()


@pytest.fixture
def unreadable(monkeypatch: pytest.MonkeyPatch, closed: set[str]) -> Iterator[Callable[[Path], None]]:
    """Make directories unreadable, also for root, for whom permissions don't count."""
    scandir = os.scandir

    def looked(path: Any = ".") -> Any:
        if str(path) in closed:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", looked)
    yield lambda path: closed.add(str(path))


@only_local
def test_an_unreadable_directory_hides_nothing_else(
    pair: Pair, shared: OnDisk, unreadable: Callable[[Path], None]
) -> None:
    """Permissions are a matter of this disk."""
    pair.hakan.save(Lesson(title="Van Hakan"))
    pair.exchange()
    closed = shared.root / own(pair.hakan)
    unreadable(closed)
    before = everything(shared.root)
    pair.marieke.save(Lesson(title="Van Marieke"))
    shared.put(HOUT.name, encode_segment(HOUT))

    report = pair.marieke.sync()

    assert titles(pair.marieke) == {"Van Hakan", "Van Marieke", "Houtdag"}
    assert [each.path for each in report.set_aside] == [own(pair.hakan)]
    assert pair.marieke.status().unpublished == 0
    assert {path: data for path, data in everything(shared.root).items() if path.is_relative_to(closed)} == {
        path: data for path, data in before.items() if path.is_relative_to(closed)
    }


@only_local
def test_what_could_not_be_seen_for_a_while_counts_as_shared_once_it_is_seen_again(
    pair: Pair, shared: OnDisk, unreadable: Callable[[Path], None], closed: set[str]
) -> None:
    pair.hakan.save(Lesson(title="Van Hakan"))
    pair.exchange()
    unreadable(shared.root / own(pair.hakan))
    pair.hakan.sync()
    assert pair.hakan.status().unpublished == 1

    closed.clear()
    pair.hakan.sync()

    assert pair.hakan.status().unpublished == 0


@only_local
def test_the_checklists_stay_when_their_directory_can_not_be_read(
    pair: Pair, shared: OnDisk, unreadable: Callable[[Path], None]
) -> None:
    shared.put("checklists/eigen.md", b"---\nid: eigen\ntitle: Eigen\n---\n\n1. Een vraag\n")
    pair.exchange()
    unreadable(shared.root / "checklists")
    pair.hakan.save(Lesson(title="Van Hakan"))
    pair.exchange()

    assert [each.path for each in pair.marieke._region.checklists] == ["checklists/eigen.md"]
    assert "Van Hakan" in titles(pair.marieke)
    assert "checklists" in {each.path for each in pair.marieke.status().set_aside}


@only_local
def test_a_journal_that_can_not_be_read_is_told_as_a_whole(
    pair: Pair, shared: OnDisk, unreadable: Callable[[Path], None]
) -> None:
    unreadable(shared.root / "journal")

    with pytest.raises(FolderProblem, match="journal"):
        pair.marieke.sync()


@only_local
@pytest.mark.parametrize("make", [directory_for_a_segment, file_for_a_directory, loop_for_a_segment])
def test_an_obstacle_in_the_private_copy_stops_nothing_else(
    pair: Pair, shared: OnDisk, make: Callable[[Path], str]
) -> None:
    """The folder is whole, and something stands in the place of what this device keeps of a colleague's changes."""
    pair.hakan.save(Lesson(title="Van Hakan"))
    pair.exchange()
    make(pair.marieke._mirror.directory / own(pair.hakan))
    shared.put(HOUT.name, encode_segment(HOUT))
    pair.marieke.save(Lesson(title="Van Marieke"))
    pair.exchange()
    pair.exchange()

    assert {"Houtdag", "Van Marieke"} <= titles(pair.marieke)
    assert titles(pair.hakan) == {"Houtdag", "Van Marieke", "Van Hakan"}
    found = pair.marieke.checkup()
    assert found.ok is (found.not_here == 0), "healed, or named"


@only_local
@pytest.mark.parametrize("make", OBSTACLES, ids=lambda make: make.__name__)
def test_something_in_the_place_of_our_own_changes_holds_up_no_save(
    pair: Pair, make: Callable[[Path], str], tmp_path: Path
) -> None:
    """We go on under another id, and what is shared comes back from the folder."""
    pair.hakan.save(Lesson(title="Van Hakan"))
    pair.marieke.save(Lesson(title="Van Marieke"))
    pair.exchange()
    make(pair.marieke._mirror.directory / own(pair.marieke))

    pair.marieke.save(Lesson(title="Nog een"))
    pair.marieke.erase(
        next(each.id for each in pair.marieke.documents(Listing("lesson")) if "Nog" in each.record.title)
    )
    pair.marieke.save(Lesson(title="Nog later"))
    pair.exchange()
    pair.exchange()

    assert titles(pair.hakan) == {"Van Marieke", "Van Hakan", "Nog later"}
    assert titles(pair.marieke) >= {"Van Hakan", "Nog later"}
    assert not list((tmp_path / "elders").glob("*")), "nothing is written through a link"


@only_local
def test_a_file_that_may_not_be_read_is_named_and_a_round_goes_on(
    pair: Pair, shared: OnDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing else is to be sent: that one file can't be read doesn't mean that the folder refuses everything."""
    pair.marieke.save(Lesson(title="Van Marieke"))
    pair.exchange()
    (closed,) = [name for name in shared.segments() if name.startswith(own(pair.marieke))]
    shared.put(closed, shared.read(closed))
    read = LocalFolder.read

    def refusing(folder: LocalFolder, path: str) -> bytes:
        if path == closed:
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), path)
        return read(folder, path)

    monkeypatch.setattr(LocalFolder, "read", refusing)

    assert [each.path for each in pair.marieke.sync().set_aside] == [closed]


def everything(root: Path) -> dict[Path, bytes]:
    """Every file below `root` that isn't a segment or private, without following links."""
    return {
        Path(directory) / name: (Path(directory) / name).read_bytes()
        for directory, _directories, names in os.walk(root)
        for name in names
        if name.endswith(".txt") and (Path(directory) / name).is_file()
    }


@only_local
def test_folders_deeper_than_a_space_has_them_are_not_looked_into(pair: Pair) -> None:
    pair.folder.put("journal/a/b/c/d/e/00000001.json", b"{}")
    pair.folder.put("journal/a/b/c/00000001.json", b"{}")

    listed = pair.folder.opened().list("journal")

    assert "journal/a/b/c/00000001.json" in listed
    assert not [path for path in listed if path.endswith("e/00000001.json")]
