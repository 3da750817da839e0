"""Signing up for an offer from the menukaart, confirming who has a place, and taking both back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.widgets import OptionList

from knowledge.model.records.signup import Signup
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.ask import AskScreen
from tests import region_f
from tests.tui.driving import SMALL, says, screen_text, shows, until

pytestmark = pytest.mark.usefixtures("day_of_f")


async def test_a_school_signs_up_with_two_keys_and_takes_it_back(region_app: StoApp, workspace: Workspace) -> None:
    def signed_up() -> list[Signup]:
        every = workspace.region(region_f.T).of(Signup).values()
        return [each for each in every if (each.target, each.by) == ("o2", "p-meander")]

    async with region_app.run_test(size=SMALL) as pilot:
        await pilot.press("f9", "5")
        await shows(pilot, "Gastles warmtepomp")
        listed = region_app.screen.query_one("#list", OptionList)
        listed.highlighted = listed.get_option_index("o2")
        await pilot.press("t")
        await until(pilot, lambda: isinstance(region_app.screen, AskScreen))
        await shows(pilot, "Vakcollege De Meander intekenen op")
        await pilot.press("enter")
        await says(pilot, "Ingetekend")
        assert [(each.state, each.groups, each.signed_on) for each in signed_up()] == [("nieuw", 1, region_f.T)]
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not signed_up())


async def test_who_works_for_a_company_signs_a_school_up_instead(region_app: StoApp, workspace: Workspace) -> None:
    workspace.work_on_behalf_of("p-brinkhof")
    async with region_app.run_test(size=SMALL) as pilot:
        await pilot.press("f9", "5")
        await shows(pilot, "Gastles warmtepomp")
        listed = region_app.screen.query_one("#list", OptionList)
        listed.highlighted = listed.get_option_index("o2")
        await pilot.press("t")
        await shows(pilot, "is een bedrijf en geen school")
        await pilot.press("enter")
        await shows(pilot, "Namens welke organisatie werk je?")
        await pilot.press(*"kompas", "enter")
        await shows(pilot, "CSG Het Kompas intekenen op")


async def test_a_place_is_confirmed_and_that_is_taken_back(region_app: StoApp, workspace: Workspace) -> None:
    async with region_app.run_test(size=SMALL) as pilot:
        await pilot.press("f9", "5")
        await shows(pilot, "1 Kompas 05-10 geplaatst")
        await pilot.press("b")
        await shows(pilot, "Wiens plek bevestig je?")
        await pilot.press(*"rijssum", "enter")
        await shows(pilot, "1 Rijssum 07-10 bevestigd")
        assert "3 Meander 06-10 reserve" in screen_text(region_app)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: workspace.region(region_f.T).of(Signup)["s6"].state == "nieuw")


async def test_taking_a_confirmation_back_leaves_what_a_colleague_wrote_since(
    region_app: StoApp, workspace: Workspace
) -> None:
    async with region_app.run_test(size=SMALL) as pilot:
        await pilot.press("f9", "5")
        await shows(pilot, "1 Kompas 05-10 geplaatst")
        await pilot.press("b")
        await shows(pilot, "Wiens plek bevestig je?")
        await pilot.press(*"rijssum", "enter")
        await shows(pilot, "1 Rijssum 07-10 bevestigd")
        confirmed = workspace.get("s6")
        workspace.save(replace(confirmed.record, note="Liefst in de ochtend"), seen=confirmed)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: workspace.region(region_f.T).of(Signup)["s6"].state == "nieuw")
        assert workspace.region(region_f.T).of(Signup)["s6"].note == "Liefst in de ochtend"
