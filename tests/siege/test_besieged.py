"""A short siege of command line and app; `make siege` holds a long one."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

BESIEGING = Path(__file__).with_name("besieging.py")


@pytest.mark.timeout(300)
def test_nothing_acknowledged_is_lost_and_nothing_erased_comes_back(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, BESIEGING, tmp_path, "20", "7", "2"], capture_output=True, encoding="utf-8", check=False
    )
    figures = json.loads(done.stdout)
    assert figures["wrong"] == []
    assert figures["acknowledged"] > 2
    assert figures["faults"] > 2
    assert figures["acknowledged_in_app"] > 0


def test_programs_that_start_at_once_make_a_catalogue_once(tmp_path: Path) -> None:
    starting = Path(__file__).with_name("starting.py")
    done = subprocess.run([sys.executable, starting, tmp_path, "2"], capture_output=True, encoding="utf-8", check=False)
    assert json.loads(done.stdout)["wrong"] == [], done.stderr
