"""Changes of one replica that fit in no single chain: each device keeps them in its own way, and all come to rest."""

from __future__ import annotations

import itertools
import random
from collections.abc import Sequence

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from knowledge.journal.change import Change
from knowledge.journal.forks import fork_name
from knowledge.journal.segment import Segment, decode_segment, encode_segment
from knowledge.model.records.lesson import Lesson
from knowledge.workspace import Workspace
from tests.folders import SharedFolder
from tests.journal.strategies import change, segment
from tests.sync.conftest import Pair

_numbers = itertools.count()


def part(*changes: Change) -> Segment:
    """Some changes of a journal of which the first file holds all that fit."""
    return segment(*changes, first=1)


def unknown(seq: int) -> str:
    """The hash of a change that nobody has."""
    return change(seq=seq, set={"title": "lost"}).hash


def in_folder(folder: SharedFolder, replica: str) -> set[str]:
    """The refs of the changes of `replica` in all files of `folder`."""
    files = [decode_segment(folder.read(name)) for name in folder.segments() if f"/{replica}/" in name]
    return {each.ref for file in files for each in file.changes}


def in_mirror(workspace: Workspace, replica: str) -> set[str]:
    """The refs of the changes of `replica` on the device of `workspace`."""
    mirror = workspace._mirror
    return {each.ref for name in mirror.stats() if f"/{replica}/" in name for each in mirror.read(name).changes}


def come_to_rest(pair: Pair, rounds: int = 3) -> None:
    """Share, and see that nothing is written or counted any more after a few `rounds`."""
    for _round in range(rounds):
        for workspace in (pair.marieke, pair.hakan):
            workspace.sync()
    before = pair.folder.stats()
    for workspace in (pair.marieke, pair.hakan):
        report = workspace.sync()
        assert (report.received, report.sent, report.restored, report.taken_back) == (0, 0, 0, 0)
    assert pair.folder.stats() == before


def test_two_who_keep_a_change_in_different_files_come_to_rest(pair: Pair) -> None:
    one = change(seq=1)
    two = change(seq=2, previous=one.hash)
    three = change(seq=3, previous=unknown(2))
    for workspace, first in ((pair.marieke, three), (pair.hakan, two)):
        pair.folder.put(part(one).name, encode_segment(part(one, first)))
        workspace.sync()

    come_to_rest(pair)

    everything = {one.ref, two.ref, three.ref}
    assert in_folder(pair.folder, one.replica) == everything
    assert in_mirror(pair.marieke, one.replica) == in_mirror(pair.hakan, one.replica) == everything


def test_what_another_keeps_in_a_different_file_was_not_taken_back(pair: Pair) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    pair.exchange()
    replica = pair.marieke.status().replica
    (one,) = decode_segment(pair.folder.read(f"journal/{replica}/00000001.json")).changes
    three = change(replica, 3, previous=unknown(2))
    pair.folder.put(part(one).name, encode_segment(part(one, three)))
    pair.hakan.sync()
    written = pair.marieke.save(Lesson(title="Erna"))

    come_to_rest(pair)

    assert pair.marieke.status().unpublished == 0
    assert pair.hakan.get(written.id).record.title == "Erna"
    assert len(in_folder(pair.folder, replica)) == 3


def test_a_copied_device_that_goes_on_writing_takes_nothing_back(pair: Pair) -> None:
    pair.marieke.save(Lesson(title="Lasdag"))
    pair.marieke.sync()
    replica = pair.marieke.status().replica
    (one,) = decode_segment(pair.folder.read(f"journal/{replica}/00000001.json")).changes
    for title in ("Erna", "Later", "Laatst"):
        pair.marieke.save(Lesson(title=title))
    line = [one]
    for seq in range(2, 6):
        line.append(change(replica, seq, document=f"copy-{seq}", previous=line[-1].hash))
        pair.folder.put(part(one).name, encode_segment(part(*line)))
        assert pair.marieke.sync().taken_back == 0, seq
        assert pair.marieke.status().unpublished == 0, seq
    assert decode_segment(pair.folder.read(part(one).name)).changes == tuple(line)
    come_to_rest(pair)
    assert len(in_folder(pair.folder, replica)) == 8


def test_a_fork_in_whose_place_another_file_came_is_put_back(pair: Pair) -> None:
    one, two = change(seq=1), change(seq=2, previous=unknown(1))
    three = change(seq=3, previous=unknown(2))
    pair.folder.put(part(one, three).name, encode_segment(part(one, three)))
    pair.folder.put(fork_name(two), encode_segment(part(two)))
    pair.exchange()
    names = part(one).name, fork_name(two)
    whole, beside = (pair.folder.read(name) for name in names)
    pair.folder.put(names[0], beside)
    pair.folder.put(names[1], whole)

    come_to_rest(pair)

    assert two in decode_segment(pair.folder.read(names[1])).changes
    assert in_folder(pair.folder, one.replica) == {one.ref, two.ref, three.ref}


def forked_journal(replica: str, after: Sequence[int]) -> list[Change]:
    """A change for each of `after`: the number of the change it follows, or, below zero, of one that nobody has."""
    made: list[Change] = []
    for number, before in enumerate(after):
        known = made[before % len(made)] if made and before >= 0 else None
        seq = known.seq + 1 if known else 1 - min(before, -1)
        previous = known.hash if known else unknown(seq - 1)
        made.append(change(replica, seq, document=f"doc-{number}", previous=previous))
    return made


@pytest.mark.parametrize("shared", ["memory"], indirect=True)
@settings(
    max_examples=settings().max_examples // 3,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(after=st.lists(st.integers(-4, 6), min_size=2, max_size=7), seed=st.integers(0, 999))
def test_in_whatever_order_changes_arrived_all_devices_come_to_rest(pair: Pair, after: list[int], seed: int) -> None:
    replica = "".join("abcdefghijklmnop"[int(digit, 16)] for digit in f"{next(_numbers):010x}")
    changes, chance = forked_journal(replica, after), random.Random(seed)
    for workspace in (pair.marieke, pair.hakan):
        chance.shuffle(changes)
        for each in changes:
            workspace._mirror.ingest(part(each))

    come_to_rest(pair, rounds=4)

    everything = {each.ref for each in changes}
    assert in_folder(pair.folder, replica) == everything
    assert in_mirror(pair.marieke, replica) == in_mirror(pair.hakan, replica) == everything
