"""A round lists either side once, for every kind of folder; a change is decoded once; a save reads nothing back."""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.journal import change, segment
from knowledge.journal.mirror import Mirror
from knowledge.journal.mirror_listing import MirrorListing, Stat
from knowledge.model.records.lesson import Lesson
from knowledge.sync import space as space_file
from knowledge.sync.folder import Files
from knowledge.workspace import Workspace
from tests.folders import Around, only_local

if TYPE_CHECKING:
    from tests.sync.conftest import Pair


class Counting(Around):
    """A folder that counts what it is asked."""

    asked: Counter[str]

    def list(self, *under: str) -> Files:
        self.asked[f"list {' and '.join(under)}"] += 1
        return super().list(*under)

    def read(self, path: str) -> bytes:
        self.asked[f"read {path}"] += 1
        return super().read(path)

    def write(self, path: str, data: bytes) -> Stat:
        self.asked[f"write {path}"] += 1
        return super().write(path, data)


@pytest.fixture
def counting(pair: Pair) -> Counting:
    """The shared folder of `pair`, counting."""
    folder = Counting(pair.folder.opened())
    folder.asked = Counter()
    return folder


@pytest.fixture
def els(pair: Pair, counting: Counting, tmp_path: Path) -> Workspace:
    """A third colleague, with changes of all three in the folder, at rest; her folder is `counting`."""
    space = space_file.find_space(counting)
    assert space
    home = Home.at(tmp_path / "home-of-els")
    home.configure(author="Els")
    els = Workspace(home, space, pair.folder.place, counting)
    for author in (pair.marieke, pair.hakan, els):
        author.save_all([Lesson(title=f"Les {number}") for number in range(3)])
        author.sync()
    els.sync()
    counting.asked.clear()
    return els


def counted(monkeypatch: pytest.MonkeyPatch, owner: Any, name: str, what: Callable[..., str]) -> Counter[str]:
    """Counts the calls of `owner.name` by `what` its arguments say."""
    calls: Counter[str] = Counter()
    real = getattr(owner, name)

    def counting(*given: Any) -> Any:
        calls[what(*given)] += 1
        return real(*given)

    monkeypatch.setattr(owner, name, counting)
    return calls


@pytest.fixture
def listings(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the directory of each replica in a mirror was listed."""
    return counted(monkeypatch, MirrorListing, "_listed", lambda _listing, replica: replica)


@pytest.fixture
def decoded(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often each change was decoded from a segment file, by dot."""
    return counted(monkeypatch, segment, "from_json", lambda raw: raw["dot"])


@pytest.fixture
def verified(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often the hash of each change was computed, wherever it was decoded, by dot."""
    return counted(monkeypatch, change, "digest", lambda raw: raw["dot"])


def test_a_round_with_nothing_new_lists_either_side_once(
    els: Workspace, counting: Counting, listings: Counter[str], decoded: Counter[str]
) -> None:
    listings.clear()

    report = els.sync()
    els.status()

    assert (report.received, report.sent, report.restored) == (0, 0, 0)
    assert counting.asked == {"list journal and checklists": 1, "read sto.json": 1, "read synoniemen.txt": 1}
    assert set(listings.values()) == {1} and len(listings) == 3
    assert not decoded


def test_a_change_that_comes_in_is_decoded_once(pair: Pair, els: Workspace, verified: Counter[str]) -> None:
    saved = pair.hakan.save(Lesson(title="Van Hakan"))
    pair.hakan.sync()
    (version,) = pair.hakan.history(saved.id)
    verified.clear()

    assert els.sync().received == 1
    assert els.get(saved.id).record.title == "Van Hakan"

    assert verified[version.ref.partition("#")[0]] == 1
    assert max(verified.values()) == 1


@only_local
def test_a_whole_journal_that_comes_in_is_decoded_once(pair: Pair, els: Workspace, verified: Counter[str]) -> None:
    for number in range(20):  # in more files than are kept decoded
        author = pair.hakan if number % 2 else pair.marieke
        author.save_all([Lesson(title=f"Nog een les {number}, {part}", body="x" * 2000) for part in range(40)])
    for author in (pair.hakan, pair.marieke):
        author.sync()
    verified.clear()

    assert els.sync().received == 800

    assert Counter(times for dot, times in verified.items() if int(dot.partition(":")[2]) > 3) == {1: 800}


def test_a_save_reads_nothing_back(
    els: Workspace, monkeypatch: pytest.MonkeyPatch, listings: Counter[str], decoded: Counter[str]
) -> None:
    read = counted(monkeypatch, Mirror, "read_bytes", lambda _mirror, name: name)
    els.save(Lesson(title="Een"))  # what was written before may have to be looked at for the first time
    for calls in (read, listings, decoded):
        calls.clear()

    saved = els.save(Lesson(title="Twee"))

    assert els.get(saved.id).record.title == "Twee"
    assert not read and not listings and not decoded


def test_what_another_program_saved_in_between_is_read_before_the_next_save(els: Workspace, tmp_path: Path) -> None:
    els.save(Lesson(title="Hier"))
    other = Workspace(Home.at(tmp_path / "home-of-els"), els._sharing._space, els.place, els._sharing.folder)

    for number in range(20):
        other.save(Lesson(title=f"Daar {number}"))
        assert f"Daar {number}" in {each.record.title for each in els.documents(Listing("lesson"))}
        els.save(Lesson(title=f"Hier {number}"))

    health = {each.replica: each for each in els.checkup().replicas}[els.status().replica]
    assert not health.twice and not health.missing and not health.broken
    assert health.changes == 44


def test_reading_lists_the_mirror_once(els: Workspace, tmp_path: Path, listings: Counter[str]) -> None:
    a_while_ago = time.time() - 60
    for directory in (tmp_path / "home-of-els").rglob("journal/*"):
        os.utime(directory, (a_while_ago, a_while_ago))
    again = Workspace(Home.at(tmp_path / "home-of-els"), els._sharing._space, els.place, els._sharing.folder)
    listings.clear()

    (first, *_) = again.documents(Listing("lesson"))
    again.get(first.id)
    again.history(first.id)
    again.count(Listing("lesson"))
    again.titles([first.id])
    again.conflicts()
    again.status()

    assert set(listings.values()) == {1} and len(listings) == 3


@pytest.mark.parametrize("damage", [lambda data: data[:99], lambda data: b"\0" * len(data)], ids=["half", "NULs"])
def test_what_the_disk_damages_in_place_is_noticed_by_the_next_round(
    els: Workspace, tmp_path: Path, damage: Callable[[bytes], bytes]
) -> None:
    own = next((tmp_path / "home-of-els").rglob(f"journal/{els.status().replica}/00000001.json"))
    whole = own.read_bytes()
    own.write_bytes(damage(whole))

    els.sync()
    els.sync()

    assert own.read_bytes() == whole
    assert els.checkup().ok


def test_joining_reads_what_everybody_wrote_once(pair: Pair, els: Workspace, tmp_path: Path) -> None:
    newcomer = spaces.begin_or_join(Home.at(tmp_path / "newcomer"), pair.folder.place, author="Piet", starter=False)

    assert newcomer.count(Listing("lesson")) == els.count(Listing("lesson")) == 9
