"""“Stand…” on a grant period and a line of its register: books are closed and opened, a counter line corrects."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from textual.widgets import Input

from knowledge.model.records.contribution import Contribution
from knowledge.model.records.period import Period
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.fill_in import FillInScreen
from sto_tui.dialogs.keyed import KeyedScreen
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.reader import ReaderScreen
from tests import region_f
from tests.tui.driving import SMALL, says, screen_text, shows, until


async def test_books_are_closed_a_line_is_corrected_and_books_are_opened_again(
    planning: StoApp, workspace: Workspace
) -> None:
    def until_day() -> date | None:
        (period,) = workspace.region(region_f.T).of(Period).values()
        return period.closed_until

    def total() -> Decimal:
        return workspace.cofinancing(region_f.T).total

    def line(name: str) -> Input:
        return planning.screen.query_one(f"#{name}", Input)

    async with planning.run_test(size=SMALL) as pilot:

        async def steps_of(name: str) -> None:
            planning.open_document(name)
            await until(pilot, lambda: isinstance(planning.screen, ReaderScreen) and planning.screen.current_id == name)
            await until(pilot, lambda: planning.screen.check_action("stand", ()) is True)
            await pilot.press("s")
            await until(pilot, lambda: isinstance(planning.screen, KeyedScreen))

        period = next(iter(workspace.region(region_f.T).of(Period)))
        await steps_of(period)
        assert "De boeken zijn open." in screen_text(planning)
        await pilot.press("c")
        await until(pilot, lambda: isinstance(planning.screen, FillInScreen))
        assert line("day").value == "30-09-2026"
        await shows(pilot, "regels kunnen dan niet meer veranderen")
        line("day").value = "31-12-2026"
        await pilot.press("ctrl+s")
        await shows(pilot, "31-12-2026 is nog niet voorbij")
        line("day").value = "30-9-2026"
        await pilot.press("enter")
        await until(pilot, lambda: until_day() == date(2026, 9, 30))

        await steps_of("c1")
        await shows(pilot, "gesloten t/m")
        await pilot.press("c")
        await until(pilot, lambda: isinstance(planning.screen, FillInScreen))
        await pilot.press("ctrl+s")
        await shows(pilot, "Zeg wat het had moeten zijn")
        line("hours").value = "12"
        line("reason").value = "Uren bijgesteld"
        await shows(pilot, "€ -200,00")
        await pilot.press("ctrl+s")
        await says(pilot, "Gecorrigeerd")
        await until(pilot, lambda: total() == Decimal("17100.00"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: total() == Decimal("17300.00"))

        planning.open_document("c1")
        await until(pilot, lambda: isinstance(planning.screen, ReaderScreen) and planning.screen.current_id == "c1")
        planning.screen.action_erase()
        await shows(pilot, "1 regel in gesloten boeken")
        await pilot.press("escape")

        await steps_of(period)
        await pilot.press("o")
        await until(pilot, lambda: isinstance(planning.screen, FillInScreen))
        line("day").value = "31-10-2026"
        await pilot.press("ctrl+s")
        await shows(pilot, "Geef een eerdere dag")
        line("day").value = ""
        await pilot.press("ctrl+s")
        await until(pilot, lambda: until_day() is None)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: until_day() == date(2026, 9, 30))


async def test_a_form_that_makes_closed_lines_count_otherwise_says_so(planning: StoApp, workspace: Workspace) -> None:
    period = workspace.get(next(iter(workspace.region(region_f.T).of(Period))))
    workspace.save(replace(period.record, closed_until=date(2026, 9, 30)), seen=period)
    line = workspace.get("c1").record
    assert isinstance(line, Contribution)
    async with planning.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: planning.workspace is not None)
        document = workspace.get(line.partner)
        planning.edit(replace(document.record, partner_kind="overheid"), document)
        await until(pilot, lambda: isinstance(planning.screen, EditorScreen))
        await pilot.press("f8")
        await says(pilot, "telt nu anders mee, ook in afgesloten boeken")
