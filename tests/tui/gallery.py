"""Eight screens on the demo region, as text for the tests and as pictures for the documentation.

``python -m tests.tui.gallery`` writes the texts beside this file and the pictures in ``docs/pictures``.
"""

from __future__ import annotations

import asyncio
import os
import re
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

sys.path.insert(0, str(Path(__file__).parent))

from driving import LARGE, SMALL, screen_text, shows, until

from knowledge import spaces
from knowledge.home import Home
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.theme import THEMES
from sto_tui.widgets.block_list import BlockList
from sto_tui.wording.i18n import _, set_language

TODAY = "2026-11-27"
TEXTS = Path(__file__).parent / "screens"
PICTURES = Path(__file__).resolve().parents[2] / "docs/pictures"
SIZES = {"80x24": SMALL, "120x40": LARGE}

Steps = Callable[[Pilot[Any]], Awaitable[None]]


async def _search(pilot: Pilot[Any]) -> None:
    pilot.app.screen.query_one("#query", Input).value = "gastles lassen groepsgrootte"
    await shows(pilot, "Lasgastles")


async def _read(pilot: Pilot[Any]) -> None:
    await _search(pilot)
    await pilot.press("enter")
    await shows(pilot, "Verbonden met")


async def _logbook(pilot: Pilot[Any]) -> None:
    await pilot.press("f3")
    await shows(pilot, "te laat")


async def _log_meeting(pilot: Pilot[Any]) -> None:
    await _logbook(pilot)
    await pilot.press("ctrl+n")
    await shows(pilot, "Besluiten")


async def _partners(pilot: Pilot[Any]) -> None:
    await pilot.press("f4")
    await shows(pilot, "36 partners")
    await until(pilot, lambda: bool(pilot.app.screen.query_one(BlockList).text))


async def _checklists(pilot: Pilot[Any]) -> None:
    await pilot.press("f5")
    await shows(pilot, "19 van 28 beantwoord")


async def _walk(pilot: Pilot[Any]) -> None:
    await _checklists(pilot)
    await pilot.press("enter")
    await shows(pilot, "G1 ")


async def _plan(pilot: Pilot[Any]) -> None:
    await pilot.press("f9")
    await shows(pilot, "Jaarplan 20")


async def _menu(pilot: Pilot[Any]) -> None:
    await _plan(pilot)
    await pilot.press("5")
    await shows(pilot, "OVERTEKEND")


async def _overview(pilot: Pilot[Any]) -> None:
    await pilot.press("f10")
    await shows(pilot, "Cofinanciering STO")


async def _palette(pilot: Pilot[Any]) -> None:
    await pilot.press("ctrl+p")
    await shows(pilot, "Ctrl+N")


SCREENS: dict[str, Steps] = {
    "zoeken": _search,
    "lezen": _read,
    "logboek": _logbook,
    "bijeenkomst": _log_meeting,
    "partners": _partners,
    "checklists": _checklists,
    "intake": _walk,
    "jaarplan": _plan,
    "menukaart": _menu,
    "overzicht": _overview,
    "opdrachten": _palette,
}
"""The screens by name, and what leads to each from the start of the app."""


def region(directory: Path) -> tuple[Home, Workspace]:
    """A demo region under `directory`, as it is on `TODAY`."""
    os.environ["STO_TODAY"] = TODAY
    set_language("nl")
    home = Home.at(directory / "home")
    return home, spaces.demo(home, directory / "gedeeld", language="nl", say=_)


async def shot(home: Home, workspace: Workspace, name: str, size: tuple[int, int], theme: str = "") -> tuple[str, str]:
    """Screen `name` as (text, SVG). What differs from run to run is the same in every text."""
    app = StoApp(lambda: workspace, home, sync_every=0)
    if theme:
        app.theme = theme
    async with app.run_test(size=size) as pilot:
        await shows(pilot, "recent")
        await SCREENS[name](pilot)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        return steady(screen_text(app)), app.export_screenshot(title=f"sto · {name}")


def steady(text: str) -> str:
    """`text` with the same time in the status line, and without spaces at the ends of lines."""
    text = re.sub(r"(laatst )(?:\w+ \d+ \w+ \d{4} )?\d\d:\d\d", r"\g<1>09:30", text)
    return "\n".join(line.rstrip() for line in text.split("\n")) + "\n"


def every() -> Iterator[tuple[str, str]]:
    """Every screen with every size, by name."""
    yield from ((name, size) for name in SCREENS for size in SIZES)


async def _write(directory: Path) -> None:
    home, workspace = region(directory)
    TEXTS.mkdir(exist_ok=True)
    PICTURES.mkdir(exist_ok=True)
    for name, size in every():
        for theme in THEMES:
            text, picture = await shot(home, workspace, name, SIZES[size], theme.name)
            (PICTURES / f"{name}-{size}-{theme.name.removeprefix('sto-')}.svg").write_text(picture, encoding="utf-8")
        (TEXTS / f"{name}-{size}.txt").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="sto-gallery-") as scratch:
        asyncio.run(_write(Path(scratch)))
