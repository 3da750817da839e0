"""The whole program works in a real terminal of 80x24, from what a person types to what is shown."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.terminal,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed"),
]
STO = [sys.executable, "-m", "sto_tui"]
DEADLINE = 30.0


class Terminal:
    """One tmux window in which sto runs."""

    def __init__(self, directory: Path, *words: str) -> None:
        self._environment = {**os.environ, "STO_HOME": str(directory / "home"), "TMUX_TMPDIR": str(directory)}
        command = shlex.join(["env", f"STO_HOME={directory / 'home'}", *STO, *words])
        self._tmux("new-session", "-d", "-x", "80", "-y", "24", f"{command}; sleep 60")

    def _tmux(self, *words: str) -> str:
        done = subprocess.run(
            ["tmux", "-L", "sto", *words], env=self._environment, capture_output=True, text=True, check=True
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Type `keys`: texts, or names of keys as tmux has them."""
        for key in keys:
            self._tmux("send-keys", key)

    def shows(self, text: str) -> str:
        """Wait until `text` stands on the screen; returns the screen."""
        until = time.monotonic() + DEADLINE
        while text not in (screen := self._tmux("capture-pane", "-p")):
            assert time.monotonic() < until, f"“{text}” never came:\n{screen}"
            time.sleep(0.05)
        return screen

    def close(self) -> None:
        """End it as a pulled plug would."""
        self._tmux("kill-server")


def run(directory: Path, *words: str) -> str:
    done = subprocess.run(
        [*STO, *words],
        env={**os.environ, "STO_HOME": str(directory / "home")},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    """A home with a fresh demo region."""
    run(tmp_path, "demo", str(tmp_path / "region"), "--no-app")
    return tmp_path


@pytest.fixture
def terminal(demo: Path) -> Iterator[Terminal]:
    """sto on the demo region, in Dutch."""
    opened = Terminal(demo, "--lang", "nl")
    yield opened
    opened.close()


def test_search_then_log_a_meeting_that_is_found_again(terminal: Terminal, demo: Path) -> None:
    terminal.shows("recent")
    terminal.press("gastlessen lassen groepsgrootte")
    terminal.shows("Lasgastles: maximaal 12 leerlingen")
    terminal.press("F3")
    terminal.shows("open acties")
    terminal.press("C-n")
    terminal.shows("Nieuw: bijeenkomst")
    terminal.shows("Enter neemt over: vandaag")
    terminal.press("Zeilmakerij De Wind")
    terminal.shows("partner “Zeilmakerij De Wind”")
    terminal.press("Enter")
    terminal.shows("staat nog niet in de lijst")
    terminal.press("Right")
    terminal.press("Enter")
    terminal.shows("met Zeilmakerij")
    terminal.press("Enter")
    terminal.shows("▊ Bijeenkomst met Zeilmakerij")
    terminal.press("Enter")
    terminal.shows("→ ")
    terminal.press("C-s")
    terminal.shows("Opgeslagen")
    assert "Bijeenkomst met Zeilmakerij De Wind" in run(demo, "search", "zeilmakerij")


def test_the_unfinished_intake_goes_on_where_it_stopped(terminal: Terminal) -> None:
    terminal.shows("recent")
    terminal.press("F5")
    terminal.shows("19 van 28")
    terminal.press("Enter")
    assert "G1" in terminal.shows("Vraag 20 van 28")


def test_in_english_the_frame_is_english(demo: Path) -> None:
    opened = Terminal(demo, "--lang", "en")
    try:
        screen = opened.shows("recent")
        assert "Logbook" in screen and "Logboek" not in screen
        assert "New lesson" in screen and "Nieuwe les" not in screen
    finally:
        opened.close()
