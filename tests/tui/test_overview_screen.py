"""The overview: the region on one page at both sizes, and the list behind each block."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import OptionList

from knowledge.home import Home
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.overview_list import OverviewListScreen
from sto_tui.screens.reader import ReaderScreen
from sto_tui.widgets.figure_block import FigureBlock
from tests import region_f
from tests.tui.driving import LARGE, SMALL, says, screen_text, shows, until


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STO_TODAY", region_f.T.isoformat())
    for name in ("HOME", "USERPROFILE"):
        monkeypatch.setenv(name, str(tmp_path / "thuis"))


def focused(app: StoApp) -> str:
    return app.focused.subject if isinstance(app.focused, FigureBlock) else ""


async def test_a_small_window_has_all_of_it_and_each_block_opens_its_list(planning: StoApp) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f10")
        await shows(pilot, "Cofinanciering STO 2025-2028")
        page = screen_text(planning)
        for text in (
            "Overzicht · ma 23 nov 2026 · schooljaar 2026-2027",
            "afronden: Meerijdag (12-11)             di 15 dec Gastles warmtepomp",
            "████▉···········│·················  € 17.300,00 van € 120.000,00    14,4 %",
            "bewezen € 13.850,00 · zonder bewijs 2 · beoordelen € 1.000,00",
            "digitaal – gat",
            "7 mnd  Jachtwerf De Vecht",
            "nu niet: Bakkerij Hoekstra",
            "2 voorstellen (Van Rossum, Waterlijn)",
            "Vragen open 1 · overtekend 1",
            "los 0 · les 0 · LOB 1 · vast 1",
            "1 gebruik waarvan de afloop mist",
        ):
            assert text in page
        await until(pilot, lambda: focused(planning) == "late")
        await pilot.press("tab", "tab", "enter")
        await until(pilot, lambda: isinstance(planning.screen, OverviewListScreen))
        await shows(pilot, "zonder bewijs")
        await pilot.press("escape")
        await until(pilot, lambda: focused(planning) == "cofinancing")
        silent = next(each for each in planning.screen.query(FigureBlock) if each.subject == "silent" and each.display)
        await pilot.click(silent)
        await until(pilot, lambda: isinstance(planning.screen, OverviewListScreen))
        await until(pilot, lambda: planning.screen.query_one("#list", OptionList).has_focus)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(planning.screen, ReaderScreen))
        await shows(pilot, "Jachtwerf De Vecht")


def lit(app: StoApp) -> set[str]:
    """The titles of the blocks that are drawn as the one where one is."""
    titles = {each._title for each in app.screen.query(FigureBlock) if each.display}
    strips = app.screen._compositor.render_strips()
    reverse = {segment.text.strip() for strip in strips for segment in strip if segment.style and segment.style.reverse}
    return titles & reverse


async def test_the_arrows_go_from_block_to_block_and_only_one_is_lit(planning: StoApp) -> None:
    async with planning.run_test(size=SMALL) as pilot:
        await pilot.press("f10")
        await until(pilot, lambda: focused(planning) == "late")
        await until(pilot, lambda: lit(planning) == {"Te laat"})
        await pilot.press("down", "right")
        await until(pilot, lambda: len(lit(planning)) == 1 and lit(planning) != {"Te laat"})
        await pilot.press("up", "left")
        await until(pilot, lambda: lit(planning) == {"Te laat"})


async def test_a_large_window_adds_to_it_and_the_report_is_one_key(planning: StoApp, tmp_path: Path) -> None:
    async with planning.run_test(size=LARGE) as pilot:
        await pilot.press("f10")
        await shows(pilot, "Cofinanciering per kwartaal (× € 1.000)")
        page = screen_text(planning)
        for text in ("2026-Q4  ███████████████████████ 11,3", "terugkerend   30", "digitaal      ·    ·    ·   0 gat"):
            assert text in page
        await pilot.press("r")
        await says(pilot, "Het rapport staat in")
        written = sorted(each.name for each in (tmp_path / "thuis").iterdir())
        assert written == [f"stuurgroep-2026-Q4.{form}" for form in ("html", "md", "pdf")]
        await pilot.press("x")
        await shows(pilot, "Wat wil je als bestand?")
        await pilot.press(*"register", "enter")
        await says(pilot, "Het register staat in")
        assert (tmp_path / "thuis" / "cofinanciering.xlsx").read_bytes().startswith(b"PK")


async def test_without_anything_there_is_the_register_to_begin(workspace: Workspace, home: Home) -> None:
    app = StoApp(lambda: workspace, home, sync_every=0)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press("f10")
        await shows(pilot, "Nog geen periode: maak er een")
        assert "Te laat" not in screen_text(app) and "Leren" not in screen_text(app)
        await until(pilot, lambda: focused(app) == "cofinancing")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, EditorScreen))
