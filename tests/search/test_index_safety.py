"""The index copes with damage and other processes, and causes no Python warnings."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.problem import Problem
from knowledge.search import engine as module
from knowledge.search.engine import IndexDamaged, SearchIndex
from knowledge.search.index.index_document import IndexDocument
from knowledge.search.query.query import Query

ENTRIES = [IndexDocument(f"n{number}", "lesson", f"les {number}", "hout en metaal " * 20) for number in range(50)]


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    index = SearchIndex(tmp_path / "index")
    index.update(ENTRIES, (), "1:50", fresh=True)
    index.close()
    return tmp_path / "index"


def segment(directory: Path) -> Path:
    return next(directory.glob("*.seg"))


def contents(directory: Path) -> Path:
    return next(directory.glob("*.toc"))


DAMAGE: dict[str, Callable[[Path], object]] = {
    "segment gone": lambda directory: segment(directory).unlink(),
    "segment cut short": lambda directory: segment(directory).write_bytes(segment(directory).read_bytes()[:500]),
    "segment empty": lambda directory: segment(directory).write_bytes(b""),
    "segment of zeros": lambda directory: segment(directory).write_bytes(bytes(segment(directory).stat().st_size)),
    "segment of noise": lambda directory: segment(directory).write_bytes(
        bytes(number * 37 % 251 for number in range(segment(directory).stat().st_size))
    ),
    "contents empty": lambda directory: contents(directory).write_bytes(b""),
    "contents cut short": lambda directory: contents(directory).write_bytes(contents(directory).read_bytes()[:60]),
    "contents of noise": lambda directory: contents(directory).write_bytes(b"\x80\x04noise" * 30),
    "contents of a wild number": lambda directory: (directory / f"_MAIN_{10**20}.toc").write_bytes(b"x"),
    "everything gone": lambda directory: [file.unlink() for file in directory.iterdir()],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
@pytest.mark.parametrize("opened", [False, True], ids=["before opening", "after opening"])
def test_a_damaged_index_is_recognised_and_can_be_made_anew(
    directory: Path, damage: Callable[[Path], object], opened: bool
) -> None:
    index = SearchIndex(directory)
    if opened:
        assert index.search(Query("hout")).total == 50
    damage(directory)
    position = index.position()
    try:
        total = index.search(Query("metaal")).total
    except IndexDamaged:
        total = -1
    assert position == "" or total in (-1, 50)
    index.update(ENTRIES[:20], (), "2:20", fresh=True)
    assert index.search(Query("hout")).total == 20
    assert SearchIndex(directory).position() == "2:20"


def test_there_is_nothing_to_search_before_the_first_update(tmp_path: Path) -> None:
    index = SearchIndex(tmp_path / "none")
    assert index.position() == ""
    with pytest.raises(IndexDamaged):
        index.search(Query("hout"))
    index.update(ENTRIES, (), "1")
    assert index.search(Query("hout")).total == 50


def test_an_index_taken_away_while_open_is_missed_until_it_is_made_anew(directory: Path) -> None:
    index = SearchIndex(directory)
    assert index.search(Query("hout")).total == 50
    shutil.rmtree(directory)
    for _ in range(2):
        with pytest.raises(IndexDamaged):
            index.search(Query("hout"))


def test_an_index_of_another_version_is_begun_anew(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("knowledge.search.index.segments.made_from", lambda: "something else")
    index = SearchIndex(directory)
    assert index.position() == ""
    index.update(ENTRIES[:3], (), "2")
    assert (index.position(), index.search(Query("hout")).total) == ("2", 3)


def test_what_another_tool_left_in_the_directory_is_cleared_away(tmp_path: Path) -> None:
    (tmp_path / "index" / "old").mkdir(parents=True)
    (tmp_path / "index" / "words").write_text("x")
    SearchIndex(tmp_path / "index").update(ENTRIES, (), "1", fresh=True)
    assert {file.suffix for file in (tmp_path / "index").iterdir()} == {".toc", ".seg", ""}
    assert not (tmp_path / "index" / "words").exists()


def test_an_interrupted_update_leaves_the_index_as_it_was(directory: Path) -> None:
    def broken() -> list[IndexDocument]:
        return [ENTRIES[0], IndexDocument("x", "lesson", None, "")]  # type: ignore[arg-type]

    index = SearchIndex(directory)
    with pytest.raises(Problem):
        index.update(broken(), ["n1"], "2")
    assert (index.position(), index.search(Query("hout")).total) == ("1:50", 50)
    index.update([], ["n1"], "2")
    assert (index.position(), index.search(Query("hout")).total) == ("2", 49)


def test_a_position_cannot_be_claimed_for_an_index_that_somebody_else_began_anew(directory: Path) -> None:
    mine, other = SearchIndex(directory), SearchIndex(directory)
    assert mine.position() == "1:50"
    other.update(ENTRIES[:5], (), "", fresh=True)
    mine.update(ENTRIES[5:6], (), "1:51")
    assert mine.position() == ""


def test_an_index_that_was_taken_away_is_not_taken_for_complete(directory: Path) -> None:
    index = SearchIndex(directory)
    assert index.position() == "1:50"
    for file in directory.iterdir():
        file.unlink()
    index.update(ENTRIES[:1], (), "1:51")
    assert index.position() == ""


def test_waiting_for_another_process_ends(directory: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOCK_WAIT", 0.05)
    with SearchIndex(directory).updating(), pytest.raises(Problem, match="busy"):
        SearchIndex(directory).update([], ["n1"], "2")


def test_several_updates_fit_in_one_turn(directory: Path) -> None:
    index = SearchIndex(directory)
    with index.updating():
        index.update([], ["n1"], "2")
        index.update([], ["n2"], "3")
    assert index.search(Query("hout")).total == 48


READER = """
import sys
from pathlib import Path
from knowledge.search.engine import SearchIndex
from knowledge.search.query.query import Query
index = SearchIndex(Path(sys.argv[1]))
print("ready", flush=True)
while not Path(sys.argv[2]).exists():
    total = index.search(Query("hout")).total
    assert 50 <= total <= 90, total
assert index.search(Query("hout")).total == 90
"""


def test_another_process_searches_while_this_one_writes(directory: Path, tmp_path: Path) -> None:
    done = tmp_path / "done"
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(directory), str(done)], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == b"ready\n"
    index = SearchIndex(directory)
    for number in range(40):
        index.update([IndexDocument(f"new{number}", "lesson", "x", "hout")], (), str(number))
    done.touch()
    assert reader.communicate(timeout=60) == (b"", b"")
    assert reader.returncode == 0


def test_threads_search_while_one_updates(directory: Path) -> None:
    index = SearchIndex(directory)
    totals: list[int] = []

    def search() -> None:
        totals.extend(index.search(Query("hout les")).total for _ in range(40))

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(20):
        index.update([IndexDocument(f"new{number}", "lesson", "x", "hout les")], (), str(number))
    for thread in threads:
        thread.join()
    assert len(totals) == 120
    assert set(totals) <= set(range(50, 71))


def test_warnings_from_the_engine_never_reach_anybody() -> None:
    code = "import knowledge.search.engine"
    done = subprocess.run([sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_searching_loads_no_analysis_of_the_engine_and_no_query_parser() -> None:
    code = "import sys, knowledge.search.engine; print([name for name in sys.modules if 'whoosh.qparser' in name])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
