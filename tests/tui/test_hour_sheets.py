"""A pile of hour sheets goes into the register one after another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from threading import Event
from typing import Any

import pytest
from textual.widgets import Input

from knowledge.home import Home
from knowledge.model.records.contribution import Contribution
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.forms.pick_field import PickField
from sto_tui.screens.hour_sheets import HourSheetsScreen
from tests import region_f
from tests.tui.driving import SMALL, says, screen_text, shows, until


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STO_TODAY", region_f.T.isoformat())


def sheets(workspace: Workspace) -> list[tuple[str, date | None, Decimal | None]]:
    found = workspace.region(region_f.T).of(Contribution).values()
    return [(each.partner, each.date, each.hours) for each in found if not each.id.startswith("c")]


async def test_enter_saves_a_sheet_and_begins_the_next_of_the_same_company_and_day(
    workspace: Workspace, home: Home
) -> None:
    region_f.brought_in(workspace)
    app = StoApp(lambda: workspace, home, sync_every=0)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+p", *"urenstaten", "enter")
        await until(pilot, lambda: isinstance(app.screen, HourSheetsScreen) and app.focused is not None)
        await pilot.press("enter", *"Rossum")
        await shows(pilot, "Metaalwerken Van Rossum")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HourSheetsScreen))
        screen = app.screen
        assert isinstance(screen, HourSheetsScreen)
        controls = {row.field.name: row.control for row in screen.form.rows()}
        day, hours = controls["date"], controls["hours"]
        assert isinstance(day, Input) and isinstance(hours, Input)
        day.value = "12-11-2026"
        hours.focus()
        await pilot.press(*"12,345", "enter")
        await shows(pilot, "meer dan twee decimalen")
        assert sheets(workspace) == []
        hours.value = ""
        await pilot.press(*"7,5", "enter")
        await says(pilot, "7,50 uur")
        await shows(pilot, "1 urenstaat ingevoerd, 7,50 uur")
        assert (hours.value, day.value, hours.has_focus) == ("", "12-11-2026", True)
        await pilot.press("3", "ctrl+s")
        await shows(pilot, "2 urenstaten ingevoerd, 10,50 uur")
        day = date(2026, 11, 12)
        assert sorted(sheets(workspace)) == [("p-rossum", day, Decimal("3.00")), ("p-rossum", day, Decimal("7.50"))]
        assert all(len(line) <= 80 for line in screen_text(app).splitlines())
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, HourSheetsScreen))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(sheets(workspace)) == 1)


async def test_what_is_typed_while_a_sheet_is_saved_is_of_the_next_one(
    workspace: Workspace, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    region_f.brought_in(workspace)
    may_save, save = Event(), Workspace.save

    def slowly(space: Workspace, *given: Any, **named: Any) -> Any:
        may_save.wait(20)
        return save(space, *given, **named)

    app = StoApp(lambda: workspace, home, sync_every=0)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        screen = HourSheetsScreen()
        app.push_screen(screen)
        await until(pilot, lambda: app.screen is screen and app.focused is not None)
        controls = {row.field.name: row.control for row in screen.form.rows()}
        partner, hours = controls["partner"], controls["hours"]
        assert isinstance(partner, PickField) and isinstance(hours, Input)
        partner.choose(("p-rossum",))
        hours.focus()
        monkeypatch.setattr(Workspace, "save", slowly)
        await pilot.press(*"7,5", "enter", *"4")
        may_save.set()
        await shows(pilot, "1 urenstaat ingevoerd, 7,50 uur")
        assert hours.value == "4"
        await pilot.press("enter")
        await shows(pilot, "2 urenstaten ingevoerd, 11,50 uur")
