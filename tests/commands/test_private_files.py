"""What is private can be read by nobody else, what is shared as usual, and no link leads a write elsewhere."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from knowledge.journal import within
from knowledge.journal.storage import CannotWrite
from knowledge.journal.within import open_within, write_within

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="files have no modes there")


def run(tmp_path: Path, mask: int, *words: str | Path, editor: str = "") -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "STO_HOME": str(tmp_path / "home"), "STO_LANG": "en", "EDITOR": editor}
    return subprocess.run(
        [sys.executable, "-m", "sto_tui", *map(str, words)],
        env=environment,
        capture_output=True,
        text=True,
        umask=mask,
        check=False,
    )


def open_to_others(root: Path) -> set[str]:
    """Everything below `root` that anybody else may use."""
    return {
        str(path.relative_to(root)) for path in root.rglob("*") if not path.is_symlink() and path.stat().st_mode & 0o077
    }


@pytest.mark.parametrize("mask", [0o022, 0o002, 0o000])
def test_private_files_are_private_whatever_the_mask(tmp_path: Path, mask: int) -> None:
    folder, home = tmp_path / "shared", tmp_path / "home"
    for words in (
        ("init", folder, "--name", "R", "--author", "Els", "--no-starter"),
        ("add", "lesson", "--title", "Lasdag", "--body", "Geheim"),
        ("search", "lasdag", "--save", "las"),
        ("sync",),
        ("export", tmp_path / "uit.jsonl"),
        ("export", tmp_path / "uit", "--format", "markdown"),
    ):
        done = run(tmp_path, mask, *words)
        assert done.returncode == 0, done.stderr

    assert len(list(home.rglob("*"))) > 10
    assert open_to_others(home) == set()
    for path in (*folder.rglob("*"), tmp_path / "uit.jsonl", *(tmp_path / "uit").rglob("*"), tmp_path / "uit"):
        usual = (0o777 if path.is_dir() else 0o666) & ~mask
        assert stat.S_IMODE(path.stat().st_mode) == usual, path


def test_a_home_of_an_earlier_version_is_closed(tmp_path: Path) -> None:
    for name in ("config", "data", "cache"):
        (tmp_path / "home" / name).mkdir(parents=True)
        (tmp_path / "home" / name).chmod(0o755)
    run(tmp_path, 0o022, "status")

    assert open_to_others(tmp_path / "home") == set()


def test_what_a_program_started_by_us_makes_is_private(tmp_path: Path) -> None:
    """An editor writes copies beside the text; they are as private as the text."""
    from knowledge.permissions import private

    before = os.umask(0o022)
    try:
        with private(()):
            subprocess.run(["touch", tmp_path / "swap"], check=True)
        subprocess.run(["touch", tmp_path / "afterwards"], check=True)
    finally:
        os.umask(before)

    assert open_to_others(tmp_path) == {"afterwards"}


@pytest.fixture(params=[True, False], ids=["by descriptors", "by names"])
def root(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder, on a platform that opens files in directories, and on one that doesn't."""
    monkeypatch.setattr(within, "OPENS_IN_DIRECTORIES", request.param)
    (tmp_path / "elsewhere" / "deep").mkdir(parents=True)
    (tmp_path / "elsewhere" / "file.json").write_text("theirs")
    (tmp_path / "root").mkdir()
    return tmp_path / "root"


@pytest.mark.parametrize("link", ["a", "a/b", "a/b/file.json"])
def test_no_link_is_followed_to_read_or_write(root: Path, link: str) -> None:
    elsewhere = root.parent / "elsewhere"
    (root / link).parent.mkdir(parents=True, exist_ok=True)
    (root / link).symlink_to(elsewhere / "file.json" if link.endswith("json") else elsewhere)

    with pytest.raises(CannotWrite, match="link"):
        write_within(root, "a/b/file.json", b"ours")
    with pytest.raises(OSError):
        open_within(root, "a/b/file.json")

    assert {path.name for path in elsewhere.rglob("*")} == {"deep", "file.json"}
    assert (elsewhere / "file.json").read_text() == "theirs"


def test_a_file_is_written_whole_with_its_directories(root: Path) -> None:
    write_within(root, "a/b/file.json", b"one")
    status = write_within(root, "a/b/file.json", b"three")
    with os.fdopen(open_within(root, "a/b/file.json"), "rb") as file:
        assert file.read() == b"three"
    assert status.st_size == 5
    assert [path.name for path in (root / "a" / "b").iterdir()] == ["file.json"]


@pytest.mark.skipif(not within.OPENS_IN_DIRECTORIES, reason="only where directories can be opened")
def test_a_link_that_is_swapped_in_while_writing_leads_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "root" / "a").mkdir(parents=True)
    (tmp_path / "elsewhere").mkdir()
    real = os.fsync

    def swapped(descriptor: int) -> None:
        if (tmp_path / "root" / "a").is_dir() and not (tmp_path / "root" / "a").is_symlink():
            (tmp_path / "root" / "a").rename(tmp_path / "root" / "before")
            (tmp_path / "root" / "a").symlink_to(tmp_path / "elsewhere")
        real(descriptor)

    monkeypatch.setattr(os, "fsync", swapped)
    write_within(tmp_path / "root", "a/file.json", b"ours")

    assert list((tmp_path / "elsewhere").iterdir()) == []
    assert (tmp_path / "root" / "before" / "file.json").read_bytes() == b"ours"


def test_an_export_follows_no_link(tmp_path: Path) -> None:
    run(tmp_path, 0o022, "init", tmp_path / "shared", "--name", "R", "--author", "Els", "--no-starter")
    run(tmp_path, 0o022, "add", "lesson", "--title", "Lasdag")
    run(tmp_path, 0o022, "export", tmp_path / "uit", "--format", "markdown")
    page = next((tmp_path / "uit").rglob("Lasdag.md"))
    page.unlink()
    (tmp_path / "theirs.md").write_text("theirs")
    page.symlink_to(tmp_path / "theirs.md")

    done = run(tmp_path, 0o022, "export", tmp_path / "uit", "--format", "markdown")

    assert done.returncode == 1
    assert page.name in done.stderr and "link" in done.stderr
    assert (tmp_path / "theirs.md").read_text() == "theirs"


def test_an_export_follows_no_link_to_a_folder(tmp_path: Path) -> None:
    run(tmp_path, 0o022, "init", tmp_path / "shared", "--name", "R", "--author", "Els", "--no-starter")
    run(tmp_path, 0o022, "add", "lesson", "--title", "Lasdag")
    run(tmp_path, 0o022, "export", tmp_path / "uit", "--format", "markdown")
    folder = next((tmp_path / "uit").rglob("Lasdag.md")).parent
    folder.rename(tmp_path / "elders")
    (tmp_path / "elders" / "Lasdag.md").write_text("theirs")
    folder.symlink_to(tmp_path / "elders")

    done = run(tmp_path, 0o022, "export", tmp_path / "uit", "--format", "markdown")

    assert done.returncode == 1 and "link" in done.stderr
    assert (tmp_path / "elders" / "Lasdag.md").read_text() == "theirs"
