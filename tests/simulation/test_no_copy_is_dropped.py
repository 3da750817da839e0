"""Homes put back and files overwritten in any order: what any place still has, sto never drops, and shared is true.

Every record has a token of its own. A token is gone only when the last copy of it was destroyed from outside: an older
home put in place of the newer, or an older file over a newer, while no other device or file had it.
"""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.journal import mirror
from knowledge.journal.change import Change
from knowledge.journal.segment import BadSegment, decode_segment
from knowledge.model.records.lesson import Lesson
from knowledge.problem import Problem
from knowledge.workspace import Workspace

DESTROYS = ("put back", "put back under the program", "overwrite")
EVENTS = ("log", "publish", "sync", "sync of Piet", "keep", *DESTROYS)


class Region:
    """Els, who has the bad luck, and Piet, on one folder below `root`."""

    def __init__(self, root: Path) -> None:
        self.root, self.folder, self.kept = root, root / "shared", root / "kept"
        self.els = spaces.begin_or_join(self._home("els"), self.folder, name="Regio", author="Els", starter=False)
        self.piet = spaces.begin_or_join(self._home("piet"), self.folder, author="Piet", starter=False)
        self.numbers = itertools.count()
        (self.folder / "journal").mkdir(exist_ok=True)
        self.do("log")
        self.do("keep")

    def _home(self, name: str) -> Home:
        return Home.at(self.root / name)

    def do(self, event: str) -> None:
        """Let one thing happen."""
        match event:
            case "log":
                self.els.save_all([Lesson(title=f"token{next(self.numbers)}") for _ in range(3)])
            case "publish":
                self.els.publish()
            case "sync":
                self.els.sync()
            case "sync of Piet":
                self.piet.sync()
            case "keep":
                shutil.rmtree(self.kept, ignore_errors=True)
                shutil.copytree(self.root / "els", self.kept / "els")
                shutil.copytree(self.folder / "journal", self.kept / "journal")
            case "put back" | "put back under the program":
                if event == "put back":
                    self._close()
                shutil.rmtree(self.root / "els")
                shutil.copytree(self.kept / "els", self.root / "els")
                if event == "put back":
                    self.els = spaces.open_space(self._home("els"))
            case "overwrite":
                shutil.copytree(self.kept / "journal", self.folder / "journal", dirs_exist_ok=True)

    def _close(self) -> None:
        self.els._catalogue.close()
        if self.els._finder._opened is not None:
            self.els._finder._opened.close()

    def own(self) -> set[str]:
        """The tokens that Els's program has as written by itself, under its present id or an earlier one."""
        identity = self.els._replicas.identity()
        (journal,) = (self.root / "els").rglob("journal")
        return set().union(*(tokens_in(journal / each) for each in (identity.replica, *identity.former)))

    def copies(self) -> set[str]:
        """The tokens of which some place has a copy that verifies."""
        return tokens(self.folder) | tokens(self.root / "els") | tokens(self.root / "piet")


def tokens(place: Path) -> set[str]:
    """The tokens in the segments below `place`."""
    return set().union(*(tokens_in(journal) for journal in place.rglob("journal")))


def tokens_in(directory: Path) -> set[str]:
    """The tokens in the segments below `directory`."""
    return {str(change.set["title"]) for path in directory.rglob("*.json") for change in changes(path)}


def changes(path: Path) -> Iterator[Change]:
    """The changes in a file that verifies."""
    with suppress(BadSegment):
        yield from decode_segment(path.read_bytes()).changes


def shown(workspace: Workspace) -> set[str]:
    """The tokens that `workspace` shows."""
    return {each.record.title for each in workspace.documents(Listing("lesson", limit=10_000))}


@pytest.fixture(autouse=True)
def small_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file is full after five changes, so that one log runs over two files."""
    monkeypatch.setattr(mirror, "FULL_CHANGES", 5)


@example(events=["log", "publish", "overwrite", "put back", "log", "sync"])
@example(events=["publish", "log", "publish", "overwrite", "put back under the program", "log", "publish", "sync"])
@example(events=["sync", "sync of Piet", "log", "sync", "put back", "log", "overwrite", "sync", "log", "sync"])
@given(events=st.lists(st.sampled_from(EVENTS), min_size=2, max_size=10))
@settings(max_examples=15)
def test_what_any_place_has_is_never_dropped_and_shared_is_true(
    tmp_path_factory: pytest.TempPathFactory, events: list[str]
) -> None:
    region = Region(tmp_path_factory.mktemp("region"))
    for event in events:
        before = region.copies()
        with suppress(Problem):
            region.do(event)
        if event not in DESTROYS:
            assert before <= region.copies(), event
        if event in ("publish", "sync") and not region.els.status().unpublished:
            assert region.own() <= tokens(region.folder), f"{event}: said to be shared"
    left = region.copies()
    for _ in range(3):
        region.els.sync()
        region.piet.sync()

    assert shown(region.els) == shown(region.piet) == left == tokens(region.folder)
