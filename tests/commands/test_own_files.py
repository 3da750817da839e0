"""The small files on which sto itself rests: each kind of damage is told as what it is, and is healed on request."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import bounds
from knowledge.home import Home
from knowledge.journal import storage
from tests.commands.conftest import Sto

DAMAGES: dict[str, Callable[[Path], object]] = {
    "empty": lambda path: path.write_bytes(b""),
    "half": lambda path: path.write_bytes(path.read_bytes()[:20]),
    "zeros": lambda path: path.write_bytes(b"\0" * path.stat().st_size),
    "another encoding": lambda path: path.write_bytes(path.read_text("utf-8").encode("utf-16")),
    "a list": lambda path: path.write_bytes(b"[]"),
    "wrong types": lambda path: path.write_bytes(b'{"author": 5, "replica": [], "space": {}, "format": "1"}'),
    "nested": lambda path: path.write_bytes(b"[" * 100_000),
    "far too long": lambda path: path.write_bytes(path.read_bytes() + b" " * bounds.STATE_BYTES),
    "a folder in its place": lambda path: (path.unlink(), path.mkdir()),
}
NAMES = ("config.json", "sto.json", "replica.json")


def own_file(tmp_path: Path, name: str) -> Path:
    """The file called `name` in the private directory."""
    (path,) = (tmp_path / "home").rglob(name)
    return path


@pytest.mark.parametrize("how", DAMAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_damaged_one_is_named_and_healed_on_request(
    sto: Sto, lesson: str, tmp_path: Path, name: str, how: str
) -> None:
    home = Home.at(tmp_path / "home")
    before, path = home.config, own_file(tmp_path, name)
    identity = own_file(tmp_path, "replica.json").read_bytes()
    DAMAGES[how](path)

    for words in (("add", "lesson", "--title", "Erbij"), ("sync",), ("status",), ("doctor",)):
        told = sto(*words)
        assert told.status == 1, words
        assert str(path) in told.out + told.err and "sto doctor --repair" in told.out + told.err
    assert "✗" in sto("doctor").out
    listed = sto("list", "lesson")
    assert lesson[-8:] in listed.out or str(path) in listed.err

    healed = sto("doctor", "--repair")
    assert healed.status == 0, healed.out + healed.err
    assert "own-file" in healed.out
    assert (home.config, own_file(tmp_path, "replica.json").read_bytes()) == (before, identity)
    assert sto("add", "lesson", "--title", "Erbij").status == 0
    assert sto("show", lesson, "--json").json["title"] == "Lasdag"
    assert [each["author"] for each in sto("history", lesson, "--json").json] == ["Els"]


@pytest.mark.parametrize("is_there", [True, False])
@pytest.mark.parametrize("name", NAMES)
def test_without_a_copy_it_is_healed_as_far_as_can_be(
    sto: Sto, lesson: str, tmp_path: Path, name: str, is_there: bool
) -> None:
    path = own_file(tmp_path, name)
    path.with_name(name.replace(".", ".copy.")).unlink()
    path.write_bytes(b"\0\0")
    if not is_there:
        (tmp_path / "shared").rename(tmp_path / "away")

    repaired = sto("doctor", "--repair")

    if name == "config.json":  # nothing else knows who writes, and where
        assert repaired.status == 1 and "sto init" in repaired.err
        if is_there:
            assert sto("init", tmp_path / "shared", "--author", "Els").status == 0
    if is_there:
        assert sto("doctor").status == 0
        assert sto("sync").status == 0
        assert sto("show", lesson, "--json").json["title"] == "Lasdag"
    elif name != "config.json":
        assert sto("show", lesson, "--json").json["title"] == "Lasdag"
    assert list(path.parent.glob(f"{name}.damaged-*"))


def test_nothing_is_saved_without_an_author(sto: Sto, tmp_path: Path) -> None:
    Home.at(tmp_path / "home").configure(author="  ")

    told = sto("add", "lesson", "--title", "Van wie?")

    assert told.status == 1 and "--author" in told.err
    assert sto("list", "lesson", "--json").json == []
    assert sto("init", tmp_path / "shared", "--author", "Els").status == 0
    assert sto("add", "lesson", "--title", "Van wie?").status == 0


def test_the_settings_of_a_damaged_file_are_never_written_over(sto: Sto, tmp_path: Path) -> None:
    path = own_file(tmp_path, "config.json")
    path.write_bytes(b'{"author": "Els", "fol')

    assert sto("init", tmp_path / "shared", "--author", "Hakan").status == 1
    assert sto("demo", tmp_path / "demo").status == 1
    assert path.read_bytes() == b'{"author": "Els", "fol'


def test_the_doctor_ends_with_1_whenever_something_is_to_be_looked_at(sto: Sto, tmp_path: Path) -> None:
    assert sto("doctor").status == 0
    sto("add", "partner", "--title", "Brinkhof Bouw")
    sto("add", "partner", "--title", "Brinkhof Bouw B.V.")
    told = sto("doctor")
    assert ("✗" in told.out) == (told.status == 1) == (not sto("doctor", "--json").json["ok"])
    shutil.rmtree(tmp_path / "shared")
    told = sto("doctor")
    assert "✗" in told.out and told.status == 1


# -- a disk that refuses, after or before what was written can be seen ------------------------------------------------


@pytest.mark.skipif(os.name == "nt", reason="there a directory isn't forced to disk")
@pytest.mark.parametrize("code", [errno.EIO, errno.EINVAL, errno.ENOSPC, errno.EDQUOT])
def test_what_can_be_seen_is_told_as_saved(
    sto: Sto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    """Only the names in a directory can't be forced to disk: who was told that it failed would do it again."""
    real = os.fsync

    def refusing(descriptor: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112
            raise OSError(code, os.strerror(code))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", refusing)
    for words in (
        ("add", "lesson", "--title", "Lasdag"),
        ("log", "--title", "Overleg", "--action", "Bellen"),
        ("sync",),
    ):
        told = sto(*words)
        assert told.status == 0, told.err
    assert len(sto("list", "lesson", "--json").json) == 1
    assert len(sto("list", "action", "--json").json) == 1
    assert not list(tmp_path.rglob(f"*{storage.TEMPORARY}"))


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
def test_a_full_disk_is_told_as_that_in_every_way_in(
    sto: Sto, lesson: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    rows = tmp_path / "in.jsonl"
    rows.write_text('{"kind": "lesson", "title": "Erin"}\n')
    monkeypatch.setattr(os, "fsync", full)
    for words in (
        ("add", "lesson", "--title", "Erbij"),
        ("edit", lesson, "--title", "Anders"),
        ("delete", lesson, "--yes"),
        ("erase", lesson, "--yes"),
        ("import", rows),
        ("export", tmp_path / "uit", "--format", "markdown"),
        ("search", "lasdag", "--save", "las"),
        ("init", tmp_path / "shared", "--author", "Hakan"),
    ):
        told = sto(*words)
        assert told.status == 1 and "there is no room left" in told.err, (words, told)
    monkeypatch.undo()


def test_an_error_of_the_system_that_nobody_expected_is_told_by_its_reason(
    sto: Sto, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_given: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("knowledge.workspace.Workspace.status", full)
    told = sto("status")
    assert told.status == 1 and "there is no room left" in told.err
