"""A Dutch screen shows no English: neither Textual's own phrases nor our message ids."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.pofile import read_po
from driving import LARGE, screen_text, shows, until

import sto_tui
from sto_tui.app import StoApp
from sto_tui.screens.editor import EditorScreen

TEXTUAL = (
    "Search for commands", "No matches found", "Press [b]", "Select", "Quit the app", "Change the current theme",
    "Maximize", "Minimize", "Screenshot", "palette", "Theme", "Show help", "Keys",
)  # fmt: skip


def untranslated() -> list[str]:
    """The longer message ids that do have Dutch, as they would stand on a screen."""
    with (Path(sto_tui.__file__).parent / "locale/nl/LC_MESSAGES/sto.po").open("rb") as file:
        catalogue = read_po(file, locale="nl")
    ids = [message.id for message in catalogue if isinstance(message.id, str) and message.id != message.string]
    return [text for text in ids if len(text) > 7 and "{" not in text and "\n" not in text]


def english_in(text: str) -> list[str]:
    return [phrase for phrase in (*TEXTUAL, *untranslated()) if re.search(rf"\b{re.escape(phrase)}(?!\w)", text)]


async def test_no_english_on_the_dutch_screens(app: StoApp) -> None:
    async with app.run_test(size=LARGE, notifications=True) as pilot:
        await shows(pilot, "recent")
        assert english_in(screen_text(app)) == []
        for keys, text in (
            (["ctrl+p"], "Wat wil je doen?"),
            ([*"qqqq"], "Niets gevonden"),
            (["escape", "f1"], "Hulp: Zoeken"),
            (["escape", "ctrl+f"], "Waarop wil je filteren?"),
            (["escape", "ctrl+n"], "Opslaan"),
            (["ctrl+c"], "Ctrl+Q"),
        ):
            await pilot.press(*keys)
            await shows(pilot, text)
            assert english_in(screen_text(app)) == [], keys
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, EditorScreen))
        for key in ("f3", "f4"):
            await pilot.press(key)
            await shows(pilot, "Openen")
            assert english_in(screen_text(app)) == [], key
        await pilot.press("enter")
        await shows(pilot, "Terug")
        assert english_in(screen_text(app)) == []
