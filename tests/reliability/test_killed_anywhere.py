"""A save that is killed or refused at any moment loses nothing that was acknowledged and leaves no half file behind.

This tries a few hundred moments; `make soak` tries thousands and prints the figures of docs/reliability.md.
"""

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


def ran(directory: Path, way: str, times: int) -> dict[str, Any]:
    """The figures of a run in `directory`; skips where processes may not be traced."""
    program = [sys.executable, str(Path(__file__).with_name("killing.py")), str(directory), way, str(times)]
    done = subprocess.run(
        program, capture_output=True, text=True, timeout=100, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)}
    )
    if "tracing is not permitted here" in done.stderr:
        pytest.skip("strace may not trace processes here; the counting test covers the same moments")
    assert done.stdout, done.stderr
    figures: dict[str, Any] = json.loads(done.stdout)
    assert figures["losses"] == [], done.stderr
    return figures


def test_killed_at_any_call_into_c(tmp_path: Path) -> None:
    figures = ran(tmp_path, "count", 80)

    assert figures["kills"] == 80
    assert figures["found"] == figures["acknowledged"] > 0


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_killed_at_any_system_call(tmp_path: Path) -> None:
    figures = ran(tmp_path, "kill", 200)

    assert figures["kills"] == 200
    assert figures["points"] > 100  # every call of one save and its publication, and some of the next
    assert figures["unharmed"] >= 1
    assert figures["found"] == figures["acknowledged"] > 0


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_a_disk_that_refuses_is_told_or_the_save_is_there(tmp_path: Path) -> None:
    figures = ran(tmp_path, "refuse", 40)

    assert figures["refused"] > 0
    assert figures["found"] == figures["acknowledged"] > 0
