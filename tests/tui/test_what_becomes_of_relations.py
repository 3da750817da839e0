"""“Stand…” on a partner, an offer, a request and a sign-up, the settings, and free lines; each is taken back."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from knowledge.model.records.offer import Offer
from knowledge.model.records.partner import Partner
from knowledge.model.records.request import Request
from knowledge.model.records.signup import Signup
from knowledge.model.region import Region
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.keyed import KeyedScreen
from sto_tui.dialogs.pick import PickScreen
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.partner_steps import NotNowScreen
from sto_tui.screens.reader import ReaderScreen
from sto_tui.screens.settings import SettingsScreen
from tests import region_f
from tests.tui.driving import SMALL, says, screen_text, shows, until

pytestmark = pytest.mark.usefixtures("day_of_f")


async def test_a_stage_is_taken_over_and_not_now_noted_and_lifted(region_app: StoApp, workspace: Workspace) -> None:
    def partner(name: str) -> Partner:
        return workspace.region(region_f.T).of(Partner)[name]

    async with region_app.run_test(size=SMALL) as pilot:
        region_app.open_document("p-rossum")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await shows(pilot, "Verbonden met")
        await pilot.press("s")
        await shows(pilot, "neem het voorstel over")
        before = partner("p-rossum").stage
        await pilot.press("p")
        await until(pilot, lambda: partner("p-rossum").stage == "structureel")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: partner("p-rossum").stage == before)

        await pilot.press("s")
        await until(pilot, lambda: isinstance(region_app.screen, KeyedScreen))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(region_app.screen, NotNowScreen))
        await pilot.press("ctrl+s")
        await shows(pilot, "Zeg waarom.")
        region_app.screen.query_one("#row-not_now_reason Input", Input).value = "Verhuizing"
        region_app.screen.query_one("#row-not_now_until Input", Input).value = "1-9-2026"
        await pilot.press("ctrl+s")
        await shows(pilot, "geen dag die nog komt")
        region_app.screen.query_one("#row-not_now_until Input", Input).value = "1-3-2027"
        await pilot.press("ctrl+s")
        await says(pilot, "Nu niet, tot 01-03-2027: Verhuizing")
        assert partner("p-rossum").not_now_by.endswith("23-11-2026")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await pilot.press("s")
        await until(pilot, lambda: isinstance(region_app.screen, KeyedScreen))
        await pilot.press("w")
        await until(pilot, lambda: not partner("p-rossum").not_now_reason)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: partner("p-rossum").not_now_reason == "Verhuizing")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not partner("p-rossum").not_now_reason)


async def test_a_weak_question_is_asked_about_before_it_opens(region_app: StoApp, workspace: Workspace) -> None:
    def state() -> str:
        return workspace.region(region_f.T).of(Request)["r1"].state

    async with region_app.run_test(size=SMALL) as pilot:
        await pilot.press("f9", "6")
        await shows(pilot, "mist: leerjaar")
        for key, after in (("s", "gesloten"), ("v", "vervuld")):
            await pilot.press("s")
            await until(pilot, lambda: isinstance(region_app.screen, KeyedScreen))
            await pilot.press(key)
            await until(pilot, lambda after=after: state() == after)  # type: ignore[misc]
        await pilot.press("s")
        await until(pilot, lambda: isinstance(region_app.screen, KeyedScreen))
        await pilot.press("o")
        await shows(pilot, "Deze vraag toch open zetten?")
        await pilot.press("right", "enter")
        await until(pilot, lambda: state() == "open")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: state() == "vervuld")


async def test_what_was_confirmed_twice_is_settled_and_a_sign_up_withdrawn(
    region_app: StoApp, workspace: Workspace
) -> None:
    def states() -> dict[str, str]:
        found = workspace.region(region_f.T).of(Signup)
        return {name: found[name].state for name in ("s4", "s5", "s6")}

    for name in ("s4", "s5", "s6"):
        seen = workspace.get(name)
        assert isinstance(seen.record, Signup)
        workspace.save(Signup(**{**vars(seen.record), "state": "bevestigd"}), seen=seen)
    async with region_app.run_test(size=SMALL) as pilot:
        region_app.open_document("o5")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await shows(pilot, "1  CSG Het Kompas 05-10 bevestigd")
        await pilot.press("s")
        await shows(pilot, "Botsing: “Bezoek pompstation” is 3 keer bevestigd")
        await pilot.press("3")
        await shows(pilot, "op de reservelijst")
        await pilot.press("r")
        await until(pilot, lambda: states() == {"s4": "bevestigd", "s5": "bevestigd", "s6": "reserve"})
        await says(pilot, "Enter vult aan")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(region_app.screen, EditorScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        region_app.open_document("s5")
        await shows(pilot, "bevestigd")
        await pilot.press("s")
        await until(pilot, lambda: isinstance(region_app.screen, KeyedScreen))
        await pilot.press("i")
        await until(pilot, lambda: states()["s5"] == "ingetrokken")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: states()["s5"] == "bevestigd")


async def test_the_settings_are_shown_and_changed_and_for_whom_one_works(
    region_app: StoApp, workspace: Workspace
) -> None:
    def region() -> Region:
        return workspace.region(region_f.T)

    async with region_app.run_test(size=SMALL) as pilot:
        await shows(pilot, "F9 Jaarplan")
        region_app.action_settings()
        await until(pilot, lambda: isinstance(region_app.screen, SettingsScreen))
        await shows(pilot, "Vakcollege De Meander")
        before = region().settings.lead_weeks
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(region_app.screen, EditorScreen))
        region_app.screen.query_one("#row-lead_weeks Input", Input).value = "6"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: region().settings.lead_weeks == 6)
        await until(pilot, lambda: isinstance(region_app.screen, SettingsScreen))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: region().settings.lead_weeks == before)
        await pilot.press("home", "enter")
        await until(pilot, lambda: isinstance(region_app.screen, PickScreen))
        await pilot.press(*"rijssum", "enter")
        await until(pilot, lambda: workspace.on_behalf == "p-rijssum")
        assert all(len(line) <= 80 for line in screen_text(region_app).splitlines())


async def test_an_offer_is_made_of_a_free_line(region_app: StoApp, workspace: Workspace) -> None:
    seen = workspace.get("p-brinkhof")
    assert isinstance(seen.record, Partner)
    line = "Rondleiding door de hal, maximaal 12 leerlingen, 2 keer per jaar"
    workspace.save(Partner(**{**vars(seen.record), "offers": (line,)}), seen=seen)
    before = set(workspace.region(region_f.T).of(Offer))

    def made() -> list[Offer]:
        return [each for name, each in workspace.region(region_f.T).of(Offer).items() if name not in before]

    async with region_app.run_test(size=SMALL) as pilot:
        await pilot.press("f9", "5")
        await shows(pilot, "Gastles warmtepomp")
        await pilot.press("ctrl+p", *"losse", "enter")
        await shows(pilot, "Van welke regel maak je een aanbod?")
        await pilot.press(*"rondleiding", "enter")
        await until(pilot, lambda: isinstance(region_app.screen, EditorScreen))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: bool(made()))
        assert [(each.partner, each.activity, each.times, each.group_max) for each in made()] == [
            ("p-brinkhof", "bezoek", 2, 12)
        ]
        listed = region_app.screen.query_one("#list", OptionList)
        await until(pilot, lambda: any(each.id == made()[0].id for each in listed.options))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not made())
