"""Deleting: one's own goes at once, with undo; what isn't one's own alone asks first, from wherever it is done."""

from __future__ import annotations

import pytest
from driving import SMALL, WELDING, screen_text, shows, until

from knowledge.model.records.lesson import Lesson
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.ask import AskScreen
from sto_tui.screens.reader import ReaderScreen


def id_of(workspace: Workspace, kind: str, title: str) -> str:
    found = workspace.named(kind, title)
    assert found is not None
    return found.id


@pytest.fixture
def by_hakan(filled: Workspace) -> str:
    """A lesson that somebody else wrote."""
    mine = filled.author
    filled._saving._author = "Hakan"
    lesson = filled.save(Lesson(title="Zaagdag", body="Handen weg.")).id
    filled._saving._author = mine
    return lesson


async def test_ones_own_goes_at_once(app: StoApp, filled: Workspace) -> None:
    lesson = id_of(filled, "lesson", WELDING)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.open_document(lesson)
        await shows(pilot, "Vier cabines")
        await pilot.press("delete")
        await until(pilot, lambda: filled.get(lesson).deleted)
        assert not isinstance(app.screen, AskScreen)


@pytest.mark.parametrize("way", ["list", "reader", "palette"])
async def test_the_lesson_of_somebody_else_asks_and_enter_leaves_it(
    app: StoApp, filled: Workspace, by_hakan: str, way: str
) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"zaagdag")
        await shows(pilot, "1 gevonden")
        for answer, goes in (("enter", False), ("escape", False), ("right", True)):
            if way == "palette":
                await pilot.press("ctrl+p", *"verwijderen", "enter")
            else:
                await pilot.press("enter" if way == "reader" else "down")
                await until(pilot, lambda: way == "list" or isinstance(app.screen, ReaderScreen))
                await pilot.press("ctrl+d")
            await until(pilot, lambda: isinstance(app.screen, AskScreen))
            assert "Les: Zaagdag" in screen_text(app) and "Geschreven door Hakan." in screen_text(app)
            await pilot.press(*([answer, "enter"] if goes else [answer]))
            await until(pilot, lambda goes=goes: filled.get(by_hakan).deleted is goes)  # type: ignore[misc]
            if way == "reader" and not goes:
                await pilot.press("escape")
            elif way == "list" and not goes:
                await pilot.press("up")
        await until(pilot, lambda: app.undoable_since > 0)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not filled.get(by_hakan).deleted)


async def test_a_partner_names_what_links_to_it(app: StoApp, filled: Workspace) -> None:
    firm = id_of(filled, "partner", "Brinkhof Houtskeletbouw B.V.")
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f4", *"brinkhof", "down", "ctrl+d")
        await shows(pilot, "2 records verwijzen ernaar")
        assert "les · Volg een pallet" in screen_text(app)
        assert "bijeenkomst · Branchetafel Hout & Bouw" in screen_text(app)
        await pilot.press("enter")
        await pilot.pause()
        assert not filled.get(firm).deleted
