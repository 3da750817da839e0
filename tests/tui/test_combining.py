"""Combining two versions of a text: what is typed there is kept until it is saved, as in every form."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest
from driving import LARGE, says, screen_text, settling, shows, until
from textual.pilot import Pilot
from textual.widgets import TextArea

from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.problem import Problem
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.drafts import Draft, Drafts, find_draft
from sto_tui.screens.combine import CombineScreen
from sto_tui.screens.conflicts import ConflictsScreen
from sto_tui.screens.editor import EditorScreen
from sto_tui.screens.settle import SettleScreen

TYPED = "Vier cabines en **vijftien** helmen."
OFFERED = "Verder gaan met dat concept?"


async def combining(app: StoApp, pilot: Pilot[Any]) -> TextArea:
    """Go and combine; the field with the text."""
    await settling(app, pilot)
    await pilot.press("e")
    await until(pilot, lambda: isinstance(app.screen, CombineScreen))
    return app.screen.query_one(TextArea)


def drafts(home: Home) -> list[Draft]:
    return [found for file in home.private.all() if (found := find_draft(file.path)) is not None]


@pytest.mark.usefixtures("disputed")
async def test_leaving_asks_and_the_text_is_offered_again(app: StoApp, home: Home) -> None:
    async with app.run_test(size=LARGE) as pilot:
        area = await combining(app, pilot)
        area.text = TYPED
        await pilot.press("escape")
        await shows(pilot, "Bewaren als concept")
        await pilot.click("#later")
        await until(pilot, lambda: isinstance(app.screen, SettleScreen))
        assert [draft.values for draft in drafts(home)] == [{"body": TYPED}]
        await pilot.press("e")
        await shows(pilot, OFFERED)
        assert TYPED in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, CombineScreen))
        await until(pilot, lambda: app.screen.query_one(TextArea).text == TYPED)
        await pilot.press("ctrl+s")
        await says(pilot, "blijft in de geschiedenis")
        await until(pilot, lambda: not drafts(home))


@pytest.mark.usefixtures("disputed")
async def test_leaving_untouched_asks_nothing_and_keeps_nothing(app: StoApp, home: Home) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await combining(app, pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SettleScreen))
    assert not drafts(home)


@pytest.mark.usefixtures("disputed")
async def test_typing_is_kept_without_leaving_and_when_the_program_ends(app: StoApp, home: Home) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await combining(app, pilot)
        await pilot.press(*"Net getypt")
        await until(pilot, lambda: ["Net getypt" in str(draft.values["body"]) for draft in drafts(home)] == [True])
        await pilot.press(*" en nog meer", "ctrl+q")
    assert ["Net getypt en nog meer" in str(draft.values["body"]) for draft in drafts(home)] == [True]


async def test_what_can_not_be_saved_stays_on_the_screen(
    app: StoApp, filled: Workspace, disputed: str, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_args: object) -> None:
        raise Problem("Er is geen plaats meer.")

    async with app.run_test(size=LARGE) as pilot:
        area = await combining(app, pilot)
        area.text = TYPED
        with monkeypatch.context() as patched:
            patched.setattr(type(filled), "settle", refused)
            await pilot.press("ctrl+s")
            await says(pilot, "Er is geen plaats meer.")
        assert isinstance(app.screen, CombineScreen) and area.text == TYPED
        await until(pilot, lambda: [draft.values for draft in drafts(home)] == [{"body": TYPED}])
        await pilot.press("ctrl+s")
        await says(pilot, "blijft in de geschiedenis")
    assert filled.get(disputed).record.body == TYPED


async def test_what_came_in_after_the_draft_was_written_is_not_settled_by_it(
    app: StoApp, filled: Workspace, disputed: str, home: Home
) -> None:
    seen = filled.get(disputed)
    left = Drafts(home.private, "lesson", disputed, filled.place)
    left.want(Draft({"body": TYPED}, seen.heads))
    left.write()
    left.close()
    later = dataclasses.replace(seen.record, body="Vier cabines en **negentig** helmen.")
    filled.save(later, seen=seen)
    begun = filled.get(disputed)
    filled.save(Lesson(id=disputed, title=seen.record.title, body="Iets anders."), seen=seen)
    assert begun.heads != filled.get(disputed).heads
    async with app.run_test(size=LARGE) as pilot:
        await settling(app, pilot)
        await pilot.press("e")
        await shows(pilot, OFFERED)
        await pilot.press("enter")
        await until(pilot, lambda: app.screen.query_one(TextArea).text == TYPED)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: not isinstance(app.screen, CombineScreen))
    values = {each.value for each in filled.get(disputed).conflicts["body"]}
    assert values == {TYPED, "Vier cabines en **negentig** helmen.", "Iets anders."}


async def test_once_it_is_settled_otherwise_the_form_offers_what_was_combined(
    app: StoApp, filled: Workspace, disputed: str
) -> None:
    async with app.run_test(size=LARGE) as pilot:
        area = await combining(app, pilot)
        area.text = TYPED
        await pilot.press("escape")
        await pilot.click("#later")
        await until(pilot, lambda: isinstance(app.screen, SettleScreen))
        disputed_document = filled.get(disputed)
        app.push_screen(EditorScreen(disputed_document.record, disputed_document))
        await until(pilot, lambda: isinstance(app.screen, EditorScreen))
        await app.workers.wait_for_complete()
        assert OFFERED not in screen_text(app)  # as long as there is a choice, it is offered there
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SettleScreen))
        filled.settle(disputed_document, "body", "Zo is het.")
        settled = filled.get(disputed)
        app.push_screen(EditorScreen(settled.record, settled))
        await shows(pilot, OFFERED)
        assert TYPED in screen_text(app)


async def test_erasing_the_record_removes_the_draft(app: StoApp, filled: Workspace, disputed: str, home: Home) -> None:
    async with app.run_test(size=LARGE) as pilot:
        area = await combining(app, pilot)
        area.text = TYPED
        await pilot.press("escape")
        await pilot.click("#later")
        await until(pilot, lambda: isinstance(app.screen, SettleScreen | ConflictsScreen))
    assert drafts(home)
    filled.erase(disputed)
    assert not drafts(home)
