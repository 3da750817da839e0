"""The command line reports every problem with a file in the shared folder in the user's language."""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge import bounds
from knowledge.journal.segment import encode_segment
from knowledge.sync.folder import LocalFolder
from tests.commands.conftest import Sto
from tests.journal.strategies import chain, segment
from tests.sync.test_what_folders_do import UNUSABLE

NAME = "journal/cccccccccc/00000001.json"
ENGLISH = re.compile(
    r"\b(the|it|its|not|does|still|arriving|whole|damaged|change|belongs|follow|larger|than|file|object|permission|denied)\b",
    re.IGNORECASE,
)


def broken_chain() -> bytes:
    """A file in which the second change doesn't build on the first."""
    first, _second = chain("cccccccccc", {"title": "Houtdag"}, {"title": "Bosdag"})
    _other, second = chain("cccccccccc", {"title": "Lasdag"}, {"title": "Bosdag"})
    return encode_segment(segment(first, second))


BAD = {**UNUSABLE, "a chain that is broken": broken_chain(), "no object": b'{"segment": {}, "changes": [1]}'}


@pytest.fixture
def dutch(sto: Sto, monkeypatch: pytest.MonkeyPatch) -> Sto:
    """The program with an empty space, in Dutch."""
    monkeypatch.setenv("STO_LANG", "nl")
    monkeypatch.setenv("LANGUAGE", "nl")
    return sto


def put(tmp_path: Path, data: bytes) -> Path:
    path = tmp_path / "shared" / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return path


def assert_dutch(dutch: Sto) -> None:
    """Every way in which the program tells of the one unusable file is in Dutch."""
    sync = dutch("sync")
    assert sync.status == 0, sync.err
    told = [line for line in (sync.out + sync.err).splitlines() if NAME in line]
    told += [line for verb in ("status", "doctor") for line in dutch(verb).out.splitlines() if NAME in line]
    assert len(told) == 3, told
    for line in told:
        assert not ENGLISH.search(line.replace(NAME, "")), line
    (aside,) = dutch("status", "--json").json["set_aside"]
    assert aside["path"] == NAME
    assert not ENGLISH.search(aside["reason"])
    assert aside["message"] != aside["reason"]
    assert aside["message"].format(**aside["values"])
    (quarantined,) = dutch("doctor", "--json").json["quarantined"]
    assert quarantined == aside


@pytest.mark.parametrize("what", BAD)
def test_what_is_wrong_with_a_file_is_told_in_dutch(dutch: Sto, tmp_path: Path, what: str) -> None:
    put(tmp_path, BAD[what])

    assert_dutch(dutch)


def refusing(number: int) -> Callable[[LocalFolder, str], bytes]:
    """A `LocalFolder.read` that is refused with the error `number` for one file."""
    read = LocalFolder.read

    def refused(folder: LocalFolder, path: str) -> bytes:
        if path == NAME:
            raise OSError(number, os.strerror(number), path)
        return read(folder, path)

    return refused


@pytest.mark.parametrize("name", ["EACCES", "EIO", "EMFILE", "ETIMEDOUT", "ENETUNREACH"])
def test_what_the_system_refuses_is_told_in_dutch(
    dutch: Sto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    put(tmp_path, b"{}")
    monkeypatch.setattr(LocalFolder, "read", refusing(getattr(errno, name)))

    assert_dutch(dutch)


def test_a_file_that_is_too_large_is_told_in_dutch(dutch: Sto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path, b" " * 100_001)
    monkeypatch.setattr(bounds, "FOLDER_FILE_BYTES", 100_000)

    assert_dutch(dutch)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_that_takes_the_place_of_a_file_is_told_in_dutch(
    dutch: Sto, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = put(tmp_path, b"{}")
    listed = LocalFolder.list

    def list_as_before(folder: LocalFolder, *under: str) -> object:
        """A listing from before the pipe came."""
        if path.is_fifo():
            path.unlink()
            path.write_bytes(b"{}")
        found = listed(folder, *under)
        path.unlink()
        os.mkfifo(path)
        return found

    monkeypatch.setattr(LocalFolder, "list", list_as_before)

    assert_dutch(dutch)


def test_a_mirror_that_is_damaged_is_told_in_dutch(dutch: Sto, tmp_path: Path) -> None:
    dutch("add", "lesson", "--title", "Lasdag")
    (mirrored,) = (tmp_path / "home").rglob("journal/*/*.json")
    mirrored.write_bytes(mirrored.read_bytes()[:100])

    (line,) = [line for line in dutch("doctor").out.splitlines() if mirrored.name in line and "✗" in line]

    assert "geen volledige JSON" in line and not ENGLISH.search(line.replace(mirrored.name, "")), line


def test_a_folder_that_refuses_to_be_written_in_is_told_in_dutch(
    dutch: Sto, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(_folder: LocalFolder, path: str, _data: bytes) -> None:
        from knowledge.journal.storage import write_atomically

        def no_room(*_given: object, **_named: object) -> None:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

        with monkeypatch.context() as patch:
            patch.setattr(Path, "open", no_room)
            write_atomically(tmp_path / path, b"")

    monkeypatch.setattr(LocalFolder, "write", full)

    told = dutch("add", "lesson", "--title", "Lasdag")

    assert told.status == 0
    assert "er is geen ruimte meer" in told.err


def test_a_field_that_a_kind_has_not_is_told_with_the_word_for_that_kind(dutch: Sto) -> None:
    refused = dutch("add", "activity", "--title", "Les", "--set", "wk=4")
    assert refused.status == 2
    assert "Een activiteit heeft geen veld “wk”." in refused.err
