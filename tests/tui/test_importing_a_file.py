"""Reading in a file in the app: what would come of it is shown first, and the whole of it can be taken back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest
from driving import LARGE, SMALL, says, screen_text, shows, until
from textual import events

from knowledge.catalogue.listing import Listing
from knowledge.exchange.formats import csv
from knowledge.home import Home
from knowledge.importing import ImportOrder
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.open_file import OpenFileScreen
from sto_tui.dialogs.pick import PickScreen
from sto_tui.screens.import_progress import ImportProgress
from sto_tui.screens.importing import ImportScreen


@pytest.fixture
def app(workspace: Workspace, home: Home) -> StoApp:
    """The app on a space with one partner."""
    workspace.save(Partner(id="brinkhof", title="Brinkhof", kvk="99000011"))
    return StoApp(lambda: workspace, home, sync_every=0)


def names(workspace: Workspace, kind: str = Partner.kind) -> list[str]:
    return [each.record.title for each in workspace.documents(Listing(kind, sort="title"))]


async def test_a_pasted_path_leads_to_a_preview_that_is_changed_confirmed_and_taken_back(
    app: StoApp, workspace: Workspace, home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "mijn lijst.csv"
    file.write_bytes(
        "Naam;Plaats;KvK;Fax;Notities\nCafé België;Zwolle;;brood;\nStaal;Ommen;;;Met leerling Sem (15)\n"
        "Iets;Ommen;99000011;;\n;Zwolle;;1;\n".encode("cp1252")
    )
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        await pilot.press("ctrl+p", *"bestand inlezen", "enter")
        await until(pilot, lambda: isinstance(app.screen, OpenFileScreen))
        path = app.screen.query_one("#path")
        path.value = f'"{file}"'  # type: ignore[attr-defined]
        await shows(pilot, "mijn lijst.csv")
        await pilot.press("enter")
        await shows(pilot, "2 nieuw")
        for line in (
            "1 dubbel (zelfde KvK-nummer)",
            "1 fout (regel 5: Vul “Naam” in.)",
            "1 onbekende kolom (Fax) genegeerd",
            "1 tekst over een leerling?  deze rijen blijven weg",
            "Kolommen, als partners",
            "F8 Inlezen",
        ):
            assert line in screen_text(app)
        await pilot.press("home", "enter")
        await shows(pilot, "regel 2: Café België")

        await pilot.press("end", "enter")
        await shows(pilot, "Fax → weggelaten")
        await pilot.press("end", "up", "enter")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await pilot.press(*"sector", "enter")
        await shows(pilot, "Fax → Sector")
        assert "onbekende kolom" not in screen_text(app)
        assert names(workspace) == ["Brinkhof"]

        await pilot.press("f8")
        await shows(pilot, "Klaar. Ctrl+Z haalt het terug.")
        assert "1 erbij gekomen" in screen_text(app)
        assert "2 rijen niet overgenomen" in screen_text(app)
        assert names(workspace) == ["Brinkhof", "Café België"]
        assert list(home.config.columns.values()) == [{"3": "sector"}]

        await pilot.press("ctrl+z")
        await shows(pilot, "wat veranderde wordt weer")
        await pilot.press("right", "enter")
        await shows(pilot, "Dit is teruggehaald.")
        assert names(workspace) == ["Brinkhof"]
        app.action_undo_import()
        await says(pilot, "Op dit apparaat is niets ingelezen dat terug te halen is.")


async def test_alt_i_asks_for_the_file_from_a_list_and_while_typing_and_the_palette_tells_so(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        await pilot.press("x")
        app.post_message(events.Key("alt+i", "i"))  # with its letter, as terminals send it
        await until(pilot, lambda: isinstance(app.screen, OpenFileScreen))
        assert app.screen_stack[-2].query_one("Input").value == "x"  # type: ignore[attr-defined]
        await pilot.press("escape", "f4")
        await shows(pilot, "Brinkhof")
        await pilot.press("down", "alt+i")
        await until(pilot, lambda: isinstance(app.screen, OpenFileScreen))
        await pilot.press("escape", "ctrl+p", *"bestand inlezen")
        await shows(pilot, "Alt+I")


async def test_a_column_without_a_heading_is_called_by_its_number_and_can_be_given_a_meaning(
    app: StoApp, workspace: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "los.csv"
    file.write_text("Naam;Plaats;\nStaal;Zwolle;metaal\n")
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        app.push_screen(ImportScreen(ImportOrder(file=str(file), format=csv.FORMAT)))
        await shows(pilot, "1 nieuw")
        await pilot.press("end", "enter", "end")
        await shows(pilot, "kolom 3 → in “Notities”")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        await pilot.press(*"sector", "enter")
        await shows(pilot, "kolom 3 → Sector")
        await pilot.press("f8")
        await shows(pilot, "1 erbij gekomen")
        (staal,) = [each.record for each in workspace.documents(Listing("partner")) if each.record.title == "Staal"]
        assert isinstance(staal, Partner) and (staal.sector, staal.body) == ("metaal", "")


async def test_headings_that_fit_several_kinds_are_asked_about_and_nothing_in_a_file_steers_the_screen(
    app: StoApp, workspace: Workspace, tmp_path: Path
) -> None:
    hostile = "\x1b[31m[red]Els[/] \x07"
    folder = tmp_path / "lijsten"
    folder.mkdir()
    file = folder / "[bold]x.csv"
    file.write_text(f"Naam;Notities;{hostile}\n{hostile};prima;1\n;;\nBram;;2\n", "utf-8")
    async with app.run_test(size=LARGE) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        app.action_import_file()
        await until(pilot, lambda: isinstance(app.screen, OpenFileScreen))
        path = app.screen.query_one("#path")
        path.value = str(tmp_path / "weg.docx")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await shows(pilot, "is niet te lezen: het is er niet")
        path = app.screen.query_one("#path")
        path.value = f"{folder}/"  # type: ignore[attr-defined]
        await shows(pilot, "[bold]x.csv")
        await pilot.press("down", "down", "enter")
        await shows(pilot, "Wat zijn de rijen van deze tabel?")
        assert "partners" in screen_text(app) and "personen" in screen_text(app)
        await pilot.press(*"personen", "enter")
        await shows(pilot, "2 nieuw")
        await pilot.press("home", "enter", "end", "enter")
        await shows(pilot, "[red]Els[/]")
        assert "\x1b" not in screen_text(app) and "\x07" not in screen_text(app)
        screen = app.screen
        assert isinstance(screen, ImportScreen)
        await pilot.press("f8")
        await shows(pilot, "2 erbij gekomen")
        assert len(names(workspace, Person.kind)) == 2
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is not screen)


async def test_what_was_taken_back_comes_out_of_the_bin_again_and_esc_stops_a_long_import(
    app: StoApp, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.exchange.bringing_in.BATCH", 10)
    monkeypatch.setattr("sto_tui.screens.import_progress.SHOWN_AFTER", 0.01)
    reached, go_on = threading.Event(), threading.Event()
    advance = ImportProgress.advance

    def held(progress: ImportProgress, rows: int) -> None:
        if rows == 25 and not reached.is_set() and "inlezen" in progress.line(rows):
            reached.set()
            go_on.wait(20)
        advance(progress, rows)

    monkeypatch.setattr(ImportProgress, "advance", held)
    file = tmp_path / "lijst.csv"
    file.write_text("Naam;Plaats\n" + "".join(f"Firma {number * 37};Ommen\n" for number in range(40)), "utf-8")
    order = ImportOrder(file=str(file), format=csv.FORMAT)
    async with app.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        screen = ImportScreen(order)
        app.push_screen(screen)
        await shows(pilot, "40 nieuw")
        await pilot.press("f8")
        while not reached.is_set():
            await pilot.pause()
        while "Esc stopt" not in screen_text(app):
            await pilot.pause()
        assert "Bezig met inlezen" in screen_text(app)
        await pilot.press("escape")
        while not screen._work.is_stopping:
            await pilot.pause()
        go_on.set()
        await says(pilot, "Gestopt: 20 documenten zijn bewaard.")
        assert len(names(workspace)) == 21

        app.action_undo_import()
        await shows(pilot, "wat veranderde wordt weer")
        await pilot.press("right", "enter")
        await until(pilot, lambda: names(workspace) == ["Brinkhof"])
        await pilot.press("escape")
        app.push_screen(ImportScreen(order))
        await shows(pilot, "20 al aanwezig, maar in de prullenbak  blijven daar · r haalt ze eruit")
        await pilot.press("r")
        await shows(pilot, "20 uit de prullenbak gehaald")
        await pilot.press("f8")
        await until(pilot, lambda: len(names(workspace)) == 41)
