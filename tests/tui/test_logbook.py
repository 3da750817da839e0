"""The logbook: open actions, ticking off, and logging a meeting in one form."""

from __future__ import annotations

from datetime import date, timedelta

from driving import SMALL, shows, until

from knowledge.model.records.action import Action
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.forms.record_form import FieldRow
from sto_tui.screens.logbook import LogbookScreen


def row(app: StoApp, name: str) -> FieldRow:
    return app.screen.query_one(f"#row-{name}", FieldRow)


async def test_a_late_action_is_told_in_words_and_can_be_ticked_off_and_back(app: StoApp, filled: Workspace) -> None:
    late = filled.save(Action(title="Bril bestellen", who="Els", due=date.today() - timedelta(days=3), state="open"))
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f3")
        await shows(pilot, "te laat")
        assert isinstance(app.screen, LogbookScreen)
        app.screen.query_one("#actions").focus()
        await pilot.press("space")
        await until(pilot, lambda: filled.get(late.id).record.state == "done")  # type: ignore[attr-defined]
        await pilot.press("ctrl+z")
        await until(pilot, lambda: filled.get(late.id).record.state == "open")  # type: ignore[attr-defined]
