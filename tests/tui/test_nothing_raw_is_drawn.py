"""Nothing that a colleague wrote reaches the screen raw: not in a list, a form, a message or a dialog."""

from __future__ import annotations

import os
import pty
import re
import select
import struct
import sys
import time
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ
from typing import Any

import pytest
from driving import LARGE, drawn, until
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from knowledge import spaces
from knowledge.home import Home
from sto_tui.app import StoApp
from sto_tui.modes import MODES
from sto_tui.screens.reader import ReaderScreen
from tests import hostile
from tests.conftest import SPACE
from tests.hostile import EVIL, steering

OF_TEXTUAL = re.compile(
    r"\x1b\[[<>=?]?[0-9;:]*[ $]?[a-zA-Z~]"  # colours, places, modes, questions about the terminal
    r"|\x1b[78=>]|\x1b\(B|\x1b\]22;[a-z-]*\x07|[\r\x00]"  # and the shape of the pointer
)
"""What Textual itself writes to a terminal."""


@pytest.fixture
def attacked(home: Home, folder: Path) -> StoApp:
    """The app of somebody whose colleague put what steers a terminal into everything."""
    spaces.begin_or_join(home, folder, name=SPACE, author=EVIL, starter=False)
    hostile.write(folder)
    workspace = spaces.open_space(home, folder)
    workspace.sync()
    workspace.catch_up()
    return StoApp(lambda: workspace, home, sync_every=0)


async def looked(pilot: Pilot[Any], what: str) -> str:
    """Everything that is drawn now, which must hold nothing that steers; returns it."""
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    pieces = [text for line in drawn(pilot.app) for text in line]
    raw = {text for text in pieces if steering(text)}
    assert raw == set(), f"{what}: {pilot.app.screen!r}"
    return "".join(pieces)


async def test_no_screen_draws_what_steers_a_terminal(attacked: StoApp) -> None:
    async with attacked.run_test(size=LARGE) as pilot:
        seen = ""
        for mode in MODES:
            await pilot.press(mode.key)
            await looked(pilot, mode.name)
            for key in ("tab", "down", "down", "f1"):
                await pilot.press(key)
                seen += await looked(pilot, f"{mode.name}: {key}")
            await pilot.press("escape")
            await pilot.press("ctrl+p")
            seen += await looked(pilot, f"{mode.name}: palette")
            await pilot.press("escape")
        for name in ("sharing", "conflicts", "duplicates", "trash", "checklist"):
            getattr(attacked, f"action_{name}")()
            seen += await looked(pilot, name)
            await pilot.press("enter")
            seen += await looked(pilot, f"{name}: enter")
            while len(attacked.screen_stack) > 1:
                await attacked.pop_screen()
        assert seen.count("kwaad") > 20


async def test_no_record_is_read_or_changed_with_what_steers_a_terminal(attacked: StoApp) -> None:
    async with attacked.run_test(size=LARGE) as pilot:
        await looked(pilot, "start")
        for each in hostile.ids():
            attacked.open_document(each)
            await until(pilot, lambda: isinstance(attacked.screen, ReaderScreen), each)
            assert "kwaad" in await looked(pilot, each)
            for key in ("h", "escape", "e"):
                await pilot.press(key)
                await looked(pilot, f"{each}: {key}")
            for box in attacked.screen.query(Input):
                box.value = EVIL
            for area in attacked.screen.query(TextArea):
                area.text = EVIL
            await looked(pilot, f"{each}: typed")
            await pilot.press("ctrl+s")
            await looked(pilot, f"{each}: told what is wrong")
            while len(attacked.screen_stack) > 1:
                await attacked.pop_screen()


async def test_no_message_draws_what_steers_a_terminal(attacked: StoApp) -> None:
    """A message that nobody made safe: of Textual's own, with a title and as the text of a widget."""
    async with attacked.run_test(size=LARGE) as pilot:
        await looked(pilot, "start")
        attacked.say(EVIL)
        attacked.notify(EVIL, title=EVIL, markup=False)
        attacked.show_error(RuntimeError(EVIL))
        attacked.title = EVIL
        assert "kwaad" in await looked(pilot, "messages")


@pytest.mark.usefixtures("attacked")
def test_the_app_writes_nothing_of_it_to_a_terminal(folder: Path) -> None:
    """The whole program, in a terminal of its own."""
    environment = {"STO_HOME": str(folder.parent / "home"), "STO_LANG": "nl", "TERM": "xterm-256color"}
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(environment | {"PYTHONPATH": os.pathsep.join(sys.path)})
        os.execv(sys.executable, [sys.executable, "-m", "sto_tui"])
    ioctl(terminal, TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    told = _answer(terminal, until=b"kwaad")
    for keys in (b"\x1bOR", b"\x1bOS", b"\x1b[15~", b"\x1bOQ", b"\r", b"h", b"\x1b", b"e", b"\x13"):
        os.write(terminal, keys)
        told += _answer(terminal)
    os.kill(child, 9)
    os.waitpid(child, 0)
    os.close(terminal)

    text = told.decode("utf-8", "surrogateescape")
    assert text.count("kwaad") > 5
    assert steering(OF_TEXTUAL.sub("", text)) == set()


def _answer(terminal: int, until: bytes = b"", most: float = 1.5) -> bytes:
    """What the program writes `until` something is there, and then until it is quiet (a cursor that blinks isn't)."""
    told, end = b"", time.monotonic() + 60
    while until not in told and time.monotonic() < end:
        told += os.read(terminal, 65536) if select.select([terminal], [], [], 1)[0] else b""
    end = time.monotonic() + most
    while time.monotonic() < end and select.select([terminal], [], [], 0.3)[0]:
        told += os.read(terminal, 65536)
    return told
