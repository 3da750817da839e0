"""“Ga ik gebruiken” in the app: what is asked and shown, how it went later, and undo."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from driving import LARGE, SMALL, WELDING, screen_text, shows, until
from textual.pilot import Pilot
from textual.widgets import Input

from knowledge.catalogue.listing import Listing
from knowledge.journal.document import Document
from knowledge.model.records.use import Use
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.guard import GuardScreen
from sto_tui.dialogs.outcome import OutcomeScreen
from sto_tui.dialogs.use import UseScreen
from sto_tui.screens.reader import ReaderScreen
from sto_tui.screens.using import ask_how_it_went

TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STO_TODAY", TODAY.isoformat())


def lesson(workspace: Workspace) -> Document:
    found = workspace.named("lesson", WELDING)
    assert found is not None
    return found


def uses(workspace: Workspace) -> list[tuple[str, str, str]]:
    """For what, how it went and what there is to say about it, for each use."""
    records = [each.record for each in workspace.documents(Listing(Use.kind))]
    return [(each.purpose, each.outcome, each.note) for each in records if isinstance(each, Use)]


def use(workspace: Workspace) -> Document:
    return workspace.documents(Listing(Use.kind))[0]


def said(app: StoApp, text: str) -> bool:
    return any(text in each.message for each in app._notifications)


def key_bar(app: StoApp) -> str:
    return screen_text(app).rstrip().splitlines()[-1]


async def typed(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*("space" if letter == " " else letter for letter in text))


async def test_it_stands_in_the_key_bar_wherever_a_lesson_is_in_front(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.query_one("#query", Input).value = "lasgastles"
        await pilot.press("down")
        await until(pilot, lambda: "Ctrl+U Ga ik gebruiken" in key_bar(app), "with the same key in the list")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await until(pilot, lambda: " g Ga ik gebruiken" in key_bar(app), "with the letter in the reader")


async def test_it_asks_for_what_and_when_and_can_be_taken_back(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.open_document(lesson(filled).id)
        await shows(pilot, "Vier cabines")
        await pilot.press("g")
        await shows(pilot, "Waarvoor?")
        await typed(pilot, "open dag")
        await pilot.press("enter")
        await typed(pilot, "30-02-2027")
        await pilot.press("enter")
        await shows(pilot, "bestaat niet")
        app.screen.query_one("#day", Input).value = "12-03-2027"
        await pilot.press("enter")
        await shows(pilot, "gebruikt in 1 geval")
        assert uses(filled) == [("open dag", "", "")]
        assert filled.reuse(lesson(filled)).uses[0].date == date(2027, 3, 12)
        await until(pilot, lambda: said(app, "Ctrl+Z"))
        await pilot.press("ctrl+z")
        await until(pilot, lambda: uses(filled) == [])
        await until(pilot, lambda: "gebruikt in" not in screen_text(app).split("Verbonden")[0])


async def test_both_may_stay_empty_and_the_same_again_adds_nothing(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        app.open_document(lesson(filled).id)
        await shows(pilot, "Vier cabines")
        for message in ("je gaat", "had je al"):
            await pilot.press("g")
            await until(pilot, lambda: isinstance(app.screen, UseScreen))
            await pilot.press("ctrl+s")
            await until(pilot, lambda message=message: said(app, message))  # type: ignore[misc]
        assert uses(filled) == [("", "", "")]
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, UseScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        assert len(uses(filled)) == 1


async def test_two_weeks_later_a_line_asks_how_it_went_and_the_answer_stands_with_the_lesson(
    app: StoApp, filled: Workspace
) -> None:
    used = Use(lesson=lesson(filled).id, who="Marieke", date=TODAY - timedelta(days=14), purpose="open dag")
    filled.save(used)
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "Hoe ging het met “Lasgastles")
        await shows(pilot, "F8")
        await pilot.press("f3")
        await shows(pilot, "Hoe ging het met “Lasgastles")
        await pilot.press("f8")
        await shows(pilot, "Iedereen in de ruimte")
        await typed(pilot, "Geen vervanging")
        await pilot.press("enter", "down", "down", "enter")
        await until(pilot, lambda: uses(filled) == [("open dag", "niet", "Geen vervanging")])
        await until(pilot, lambda: "Hoe ging het" not in screen_text(app))
        await pilot.press("ctrl+z")
        await shows(pilot, "Hoe ging het met “Lasgastles")
        assert uses(filled) == [("open dag", "", "")]
        await pilot.press("f8")
        await shows(pilot, "Iedereen in de ruimte")
        await pilot.click("#later")
        await until(pilot, lambda: "Hoe ging het" not in screen_text(app))
        assert uses(filled) == [("open dag", "", "")]


async def test_what_was_typed_about_a_pupil_is_given_back_to_change(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.open_document(lesson(filled).id)
        await shows(pilot, "Vier cabines")
        await pilot.press("g")
        await shows(pilot, "Waarvoor?")
        await typed(pilot, "leerling Sem (15)")
        await pilot.press("enter", *"01-11-2026", "enter")
        await until(pilot, lambda: isinstance(app.screen, GuardScreen))
        assert "Aanpassen" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, UseScreen))
        assert [box.value for box in app.screen.query(Input)] == ["leerling Sem (15)", "01-11-2026"]
        app.screen.query_one("#purpose", Input).value = "open dag"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: uses(filled) == [("open dag", "", "")])
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))

        ask_how_it_went(app, use(filled), "Lasgastles")
        await shows(pilot, "Iedereen in de ruimte")
        await typed(pilot, "leerling Sem (15) viel")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: isinstance(app.screen, GuardScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, OutcomeScreen))
        assert app.screen.query_one(Input).value == "leerling Sem (15) viel"
        await pilot.press("escape")
        await shows(pilot, "Weggooien")  # it was typed, and is nowhere else
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, OutcomeScreen))
        app.screen.query_one(Input).value = "Een leerling viel"
        await pilot.press("enter", "enter")
        await until(pilot, lambda: [each[2] for each in uses(filled)] == ["Een leerling viel"])


async def test_who_has_nothing_to_tell_is_not_asked(app: StoApp, filled: Workspace) -> None:
    for who, ago in (("Marieke", 13), ("Hakan", 300)):
        filled.save(Use(lesson=lesson(filled).id, who=who, date=TODAY - timedelta(days=ago)))
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press("f3")
        await shows(pilot, "open actie")
        assert "Hoe ging het" not in screen_text(app)


async def test_the_reader_tells_how_it_went_for_others_and_asks_for_ones_own(app: StoApp, filled: Workspace) -> None:
    for who, note in (("Hakan", "Te koud"), ("Kees", "Geen vervanging")):
        filled.save(Use(lesson=lesson(filled).id, who=who, date=TODAY, outcome="niet", note=note))
    filled.save(Use(lesson=lesson(filled).id, who="Marieke", date=TODAY))
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        app.open_document(lesson(filled).id)
        await shows(pilot, "gebruikt in 3 gevallen")
        for text in ("Werkte bij 2 collega's niet", "Hakan · do 26 nov 2026 · werkte niet: Te koud", "Geen vervanging"):
            await shows(pilot, text)
        assert "F8 Hoe ging het?" in key_bar(app)
        await pilot.press("u")
        await shows(pilot, "Iedereen in de ruimte")
        await pilot.press("enter", "enter")
        await until(pilot, lambda: ("", "werkte", "") in uses(filled))
        await until(pilot, lambda: "Hoe ging het?" not in key_bar(app))
