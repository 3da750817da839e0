"""The retention list in the app: from Ctrl+P to somebody, all that is kept about them in a file, and erasing them."""

from __future__ import annotations

import asyncio
from datetime import date
from pathlib import Path

import pytest
from textual.widgets import OptionList

from knowledge.model.records.meeting import Meeting
from knowledge.model.records.person import Person
from knowledge.problem import UnknownId
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.erase import EraseScreen
from sto_tui.screens.overview_list import OverviewListScreen
from sto_tui.screens.reader import ReaderScreen
from tests.tui.driving import SMALL, says, screen_text, shows, until


async def test_somebody_on_the_list_is_read_given_as_a_file_and_erased(
    app: StoApp, filled: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = tmp_path / "thuis" / "Documents"
    await asyncio.to_thread(documents.mkdir, parents=True)
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "thuis"))
    monkeypatch.setenv("STO_TODAY", "2026-11-23")
    jan = filled.save(Person(title="Jan Leemhuis", email="jan@x.example"))
    filled.save(Meeting(title="Branchetafel", date=date(2024, 11, 23), attendees=(jan.id,)))
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "alles gedeeld")
        await pilot.press("ctrl+p", *"te lang bewaard", "enter")
        await until(pilot, lambda: isinstance(app.screen, OverviewListScreen))
        await shows(pilot, "23-11-2024  Jan Leemhuis · bijeenkomst “Branchetafel”")
        assert len(screen_text(app).splitlines()) == 24
        await until(pilot, lambda: app.screen.query_one("#list", OptionList).has_focus)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await shows(pilot, "jan@x.example")
        await pilot.press("ctrl+p", *"alles over deze", "enter")
        await says(pilot, "inzage-jan-leemhuis.md")
        page = documents / "inzage-jan-leemhuis.md"
        assert "Branchetafel · Aanwezig" in await asyncio.to_thread(page.read_text, "utf-8")

        await app.screen.run_action("screen.erase")
        await until(pilot, lambda: isinstance(app.screen, EraseScreen))
        await pilot.press(*"jan leemhuis", "enter", "enter")
        await says(pilot, "Ook dit bestand in je documenten noemt de naam")
        await until(pilot, lambda: isinstance(app.screen, OverviewListScreen))
        await shows(pilot, "Hier staat niets meer")
    with pytest.raises(UnknownId):
        filled.get(jan.id)
    assert page.is_file()
