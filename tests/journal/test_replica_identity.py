"""An installation has an id of its own, and gets a new one whenever that id is in doubt."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from knowledge.journal import replica
from knowledge.journal.change import REPLICA_ID
from knowledge.journal.replica import ReplicaStore, mint
from knowledge.journal.state_file import StateDamaged
from knowledge.problem import Problem


def test_an_id_is_ten_safe_characters() -> None:
    made = {mint() for _ in range(200)}

    assert len(made) == 200
    assert all(REPLICA_ID.fullmatch(each) for each in made)


def test_the_id_stays(tmp_path: Path) -> None:
    assert ReplicaStore(tmp_path).identity() == ReplicaStore(tmp_path).identity()


def test_a_copied_directory_gets_an_id_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    original = ReplicaStore(tmp_path / "one").identity()
    shutil.copytree(tmp_path / "one", tmp_path / "two")

    copy = ReplicaStore(tmp_path / "two").identity()

    assert copy.replica != original.replica
    assert (copy.former, copy.copied) == ((), (original.replica,))
    assert ReplicaStore(tmp_path / "one").identity() == original


def test_a_directory_that_was_only_moved_keeps_its_id(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    original = ReplicaStore(tmp_path / "one").identity()
    (tmp_path / "one").rename(tmp_path / "two")

    assert ReplicaStore(tmp_path / "two").identity() == original


def test_another_machine_gets_an_id_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original = ReplicaStore(tmp_path).identity()
    monkeypatch.setattr("platform.node", lambda: "another laptop")

    assert ReplicaStore(tmp_path).identity().replica != original.replica


@pytest.mark.parametrize("data", [b"", b"\0" * 50, b"\xff\xfe", b"[1]", b'{"replica": 5}', b'{"replica": "../x"}'])
def test_an_unreadable_identity_is_told_and_comes_back_from_its_copy_or_is_a_new_one(
    tmp_path: Path, data: bytes
) -> None:
    store = ReplicaStore(tmp_path)
    before = store.identity()
    for copy in (True, False):
        (tmp_path / "replica.json").write_bytes(data)
        if not copy:
            (tmp_path / "replica.copy.json").write_bytes(data)
        with pytest.raises(StateDamaged, match=r"replica\.json"):
            store.identity()
        assert (tmp_path / "replica.json").read_bytes() == data

        store.file.restore()

        assert (store.identity() == before) == copy
        assert REPLICA_ID.fullmatch(store.identity().replica)


def test_a_renewed_id_remembers_the_former(tmp_path: Path) -> None:
    store = ReplicaStore(tmp_path)
    first, second, third = store.identity(), store.renew(), store.renew()

    assert third.former == (first.replica, second.replica)
    assert json.loads((tmp_path / "replica.json").read_bytes())["replica"] == third.replica


def test_one_writer_at_a_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(replica, "_LOCK_SECONDS", 0.05)
    one, other = ReplicaStore(tmp_path), ReplicaStore(tmp_path)

    with one.locked(), pytest.raises(Problem, match="Another sto on this device"), other.locked():
        pass
    with other.locked():
        pass
