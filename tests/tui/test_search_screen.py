"""The search screen: typing finds, arrows and Enter open, filters narrow the results, deleting can be undone."""

from __future__ import annotations

import shutil
import threading
from typing import Any

import pytest
from driving import LARGE, SMALL, WELDING, screen_text, shows, until
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from knowledge.catalogue.catalogue import Progress
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.problem import Problem
from knowledge.search.query.query import Query, Results
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.screens.reader import ReaderScreen
from sto_tui.screens.search import SearchScreen
from sto_tui.widgets.facet_bar import kinds_line

both_sizes = pytest.mark.parametrize("size", [SMALL, LARGE])


@both_sizes
async def test_an_empty_search_shows_what_is_recent(app: StoApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await shows(pilot, "Volg een pallet")
        assert "recent" in screen_text(app)


@both_sizes
async def test_typing_finds_and_enter_opens(app: StoApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        await shows(pilot, "recent")
        await pilot.press(*"lasgast")
        await shows(pilot, "1 gevonden")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await shows(pilot, "Vier cabines en zes helmen.")


async def test_what_was_typed_before_the_space_was_open_is_searched(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"pallet")
        await shows(pilot, "1 gevonden")


async def test_down_goes_into_the_list_and_up_comes_back(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("down")
        await until(pilot, lambda: isinstance(app.focused, OptionList))
        await pilot.press("up")
        assert isinstance(app.focused, Input)


async def test_the_preview_stands_beside_a_wide_list_and_is_called_up_in_a_narrow_one(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "Een bezoek met een spoor erin.")
        preview = app.screen.query_one("#preview")
        assert preview.display
        await pilot.resize_terminal(*SMALL)
        await until(pilot, lambda: not preview.display)
        await pilot.press("ctrl+t")
        await until(pilot, lambda: preview.display)


async def test_nothing_found_says_which_key_comes_next(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"xyzzy")
        await shows(pilot, "Ctrl+N: nieuwe les")


async def test_a_filter_narrows_and_can_be_cleared(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Branchetafel")
        await pilot.press("ctrl+f")
        await shows(pilot, "Waarop wil je filteren?")
        await pilot.press("enter")
        await shows(pilot, "Welke soorten?")
        await pilot.press("down", "enter", "enter")
        await until(pilot, lambda: "Branchetafel" not in screen_text(app))
        assert "Soort: lessen" in screen_text(app)
        await pilot.press("ctrl+l")
        await shows(pilot, "Branchetafel")


async def test_the_filter_on_a_partner_is_chosen_by_typing(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        search = app.screen
        assert isinstance(search, SearchScreen)
        search.action_filter("partner")
        await shows(pilot, "Welke partner?")
        await pilot.press(*"meander")
        await until(pilot, lambda: app.screen.query_one("#choices", OptionList).option_count == 1)
        await pilot.press("enter")
        await shows(pilot, "Partner: Vakcollege De Meander")
        await until(pilot, lambda: "Volg een pallet" not in screen_text(app))


async def test_deleting_can_be_undone(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"lasgast")
        await shows(pilot, "1 gevonden")
        await pilot.press("down", "ctrl+d")
        await until(pilot, lambda: filled.count(Listing("lesson")) == 1)
        await shows(pilot, "0 gevonden")
        await pilot.press("ctrl+z")
        await until(pilot, lambda: filled.count(Listing("lesson")) == 2)
        await shows(pilot, "1 gevonden")


async def test_what_somebody_else_writes_appears(app: StoApp, filled: Workspace) -> None:
    from knowledge.model.records.lesson import Lesson

    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, WELDING[:20])
        filled.save(Lesson(title="Van een collega"))
        app.changed.publish(None)
        await shows(pilot, "Van een collega")


async def test_a_spelling_is_proposed_and_taken_over_with_one_key(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press(*"lasgatsles")
        await shows(pilot, "Gevonden voor “lasgastles”")
        await shows(pilot, "1 gevonden")
        await pilot.press("ctrl+g")
        await until(pilot, lambda: app.screen.query_one("#query", Input).value == "lasgastles")


async def test_a_click_on_a_count_narrows_to_that_kind_and_back(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press(*"de ")
        await shows(pilot, "lessen")
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        screen.action_kind("lesson")
        await shows(pilot, "[Soort: lessen")
        screen.action_kind("lesson")
        await until(pilot, lambda: "[Soort" not in screen_text(app))


async def like_the_welding_lesson(pilot: Pilot[Any]) -> None:
    """Search for the lesson and ask for more like it."""
    await shows(pilot, "recent")
    await pilot.press(*"lasgast")
    await shows(pilot, "1 gevonden")
    await pilot.press("down", "ctrl+k")
    await shows(pilot, "[Zoals: ")


async def test_more_like_this_is_a_filter_that_can_be_taken_off(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await like_the_welding_lesson(pilot)
        await pilot.press("ctrl+l")
        await until(pilot, lambda: "[Zoals" not in screen_text(app))


async def test_escape_goes_from_more_like_this_back_to_the_search(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await like_the_welding_lesson(pilot)
        await pilot.press("down", "ctrl+k")
        await until(pilot, lambda: f"[Zoals: {WELDING[:12]}" not in screen_text(app))
        await pilot.press("escape")
        await until(pilot, lambda: "[Zoals" not in screen_text(app))
        await shows(pilot, "1 gevonden")
        assert app.screen.query_one("#query", Input).value == "lasgast"


async def test_a_narrowing_that_is_not_understood_is_told(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press(*"van:ergens pallet")
        await shows(pilot, "“van:ergens” is als gewone woorden gelezen")


async def test_without_saved_searches_it_says_how_one_is_kept(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("f6")
        await shows(pilot, "nog geen zoekvraag bewaard")


async def test_a_large_space_can_be_searched_while_it_is_being_read(
    app: StoApp, filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_all = threading.Event()
    catch_up = filled.catch_up

    def slowly(progress: Progress) -> None:
        catch_up()
        progress(2, 5)
        assert read_all.wait(30)

    monkeypatch.setattr(filled, "catch_up", slowly)
    monkeypatch.setattr("sto_tui.opening.READING_PATIENCE", 0.001)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"pallet")
        while not ("1 gevonden" in screen_text(app) and "40%" in screen_text(app)):
            await pilot.pause()  # not `until`, which waits for the work that is being held up here
        read_all.set()
        await until(pilot, lambda: not app.screen.query_one("#reading").display)
        await shows(pilot, "1 gevonden")


async def test_an_index_that_is_gone_is_made_anew(app: StoApp, home: Home) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"pallet")
        await shows(pilot, "1 gevonden")
        index = next(home.cache_dir.glob("*/index"))
        shutil.rmtree(index)
        await pilot.press("escape", *"de ")
        await until(pilot, lambda: app.caught_up and index.exists() and "0 gevonden" not in screen_text(app))
        await shows(pilot, "Branchetafel")


async def test_an_index_that_can_not_be_made_is_told_once(
    app: StoApp, filled: Workspace, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[int] = []

    def refused(_progress: Progress) -> None:
        tried.append(1)
        raise Problem("De schijf is vol")

    async with app.run_test(notifications=True, size=SMALL) as pilot:
        await pilot.press(*"pallet")
        await shows(pilot, "1 gevonden")
        monkeypatch.setattr(filled, "catch_up", refused)
        shutil.rmtree(next(home.cache_dir.glob("*/index")))
        await pilot.press("backspace")
        await shows(pilot, "De schijf is vol")
        await pilot.press("backspace", "backspace")
        await pilot.pause()
        await until(pilot, lambda: not app.workers)
        assert tried == [1]


async def test_a_search_is_kept_and_tells_what_is_new(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(notifications=True, size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press(*"bezoek")
        await shows(pilot, "1 gevonden")
        await pilot.press("f6")
        await pilot.press(*"Bezoeken")
        await shows(pilot, "“Bezoeken”")
        await pilot.press("enter")
        await shows(pilot, "Bewaard als “Bezoeken”")
        new = filled.save(Lesson(title="Bezoek aan de scheepswerf"))
        app.changed.publish(None)
        await shows(pilot, "Bezoeken 1")
        await pilot.press("f6")
        await shows(pilot, "1 nieuw")
        await pilot.press("enter")
        await shows(pilot, "[Nieuw: 1 ✕]")
        assert [option.id for option in app.screen.query_one("#list", OptionList).options] == [new.id]
        await until(pilot, lambda: not app.screen.query_one("#news").display)


async def test_a_dropped_search_is_put_back_with_one_key(app: StoApp, filled: Workspace) -> None:
    filled.saved_searches.save("Lassen", Query("lassen"))
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("f6")
        await shows(pilot, "“lassen”")
        await pilot.press("f9")
        await until(pilot, lambda: not filled.saved_searches.all())
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        app.action_undo()
        await until(pilot, lambda: len(filled.saved_searches.all()) == 1)


async def test_one_key_tells_why_something_was_found(app: StoApp) -> None:
    async with app.run_test(notifications=True, size=LARGE) as pilot:
        await pilot.press(*"cabine ")
        await shows(pilot, "1 gevonden")
        await pilot.press("f7")
        await shows(pilot, "gezocht: cabine")
        await shows(pilot, "andere vorm")


async def test_an_old_answer_never_takes_the_place_of_a_newer_one(
    app: StoApp, filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    first_is_asked, answer_first = threading.Event(), threading.Event()
    search = filled.search

    def slow_for_the_first(query: Query, *, heal: bool) -> Results:
        if query.text == "p":
            first_is_asked.set()
            assert answer_first.wait(30)
        return search(query, heal=heal)

    monkeypatch.setattr(filled, "search", slow_for_the_first)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("p")
        while not first_is_asked.is_set():
            await pilot.pause()
        await pilot.press(*"allet")
        assert "1 gevonden" not in screen_text(app)
        answer_first.set()
        await shows(pilot, "1 gevonden")
        screen = app.screen
        assert isinstance(screen, SearchScreen)
        assert screen.shown_text == "pallet"


@pytest.mark.usefixtures("profile")
async def test_a_new_facet_is_chosen_and_stands_in_the_filter_bar(app: StoApp, filled: Workspace) -> None:
    filled.save(Lesson(title="Lassen in de bouw", profiles=("BWI",)))
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "Profiel▾")
        await shows(pilot, "Volg een pallet")
        await pilot.press("ctrl+f")
        await shows(pilot, "Waarop wil je filteren?")
        await pilot.press(*"profiel")
        await pilot.press("enter")
        await shows(pilot, "Which profile?")
        await shows(pilot, "BWI Bouwen, Wonen & Interieur")
        await pilot.press("enter")
        await shows(pilot, "[Profiel: BWI Bouwen, Wonen & Interieur ✕]")
        await until(pilot, lambda: "Volg een pallet" not in screen_text(app))
        assert "Lassen in de bouw" in screen_text(app)
        await pilot.press("ctrl+l")
        await shows(pilot, "Volg een pallet")


def test_the_kinds_stand_in_their_order_and_the_smallest_of_those_that_do_not_fit_are_counted() -> None:
    counts = {"activity": 20, "lesson": 19, "partner": 12, "approach": 4, "meeting": 4}
    line = kinds_line(counts, (), 60)
    assert [word for word in line.plain.split() if len(word) > 2] == ["lessen", "partners", "activiteiten", "+2▾"]
    assert line.cell_length <= 60
    wide = kinds_line(counts, (), 78).plain
    assert "bijeenkomsten" in wide and wide.endswith("+1▾")
    assert "aangeklopt" in kinds_line(counts, (), 200).plain and "▾" not in kinds_line(counts, (), 200).plain


async def test_a_question_tells_whom_to_ask(app: StoApp, filled: Workspace) -> None:
    filled.save(Lesson(title="Helm te klein", body="Neem zelf een lashelm mee.", author="Noa Feenstra"))
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.screen.query_one("#query", Input).value = "Wie heeft er nog een lashelm?"
        await shows(pilot, "→ Vraag het aan Noa Feenstra, die dit schreef.")


async def test_a_period_is_shown_as_it_was_read_and_can_be_taken_off(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        box = app.screen.query_one("#query", Input)
        box.value = "bezoek 2026 "
        await shows(pilot, "[2026 = 01-01-2026 – 31-12-2026 ✕]")
        await pilot.click("#facets", offset=(4, 0))
        await until(pilot, lambda: box.value == 'bezoek "2026" ')
