"""The person's own editor: whatever it does, the app comes back, and what was written is where the message says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from driving import LARGE, WELDING, screen_text, shows, until
from textual.drivers.headless_driver import HeadlessDriver

from knowledge import bounds
from knowledge.home import Home
from knowledge.journal.storage import CannotWrite
from knowledge.private_files import CONFLICT, EDITOR, PrivateFiles
from knowledge.workspace import Workspace
from sto_tui.app import StoApp
from sto_tui.external_editor import EditorTrouble, edit_outside, editor_command
from sto_tui.screens.reader import ReaderScreen

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the editors here are scripts for a shell")

WRITES_AND_FAILS = 'printf "kostbaar" > "$1"; exit 3'
WRITES_AND_IS_KILLED = 'printf "kostbaar" > "$1"; kill -9 $$'
NOT_UTF_8 = r'printf "caf\351 kostbaar" > "$1"'
UTF_16 = r'printf "\377\376k\000o\000" > "$1"'
WITH_A_NUL = r'printf "kostbaar\000" > "$1"'
A_DIRECTORY = 'rm "$1"; mkdir "$1"; printf kostbaar > "$1/x"'
KEEPING = [WRITES_AND_FAILS, WRITES_AND_IS_KILLED, NOT_UTF_8, UTF_16, WITH_A_NUL, A_DIRECTORY]
"""Editors that leave something which can't be used and stands nowhere else."""

FAILS, IS_KILLED, EMPTIES, BLANKS, DELETES = (
    "exit 1",
    "kill -TERM $$",
    ': > "$1"',
    'printf "\\n \\n" > "$1"; exit 1',
    'rm "$1"',
)
KEEPING_NOTHING = [FAILS, IS_KILLED, EMPTIES, DELETES]
"""Editors that leave nothing which isn't elsewhere."""


@pytest.fixture
def editor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A script that is the editor; a test writes what it does."""
    path = tmp_path / "redacteur met spatie.sh"
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"'{path}'")
    return path


def does(editor: Path, what: str) -> None:
    editor.write_text(f"#!/bin/sh\n{what}\n")


def kept(files: PrivateFiles) -> list[Path]:
    return [file.path for file in files.all()]


@pytest.mark.parametrize("what", KEEPING)
def test_what_was_written_is_where_the_message_says_and_erasing_reaches_it(
    what: str, editor: Path, tmp_path: Path
) -> None:
    files = PrivateFiles(tmp_path / "data")
    does(editor, what)
    for kind in (EDITOR, CONFLICT, EDITOR):
        with pytest.raises(EditorTrouble) as trouble:
            edit_outside(files, kind, "0a1b", "zoals het was")
        path = trouble.value.values["path"]
        assert path in kept(files) and str(path) in str(trouble.value)

    assert len(kept(files)) == 3
    assert all(file.about == "0a1b" for file in files.all())
    files.wipe_about(["0a1"])
    assert len(kept(files)) == 3
    files.wipe_about(["0a1b"])
    assert not [path for path in (tmp_path / "data").rglob("*") if path.is_file()]


@pytest.mark.parametrize("what", KEEPING_NOTHING)
def test_an_editor_that_wrote_nothing_leaves_nothing(what: str, editor: Path, tmp_path: Path) -> None:
    files = PrivateFiles(tmp_path / "data")
    does(editor, what)
    with pytest.raises(EditorTrouble, match="The text is as it was"):
        edit_outside(files, EDITOR, "0a1b", "zoals het was")
    assert kept(files) == []


def test_a_file_with_only_blanks_is_no_text(editor: Path, tmp_path: Path) -> None:
    does(editor, BLANKS.partition(";")[0])
    with pytest.raises(EditorTrouble, match="empty"):
        edit_outside(PrivateFiles(tmp_path / "data"), EDITOR, "0a1b", "zoals het was")


@pytest.mark.parametrize("name", ["/er/niet", "{plain}", "{directory}", "nano 'zonder eind"])
def test_an_editor_that_can_not_be_started_is_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "plain").touch()
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", name.format(plain=tmp_path / "plain", directory=tmp_path))
    files = PrivateFiles(tmp_path / "data")
    with pytest.raises(EditorTrouble):
        edit_outside(files, EDITOR, "0a1b", "zoals het was")
    assert kept(files) == []


def test_an_editor_of_blanks_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VISUAL", "  ")
    monkeypatch.setenv("EDITOR", "ed -s")
    assert editor_command() == ["ed", "-s"]


def test_ctrl_c_in_the_editor_is_the_editors(editor: Path, tmp_path: Path) -> None:
    does(editor, 'kill -INT $PPID; printf "nieuw" > "$1"')
    program = f"""
import signal
from pathlib import Path
from knowledge.private_files import EDITOR, PrivateFiles
from sto_tui.external_editor import edit_outside
before = signal.getsignal(signal.SIGINT)
print(edit_outside(PrivateFiles(Path({str(tmp_path / "data")!r})), EDITOR, "0a1b", "oud").text)
print(signal.getsignal(signal.SIGINT) is before)
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert (run.stdout, run.returncode) == ("nieuw\nTrue\n", 0), run.stderr


def test_without_room_for_the_file_no_editor_is_started(editor: Path, tmp_path: Path) -> None:
    does(editor, f"touch {tmp_path / 'begonnen'}")
    (tmp_path / "data").write_text("a file in the way")
    with pytest.raises(CannotWrite):
        edit_outside(PrivateFiles(tmp_path / "data"), EDITOR, "0a1b", "oud")
    assert not (tmp_path / "begonnen").exists()


def told(app: StoApp, text: str) -> bool:
    return any(text in each.message for each in app._notifications)


async def test_the_app_draws_again_whatever_the_editor_did(
    app: StoApp, home: Home, filled: Workspace, editor: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ways = []
    monkeypatch.setattr(HeadlessDriver, "can_suspend", property(lambda _driver: True))
    monkeypatch.setattr(HeadlessDriver, "suspend_application_mode", lambda _driver: ways.append("left"))
    monkeypatch.setattr(HeadlessDriver, "resume_application_mode", lambda _driver: ways.append("back"))
    async with app.run_test(size=LARGE) as pilot:
        await pilot.press(*"lasgast")
        await shows(pilot, "1 gevonden")
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        for number, what in enumerate((FAILS, WRITES_AND_FAILS, WRITES_AND_IS_KILLED, NOT_UTF_8), 1):
            does(editor, what)
            app.clear_notifications()
            await pilot.press("o")
            await until(pilot, lambda number=number: ways == ["left", "back"] * number)
            if number > 1:
                await until(pilot, lambda: told(app, "Wat je schreef staat in"))
        texts = [path.read_bytes() for path in kept(home.private)]
        assert sorted(texts) == [b"caf\xe9 kostbaar", b"kostbaar", b"kostbaar"]

        does(editor, 'printf "Twaalf leerlingen" > "$1"')
        await pilot.press("o")
        await shows(pilot, "Twaalf leerlingen")
        lesson = filled.named("lesson", WELDING)
        assert lesson is not None and lesson.record.body == "Twaalf leerlingen"
        assert len(kept(home.private)) == 3
        assert "Twaalf leerlingen" in screen_text(app)


def test_more_text_than_a_record_holds_stays_where_the_editor_left_it(
    editor: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "CHANGE_BYTES", 1000)
    files = PrivateFiles(tmp_path / "data")
    does(editor, 'head -c 1001 /dev/zero | tr "\\0" x > "$1"')
    with pytest.raises(EditorTrouble, match="more text than one record holds") as trouble:
        edit_outside(files, EDITOR, "0a1b", "zoals het was")
    assert trouble.value.values["path"].read_text() == "x" * 1001
    does(editor, 'head -c 1000 /dev/zero | tr "\\0" x > "$1"')
    assert edit_outside(files, EDITOR, "0a1b", "zoals het was").text == "x" * 1000
