"""On a disk that is full a save is there whole or not at all, sync and search say why they stop, and go on later."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
NAMESPACE = ("unshare", "--user", "--map-root-user", "--mount")


def permitted() -> bool:
    """Whether a small disk of memory can be mounted here, without any rights."""
    trial = [*NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"]
    return (
        shutil.which("unshare") is not None and subprocess.run(trial, capture_output=True, check=False).returncode == 0
    )


pytestmark = pytest.mark.skipif(not permitted(), reason="no small disk can be mounted here")


def happened(directory: Path, case: str) -> dict[str, Any]:
    """What happened in this case of `full_disk.py`."""
    program = [*NAMESPACE, sys.executable, str(Path(__file__).with_name("full_disk.py")), str(directory), case]
    done = subprocess.run(
        program, capture_output=True, text=True, timeout=100, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def test_what_is_saved_together_in_several_files_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    told = happened(tmp_path, "batch")

    assert "there is no room left" in told["reason"]
    assert (told["there"], told["left"]) == ([0, 0], 0)
    assert told["then"] == [1, 120]


def test_a_round_of_sync_without_room_here_says_so_and_goes_on_once_there_is(tmp_path: Path) -> None:
    told = happened(tmp_path, "receive")

    assert "there is no room left" in told["reason"] and "there is no room left" in told["again"]
    assert (told["received"], told["shared"]) == (201, "Van Hakan")


def test_a_round_of_sync_without_room_in_the_folder_says_so_and_goes_on_once_there_is(tmp_path: Path) -> None:
    told = happened(tmp_path, "publish")

    assert "there is no room left" in told["reason"]
    assert 0 < told["waiting"] <= 200
    assert (told["then"], told["received"]) == (0, 200)


def test_a_search_without_room_for_the_index_says_so_and_finds_once_there_is(tmp_path: Path) -> None:
    told = happened(tmp_path, "index")

    assert "there is no room left" in told["reason"]
    assert (told["listed"], told["found"]) == (400, ["Les 399"])


def test_a_program_that_starts_without_room_says_so_and_fails(tmp_path: Path) -> None:
    told = happened(tmp_path, "start")

    for words, (status, text) in told["told"].items():
        assert status == 1 and "there is no room left" in text, (words, text)
    assert [each["title"] for each in json.loads(told["listed"])] == ["Lasdag"]
