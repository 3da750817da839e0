"""What the tests of both packages share: a private home and a space in a temporary directory."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge.home import Home
from knowledge.workspace import Workspace


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A private home of its own."""
    return Home.at(tmp_path / "home")


@pytest.fixture
def workspace(tmp_path: Path, home: Home) -> Workspace:
    """An empty space with its shared folder, opened by Marieke."""
    return Workspace.init(home, tmp_path / "shared", name="STO Vechterland", author="Marieke", starter=False)
