"""Keys land in the order in which they were pressed, while lists open and the cursor goes elsewhere."""

from __future__ import annotations

import asyncio
from random import Random

import pytest
from driving import SMALL, shows, until
from textual.events import Key
from textual.widgets import Input

from sto_tui.app import StoApp
from sto_tui.dialogs.pick import PickScreen
from sto_tui.forms.record_form import FieldRow
from sto_tui.screens.log_meeting import LogMeetingScreen, open_log_form

NAME = "Zeilmakerij De Wind"


async def press_fast(app: StoApp, text: str, random: Random) -> None:
    """Press the keys of `text` without waiting for the app: some at once, some a few milliseconds apart."""
    for character in text:
        app.post_message(Key("space" if character == " " else character, character))
        if random.random() < 0.5:
            await asyncio.sleep(random.random() / 100)


@pytest.mark.parametrize("seed", range(3))
async def test_a_name_typed_while_its_list_opens_stands_there_whole(app: StoApp, seed: int) -> None:
    random = Random(seed)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        open_log_form(app)
        await until(
            pilot,
            lambda: (
                isinstance(app.screen, LogMeetingScreen)
                and app.screen.query_one("#row-partners", FieldRow).has_focus_within
            ),
        )
        for _again in range(4):
            await press_fast(app, NAME, random)
            await until(pilot, lambda: isinstance(app.screen, PickScreen))
            await until(pilot, lambda: len(app.screen.query_one("#narrow", Input).value) == len(NAME))
            assert app.screen.query_one("#narrow", Input).value == NAME
            await pilot.press("escape")
            await until(pilot, lambda: isinstance(app.screen, LogMeetingScreen))
