"""Calling on a partner: what to know stands there before, one key notes it, and Ctrl+Z takes it back."""

from __future__ import annotations

import pytest
from textual.widgets import Input, OptionList

from knowledge.model.records.approach import Approach
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.approach import ApproachScreen
from sto_tui.dialogs.pick import PickScreen
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.reader import ReaderScreen
from sto_tui.widgets.block_list import BlockList
from tests import region_f
from tests.tui.driving import SMALL, says, screen_text, shows, until

pytestmark = pytest.mark.usefixtures("day_of_f")


def calls(workspace: Workspace) -> list[Approach]:
    known = region_f.region().of(Approach)
    return [each for each in workspace.region(region_f.T).of(Approach).values() if each.id not in known]


async def test_two_keys_note_a_call_and_one_takes_it_back(region_app: StoApp, workspace: Workspace) -> None:
    async with region_app.run_test(size=SMALL) as pilot:
        region_app.open_document("p-brinkhof")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await shows(pilot, "Brinkhof")
        await pilot.press("a")
        await until(pilot, lambda: isinstance(region_app.screen, ApproachScreen))
        await pilot.press("t")
        await says(pilot, "Genoteerd")
        (made,) = calls(workspace)
        assert (made.partner, made.by, made.way, made.ask, made.date) == (
            "p-brinkhof", "p-meander", "telefoon", "ja", region_f.T,
        )  # fmt: skip
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not calls(workspace))


async def test_enter_adds_to_the_call_for_as_long_as_that_stands_there(
    region_app: StoApp, workspace: Workspace
) -> None:
    async with region_app.run_test(size=SMALL) as pilot:
        region_app.open_document("p-brinkhof")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await shows(pilot, "Brinkhof")
        await pilot.press("a")
        await until(pilot, lambda: isinstance(region_app.screen, ApproachScreen))
        await pilot.press("t")
        await says(pilot, "Enter vult aan")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(region_app.screen, EditorScreen))
        await shows(pilot, "Waarover")
        about = region_app.screen.query_one("#row-about Input", Input)
        about.value = "een middag in de loods"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: [each.about for each in calls(workspace)] == ["een middag in de loods"])
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(region_app.screen, ApproachScreen))
        await pilot.press("m")
        await until(pilot, lambda: len(calls(workspace)) == 2 and isinstance(region_app.screen, ReaderScreen))
        await pilot.press("down", "enter")
        assert isinstance(region_app.screen, ReaderScreen)


async def test_what_to_know_stands_there_before_the_call(region_app: StoApp) -> None:
    async with region_app.run_test(size=SMALL) as pilot:
        region_app.open_document("p-rossum")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(region_app.screen, ApproachScreen))
        await shows(pilot, "Je wordt de derde school in vier weken")
        await pilot.press("escape")
        region_app.open_document("p-hoekstra")
        await shows(pilot, "Bakkerij Hoekstra")
        await pilot.press("a")
        await shows(pilot, "Verbouwing van de bakkerij")


async def test_with_shift_it_was_no_question(region_app: StoApp, workspace: Workspace) -> None:
    async with region_app.run_test(size=SMALL) as pilot:
        region_app.open_document("p-brinkhof")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(region_app.screen, ApproachScreen))
        await pilot.press("L")
        await until(pilot, lambda: bool(calls(workspace)))
        assert [(each.way, each.ask) for each in calls(workspace)] == [("langskomen", "nee")]


async def test_for_whom_one_works_is_asked_once(region_app: StoApp, workspace: Workspace) -> None:
    workspace.work_on_behalf_of("")
    async with region_app.run_test(size=SMALL) as pilot:
        region_app.open_document("p-brinkhof")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await pilot.press("a")
        await until(pilot, lambda: isinstance(region_app.screen, PickScreen))
        await pilot.press(*"rijssum", "enter")
        await until(pilot, lambda: isinstance(region_app.screen, ApproachScreen))
        await pilot.press("m")
        await until(pilot, lambda: bool(calls(workspace)))
        assert calls(workspace)[0].by == "p-rijssum"


async def test_the_card_of_a_partner_begins_with_whether_to_call(region_app: StoApp) -> None:
    async with region_app.run_test(size=SMALL) as pilot:
        await pilot.press("f4")
        await shows(pilot, "Metaalwerken Van Rossum")
        await pilot.press(*"rossum", "down")
        await until(pilot, lambda: region_app.screen.query_one("#list", OptionList).has_focus)
        await shows(pilot, "drukte 2/3")
        text = screen_text(region_app)
        assert text.index("drukte 2/3") < text.index("Lasgastles MAG")
        await pilot.press("ctrl+a")
        await until(pilot, lambda: isinstance(region_app.screen, ApproachScreen))


async def test_on_an_offer_one_calls_on_its_company_about_that_offer(region_app: StoApp, workspace: Workspace) -> None:
    async with region_app.run_test(size=SMALL) as pilot:
        await pilot.press("f9", "5")
        await shows(pilot, "Gastles warmtepomp")
        listed = region_app.screen.query_one("#list", OptionList)
        listed.highlighted = listed.get_option_index("o2")
        await pilot.press("a")
        await until(pilot, lambda: isinstance(region_app.screen, ApproachScreen))
        await shows(pilot, "Aangeklopt bij Installatiebedrijf Terpstra")
        await pilot.press("t")
        await until(pilot, lambda: bool(calls(workspace)))
        (made,) = calls(workspace)
        assert (made.partner, made.offer, made.activity) == ("p-terpstra", "o2", "gastles")


async def test_the_lines_of_the_card_are_walked_and_opened_by_key(region_app: StoApp) -> None:
    async with region_app.run_test(size=SMALL) as pilot:
        await pilot.press("f4")
        await shows(pilot, "Metaalwerken Van Rossum")
        await pilot.press(*"rossum", "down")
        await shows(pilot, "drukte 2/3")
        await pilot.press("tab")
        await until(pilot, lambda: isinstance(region_app.focused, BlockList))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await shows(pilot, "Lasgastles MAG")
        assert region_app.screen.current_id == "o1"  # type: ignore[attr-defined]


async def test_the_first_screen_of_a_partner_tells_whether_to_call(region_app: StoApp) -> None:
    async with region_app.run_test(size=SMALL) as pilot:
        region_app.open_document("p-rossum")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await shows(pilot, "Gevraagd")
        text = screen_text(region_app)
        told = ["drukte 2/3", "Aanbod", "vrij 3 van 4", "Gevraagd", "20-11 Kompas", "Gedaan", "cijfer 8", "Gepland"]
        assert sorted(told, key=text.index) == told
        assert all(len(line) <= 80 for line in text.splitlines())
        card = region_app.screen.query_one(BlockList)
        card.focus()
        await pilot.press("down", "enter")
        await until(pilot, lambda: region_app.screen.current_id != "p-rossum")  # type: ignore[attr-defined]


async def test_one_call_can_be_for_another_organisation(region_app: StoApp, workspace: Workspace) -> None:
    async with region_app.run_test(size=SMALL) as pilot:
        region_app.open_document("p-brinkhof")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await pilot.press("a")
        await shows(pilot, "voor een andere organisatie")
        await pilot.press("n")
        await until(pilot, lambda: isinstance(region_app.screen, PickScreen))
        await pilot.press(*"rijssum", "enter")
        await until(pilot, lambda: isinstance(region_app.screen, ApproachScreen))
        await pilot.press("t")
        await until(pilot, lambda: bool(calls(workspace)))
        assert calls(workspace)[0].by == "p-rijssum"
        assert workspace.on_behalf == "p-meander"
