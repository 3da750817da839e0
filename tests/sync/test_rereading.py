"""Damage that keeps size and time is found within a day, on either side, and healed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.journal.segment import BadSegment, decode_segment
from knowledge.model.records.lesson import Lesson
from knowledge.sync.rereading import DAY, due, in_turn
from knowledge.workspace import Workspace
from tests.folders import only_local

if TYPE_CHECKING:
    from tests.sync.conftest import Pair


def blank(path: Path) -> None:
    """Leave NULs in a file, as a power cut does: its size and time stay."""
    before = path.stat()
    path.write_bytes(b"\0" * before.st_size)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def a_day_of_rounds(workspace: Workspace) -> None:
    """Sync every hour for a day."""
    began = workspace._sharing._rereading._now()
    for hour in range(26):
        workspace._sharing._rereading._now = lambda hour=hour: began + hour * 3600  # type: ignore[misc]
        workspace.sync()


@pytest.fixture
def written(pair: Pair) -> Pair:
    """Two devices that know each other's lessons, in more files than a day has hours."""
    pair.marieke.save_all([Lesson(title=f"Les {number}", body="x" * 3000) for number in range(120)])
    pair.hakan.save(Lesson(title="Van Hakan"))
    pair.exchange()
    assert len(pair.folder.segments()) > 1
    return pair


@only_local
def test_a_file_of_ours_in_the_folder_is_put_back(written: Pair, tmp_path: Path) -> None:
    path = sorted((tmp_path / "shared" / "journal").rglob("0*.json"))[0]
    blank(path)
    for workspace in (written.marieke, written.hakan):
        a_day_of_rounds(workspace)

    decode_segment(path.read_bytes())
    newcomer = spaces.begin_or_join(Home.at(tmp_path / "new"), tmp_path / "shared", author="Piet", starter=False)
    assert newcomer.count(Listing("lesson")) == written.marieke.count(Listing("lesson"))


@only_local
def test_a_file_whose_owner_is_away_is_put_back_by_another(written: Pair, tmp_path: Path) -> None:
    for path in (tmp_path / "shared" / "journal").rglob("0*.json"):
        blank(path)
    a_day_of_rounds(written.hakan)

    for path in (tmp_path / "shared" / "journal").rglob("0*.json"):
        decode_segment(path.read_bytes())


@only_local
def test_a_file_of_the_mirror_is_mended_from_the_folder(written: Pair, tmp_path: Path) -> None:
    mirrored = sorted((tmp_path / "home").rglob("journal/*/0*.json"))
    for path in mirrored:
        blank(path)
        with pytest.raises(BadSegment):
            decode_segment(path.read_bytes())
    a_day_of_rounds(written.marieke)

    for path in mirrored:
        decode_segment(path.read_bytes())
    assert not written.marieke.status().unpublished


def test_what_is_whole_is_left_alone(written: Pair) -> None:
    before = {name: written.folder.read(name) for name in written.folder.segments()}
    a_day_of_rounds(written.marieke)

    assert {name: written.folder.read(name) for name in written.folder.segments()} == before
    assert written.marieke.status().set_aside == ()


@given(number=st.integers(1, 5000), every=st.floats(60, DAY))
def test_every_file_has_its_turn_within_a_day_of_rounds(number: int, every: float) -> None:
    last, read = 0.0, 0
    for step in range(1, int(DAY // every) + 1):
        if now := due(number, every * step - last):
            last, read = every * step, read + now
    assert read >= number * last / DAY  # what is left isn't due yet
    assert number * (DAY - last - every) / DAY < 1


@given(names=st.sets(st.text("abc", min_size=1), min_size=1), after=st.text("abcd"), number=st.integers(1, 5))
def test_turns_go_round(names: set[str], after: str, number: int) -> None:
    ordered, seen = sorted(names), []
    while len(seen) < len(ordered):
        turn = in_turn(ordered, after, min(number, len(ordered)))
        seen += turn
        after = turn[-1]
    assert set(seen) == names


def test_a_clock_that_goes_back_is_no_reason_to_read_everything() -> None:
    assert due(100, -5 * DAY) == 0


@only_local
def test_a_note_of_the_last_time_that_can_not_be_stops_nothing(pair: Pair, tmp_path: Path) -> None:
    pair.marieke.save(Lesson(title="Van Marieke"))
    pair.exchange()
    (path,) = (tmp_path / "shared" / "journal").rglob("0*.json")
    for odd in ("", "veel 1", "nan a", "inf a", "-inf a", "1e999 a", 5, "9e18 a"):
        pair.marieke._catalogue.note("reread", odd)
        blank(path)
        a_day_of_rounds(pair.marieke)

        decode_segment(path.read_bytes())


@only_local
def test_what_was_damaged_and_is_whole_again_with_the_same_size_and_time_is_read(pair: Pair, tmp_path: Path) -> None:
    """Tools and people copy files with their times."""
    pair.marieke.save(Lesson(title="Van Marieke"))
    pair.marieke.sync()
    (path,) = (tmp_path / "shared" / "journal").rglob("0*.json")
    whole, time = path.read_bytes(), path.stat()
    blank(path)
    assert pair.hakan.sync().set_aside
    path.write_bytes(whole)
    os.utime(path, ns=(time.st_atime_ns, time.st_mtime_ns))
    assert pair.hakan.sync().set_aside, "nobody can see that yet"

    a_day_of_rounds(pair.hakan)

    assert pair.hakan.count(Listing("lesson")) == 1
    assert pair.hakan.status().set_aside == ()


def spoil(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:100])


@only_local
@pytest.mark.parametrize("damage", [blank, spoil], ids=lambda damage: damage.__name__)
def test_what_stands_nowhere_else_is_written_anew_from_what_was_read_of_it(
    written: Pair, tmp_path: Path, damage: Callable[[Path], None]
) -> None:
    """The last file has what isn't shared yet; the folder has an older copy of it, which must not take its place."""
    written.marieke.save(Lesson(title="Nog niet gedeeld"))
    last = sorted((tmp_path / "home").rglob(f"journal/{written.marieke.status().replica}/0*.json"))[-1]
    damage(last)
    a_day_of_rounds(written.marieke)

    decode_segment(last.read_bytes())
    assert not written.marieke.status().unpublished
    written.hakan.sync()
    assert "Nog niet gedeeld" in {each.record.title for each in written.hakan.documents(Listing("lesson", limit=1000))}
