"""`sto search --watch` works between two processes with separate homes and a shared folder."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from knowledge import spaces
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace

WAITS = 60


@pytest.fixture
def els(tmp_path: Path) -> Workspace:
    """A colleague with a space in a shared folder."""
    shared = tmp_path / "shared"
    shared.mkdir()
    return spaces.begin_or_join(Home.at(tmp_path / "els"), shared, name="Regio", author="Els", starter=False)


@pytest.fixture
def hakan(tmp_path: Path, els: Workspace) -> Home:
    """The home of another colleague in that space."""
    els.save(Lesson(title="Gastles lassen"))
    els.sync()
    home = Home.at(tmp_path / "hakan")
    spaces.begin_or_join(home, tmp_path / "shared", author="Hakan")
    return home


def watching(home: Home, *words: str) -> subprocess.Popen[str]:
    """The program, waiting."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sto_tui", "search", *words, "--watch", "--json"],
        env={**os.environ, "STO_HOME": str(home.data_dir.parent), "STO_LANG": "en", "LANGUAGE": "en"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    threading.Timer(WAITS, process.kill).start()
    assert process.stderr is not None
    assert "Waiting" in process.stderr.readline()
    return process


def next_title(process: subprocess.Popen[str]) -> str:
    """The title of the next thing found; "" when the program ended."""
    assert process.stdout is not None
    line = process.stdout.readline()
    return str(json.loads(line)["title"]) if line else ""


def ended(process: subprocess.Popen[str]) -> int:
    """The exit status after Ctrl+C."""
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=WAITS)
    return process.returncode


@pytest.mark.skipif(sys.platform == "win32", reason="a console has to be sent Ctrl+C otherwise there")
def test_what_a_colleague_writes_is_printed_when_it_comes_in(els: Workspace, hakan: Home) -> None:
    process = watching(hakan, "lassen")
    els.save_all([Lesson(title="Over hout"), Lesson(title="Lasrobot in de klas")])
    els.sync()
    assert next_title(process) == "Lasrobot in de klas"
    els.save(Lesson(title="Lassen op zaterdag"))
    els.sync()
    assert next_title(process) == "Lassen op zaterdag"
    assert ended(process) == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a console has to be sent Ctrl+C otherwise there")
def test_what_was_printed_of_a_saved_search_counts_as_seen(els: Workspace, hakan: Home) -> None:
    spaces.open_space(hakan).saved_searches.save("Lassen", Query("lassen"))
    els.save(Lesson(title="Lasrobot in de klas"))
    els.sync()
    process = watching(hakan, "--saved", "Lassen")
    assert next_title(process) == "Lasrobot in de klas"
    searches = spaces.open_space(hakan).saved_searches
    while searches.news(searches.get("Lassen")):
        assert process.poll() is None, "it ended before it remembered what it printed"
    assert ended(process) == 0
