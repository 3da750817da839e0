"""Choosing from a list: several can be marked, Esc changes nothing, and something new is begun only when asked."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from driving import SMALL, screen_text, shows, until
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from knowledge.catalogue.listing import Listing
from knowledge.model.records.lesson import Lesson
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.ask import AskScreen
from sto_tui.dialogs.pick import Made, PickScreen, Suggestion
from sto_tui.forms.pick_field import PickField
from sto_tui.screens.editor import EditorScreen

FRUIT = tuple(Suggestion(name.casefold(), name) for name in ("Appel", "Kers", "Kiwi", "Peer"))


class Answer:
    """What a list answered."""

    given: tuple[str | Made, ...] | None = ("not yet",)

    def __call__(self, given: tuple[str | Made, ...] | None) -> None:
        self.given = given


@asynccontextmanager
async def listed(app: StoApp, **options: Any) -> AsyncIterator[tuple[Pilot[Any], Answer]]:
    answer = Answer()
    async with app.run_test(size=SMALL, notifications=True) as pilot:
        await shows(pilot, "recent")
        app.push_screen(PickScreen("Welk fruit?", FRUIT, **options), answer)
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        yield pilot, answer


def typed(app: StoApp) -> str:
    return app.screen.query_one("#narrow", Input).value


async def test_marking_clears_what_was_typed_and_enter_again_is_done(app: StoApp) -> None:
    async with listed(app, many=True) as (pilot, answer):
        await pilot.press(*"kiw", "enter")
        await until(pilot, lambda: typed(app) == "")
        await shows(pilot, "✓ Kiwi")
        await pilot.press(*"pee", "enter")
        await shows(pilot, "✓ Kiwi · ✓ Peer")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, PickScreen))
        assert answer.given == ("kiwi", "peer")


async def test_with_the_arrows_enter_marks_and_enter_again_is_done(app: StoApp) -> None:
    async with listed(app, many=True, chosen=("appel",)) as (pilot, answer):
        await pilot.press("down", "down", "enter", "down", "enter", "up", "up", "enter")
        await shows(pilot, "✓ Kers · ✓ Kiwi")
        await pilot.press("enter")
        await until(pilot, lambda: not isinstance(app.screen, PickScreen))
        assert answer.given == ("kers", "kiwi")


async def test_esc_leaves_everything_as_it_was_and_says_so(app: StoApp) -> None:
    async with listed(app, many=True, chosen=("appel",)) as (pilot, answer):
        await pilot.press(*"kiw", "enter")
        await shows(pilot, "✓ Appel · ✓ Kiwi")
        await pilot.press("escape")
        await shows(pilot, "Er is niets veranderd")
        assert answer.given is None


async def test_what_is_typed_and_not_chosen_keeps_the_list_open(app: StoApp) -> None:
    async with listed(app, many=True) as (pilot, answer):
        await pilot.press(*"kiw", "f8")
        await shows(pilot, "Kies eerst met Enter")
        assert isinstance(app.screen, PickScreen) and typed(app) == "kiw"
        await pilot.press("enter", "f8")
        await until(pilot, lambda: not isinstance(app.screen, PickScreen))
        assert answer.given == ("kiwi",)


async def test_something_new_is_begun_only_when_the_person_says_so(app: StoApp) -> None:
    async with listed(app, make="nieuw fruit: {text}", ask_first=True) as (pilot, answer):
        await pilot.press(*"Druif", "enter")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PickScreen))
        assert typed(app) == "Druif" and answer.given == ("not yet",)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        assert "nieuw fruit: Druif" in screen_text(app)
        await pilot.press("right", "enter")
        await until(pilot, lambda: app.screen is app.screen_stack[0])
        assert answer.given == (Made("Druif"),)


async def test_enter_waits_for_the_list_of_what_was_typed(app: StoApp) -> None:
    async def settled(pilot: Pilot[Any]) -> None:
        await until(pilot, lambda: not isinstance(app.screen, PickScreen))

    def slow(text: str) -> Sequence[Suggestion]:
        return [each for each in FRUIT if text.casefold() in each.label.casefold()]

    answer = Answer()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.push_screen(PickScreen("Welk fruit?", source=slow), answer)
        await until(pilot, lambda: app.screen.query_one(OptionList).option_count == len(FRUIT))
        field = app.screen.query_one("#narrow", Input)
        field.value = "peer"
        await field.action_submit()
        await settled(pilot)
        assert answer.given == ("peer",)


async def test_a_name_typed_in_a_form_begins_nobody_unasked(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.edit(Lesson(title="Zaagdag"), None, lambda _document: None)
        await until(pilot, lambda: isinstance(app.screen, EditorScreen))
        app.screen.query_one("#row-partners").query_one(PickField).focus()
        await pilot.press(*"Zagerij Nieuw", "enter")
        await until(pilot, lambda: isinstance(app.screen, AskScreen))
        await pilot.press("escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, EditorScreen))
        assert len(filled.documents(Listing("partner"))) == 2
