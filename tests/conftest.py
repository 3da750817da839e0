"""Fixtures for the tests of both packages: private homes and spaces in a temporary directory.

Hypothesis runs a quick profile; `HYPOTHESIS_PROFILE=long` tries many more examples.
"""

from __future__ import annotations

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from knowledge import spaces
from knowledge.home import Home
from knowledge.model import kinds
from knowledge.model.kinds import fields_of
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import PROFILES
from knowledge.search.facets import FACETS, Codes, Facet
from knowledge.workspace import Workspace
from sto_tui.wording import i18n

SPACE = "STO Vechterland"

_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.register_profile("quick", _UNHURRIED, max_examples=25)
settings.register_profile("long", _UNHURRIED, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))
gc.set_threshold(100_000, 50, 100)  # looking through all that was imported again and again takes a fifth of the time

# What is compiled once serves all workers, and all programs that a test starts.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def pytest_configure(config: pytest.Config) -> None:
    """Let every worker begin to collect in another place, so that each compiles a part of the tests and not all."""
    worker = getattr(config, "workerinput", None)
    if worker is not None and config.args == config.getini("testpaths"):
        rooms = [str(each) for each in sorted(Path(__file__).parent.glob("[!_]*")) if each.is_dir() or _of_tests(each)]
        at = len(rooms) * int(worker["workerid"].removeprefix("gw")) // worker["workercount"]
        config.args[:] = rooms[at:] + rooms[:at]


def _of_tests(path: Path) -> bool:
    return path.match("test_*.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the tests in the same order for every worker."""
    items.sort(key=lambda item: item.path)


def pytest_collection_finish() -> None:
    """Leave what is there before the first test out of every later look for garbage."""
    gc.collect()
    gc.freeze()


def pytest_xdist_auto_num_workers() -> int:
    """Two workers a processor, because a test of the app waits half of the time until the app is idle."""
    return 2 * (os.cpu_count() or 1)


@pytest.fixture
def live_in(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Makes this device stand in another time zone, until the end of the test."""

    def move(zone: str) -> None:
        monkeypatch.setenv("TZ", zone)
        time.tzset()

    yield move
    monkeypatch.undo()
    time.tzset()


@pytest.fixture(autouse=True, scope="session")
def _nothing_left_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    """No test leaves anything in the directory of the project; tests at the same time can't be told apart."""
    before = _names_in(request.config.rootpath)
    yield
    assert _names_in(request.config.rootpath) <= before


def _names_in(directory: Path) -> set[str]:
    return {path.name for path in directory.iterdir() if not path.name.startswith(".")}


@dataclass(frozen=True)
class Pair:
    """Two people on two devices who share one folder."""

    marieke: Workspace
    hakan: Workspace
    folder: Path

    def exchange(self) -> None:
        """Share until both know everything."""
        for workspace in (self.marieke, self.hakan, self.marieke):
            workspace.sync()


@pytest.fixture(autouse=True)
def _language_as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """No test speaks the language that another one chose."""
    monkeypatch.setattr(i18n, "_spoken", i18n._spoken)
    before = os.environ.get("LANGUAGE")
    yield
    os.environ.pop("LANGUAGE", None)
    if before is not None:
        os.environ["LANGUAGE"] = before


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A private home of its own."""
    return Home.at(tmp_path / "home")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the shared folder is; it is made with the space in it."""
    return tmp_path / "shared"


@pytest.fixture
def workspace(folder: Path, home: Home) -> Workspace:
    """An empty space with its shared folder, opened by Marieke."""
    return spaces.begin_or_join(home, folder, name=SPACE, author="Marieke", starter=False)


@pytest.fixture
def pair(workspace: Workspace, folder: Path, tmp_path: Path) -> Pair:
    """The space of `workspace`, and Hakan who joined it with a home of his own."""
    other = Home.at(tmp_path / "home-of-hakan")
    return Pair(workspace, spaces.begin_or_join(other, folder, author="Hakan", starter=False), folder)


@pytest.fixture
def profile(monkeypatch: pytest.MonkeyPatch) -> Facet:
    """A facet that no part of the program knows: one row of the table, and a field of lessons that names it."""
    row = Facet(
        name="profile",
        label="Profile",
        said="profile",
        typed="profiel richting",
        values=Codes(PROFILES, {"PIE": "installatie installation", "Z&W": "zorg care"}),
        counted=True,
        asked="Which profile?",
        option="only this profile",
        metavar="PROFILE",
    )
    monkeypatch.setitem(FACETS, row.name, row)
    declare_facet(monkeypatch, Lesson, "profiles", row.name)
    return row


def declare_facet(monkeypatch: pytest.MonkeyPatch, record: type[Record], field: str, facet: str) -> None:
    """Let `field` of `record` be declared with `facet`."""
    fields = dict(fields_of(record.kind))
    fields[field] = replace(fields[field], facet=facet)
    monkeypatch.setitem(kinds._read, record, fields)
    monkeypatch.setattr(kinds, "_checksums", {})  # another declaration, another checksum, and only meanwhile
