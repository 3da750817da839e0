"""What the tests of both packages share: private homes and spaces in a temporary directory.

Hypothesis runs its quick profile; `HYPOTHESIS_PROFILE=long` looks much further.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from knowledge import spaces
from knowledge.home import Home
from knowledge.workspace import Workspace

SPACE = "STO Vechterland"

_UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
settings.register_profile("quick", _UNHURRIED, max_examples=60)
settings.register_profile("long", _UNHURRIED, max_examples=3000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


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
