"""While a person types, the keys are the text's own: nothing happens to a record, and no letter acts."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from driving import LARGE, SMALL, shows, until
from textual.widgets import Input, OptionList, TextArea

import sto_tui
from knowledge.catalogue.listing import Listing
from knowledge.model.records.action import Action
from knowledge.workspace import Workspace
from sto_tui import dialogs, screens
from sto_tui.actions import EVERYWHERE, UserAction
from sto_tui.app import StoApp
from sto_tui.screens.browse import BrowseScreen
from sto_tui.screens.reader import ReaderScreen
from sto_tui.sto_screen import StoScreen
from sto_tui.text_keys import MANY_LINES, NOT_HERE, ONE_LINE, TEXT_KEYS

NOT_ON_A_RECORD = {
    *("app.palette", "app.quit", "app.undo", "new", "filter", "clear", "preview", "meant", "explain", "saved"),
    *("kind", "stage", "mine", "swap", "intake", "type", "open", "person", "to_lessons"),
    *("save", "done", "begin", "previous", "next", "summary", "jump", "lesson", "back"),
}
"""Actions that a text key may have while somebody types, since no record changes by them and no form on one opens."""


def screen_classes() -> Iterator[type[StoScreen[Any]]]:
    """Every class of screen and dialog there is."""
    for package in (screens, dialogs):
        for found in pkgutil.iter_modules(package.__path__, f"{package.__name__}."):
            module = importlib.import_module(found.name)
            for value in vars(module).values():
                if isinstance(value, type) and issubclass(value, StoScreen) and value.__module__ == module.__name__:
                    yield value


def every_action() -> set[UserAction]:
    """Every action of every screen."""
    return {*EVERYWHERE, *(action for screen in screen_classes() for action in screen.ACTIONS)}


# -- the tables ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("field", "table"), [(Input, ONE_LINE), (TextArea, MANY_LINES)])
def test_the_table_has_every_key_that_textual_gives_a_text_field(field: Any, table: dict[str, str]) -> None:
    theirs = {key for binding in field.BINDINGS for key in binding.key.split(",")}

    assert theirs - set(table) == ({"f6", "f7"} if field is TextArea else set())
    assert {"f6", "f7"} == NOT_HERE


def test_every_text_field_has_the_keys_of_the_tables() -> None:
    makes = re.compile(r"(?<![\w.])(?:Input|TextArea)\(|^class \w+\((?:Input|TextArea)\b", re.MULTILINE)
    own = ("line_input.py", "long_text.py")
    sources = [path for path in Path(sto_tui.__file__).parent.rglob("*.py") if path.name not in own]

    assert [path.name for path in sources if makes.search(path.read_text(encoding="utf-8"))] == []


def test_no_action_on_a_record_has_a_key_that_a_text_field_or_a_terminal_uses() -> None:
    taken = {action.id for action in every_action() if TEXT_KEYS & set(action.keys)}

    assert taken <= NOT_ON_A_RECORD
    assert {"ctrl+d", "ctrl+e", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+y", "delete"} & {
        key for action in every_action() for key in action.keys
    } == set()


def test_no_letter_acts_on_a_screen_with_a_box() -> None:
    boxed = [screen for screen in screen_classes() if issubclass(screen, BrowseScreen) and screen.BOX]

    assert len(boxed) == 3
    assert [action.id for screen in boxed for action in screen.ACTIONS if action.letters] == []


# -- in the app ---------------------------------------------------------------------------------------------


def all_there_is(workspace: Workspace) -> dict[str, tuple[str, ...]]:
    """The heads of every document, of those in the bin as well."""
    found = [*workspace.documents(Listing(limit=99)), *workspace.documents(Listing(trashed=True, limit=99))]
    return {document.id: document.heads for document in found}


@pytest.mark.parametrize("mode", ["f2", "f3", "f4"])
async def test_no_key_in_a_box_changes_a_record_or_opens_a_form_on_one(
    app: StoApp, filled: Workspace, mode: str
) -> None:
    filled.save(Action(title="Bril bestellen", who="Els", state="open"))
    before = all_there_is(filled)
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press(mode)
        await until(pilot, lambda: bool(app.screen.query("OptionList")))
        screen = app.screen
        assert isinstance(screen, BrowseScreen)
        await until(pilot, lambda: bool(screen.selected_id))
        elsewhere = {key for action in (*screen.ACTIONS, *EVERYWHERE) for key in action.keys}
        screen.box.focus()
        keys = sorted((set(ONE_LINE) | set(MANY_LINES)) - elsewhere)
        for pressed in (
            *(tuple(keys[at : at + 6]) for at in range(0, len(keys), 6)),
            tuple("abcdefghijklmnopqrstuvwxyz"),
        ):
            await pilot.press(*pressed)
            screen.box.value = ""
            await until(pilot, lambda: bool(screen.selected_id))
            assert app.screen is screen, pressed
            screen.box.focus()
            await pilot.pause()
    assert all_there_is(filled) == before


@pytest.mark.parametrize("mode", ["f2", "f3", "f4"])
async def test_what_is_typed_or_pasted_in_a_list_goes_to_the_box(app: StoApp, mode: str) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        await pilot.press(mode)
        await until(pilot, lambda: bool(app.screen.query("OptionList")))
        screen = app.screen
        assert isinstance(screen, BrowseScreen)
        await until(pilot, lambda: bool(screen.selected_id))
        screen.active_list.focus()
        await pilot.pause()
        await pilot.press(*"gedn", "backspace", "backspace")
        assert (screen.box.value, app.focused) == ("ge", screen.box)


async def test_letters_go_on_in_the_box_after_the_arrow_went_into_the_list(app: StoApp, filled: Workspace) -> None:
    before = all_there_is(filled)
    async with app.run_test(size=SMALL) as pilot:
        await pilot.press(*"vol")
        await shows(pilot, "1 gevonden")
        await pilot.press("down")
        await until(pilot, lambda: isinstance(app.focused, OptionList))
        await pilot.press(*"g een")
        await until(pilot, lambda: app.screen.query_one("#query", Input).value == "volg een")
    assert all_there_is(filled) == before


async def test_the_keys_of_a_line_edit_it_and_ctrl_z_brings_back_what_they_took(app: StoApp) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        box = app.screen.query_one("#query", Input)
        await pilot.press(*"twee groepen")
        await pilot.press("ctrl+w", *"bussen")
        assert box.value == "twee bussen"
        await pilot.press("ctrl+a", "ctrl+d", "ctrl+d", "ctrl+e", "ctrl+h")
        assert box.value == "ee busse"
        await pilot.press("ctrl+u")
        assert box.value == ""
        await pilot.press("ctrl+z", "ctrl+z")
        assert (box.value, box.cursor_position) == ("ee bussen", len("ee bussen"))
        await pilot.press("ctrl+y", "ctrl+k")
        assert box.value == "ee busse"
        await pilot.press("escape")
        assert box.value == ""
        await pilot.press("ctrl+z")
        assert box.value == "ee busse"


async def test_ctrl_z_in_the_box_takes_back_what_was_done_last(app: StoApp, filled: Workspace) -> None:
    gone = filled.save(Action(title="Bril bestellen", who="Els", state="open"))
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.delete(gone)
        await until(pilot, lambda: filled.get(gone.id).deleted and app.undoable_since > 0)
        await pilot.press(*"bril", "ctrl+z")
        assert app.screen.query_one("#query", Input).value == "bri"
        await pilot.press(*["ctrl+z"] * 5)
        assert filled.get(gone.id).deleted
        app.delete(filled.restore(gone.id))
        since = app.undoable_since
        await until(pilot, lambda: app.undoable_since > since)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: not filled.get(gone.id).deleted)


async def test_a_form_has_the_same_keys_and_f7_selects_nothing(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        text = app.screen.query_one("#row-body TextArea", TextArea)
        text.text = "Situatie: twee groepen"
        text.focus()
        await pilot.press("f6", "f7", "x")
        assert text.text.replace("x", "", 1) == "Situatie: twee groepen"
        await pilot.press("ctrl+z")
        assert text.text == "Situatie: twee groepen"


async def test_the_key_bar_shows_only_keys_that_work_where_the_cursor_is(app: StoApp) -> None:
    async with app.run_test(size=(200, 40)) as pilot:
        await shows(pilot, "Ctrl+N Nieuwe les")
        bar = app.screen.query_one("KeyBar")
        assert "Ctrl+E" not in str(bar.render())
        await pilot.press("down")
        await until(pilot, lambda: "Ctrl+E" in str(bar.render()))


async def test_the_reader_has_its_letters_since_nobody_types_there(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await pilot.press("h")
        await shows(pilot, "Wat er veranderde")
