"""Files are written whole or not at all, for TinyDB too."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB, where

from knowledge.journal.storage import TEMPORARY, AtomicStorage, CannotWrite, write_atomically


def test_tinydb_works_on_it(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "file.json"
    with TinyDB(path, storage=AtomicStorage) as database:
        number = database.insert({"title": "Lasdag één"})
        database.table("other").insert_multiple([{"n": 1}, {"n": 2}])
        database.update({"place": "Hardeveld"}, where("title") == "Lasdag één")

    with TinyDB(path, storage=AtomicStorage) as again:
        assert again.get(doc_id=number) == {"title": "Lasdag één", "place": "Hardeveld"}
        assert again.table("other").search(where("n") > 1) == [{"n": 2}]
        again.drop_tables()
        assert again.all() == []


def test_tinydb_itself_reads_what_it_wrote(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    TinyDB(path, storage=AtomicStorage).insert({"title": "één"})

    with TinyDB(path, encoding="utf-8") as stock:
        assert stock.all() == [{"title": "één"}]


def test_there_is_nothing_before_the_first_write(tmp_path: Path) -> None:
    assert AtomicStorage(tmp_path / "file.json").read() is None


def test_half_a_file_is_an_error_and_not_an_empty_database(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(b'{"_default": {"1": {"ti')

    with pytest.raises(msgspec.DecodeError):
        AtomicStorage(path).read()


def test_a_write_leaves_nothing_but_the_file(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    for number in range(3):
        write_atomically(path, b"%d" % number)

    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("file.json", b"2")]


def test_a_path_under_a_file_can_not_be_written_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("old")

    with pytest.raises(CannotWrite, match="Nothing was lost"):
        write_atomically(tmp_path / "file" / "under.json", b"new")
    assert (tmp_path / "file").read_text() == "old"


def test_a_directory_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "taken" / "inside").mkdir(parents=True)

    with pytest.raises(CannotWrite):
        write_atomically(tmp_path / "taken", b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["taken"]


@pytest.mark.skipif(sys.platform == "win32", reason="limits on file size are set another way there")
def test_a_disk_that_is_full_half_way_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    path.write_bytes(b"old")
    script = f"""
import resource, signal
from pathlib import Path
from knowledge.journal.storage import CannotWrite, write_atomically
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
try:
    write_atomically(Path({str(path)!r}), b"new" * 100_000)
except CannotWrite as refused:
    print(refused)
"""

    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert "it is too large. Nothing was lost" in told
    assert path.read_bytes() == b"old"
    assert not list(tmp_path.glob(f"*{TEMPORARY}")) and not list(tmp_path.glob(f".*{TEMPORARY}"))


def test_who_is_reading_goes_on_reading_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "file.json"
    write_atomically(path, b"old and long")
    with path.open("rb", buffering=0) as reader:
        begin = reader.read(3)
        write_atomically(path, b"new")
        assert begin + reader.read() == b"old and long"
    assert path.read_bytes() == b"new"
