"""The reader: the whole record in words, history, the bin, and choosing between versions."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from driving import LARGE, SMALL, WELDING, screen_text, shows, until
from textual.widgets import Button, OptionList

from knowledge import spaces
from knowledge.home import Home
from knowledge.journal.document import Document
from knowledge.model.records.lesson import Lesson
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.screens.reader import ReaderScreen
from sto_tui.screens.search import SearchScreen


def lesson(workspace: Workspace) -> Document:
    found = workspace.named("lesson", WELDING)
    assert found is not None
    return found


async def test_codes_and_ids_are_shown_as_words(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        app.open_document(lesson(filled).id)
        await shows(pilot, "Vakcollege De Meander")
        text = screen_text(app)
        assert "vr 6 mrt 2026" in text
        assert "• twee begeleiders" in text
        assert lesson(filled).id not in text


async def test_what_was_kept_on_purpose_about_a_pupil_is_told_with_its_reason(app: StoApp, filled: Workspace) -> None:
    kept = {"leerling-naam.body": "verzonnen voorbeeld · Els · 2026-11-23"}
    saved = filled.save(Lesson(title="Voorbeeld", body="Met leerling Sem (15).", guard_kept=kept))
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        app.open_document(saved.id)
        await shows(pilot, "Waarom: verzonnen voorbeeld (Els · 2026-11-23)")


async def test_what_it_is_connected_with_can_be_opened(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.open_document(lesson(filled).id)
        await shows(pilot, "Verbonden met")
        await pilot.press("tab")
        await until(pilot, lambda: isinstance(app.focused, OptionList))
        await pilot.press("enter")
        await shows(pilot, "Hardeveld")


async def test_an_earlier_version_can_be_put_back(app: StoApp, filled: Workspace) -> None:
    before = lesson(filled)
    filled.save(dataclasses.replace(before.record, body="Alles weg."), seen=before)
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        app.open_document(before.id)
        await shows(pilot, "Alles weg.")
        await pilot.press("h")
        await until(pilot, lambda: isinstance(app.focused, OptionList))
        await pilot.press("down", "enter")
        await shows(pilot, "terugzetten?")
        await pilot.press("enter")
        await until(pilot, lambda: lesson(filled).record.body == before.record.body)
        await shows(pilot, "Vier cabines")


async def test_what_is_deleted_closes_and_comes_back_from_the_bin(app: StoApp, filled: Workspace) -> None:
    document = lesson(filled)
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        app.open_document(document.id)
        await shows(pilot, "Vier cabines")
        await pilot.press("delete")
        await until(pilot, lambda: isinstance(app.screen, SearchScreen))
        app.action_trash()
        await shows(pilot, f"{WELDING} · ")
        await pilot.press("enter")
        await until(pilot, lambda: not filled.get(document.id).deleted)


async def test_two_versions_stand_side_by_side_and_one_is_chosen(
    app: StoApp, filled: Workspace, tmp_path: Path
) -> None:
    filled.sync()
    other = spaces.begin_or_join(Home.at(tmp_path / "other"), tmp_path / "shared", author="Hakan")
    mine, theirs = lesson(filled), lesson(other)
    filled.save(dataclasses.replace(mine.record, source="bezoek van Marieke"), seen=mine)
    other.save(dataclasses.replace(theirs.record, source="gesprek van Hakan"), seen=theirs)
    other.sync()
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "recent")
        app.open_document(mine.id)
        await shows(pilot, "⚠ 2 versies")
        await pilot.press("w")
        await shows(pilot, "bezoek van Marieke")
        assert "gesprek van Hakan" in screen_text(app)
        chosen = next(
            number
            for number, sibling in enumerate(filled.get(mine.id).conflicts["source"])
            if sibling.value == "gesprek van Hakan"
        )
        app.screen.query_one(f"#version-{chosen}", Button).press()
        await until(pilot, lambda: not filled.get(mine.id).conflicts)
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        await shows(pilot, "gesprek van Hakan")
        assert "2 versies" not in screen_text(app)


async def test_a_record_of_which_only_the_beginning_is_found_says_so(
    app: StoApp, filled: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("knowledge.bounds.INDEXED_WORDS", 100)
    long = filled.save(Lesson(title="Lang", body=" ".join(f"woord{number}" for number in range(150))))
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "recent")
        app.open_document(long.id)
        await shows(pilot, "dat zoeken alleen het begin vindt")
