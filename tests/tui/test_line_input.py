"""Pasting into fields of one line: every line stays, and a message says what became of them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from driving import LARGE, shows, until
from textual import events
from textual.widgets import Input

import sto_tui
from sto_tui.app import StoApp
from sto_tui.forms.record_form import FieldRow


def told(app: StoApp, text: str) -> bool:
    """Whether a message with `text` was shown."""
    return any(text in each.message for each in app._notifications)


async def test_lines_pasted_into_a_form_stay_as_one_line_or_as_members_of_a_list(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        await pilot.press("ctrl+n")
        await shows(pilot, "Nieuw: les")
        title = app.screen.query_one("#row-title", FieldRow).query_one(Input)
        title.post_message(events.Paste("Lassen\r\nin groepen\n\n van zes\n"))
        await until(pilot, lambda: title.value == "Lassen in groepen van zes")
        assert told(app, "3 regels geplakt; ze staan achter elkaar")
        tags = app.screen.query_one("#row-tags", FieldRow).query_one(Input)
        tags.value = "hout, "
        tags.focus()
        await pilot.pause()
        tags.post_message(events.Paste("lassen\nPIE"))
        await until(pilot, lambda: tags.value == "hout, lassen, PIE")
        assert told(app, "2 regels geplakt; elke regel is een onderdeel van deze lijst")


@pytest.mark.parametrize(("pasted", "kept"), [("één regel", "één regel"), ("één regel\n", "één regel"), ("\n", "")])
async def test_a_single_line_is_pasted_without_a_message(app: StoApp, pasted: str, kept: str) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        box = app.screen.query_one("#query", Input)
        box.post_message(events.Paste(pasted))
        await until(pilot, lambda: box.value == kept)
        assert not app._notifications


async def test_pasting_replaces_what_is_selected_by_ctrl_v_too(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        box = app.screen.query_one("#query", Input)
        box.value = "gastles hout"
        box.select_all()
        app.copy_to_clipboard("lassen\nzagen")
        await pilot.press("ctrl+v")
        await until(pilot, lambda: box.value == "lassen zagen")


@pytest.mark.parametrize("path", sorted(Path(sto_tui.__file__).parent.rglob("*.py")), ids=lambda path: path.name)
def test_no_screen_dialog_or_form_has_an_input_that_drops_lines(path: Path) -> None:
    called = {
        node.func.id
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert "Input" not in called
