"""The shell of the app: modes, help, palette, language, the first start, and errors shown in words."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest
from driving import LARGE, SMALL, screen_text, shows, until
from textual.widgets import Button, Input, OptionList

from knowledge import spaces
from knowledge.home import Home
from knowledge.journal.document import Document
from knowledge.model.records.lesson import Lesson
from knowledge.private_files import LOG_FILE
from knowledge.problem import Problem
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.first_start import FirstStartScreen
from sto_tui.screens.help import HelpScreen
from sto_tui.screens.search import SearchScreen
from sto_tui.wording.i18n import language


@pytest.mark.parametrize(("key", "mode"), [("f3", "logbook"), ("f4", "partners"), ("f5", "checklists")])
async def test_every_mode_is_one_key_away(app: StoApp, key: str, mode: str) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press(key)
        await until(pilot, lambda: app.current_mode == mode)
        await pilot.press("f2")
        await until(pilot, lambda: app.current_mode == "search")


async def test_the_tabs_can_be_clicked(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        column = screen_text(app).splitlines()[0].index("Partners")
        await pilot.click(offset=(column, 0))
        await until(pilot, lambda: app.current_mode == "partners")


async def test_the_key_of_the_mode_one_is_in_goes_back_to_its_home(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, SearchScreen))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))


async def test_but_a_form_stays_open(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(app.screen, EditorScreen)


async def test_help_lists_the_keys_of_where_you_are(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("f1")
        await shows(pilot, "Hulp: Zoeken")
        assert "Nieuwe les: Schrijf op wat je hebt geleerd." in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))


async def test_a_question_mark_asks_for_help_outside_the_input_only(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("question_mark")
        assert app.screen.query_one("#query", Input).value == "?"
        await pilot.press("backspace")
        await shows(pilot, "recent")
        await pilot.press("down", "question_mark")
        await shows(pilot, "Hulp: Zoeken")


async def test_the_palette_does_what_is_typed(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+p")
        await shows(pilot, "Wat wil je doen?")
        await pilot.press(*"prullenb")
        await pilot.press("enter")
        await shows(pilot, "De prullenbak is leeg.")


async def test_the_other_language_is_spoken_at_once_and_remembered(app: StoApp, home: Home) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Zoek in lessen")
        await app.run_action("app.language")
        await shows(pilot, "Search lessons")
        assert (language(), home.config.language) == ("en", "en")
        await shows(pilot, "Volg een pallet")


async def test_the_space_opens_behind_a_screen_that_came_before_the_first_paint(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        assert isinstance(app.screen, SearchScreen)
        app.push_screen(HelpScreen(app.screen))
        await until(pilot, lambda: app.workspace is not None)


async def test_a_problem_is_told_and_the_app_stays_up(home: Home) -> None:
    def locked() -> Workspace:
        raise Problem("The cupboard {name} is locked.", name="[b]A[/b]\x1b[31m")

    app = StoApp(locked, home, sync_every=0)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await shows(pilot, "The cupboard [b]A[/b] is locked.")


async def test_the_unexpected_goes_to_the_log_and_the_app_stays_up(app: StoApp, home: Home) -> None:
    def broken(_workspace: Workspace) -> None:
        raise ZeroDivisionError("division by nought")

    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await shows(pilot, "recent")
        app.store(broken)
        await shows(pilot, "Er ging onverwacht iets mis.")
        assert "division by nought" in home.private.path(LOG_FILE).read_text()


async def test_the_status_line_says_what_is_not_shared(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "STO Vechterland · alles gedeeld")
        await pilot.resize_terminal(*LARGE)
        await shows(pilot, "shared · alles gedeeld")


# -- the first start ------------------------------------------------------------------------------------------------


@pytest.fixture
def newcomer(home: Home) -> StoApp:
    return StoApp(lambda: spaces.open_space(home), home, sync_every=0)


async def test_the_first_start_makes_a_space(newcomer: StoApp, home: Home, tmp_path: Path) -> None:
    folder = tmp_path / "Regio Vecht"
    async with newcomer.run_test(size=SMALL) as pilot:
        await until(pilot, lambda: isinstance(newcomer.screen, FirstStartScreen))
        await shows(pilot, "Welkom bij sto")
        await pilot.press(*"Els", "tab")
        newcomer.screen.query_one("#folder", Input).value = str(folder)
        newcomer.screen.query_one("#begin", Button).press()
        await until(pilot, lambda: isinstance(newcomer.screen, SearchScreen))
        await shows(pilot, "Regio Vecht")
    assert (folder / "sto.json").exists()
    assert home.config.author == "Els"


async def test_a_second_person_joins_the_same_space(workspace: Workspace, tmp_path: Path) -> None:
    other = Home.at(tmp_path / "other")
    app = StoApp(lambda: spaces.open_space(other), other, sync_every=0)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Welkom bij sto")
        await pilot.press(*"Hakan")
        app.screen.query_one("#folder", Input).value = workspace.place
        app.screen.query_one("#begin", Button).press()
        await shows(pilot, "STO Vechterland")


async def test_a_folder_that_is_a_file_is_refused_in_words(newcomer: StoApp, tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("x")
    async with newcomer.run_test(size=SMALL) as pilot:
        await shows(pilot, "Welkom bij sto")
        await pilot.press(*"Els")
        newcomer.screen.query_one("#folder", Input).value = str(tmp_path / "bestand")
        newcomer.screen.query_one("#begin", Button).press()
        await shows(pilot, "is een bestand, geen map")
        assert isinstance(newcomer.screen, FirstStartScreen)


async def test_the_language_can_be_changed_at_the_first_start(newcomer: StoApp) -> None:
    async with newcomer.run_test(size=SMALL) as pilot:
        await shows(pilot, "Welkom bij sto")
        await pilot.press(*"Els")
        newcomer.screen.query_one("#language", Button).press()
        await shows(pilot, "Welcome to sto")
        assert newcomer.screen.query_one("#author", Input).value == "Els"


LEADS_NOWHERE_YET = ["f2", "f3", "f4", "f5", "escape"]


@pytest.mark.parametrize("size", [SMALL, LARGE])
async def test_every_key_leads_somewhere_at_the_first_start(newcomer: StoApp, size: tuple[int, int]) -> None:
    async with newcomer.run_test(size=size, notifications=True) as pilot:
        await shows(pilot, "Welkom bij sto")
        await pilot.press(*"Els")
        first = newcomer.screen
        for key in LEADS_NOWHERE_YET:
            newcomer.clear_notifications()
            await pilot.press(key)
            await shows(pilot, "Vul eerst je naam")
            assert newcomer.screen is first
        newcomer.clear_notifications()

        await pilot.press("f1")
        await shows(pilot, "Hulp: Eerste start")
        assert "Openen…" not in screen_text(newcomer)
        assert not any(word in screen_text(newcomer) for word in ("F3", "Logboek", "Prullenbak", "Nu delen"))
        await pilot.press("f3")
        await shows(pilot, "Vul eerst je naam")
        await shows(pilot, "Hulp: Eerste start")
        await pilot.press("escape")
        await until(pilot, lambda: newcomer.screen is first)

        await pilot.press("ctrl+p")
        await shows(pilot, "Wat wil je doen?")
        offered = [str(line.prompt).split("  ")[0] for line in newcomer.screen.query_one(OptionList).options]
        assert offered == ["Beginnen", "Hulp", "Nederlands / English", "Licht / donker", "Afsluiten"]
        await pilot.press("escape")
        await until(pilot, lambda: newcomer.screen is first)
        assert first.query_one("#author", Input).value == "Els"

        await pilot.press("ctrl+q")
        await until(pilot, lambda: not newcomer.is_running or newcomer._exit)


async def test_the_language_from_the_list_of_commands_keeps_what_was_typed(newcomer: StoApp) -> None:
    async with newcomer.run_test(size=SMALL) as pilot:
        await shows(pilot, "Welkom bij sto")
        await pilot.press(*"Els")
        await newcomer.run_action("app.language")
        await shows(pilot, "Welcome to sto")
        assert newcomer.screen.query_one("#author", Input).value == "Els"


@pytest.mark.usefixtures("workspace")
@pytest.mark.parametrize("trouble", [Problem("The cupboard {name} is locked.", name="A"), OSError("locked")])
async def test_a_space_that_cannot_be_opened_leads_to_the_first_start_and_the_reason(
    home: Home, trouble: Exception
) -> None:
    def locked() -> Workspace:
        raise trouble

    app = StoApp(locked, home, sync_every=0)
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, FirstStartScreen))
        await shows(pilot, "The cupboard A is locked." if isinstance(trouble, Problem) else "onverwacht iets mis")
        for key in LEADS_NOWHERE_YET:
            await pilot.press(key)
            await shows(pilot, "Vul eerst je naam")
        assert isinstance(app.screen, FirstStartScreen)
        await pilot.press("f8")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        await pilot.press("f3")
        await until(pilot, lambda: app.current_mode == "logbook")


async def test_a_space_that_opens_behind_the_help_comes_in_front_when_the_help_closes(
    newcomer: StoApp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_begin = threading.Event()
    begin_or_join = spaces.begin_or_join

    def slowly(*args: Any, **more: Any) -> Workspace:
        may_begin.wait(10)
        return begin_or_join(*args, **more)

    monkeypatch.setattr(spaces, "begin_or_join", slowly)
    async with newcomer.run_test(size=SMALL) as pilot:
        await shows(pilot, "Welkom bij sto")
        await pilot.press(*"Els")
        newcomer.screen.query_one("#folder", Input).value = str(tmp_path / "Regio Vecht")
        await pilot.press("f8", "f1")
        while not isinstance(newcomer.screen, HelpScreen):
            await pilot.pause()
        may_begin.set()
        await shows(pilot, "Hulp: Eerste start")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(newcomer.screen, SearchScreen))
        await shows(pilot, "Regio Vecht")


async def test_an_undo_that_failed_can_be_tried_again(
    app: StoApp, filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = filled.save(Lesson(title="Weg en terug"))
    restore = filled.restore

    def refused(_document_id: str) -> Document:
        raise Problem("{path} is full.", path="schijf")

    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await shows(pilot, "recent")
        app.delete(gone)
        await shows(pilot, "Weg en terug”. Ctrl+Z")
        monkeypatch.setattr(filled, "restore", refused)
        await pilot.press("ctrl+z")
        await shows(pilot, "schijf is full.")
        assert filled.get(gone.id).deleted

        monkeypatch.setattr(filled, "restore", restore)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not filled.get(gone.id).deleted)
