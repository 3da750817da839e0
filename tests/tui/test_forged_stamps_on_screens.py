"""Stamps at both ends of the calendar end no screen, on either side of Greenwich."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import LARGE, WELDING, screen_text, shows, until

from knowledge.home import Home
from knowledge.journal.segment import encode_segment
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.screens.conflicts import ConflictsScreen
from sto_tui.screens.settle import SettleScreen
from tests.journal.strategies import change, segment

pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="the time zone of a process can't be set here")


@pytest.fixture(params=["Europe/Amsterdam", "America/New_York"])
def zone(request: pytest.FixtureRequest, live_in: Callable[[str], None]) -> str:
    live_in(request.param)
    return str(request.param)


async def test_sharing_history_and_settling_show_forged_stamps(
    zone: str, filled: Workspace, folder: Path, home: Home
) -> None:
    lesson = filled.named("lesson", WELDING)
    assert lesson is not None
    for letter, stamp in (("c", "9999-12-31T23:30:00.000Z+0000"), ("d", "0001-01-01T00:10:00.000Z+0000")):
        forged = segment(
            change(
                letter * 10,
                1,
                time=stamp,
                author="Nep",
                document=lesson.id,
                set={"activity": letter},
                after=lesson.heads,
            )
        )
        (folder / forged.name).parent.mkdir(parents=True)
        (folder / forged.name).write_bytes(encode_segment(forged))
    app = StoApp(lambda: filled, home, sync_every=0)
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "⚠ 1 met twee versies")
        app.action_sharing()
        await shows(pilot, "Nep ·")
        assert "9999" in screen_text(app) or "10000" in screen_text(app), zone
        await pilot.press("escape")
        app.open_document(lesson.id)
        await shows(pilot, "Vier cabines")
        await pilot.press("h")
        await shows(pilot, "Nep")
        await pilot.press("escape", "escape")
        app.action_conflicts()
        await until(pilot, lambda: isinstance(app.screen, ConflictsScreen))
        await shows(pilot, WELDING[:20])
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SettleScreen))
        await shows(pilot, "Nep ·")
