"""“Wie past?”: which offers fit a request, with their points; from there one calls, signs up and plans."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from knowledge.model.records.activity import Activity
from knowledge.model.records.approach import Approach
from knowledge.model.records.signup import Signup
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.approach import ApproachScreen
from sto_tui.dialogs.ask import AskScreen
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.fitting import FittingScreen
from sto_tui.screens.reader import ReaderScreen
from tests import region_f
from tests.tui.driving import LARGE, SMALL, screen_text, shows, until

pytestmark = pytest.mark.usefixtures("day_of_f")


async def test_the_offers_stand_there_with_their_points_and_why(region_app: StoApp) -> None:
    async with region_app.run_test(size=SMALL) as pilot:
        await pilot.press("f9", "6")
        await shows(pilot, "mist: leerjaar")
        await pilot.press("p")
        await until(pilot, lambda: isinstance(region_app.screen, FittingScreen))
        await shows(pilot, "92 Lasgastles MAG")
        await shows(pilot, "10 10 20 15 10  5  8 10  4")
        await shows(pilot, "Periode     20/20  open in 3 van 3 schoolweken")
        lines = screen_text(region_app).splitlines()
        assert all(len(line) <= 80 for line in lines)
        (heads,) = [line for line in lines if line.endswith("We Pr Pe Ru Gr Af Re Be Dr ")]
        (points,) = [line for line in lines if "10 10 20 15 10  5  8 10  4" in line]
        assert len(heads.rstrip()) == len(points.rstrip())
        await pilot.press("down")
        await shows(pilot, "Wereld       0/10")
        await pilot.press("down")
        await shows(pilot, "Nu niet, tot 01-03-2027: Verbouwing van de bakkerij")


async def test_from_there_one_calls_signs_up_plans_and_reads(region_app: StoApp, workspace: Workspace) -> None:
    def region() -> dict[str, Signup]:
        return dict(workspace.region(region_f.T).of(Signup))

    before = set(region())
    async with region_app.run_test(size=LARGE) as pilot:
        region_app.open_document("r1")
        await until(pilot, lambda: isinstance(region_app.screen, ReaderScreen))
        await shows(pilot, "Verbonden met")
        await pilot.press("p")
        await shows(pilot, "92 Lasgastles MAG")
        await pilot.press("a")
        await until(pilot, lambda: isinstance(region_app.screen, ApproachScreen))
        await pilot.press("t")
        await until(pilot, lambda: any(each.request for each in workspace.region(region_f.T).of(Approach).values()))
        call = next(each for each in workspace.region(region_f.T).of(Approach).values() if each.request)
        assert (call.partner, call.by, call.offer, call.request) == ("p-rossum", "p-kompas", "o1", "r1")
        await pilot.press("t")
        await until(pilot, lambda: isinstance(region_app.screen, AskScreen))
        await pilot.press("enter")
        await until(pilot, lambda: set(region()) > before)
        (made,) = (each for name, each in region().items() if name not in before)
        assert (made.by, made.target) == ("p-kompas", "o1")
        await until(pilot, lambda: isinstance(region_app.screen, FittingScreen))
        await pilot.press("n")
        await until(pilot, lambda: isinstance(region_app.screen, EditorScreen))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: any(each.request for each in workspace.region(region_f.T).of(Activity).values()))
        planned = next(each for each in workspace.region(region_f.T).of(Activity).values() if each.request)
        assert (planned.schools, planned.partners, planned.offer, planned.request, planned.activity) == (
            ("p-kompas",), ("p-rossum",), "o1", "r1", "gastles",
        )  # fmt: skip
        assert planned.signup == "s1"


async def test_who_did_it_before_can_be_called_and_not_signed_up_for(region_app: StoApp, workspace: Workspace) -> None:
    workspace.delete("o1")
    async with region_app.run_test(size=SMALL) as pilot:
        region_app.open_document("r1")
        await shows(pilot, "Verbonden met")
        await pilot.press("p")
        await shows(pilot, "Deden dit eerder")
        listed = region_app.screen.query_one("#list", OptionList)
        listed.highlighted = listed.get_option_index("p-rossum")
        await shows(pilot, "keer, het laatst op")
        assert region_app.screen.check_action("sign_up", ()) is False
        await pilot.press("a")
        await shows(pilot, "Aangeklopt bij Metaalwerken Van Rossum, namens CSG Het Kompas")
