"""What is typed is what is kept, by every way in: form, command line and import (the walk has tests of its own)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from driving import until
from textual.widgets import Input, TextArea

from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.model import codec
from knowledge.model.records.record import Record
from knowledge.workspace import Workspace
from sto_tui.__main__ import main
from sto_tui.app import StoApp
from sto_tui.screens.editor import EditorScreen
from sto_tui.wording.i18n import set_language

TODAY = "2026-11-27"
"""A Friday."""

KEPT: tuple[tuple[str, str, str, Any], ...] = (
    ("meeting", "title", "  Overleg   met Brinkhof ", "Overleg met Brinkhof"),
    ("meeting", "date", "vrijdag", "2026-12-04"),
    ("meeting", "date", "31-3", "2027-03-31"),
    ("meeting", "date", "1 juni", "2026-06-01"),
    ("meeting", "next_date", "1 juni", "2027-06-01"),
    ("meeting", "next_date", "volgende week dinsdag", "2026-12-01"),
    ("meeting", "start", "half tien", "09:30"),
    ("meeting", "end", "1630", "16:30"),
    ("meeting", "guests", "Bas, Els  Wassink", ["Bas", "Els Wassink"]),
    ("meeting", "decisions", "Kom, vraag Piet.\nDaarna Els.", ["Kom, vraag Piet.", "Daarna Els."]),
    ("meeting", "agenda", "- één\n- twee", "- één\n- twee"),
    ("action", "due", "+14d", "2026-12-11"),
    ("action", "due", "4 dec", "2026-12-04"),
    ("action", "due", "week 50", "2026-12-07"),
    ("action", "due", "31-03-26", "2026-03-31"),
    ("lesson", "date", "gisteren", "2026-11-26"),
    ("partner", "kvk", "99000011", "99000011"),
    ("partner", "website", "https://brinkhof.example", "https://brinkhof.example"),
    ("person", "email", "joost@brinkhof.example", "joost@brinkhof.example"),
    ("person", "phone", "06-12345678", "06-12345678"),
)
"""Kind, field, what is typed, and what is kept of it (as it is stored)."""

COUNTED_FROM_TODAY = ("vrijdag", "31-3", "1 juni", "4 dec", "week 50", "volgende week dinsdag", "+14d", "gisteren")

REFUSED = (
    ("meeting", "date", "vrijdg", "vrijdag"),
    ("meeting", "date", "31-02-2026", "28-02-2026"),
    ("meeting", "start", "9:75", "9:59"),
    ("action", "due", "11", "27-11-2026"),
)
"""Kind, field, what is typed, and the example that the refusal gives."""

REQUIRED: Mapping[str, Mapping[str, str]] = {"meeting": {"title": "Overleg", "date": "2026-11-20"}}


def stored(record: Record, name: str) -> Any:
    return codec.fields_of(record.kind)[name].type.encode(getattr(record, name))


@pytest.fixture(autouse=True)
def _friday(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STO_TODAY", TODAY)
    set_language("nl")


@pytest.fixture
def sto(home: Home, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.setenv("STO_HOME", str(home.config_dir.parent))
    monkeypatch.setenv("STO_LANG", "nl")

    def run(*words: str | Path) -> tuple[int, str, str]:
        status = main([str(word) for word in words])
        captured = capsys.readouterr()
        return status, captured.out.strip(), captured.err

    return run


def needed(kind: str, name: str) -> dict[str, str]:
    needs = {"title": "Iets", **REQUIRED.get(kind, {})}
    return {field: text for field, text in needs.items() if field != name}


def test_on_the_command_line(workspace: Workspace, sto: Any) -> None:
    for kind, name, typed, kept in KEPT:
        assignments = [f"{field}={text}" for field, text in {**needed(kind, name), name: typed}.items()]
        status, out, err = sto("add", kind, *(word for each in assignments for word in ("--set", each)))
        assert status == 0, err
        assert stored(workspace.get(out).record, name) == kept, typed


def test_in_an_import(workspace: Workspace, sto: Any, tmp_path: Path) -> None:
    # What counts from today, or is a weekday, is no day in a file: nobody knows on which day it was written.
    kept_in_files = [row for row in KEPT if row[2] not in COUNTED_FROM_TODAY]
    rows = [
        {"kind": kind, **needed(kind, name), name: typed, "tags": [f"t{n}"]}
        for n, (kind, name, typed, _) in enumerate(kept_in_files)
    ]
    file = tmp_path / "getypt.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in rows))
    status, _out, err = sto("import", file)
    assert status == 0, err
    for number, (kind, name, typed, kept) in enumerate(kept_in_files):
        (found,) = workspace.documents(Listing(kind, tag=f"t{number}"))
        shown = stored(found.record, name)
        assert shown == kept or (name in ("guests", "decisions", "title") and shown in ([typed], typed)), typed


def forms() -> list[tuple[str, dict[str, tuple[str, Any]]]]:
    """The rows of `KEPT` by form: a kind, and what is typed and kept of each of its fields, each once."""
    found: list[tuple[str, dict[str, tuple[str, Any]]]] = []
    for kind, name, typed, kept in KEPT:
        form = next((fields for of_kind, fields in found if of_kind == kind and name not in fields), None)
        if form is None:
            form = {}
            found.append((kind, form))
        form[name] = (typed, kept)
    return found


async def test_in_a_form(workspace: Workspace, home: Home) -> None:
    app = StoApp(lambda: workspace, home, sync_every=0)
    saved: list[Record] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        for kind, fields in forms():
            start = codec.decode(kind, "", dict(needed(kind, "")))
            screen = EditorScreen(start, None)
            app.push_screen(screen, lambda document: saved.append(document.record))  # type: ignore[union-attr]
            await until(pilot, lambda screen=screen: bool(screen.query("#row-title")))
            for name, (typed, _kept) in fields.items():
                row = screen.query_one(f"#row-{name}")
                for control in row.query(Input):
                    control.value = typed
                for area in row.query(TextArea):
                    area.text = typed
            await pilot.press("ctrl+s")
            await until(pilot, lambda screen=screen: app.screen is not screen)
            assert {name: stored(saved[-1], name) for name in fields} == {
                name: kept for name, (_typed, kept) in fields.items()
            }


@pytest.mark.parametrize(("kind", "name", "typed", "example"), REFUSED)
@pytest.mark.usefixtures("workspace")
def test_what_can_not_be_read_is_refused_with_an_example(
    sto: Any, kind: str, name: str, typed: str, example: str
) -> None:
    wanted = [f"{field}={text}" for field, text in {**needed(kind, name), name: typed}.items()]
    status, out, err = sto("add", kind, *(word for each in wanted for word in ("--set", each)))
    assert (status, out) == (2, "")
    assert typed in err and f"Schrijf bijvoorbeeld {example}." in err


async def test_a_form_keeps_the_text_that_can_not_be_read(workspace: Workspace, home: Home) -> None:
    app = StoApp(lambda: workspace, home, sync_every=0)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: app.workspace is not None)
        screen = EditorScreen(codec.decode("action", "", {"title": "Bellen"}), None)
        app.push_screen(screen)
        await until(pilot, lambda: bool(screen.query("#row-due")))
        due = screen.query_one("#row-due").query_one(Input)
        due.value = "vrijdg"
        await pilot.press("ctrl+s")
        await app.workers.wait_for_complete()
        assert app.screen is screen
        assert due.value == "vrijdg" and app.focused is due
        assert "Schrijf bijvoorbeeld vrijdag." in str(screen.query_one("#row-due .wrong").render())
        due.value = "vrijdag"
        await pilot.pause()
        assert str(screen.query_one("#row-due .read-back").render()) == "→ vr 4 dec 2026"
