"""A checklist of things to do: every box on one screen, a note with each, and nothing kept before something is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from driving import LARGE, SMALL, screen_text, shows, until
from textual.events import Key
from textual.pilot import Pilot

from knowledge.catalogue.listing import Listing
from knowledge.model import checklist
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.pick import PickScreen
from sto_tui.forms.items_form import Boxes
from sto_tui.screens.start_run import start_run
from sto_tui.screens.walk import WalkScreen
from sto_tui.widgets.long_text import LongText


def runs(workspace: Workspace) -> list[ChecklistRun]:
    records = [each.record for each in workspace.documents(Listing(ChecklistRun.kind))]
    return [each for each in records if isinstance(each, ChecklistRun)]


def kept(workspace: Workspace, item: str) -> tuple[tuple[str, ...], str]:
    """What is ticked at an item of the only run, and its note."""
    (run,) = runs(workspace)
    given = checklist.answer(run, item, "both")
    return given.codes, given.text


@asynccontextmanager
async def begun(app: StoApp, size: tuple[int, int] = SMALL) -> AsyncIterator[Pilot[Any]]:
    async with app.run_test(size=size) as pilot:
        await shows(pilot, "recent")
        start_run(app, "overleg-wisselend")
        await shows(pilot, "Over welke partner?")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.focused, Boxes))
        yield pilot


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_all_boxes_stand_on_one_screen(app: StoApp, size: tuple[int, int]) -> None:
    async with begun(app, size) as pilot:
        await shows(pilot, "[ ] 7. Prik de volgende datum")
        assert screen_text(app).count("[ ] ") >= 7
        assert "0 van 7 gedaan" in screen_text(app)


async def test_the_space_bar_goes_round_done_not_applicable_and_open(app: StoApp, filled: Workspace) -> None:
    async with begun(app) as pilot:
        await pilot.press("space", "down", "space", "space", "down", "space", "space", "space", "f9")
        await shows(pilot, "F8 Afronden")
    assert [kept(filled, item)[0] for item in ("1", "2", "3")] == [("done",), ("na",), ()]


async def test_a_click_ticks_and_a_note_stays_with_its_item(app: StoApp, filled: Workspace) -> None:
    async with begun(app, LARGE) as pilot:
        await pilot.click(Boxes, offset=(8, 4))
        await shows(pilot, "Notitie bij 5")
        await pilot.press("tab", *"Els belt", "shift+tab", "up")
        await shows(pilot, "Notitie bij 4")
        assert app.screen.query_one(LongText).text == ""
        await pilot.press("tab", *"Parkeren: P3", "shift+tab", "down")
        await until(pilot, lambda: app.screen.query_one(LongText).text == "Els belt")
        assert "Parkeren: P3" in screen_text(app)  # a note stands under its item too
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, WalkScreen))
        await until(pilot, lambda: bool(runs(filled)))
        await until(pilot, lambda: kept(filled, "4") == ((), "Parkeren: P3"))
    assert kept(filled, "5") == (("done",), "Els belt")


async def test_what_is_begun_and_left_empty_is_not_kept(app: StoApp, filled: Workspace) -> None:
    async with begun(app) as pilot:
        await pilot.press("f9")
        assert isinstance(app.screen, WalkScreen)  # there is nothing to sum up yet
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, WalkScreen))
        await pilot.pause()
    assert runs(filled) == []


async def test_esc_in_the_list_of_partners_begins_nothing(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        start_run(app, "overleg-wisselend")
        await shows(pilot, "Over welke partner?")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, PickScreen))
        assert not isinstance(app.screen, WalkScreen)
    assert runs(filled) == []


async def test_jumping_goes_to_the_box(app: StoApp) -> None:
    async with begun(app) as pilot:
        await pilot.press("ctrl+g", "6", "enter")
        await until(pilot, lambda: isinstance(app.focused, Boxes) and app.focused.highlighted == 5)
        await shows(pilot, "Notitie bij 6")


async def test_words_typed_at_a_box_are_a_note_and_tick_nothing(app: StoApp) -> None:
    async with begun(app) as pilot:
        await pilot.press("down", "space", *"Els belt")
        await shows(pilot, "Els belt")
        assert "[x] 2." in screen_text(app)


@pytest.mark.parametrize("text", ["Els belt morgen", "x y z"])
async def test_words_typed_at_a_box_at_full_speed_are_kept_whole(app: StoApp, text: str) -> None:
    async with begun(app) as pilot:
        for character in text:
            app.post_message(Key("space" if character == " " else character, character))
        await until(pilot, lambda: app.screen.query_one(LongText).text == text)
        assert "[ ] 1." in screen_text(app)
