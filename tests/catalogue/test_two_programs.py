"""Two programs on one home share a catalogue: neither rebuilds what the other has, and neither waits for ever."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from filelock import FileLock

from knowledge.catalogue import database
from knowledge.catalogue.catalogue import Catalogue
from knowledge.catalogue.listing import Listing
from knowledge.journal.mirror import Mirror
from knowledge.journal.mirror_listing import ReplicaFiles
from knowledge.problem import Problem
from tests.catalogue.test_catalogue_follows import put


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    """A mirror with one lesson."""
    mirror = Mirror(tmp_path)
    put(mirror, "lasdag", title="Lasdag")
    return mirror


@pytest.fixture
def both(tmp_path: Path, mirror: Mirror) -> tuple[Catalogue, Catalogue]:
    """The same catalogue, opened by two programs."""
    first, second = Catalogue(tmp_path / "cache"), Catalogue(tmp_path / "cache")
    for each in (first, second):
        each.refresh(mirror)
    return first, second


def test_damage_that_both_notice_is_mended_once(both: tuple[Catalogue, Catalogue]) -> None:
    first, second = both
    damaged = second.rows("SELECT 1")  # it has the damaged file open
    first.rebuild()
    mended = first.position.catalogue
    answers = iter([sqlite3.DatabaseError("database disk image is malformed"), damaged])

    def ask() -> object:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    assert second.mended(ask) == damaged
    assert second.position.catalogue == mended


def test_a_file_that_is_missed_while_it_is_being_replaced_costs_no_rebuild(
    both: tuple[Catalogue, Catalogue], mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    second = both[1]
    before = second.position.catalogue
    known = mirror.known
    missed: list[dict[str, ReplicaFiles]] = [{}]
    monkeypatch.setattr(mirror, "known", lambda: missed.pop() if missed else known())
    second.refresh(mirror)

    assert not missed
    assert second.position.catalogue == before
    assert second.count(Listing("lesson")) == 1


def test_what_both_find_missing_is_left_out_by_one_rebuild(both: tuple[Catalogue, Catalogue], mirror: Mirror) -> None:
    first, second = both
    before = first.position.catalogue
    for path in mirror.directory.rglob("0*.json"):
        path.unlink()
    put(mirror, "houtdag", title="Houtdag")
    assert first.refresh(mirror)
    after = first.position.catalogue
    second.refresh(mirror)

    assert after != before
    assert second.position.catalogue == after
    assert [each.id for each in second.documents(Listing("lesson"))] == ["houtdag"]


def test_a_file_replaced_while_it_is_opened_is_opened_again(
    both: tuple[Catalogue, Catalogue], mirror: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = both
    second.close()
    connect = sqlite3.connect
    rebuilds = [first.rebuild]

    def connect_late(*given: object, **named: object) -> sqlite3.Connection:
        connection = connect(*given, **named)  # type: ignore[call-overload]
        if rebuilds and given[0] == second._path:
            connection.execute("SELECT name FROM sqlite_master")
            rebuilds.pop()()
        return connection

    monkeypatch.setattr(database.sqlite3, "connect", connect_late)
    second.rows("SELECT 1")
    first.refresh(mirror)

    assert second.position == first.position


def test_who_waits_too_long_for_another_program_is_told(
    both: tuple[Catalogue, Catalogue], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "LONGEST_BUILDING", 0.05)
    with FileLock(tmp_path / "cache" / "building.lock"), pytest.raises(Problem, match="Another sto"):
        both[1].rebuild()


def test_a_disk_that_refuses_a_rebuild_is_told(
    both: tuple[Catalogue, Catalogue], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_self: Path, _target: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Problem, match="on this device"):
        both[0].rebuild()
