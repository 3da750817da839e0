"""What the simulated folder does where something is in the way is what a directory on this disk does."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from knowledge.problem import Problem, Reason
from knowledge.reasons import reason_of
from knowledge.sync.folder import Folder, LocalFolder
from tests.simulation.folder import OBSTACLES, STRANGE, Storage, Version, View

SEGMENT = "journal/aaaaaaaaaa/00000001.json"
NOBODY = 65534
BESIDE = "journal/bbbbbbbbbb/00000001.json"


def obstruct(root: Path, what: str) -> None:
    """Do on disk what the simulation says that it does."""
    segment, directory = root / SEGMENT, (root / SEGMENT).parent
    match what:
        case "directory":
            segment.unlink()
            segment.mkdir()
        case "loop":
            segment.unlink()
            segment.symlink_to(segment.name)
        case "file":
            shutil.rmtree(directory)
            directory.write_bytes(STRANGE)
        case "link":
            directory.rename(root.parent / "elders")
            directory.symlink_to(root.parent / "elders")
        case "closed":
            directory.chmod(0)
        case "unreadable":
            segment.chmod(0)


def outcome(ask: Callable[[], Any]) -> object:
    """What `ask` returns, or the text of the reason for which it refuses."""
    try:
        return ask()
    except (Problem, OSError) as error:
        told = reason_of(error)
        inner = told.values.get("reason")
        return inner.text if isinstance(inner, Reason) else told.text


def told(folder: Folder, path: str) -> tuple[object, ...]:
    """What `folder` lists, has at `path`, and answers to who writes there."""
    listed = folder.list("journal")
    obstacles = {place: reason.text for place, reason in listed.obstacles.items()}
    read = outcome(lambda: folder.read(path))
    written = outcome(lambda: folder.write(path, b"nieuw").size)
    return sorted(listed), obstacles, read, written, outcome(lambda: folder.read(path))


@pytest.fixture
def place() -> Iterator[Path]:
    """A directory of somebody for whom permissions count, as whom the test then runs: for root nothing is closed."""
    made = Path(tempfile.mkdtemp())
    is_root = os.geteuid() == 0
    if is_root:
        os.chown(made, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    yield made
    if is_root:
        os.seteuid(0)
    subprocess.run(["chmod", "-R", "u+rwX", made], check=True)
    shutil.rmtree(made)


@pytest.mark.parametrize("what", OBSTACLES)
def test_obstacles_as_on_disk(place: Path, what: str) -> None:
    view = View(Storage(lambda: None))
    root = place / "shared"
    for number, path in enumerate((SEGMENT, BESIDE), 1):
        view.files[path] = Version(b"segment", number)
        (root / path).parent.mkdir(parents=True)
        (root / path).write_bytes(b"segment")
    view.obstruct(SEGMENT, what)
    obstruct(root, what)

    for path in (SEGMENT, BESIDE):
        assert told(view, path) == told(LocalFolder(root), path)
