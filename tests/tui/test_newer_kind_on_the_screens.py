"""The app shows, changes and keeps a record of a kind that only a newer version knows, and no key fails on it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from datetime import date
from typing import Any

import pytest
from driving import LARGE, SMALL, screen_text, shows, until
from textual.pilot import Pilot
from textual.widgets import Input

from knowledge.model.records.partner import Partner
from knowledge.workspace import Workspace
from sto_tui.actions import UserAction
from sto_tui.app import StoApp
from sto_tui.forms.record_form import FieldRow
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.reader import ReaderScreen
from sto_tui.screens.search import SearchScreen
from tests.throwaway import Excursion, declared


@pytest.fixture
def outing(filled: Workspace) -> str:
    """An excursion that a newer version wrote, at a partner of its own."""
    host = filled.save(Partner(title="Aardewerk Bos"))
    with declared():
        made = Excursion(title="Naar de ovens", date=date(2026, 5, 7), partners=(host.id,), bring=("helm", "brood"))
        return filled.save(made).id


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_it_is_read_with_all_that_stands_in_it(app: StoApp, outing: str, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await shows(pilot, "recent")
        app.open_document(outing)
        await shows(pilot, "helm, brood")
        assert "excursion · do 7 mei 2026" in screen_text(app)


@pytest.mark.usefixtures("outing")
async def test_it_stands_on_the_card_of_its_partner(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("f4")
        await shows(pilot, "Excursion")
        await shows(pilot, "Naar de ovens")


async def test_its_title_can_be_changed_and_the_rest_stays(app: StoApp, filled: Workspace, outing: str) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        app.open_document(outing)
        await shows(pilot, "helm, brood")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, EditorScreen))
        row = app.screen.query_one("#row-title", FieldRow)
        row.query_one(Input).value = "Naar de glasovens"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: filled.get(outing).record.title == "Naar de glasovens")
    assert filled.get(outing).record.extra["bring"] == ["helm", "brood"]


async def pressed_each(
    app: StoApp, pilot: Pilot[Any], actions: Iterable[UserAction], begin: Callable[[], Awaitable[None]]
) -> None:
    """Press every key of `actions`, each after `begin`."""
    for key in [key for action in actions for key in action.every_key if action.name != "back"]:
        await begin()
        await pilot.press(key)
        await pilot.app.workers.wait_for_complete()
        await pilot.pause()
        if key in ("ctrl+d", "delete"):
            await pilot.press("ctrl+z")
            await pilot.app.workers.wait_for_complete()
        while len(app.screen_stack) > 1:
            app.pop_screen()
            await pilot.pause()


async def test_no_key_breaks_on_it(app: StoApp, outing: str, monkeypatch: pytest.MonkeyPatch) -> None:
    broken: list[Exception] = []
    monkeypatch.setattr(app, "show_error", broken.append)
    monkeypatch.setenv("EDITOR", "true")

    async def read_it() -> None:
        app.open_document(outing)
        await shows(pilot, "Naar de ovens")

    async def find_it() -> None:
        await pilot.press("f2")
        app.screen.query_one(Input).value = "ovens"
        await shows(pilot, "1 gevonden")
        app.screen.query_one("OptionList").focus()
        await pilot.pause()

    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pressed_each(app, pilot, ReaderScreen.ACTIONS, read_it)
        await pressed_each(app, pilot, SearchScreen.ACTIONS, find_it)
    assert not broken
