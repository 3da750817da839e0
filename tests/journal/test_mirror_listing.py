"""The contents of the mirror are known without listing it, and nothing that any process writes is missed."""

from __future__ import annotations

import os
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from knowledge.journal.mirror import Mirror
from knowledge.journal.mirror_listing import MirrorListing, Stat
from tests.journal.strategies import change, segment
from tests.journal.test_mirror_files import draft

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
OURS = "aaaaaaaaaa"


@pytest.fixture
def mirror(tmp_path: Path) -> Mirror:
    """A mirror in which something was written a while ago."""
    Mirror(tmp_path).append(OURS, [draft()], NOW)
    a_while_ago(tmp_path / "journal" / OURS)
    return Mirror(tmp_path)


@pytest.fixture
def listed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The replicas whose directory was listed, in order."""
    real, listed = MirrorListing._listed, list[str]()
    monkeypatch.setattr(MirrorListing, "_listed", lambda self, each: listed.append(each) or real(self, each))
    return listed


def a_while_ago(directory: Path) -> None:
    """Let a directory be as if nobody wrote in it lately."""
    os.utime(directory, (time.time() - 60, time.time() - 60))


def stats(mirror: Mirror) -> dict[str, Stat]:
    """What the mirror knows that it holds."""
    return mirror.known_stats()


def test_what_nobody_wrote_in_is_listed_once(mirror: Mirror, listed: list[str]) -> None:
    first = mirror.known()

    assert mirror.known()[OURS] is first[OURS]
    assert listed == [OURS]


def test_what_we_write_is_known_without_listing(mirror: Mirror, listed: list[str]) -> None:
    mirror.known()
    listed.clear()
    for number in range(5):
        mirror.append(OURS, [draft(document=f"les{number}")], NOW)
        known = stats(mirror)

    assert not listed
    assert known == mirror.stats()


@pytest.mark.parametrize("clock", [time.time_ns, lambda: 1_700_000_000_000_000_000], ids=["running", "standing still"])
def test_two_programs_that_write_in_turn_know_what_the_other_wrote(
    mirror: Mirror, monkeypatch: pytest.MonkeyPatch, clock: object
) -> None:
    monkeypatch.setattr("knowledge.journal.mirror_listing.time.time_ns", clock)
    other = Mirror(mirror.directory)
    for number in range(20):
        writer, reader = (mirror, other) if number % 2 else (other, mirror)
        reader.known()
        writer.append(OURS, [draft(document=f"les{number}")], NOW)

        assert stats(reader) == stats(writer) == Mirror(mirror.directory).stats()
        tail = reader.tail(OURS)
        assert tail is not None and tail.changes[-1].document == f"les{number}"


def test_a_file_that_something_else_puts_in_place_is_known(mirror: Mirror) -> None:
    mirror.known()
    arrived = mirror.directory / "journal" / OURS / "00000009.json"
    arrived.with_suffix(".new").write_bytes(b"{}")
    arrived.with_suffix(".new").rename(arrived)

    assert "journal/aaaaaaaaaa/00000009.json" in stats(mirror)
    arrived.unlink()
    assert "journal/aaaaaaaaaa/00000009.json" not in stats(mirror)


def test_a_new_replica_is_known(mirror: Mirror) -> None:
    mirror.known()
    other = segment(change("bbbbbbbbbb"))
    Mirror(mirror.directory).ingest(other)

    assert other.name in stats(mirror)


def test_what_was_written_a_moment_ago_is_not_trusted_to_be_all(mirror: Mirror) -> None:
    directory = mirror.directory / "journal" / OURS
    now = time.time_ns()
    os.utime(directory, ns=(now, now))
    mirror.known()
    (directory / "00000009.json").write_bytes(b"{}")  # in the same tick of the clock
    os.utime(directory, ns=(now, now))

    assert "journal/aaaaaaaaaa/00000009.json" in stats(mirror)


def test_what_is_damaged_in_place_is_seen_by_a_close_look(mirror: Mirror) -> None:
    before = stats(mirror)
    (mirror.directory / "journal" / OURS / "00000001.json").write_bytes(b"{")

    assert stats(mirror) == before
    assert mirror.stats() != before
    assert stats(mirror) == mirror.stats()
