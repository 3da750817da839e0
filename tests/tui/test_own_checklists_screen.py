"""The app lists and runs a region's own checklists."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import LARGE, screen_text, shows
from textual.pilot import Pilot

from knowledge.workspace import Workspace
from sto_tui.app import StoApp

TOUR = "---\nid: rondleiding\ntitle: Een rondleiding\n---\n\n1. De portier weet wie er komt.\n"


@pytest.fixture
def own(filled: Workspace, folder: Path) -> Path:
    """The region's folder with a good checklist and one with a mistake, as this device saw it."""
    path = folder / "checklists"
    path.mkdir()
    (path / "rondleiding.md").write_text(TOUR, "utf-8")
    (path / "kapot.md").write_text("---\nid: kapot\ntitle: Kapot\n---\n\n### A1. Waarom?\n\n`essay`\n", "utf-8")
    filled.sync()
    return path


async def move_to(pilot: Pilot[None], text: str) -> None:
    """Move the cursor in the list down to the line with `text`."""
    for _step in range(40):
        widget = pilot.app.screen.query_one("#list")
        option = widget.highlighted_option  # type: ignore[attr-defined]
        if option is not None and text in str(option.prompt):
            return
        await pilot.press("down")
    raise AssertionError(screen_text(pilot.app))


@pytest.mark.usefixtures("own")
async def test_it_stands_in_the_list_and_is_begun_from_there(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("f5")
        await shows(pilot, "Een rondleiding")
        await move_to(pilot, "Een rondleiding")
        await shows(pilot, "De portier weet wie er komt.")
        await pilot.press("enter")
        await shows(pilot, "Over welke partner?")
        await pilot.press("enter")
        await shows(pilot, "[ ] 1. De portier weet wie er komt.")


@pytest.mark.usefixtures("own")
async def test_a_mistake_stands_where_checklists_are_listed_with_file_and_line(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("f5")
        await shows(pilot, "Onbruikbare bestanden")
        await move_to(pilot, "checklists/kapot.md")
        await shows(pilot, "Regel 8: ")


@pytest.mark.usefixtures("own")
async def test_the_commands_begin_any_checklist(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "Zoeken")
        await pilot.press("ctrl+p")
        await shows(pilot, "Wat wil je doen?")
        await pilot.press(*"checklist", "space", *"beg")
        await shows(pilot, "Checklist beginnen")
        await pilot.press("enter")
        await shows(pilot, "Welke checklist?")
        await pilot.press(*"rondleid", "enter")
        await shows(pilot, "Over welke partner?")


async def test_one_that_comes_in_appears_without_leaving_the_list(app: StoApp, folder: Path) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press("f5")
        await shows(pilot, "Een nieuwe beginnen")
        (folder / "checklists").mkdir()
        (folder / "checklists" / "rondleiding.md").write_text(TOUR, "utf-8")
        app.action_sync()
        await shows(pilot, "Een rondleiding")
