"""Helpers to drive the app in tests: they wait for what it shows instead of sleeping."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

from textual._context import visible_screen_stack
from textual.app import App
from textual.pilot import Pilot

from sto_tui.app import StoApp
from sto_tui.screens.conflicts import ConflictsScreen
from sto_tui.screens.settle import SettleScreen

PATIENCE = 20
"""The seconds in which what is waited for may come true at least."""
SMALL, LARGE = (80, 24), (120, 40)
WELDING = "Lasgastles: maximaal 12 leerlingen, twee begeleiders"


async def until(pilot: Pilot[Any], condition: Callable[[], bool], what: str = "") -> None:
    """Let the app work until `condition` holds; fails when it never does, however busy the machine is."""
    rounds, given_up = 0, time.monotonic() + PATIENCE
    while rounds < 200 or time.monotonic() < given_up:
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        if condition():
            return
        rounds += 1
    raise AssertionError(f"never came true: {what or condition}\n{screen_text(pilot.app)}")


def screen_text(app: App[Any]) -> str:
    """What stands on the screen, line by line."""
    return "\n".join("".join(line) for line in drawn(app)).replace("\u00a0", " ")


def drawn(app: App[Any]) -> Iterator[Iterator[str]]:
    """The pieces of text that every line of the screen is drawn with, under a dialog those of what lies under it."""
    visible_screen_stack.set(app._background_screens)
    return ((segment.text for segment in line) for line in app.screen._compositor.render_strips())


async def shows(pilot: Pilot[Any], text: str) -> None:
    """Wait until `text` stands on the screen."""
    await until(pilot, lambda: text in screen_text(pilot.app), f"“{text}” on the screen")


async def says(pilot: Pilot[Any], text: str) -> None:
    """Wait until the app tells `text` for a moment."""
    await until(pilot, lambda: any(text in each.message for each in pilot.app._notifications), text)


async def settling(app: StoApp, pilot: Pilot[Any]) -> None:
    """Go to the choice between two versions of the welding lesson, the way somebody would."""
    await shows(pilot, "⚠ 1 met twee versies")
    app.action_conflicts()
    await until(pilot, lambda: isinstance(app.screen, ConflictsScreen))
    await shows(pilot, WELDING[:20])
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, SettleScreen))
