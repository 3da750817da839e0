"""Sharing in the app: news appears, conflicts are resolved, erasing needs confirmation, a lost folder is put back."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import LARGE, SMALL, WELDING, says, screen_text, settling, shows, until
from textual.widgets import Button, Input, TextArea

from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.sync import space as space_file
from knowledge.sync.folder import Files, LocalFolder
from knowledge.sync.patience import PatientFolder
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.dialogs.erase import EraseScreen


@pytest.mark.usefixtures("disputed")
async def test_both_versions_stand_side_by_side_with_who_when_and_where(app: StoApp) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await settling(app, pilot)
        text = screen_text(app)
        assert "acht" in text and "zeven" in text
        assert "Hakan · " in text and "Marieke · " in text and "dit apparaat" in text


async def test_of_many_versions_the_latest_are_shown_and_keeping_both_keeps_all(
    app: StoApp, filled: Workspace, disputed: str
) -> None:
    seen = filled.get(disputed)
    filled.settle(seen, "body", "Begin.")
    begun = filled.get(disputed)
    for number in range(20):
        filled.save(Lesson(id=disputed, title=WELDING, body=f"Woord{number}."), seen=begun)
    async with app.run_test(size=LARGE) as pilot:
        await settling(app, pilot)
        text = screen_text(app)
        assert "Woord19" in text and "Woord0." not in text
        assert "Nog 16 versies" in text
        await pilot.press("b")
        await says(pilot, "blijft in de geschiedenis")
    assert {f"Woord{number}." for number in range(20)} <= set(filled.get(disputed).fields["body"].split("\n"))


async def test_keeping_both_keeps_every_line(app: StoApp, filled: Workspace, disputed: str) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await settling(app, pilot)
        await pilot.press("b")
        await says(pilot, "blijft in de geschiedenis")
    body = filled.get(disputed).record.body
    assert "acht" in body and "zeven" in body and body.count("twee begeleiders") == 1
    assert not filled.conflicts()


async def test_combining_is_done_when_no_marks_are_left(app: StoApp, filled: Workspace, disputed: str) -> None:
    async with app.run_test(size=LARGE) as pilot:
        await settling(app, pilot)
        await pilot.press("e")
        await until(pilot, lambda: bool(app.screen.query(TextArea)))
        area = app.screen.query_one(TextArea)
        assert "▼▼ Marieke" in area.text and "<<<" not in area.text
        await pilot.press("ctrl+s")
        await says(pilot, "haal die eerst weg")
        area.text = "Vier cabines en **vijftien** helmen."
        await pilot.press("ctrl+s")
        await says(pilot, "blijft in de geschiedenis")
    assert filled.get(disputed).record.body == "Vier cabines en **vijftien** helmen."


async def test_what_one_deleted_and_another_changed_is_asked_about(
    app: StoApp, filled: Workspace, hakan: Workspace
) -> None:
    lesson = filled.named("lesson", WELDING)
    assert lesson is not None
    hakan.save(Lesson(id=lesson.id, title=WELDING, body="Toch nuttig."))
    filled.delete(lesson.id)
    hakan.sync()
    filled.sync()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "⚠ 1 met twee versies")
        app.action_conflicts()
        await shows(pilot, "verwijderd én")
        await pilot.press("enter")
        await shows(pilot, "Blijft het?")
        await pilot.press("enter")
        await says(pilot, "Het blijft.")
    assert not filled.conflicts()
    assert not filled.get(lesson.id).deleted


async def test_erasing_wants_the_title_typed(app: StoApp, filled: Workspace, tmp_path: Path) -> None:
    secret = filled.save(Lesson(title="Zonneveldkwast", body="weg ermee"))
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "alles gedeeld")
        app.open_document(secret.id)
        await shows(pilot, "weg ermee")
        await app.screen.run_action("screen.erase")
        await until(pilot, lambda: isinstance(app.screen, EraseScreen))
        assert app.screen.query_one("#erase", Button).disabled
        await pilot.press(*"zonneveldkwast", "enter")
        assert not app.screen.query_one("#erase", Button).disabled
        await pilot.press("enter")
        await says(pilot, "Hier gewist")
    filled.sync()
    kept = [path for path in tmp_path.rglob("*") if path.is_file() and b"onneveldkwast" in path.read_bytes()]
    assert not kept


async def test_half_a_title_erases_nothing(app: StoApp, filled: Workspace) -> None:
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "alles gedeeld")
        lesson = filled.named("lesson", WELDING)
        assert lesson is not None
        app.open_document(lesson.id)
        await shows(pilot, "Vier cabines")
        await app.screen.run_action("screen.erase")
        await until(pilot, lambda: isinstance(app.screen, EraseScreen))
        await pilot.press(*"lasgast", "enter")
        assert app.screen.query_one("#erase", Button).disabled
        await pilot.press("escape")
    assert filled.get(lesson.id).record.title == WELDING


async def test_what_a_colleague_writes_appears_without_a_key(filled: Workspace, hakan: Workspace, home: Home) -> None:
    app = StoApp(lambda: filled, home, sync_every=3600)
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "alles gedeeld")
        await until(pilot, lambda: app.watcher is not None and app.watcher.watching.is_set())
        hakan.save(Lesson(title="Zomaar binnengewaaid"))
        hakan.sync()
        done = threading.Event()
        for _round in range(400):
            await pilot.pause(0.02)
            if "binnengewaaid" in screen_text(app):
                done.set()
                break
        assert done.is_set(), screen_text(app)


async def test_an_emptied_folder_is_told_and_put_back_on_request(app: StoApp, folder: Path) -> None:
    shutil.rmtree(folder)
    folder.mkdir()
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "De gedeelde map is leeg of weg; je werk is veilig. Ctrl+P: Delen")
        app.action_sharing()
        await shows(pilot, "ontbreekt sto.json")
        await shows(pilot, "Gedeelde map terugzetten")
        assert not [*folder.iterdir()]
        await pilot.press("r")
        await shows(pilot, "Alles wat dit apparaat weet terugzetten")
        await pilot.press("enter")
        await until(pilot, lambda: (folder / "sto.json").exists() and not app.sharing.problem)
    assert any(WELDING.encode() in path.read_bytes() for path in folder.rglob("*.json"))


async def test_who_was_seen_when_is_told(app: StoApp, hakan: Workspace) -> None:
    hakan.save(Lesson(title="Van Hakan"))
    hakan.sync()
    async with app.run_test(size=SMALL) as pilot:
        await shows(pilot, "alles gedeeld")
        app.action_sharing()
        await shows(pilot, "Hakan · ")


class Hanging(LocalFolder):
    """A drive that answers nothing until `answers` is set."""

    answers = threading.Event()

    def list(self, *under: str) -> Files:
        assert self.answers.wait(60)
        return super().list(*under)


@pytest.fixture
def hanging(filled: Workspace, folder: Path, home: Home) -> Iterator[Workspace]:
    """The filled space with its folder on a drive that hangs."""
    assert filled.place == str(folder)
    space = space_file.find_space(LocalFolder(folder))
    assert space
    drive = Hanging(folder)
    drive.answers = threading.Event()
    yield Workspace(home, space, folder, PatientFolder(drive, patience=600))
    drive.answers.set()


async def test_a_drive_that_hangs_holds_up_nothing(hanging: Workspace, home: Home) -> None:
    app = StoApp(lambda: hanging, home, sync_every=0)
    async with app.run_test(size=SMALL) as pilot:
        for _round in range(400):
            await pilot.pause(0.02)
            if "delen…" in screen_text(app) and "pallet" in screen_text(app):
                break
        await pilot.press(*"lasgastles")
        for _round in range(400):
            await pilot.pause(0.02)
            if WELDING[:20] in screen_text(app) and "pallet" not in screen_text(app):
                break
        assert WELDING[:20] in screen_text(app)
        assert "delen…" in screen_text(app)


async def test_history_shows_what_a_version_changed(app: StoApp, filled: Workspace) -> None:
    lesson = filled.named("lesson", WELDING)
    assert lesson is not None
    filled.save(Lesson(id=lesson.id, title=WELDING, body=lesson.record.body.replace("zes", "acht")))
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "alles gedeeld")
        app.open_document(lesson.id)
        await shows(pilot, "Vier cabines")
        await pilot.press("h")
        await shows(pilot, "Wat er veranderde")
        await shows(pilot, "+ Vier cabines en **acht** helmen.")
        assert "- Vier cabines en **zes** helmen." in screen_text(app)


async def test_sharing_says_what_is_set_aside(app: StoApp, folder: Path) -> None:
    (folder / "journal" / "cccccccccc").mkdir(parents=True)
    (folder / "journal" / "cccccccccc" / "00000001.json").write_text("<html>")
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "1 bestand onleesbaar")
        app.action_sharing()
        await shows(pilot, "journal/cccccccccc/00000001.json")
        told = " ".join(screen_text(app).split())
        assert "het is geen volledige JSON" in told and "it is not whole JSON" not in told
        assert app.screen.query("DocumentView") and not app.screen.query(Input)


async def test_sharing_names_what_stands_in_the_way(app: StoApp, filled: Workspace, folder: Path) -> None:
    place = folder / "journal" / filled.status().replica
    filled.sync()
    shutil.rmtree(place)
    place.symlink_to(folder)
    async with app.run_test(size=LARGE) as pilot:
        await shows(pilot, "1 bestand onleesbaar")
        app.action_sharing()
        await shows(pilot, f"journal/{place.name}")
        assert "het is een link" in " ".join(screen_text(app).split())
