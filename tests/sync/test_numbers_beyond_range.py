"""Whatever size, time or number a file system or a server tells, sharing goes on."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue.listing import Listing
from knowledge.journal.mirror_listing import Stat
from knowledge.journal.segment import encode_segment
from knowledge.sync.folder import Files
from knowledge.sync.remote import RemoteFolder
from knowledge.workspace import Workspace
from tests.folders import InMemory, MemoryFolder, OnDisk, SharedFolder, only_local
from tests.journal.strategies import chain, change, segment

if TYPE_CHECKING:
    from tests.sync.conftest import Pair

HOUT = segment(*chain("cccccccccc", {"title": "Houtdag"}, document="houtdag"))
SQLITE = range(-(2**63), 2**63)
FAR_AND_LONG_AGO = (9_224_000_000, 10**10, 2**34 - 1, -1, -(10**9), -(2**31))
"""Seconds since 1970: just past what 64 bits of nanoseconds hold (2262), further on, and before 1970."""


def titles(workspace: Workspace) -> set[str]:
    return {each.record.title for each in workspace.documents(Listing("lesson", limit=1000))}


@given(st.integers(), st.integers())
def test_every_size_and_time_can_be_remembered(size: int, modified: int) -> None:
    stat = Stat(size, modified)

    assert stat.size in SQLITE
    assert stat.modified in SQLITE
    assert stat == (size, modified) or size not in SQLITE or modified not in SQLITE


@given(st.integers(2**63, 2**70))
def test_of_two_times_beyond_range_another_still_differs(modified: int) -> None:
    assert Stat(1, modified) != Stat(1, modified + 1)
    assert Stat(1, modified) == Stat(1, modified)


@only_local
@pytest.mark.parametrize("seconds", FAR_AND_LONG_AGO)
def test_a_time_that_no_clock_shows_stops_nothing(pair: Pair, shared: OnDisk, seconds: int) -> None:
    """Only a directory on this disk can be given any time."""
    name = shared.put(HOUT.name, encode_segment(HOUT))
    shared.put("checklists/eigen.md", b"---\nid: x\n---\n")
    for each in (name, "checklists/eigen.md", "sto.json", pair.folder.segments()[0]):
        os.utime(shared.root / each, (seconds, seconds))
    mirrored = next((pair.marieke._mirror.directory / "journal").glob("*/*.json"), None)
    if mirrored:
        os.utime(mirrored, (seconds, seconds))
    for directory in [*shared.root.rglob("journal/*"), shared.root / "journal"]:
        if directory.is_dir():
            os.utime(directory, (seconds, seconds))

    pair.exchange()

    assert titles(pair.hakan) == titles(pair.marieke) == {"Houtdag"}
    assert pair.hakan.sync().received == 0


def test_a_listing_that_says_any_size_stops_nothing(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file of another size than listed is read all the same; one that is listed too large is named."""
    pair.folder.put(HOUT.name, encode_segment(HOUT))
    lie = {"size": 2**70}
    for kind in (MemoryFolder, RemoteFolder, *_local(pair.folder)):
        honest = kind.list

        def told(self: Any, *under: str, honest: Any = honest) -> Files:
            listed = honest(self, *under)
            return Files({path: Stat(lie["size"], stat.modified + 2**70) for path, stat in listed.items()})

        monkeypatch.setattr(kind, "list", told)
    pair.exchange()
    lie["size"] = -1
    pair.exchange()

    assert titles(pair.hakan) == titles(pair.marieke) == {"Houtdag"}


def _local(folder: SharedFolder) -> tuple[type, ...]:
    from knowledge.sync.folder import LocalFolder

    return () if isinstance(folder, InMemory) else (LocalFolder,)


@pytest.mark.parametrize("size", [None, 0, "17", 2**63, 10**40, -5, -(10**40)])
def test_a_server_may_say_any_size(size: object) -> None:
    class Server:
        def ls(self, path: str, detail: bool) -> list[dict[str, object]]:
            assert detail
            return [{"name": f"{path}/a.json", "type": "file", "size": size, "modified": 10**40}]

    listed = RemoteFolder("webdavs://server", Server(), None).list("journal")  # type: ignore[arg-type]

    assert set(listed) == {"journal/a.json"}
    assert 0 <= listed["journal/a.json"].size < 2**63


def test_a_replica_with_numbers_of_any_length_is_taken_in_once(pair: Pair) -> None:
    """Names sort as text only while all numbers are of one length."""
    seqs = (7, 10_000_000, 99_999_999, 100_000_000, 2**40, 2**53 - 1)
    for seq in seqs:
        one = segment(change("cccccccccc", seq, document=f"les-{seq}", set={"title": f"Les {seq}"}))
        pair.folder.put(one.name, encode_segment(one))
    first = pair.hakan.sync().received
    again = pair.hakan.sync().received
    for seq in seqs:  # as conflict copies, whose content decides
        one = segment(change("cccccccccc", seq, document=f"les-{seq}", set={"title": f"Les {seq}"}))
        pair.folder.put(f"journal/cccccccccc/kopie van {seq}.json", encode_segment(one))

    assert (first, again, pair.hakan.sync().received) == (len(seqs), 0, 0)
    assert not [name for name in pair.folder.segments() if "-" in name.rpartition("/")[2]]
    assert len(titles(pair.hakan)) == len(seqs)
