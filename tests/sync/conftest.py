"""Every test of sync runs over each kind of shared folder: on this disk and on a WebDAV server (`EVERYWHERE`)."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge import spaces
from knowledge.home import Home
from knowledge.sync import credentials, place
from knowledge.sync.remote import open_remote
from knowledge.workspace import Workspace
from tests.conftest import SPACE
from tests.folders import EVERYWHERE, PASSWORD, InMemory, OnDisk, SharedFolder, WebDavServer

_numbers = itertools.count()


@dataclass(frozen=True)
class Pair:
    """Two people on two devices who share one folder."""

    marieke: Workspace
    hakan: Workspace
    folder: SharedFolder

    def exchange(self) -> None:
        """Share until both know everything."""
        for workspace in (self.marieke, self.hakan, self.marieke):
            workspace.sync()


@pytest.fixture(scope="session")
def webdav_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebDavServer]:
    """One server for all tests of a process; each has a directory of its own on it."""
    server = WebDavServer.on_a_free_port(tmp_path_factory.mktemp("server"))
    server.start()
    yield server
    server.stop()


@pytest.fixture(params=EVERYWHERE)
def shared(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SharedFolder:
    """A shared folder of each kind in turn, with nothing in it yet."""
    if request.param == "local":
        return OnDisk(tmp_path / "shared")
    if request.param == "memory":
        memory = InMemory("memory://shared")
        monkeypatch.setitem(place.OPENERS, "memory", lambda _address: memory.folder)
        return memory
    monkeypatch.setenv(credentials.USER, "els")
    monkeypatch.setenv(credentials.PASSWORD, PASSWORD)
    monkeypatch.setitem(place.OPENERS, "webdav", functools.cache(open_remote))  # a client costs more than a test
    server: WebDavServer = request.getfixturevalue("webdav_server")
    own = f"test-{next(_numbers)}"
    (server.root / own).mkdir()
    return OnDisk(server.root / own / "Regio Vecht", server.address(f"{own}/Regio%20Vecht"))


@pytest.fixture
def workspace(shared: SharedFolder, home: Home) -> Workspace:
    """An empty space with its shared folder, opened by Marieke."""
    return spaces.begin_or_join(home, shared.place, name=SPACE, author="Marieke", starter=False)


@pytest.fixture
def pair(workspace: Workspace, shared: SharedFolder, tmp_path: Path) -> Pair:
    """The space of `workspace`, and Hakan who joined it with a home of his own."""
    other = Home.at(tmp_path / "home-of-hakan")
    return Pair(workspace, spaces.begin_or_join(other, shared.place, author="Hakan", starter=False), shared)
