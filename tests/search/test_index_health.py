"""The index is disposable: whatever happens to its files, a search gives the right answer afterwards."""

from __future__ import annotations

import contextlib
import dataclasses
import shutil
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from knowledge import bounds, spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.search.batching import batches
from knowledge.search.engine import SearchIndex
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace

ROOT = Path(__file__).parents[2]
BUILDING = ["-m", "tests.search.building"]
MANY = 45


def index_of(home: Home) -> Path:
    """Where the one index of `home` is."""
    (index,) = home.cache_dir.glob("*/index")
    return index


def found(workspace: Workspace, text: str) -> list[str]:
    return sorted(hit.title for hit in workspace.search(Query(text)).hits)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """A space with an index of two segments."""
    workspace.save_all([Lesson(title=f"Gastles {number}", body="Over lassen.") for number in range(MANY - 1)])
    workspace.search(Query("gastles"))
    workspace.save(Lesson(title="Gastles laatste", body="Over zonnebloemen."))
    assert is_right(workspace)
    return workspace


def is_right(workspace: Workspace) -> bool:
    """Whether everything in `filled` is found, also by a half-typed word."""
    return workspace.search(Query("gastles ")).total == workspace.search(Query("gastl")).total == MANY and found(
        workspace, "zonnebloem "
    ) == found(workspace, "zonneblo") == ["Gastles laatste"]


def started(home: Home, *words: str) -> subprocess.Popen[str]:
    command = [sys.executable, *BUILDING, str(home.cache_dir.parent), *words]
    return subprocess.Popen(command, cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


# -- damage -----------------------------------------------------------------------------------------------------------


def test_the_index_directory_disappears_under_an_open_workspace(filled: Workspace, home: Home) -> None:
    shutil.rmtree(index_of(home))
    assert is_right(filled)
    filled.save(Lesson(title="Daarna"))
    assert found(filled, "daarna") == ["Daarna"]


def test_the_index_directory_disappears_before_a_save(filled: Workspace, home: Home) -> None:
    shutil.rmtree(index_of(home))
    filled.save(Lesson(title="Daarna"))
    assert found(filled, "daarna") == ["Daarna"]
    assert is_right(filled)


@pytest.mark.usefixtures("filled")
def test_an_empty_index_directory(home: Home) -> None:
    index = index_of(home)
    shutil.rmtree(index)
    index.mkdir()
    assert is_right(spaces.open_space(home))


@pytest.mark.parametrize("suffix", [".toc", ".seg"])
@pytest.mark.parametrize("share", [0.0, 0.5, 0.95])
@pytest.mark.usefixtures("filled")
def test_files_that_lost_their_end(home: Home, suffix: str, share: float) -> None:
    damaged = [path for path in index_of(home).iterdir() if path.name.endswith(suffix)]
    assert damaged
    for path in damaged:
        data = path.read_bytes()
        path.unlink()  # an open workspace may still look at the old content
        path.write_bytes(data[: int(len(data) * share)])
    assert is_right(spaces.open_space(home))


@pytest.mark.parametrize("suffix", [".toc", ".seg"])
def test_files_that_are_gone(filled: Workspace, home: Home, suffix: str) -> None:
    for path in list(index_of(home).iterdir()):
        if path.name.endswith(suffix):
            path.unlink()
    assert is_right(spaces.open_space(home))
    assert is_right(filled)


@pytest.mark.parametrize("garbage", [b"", b"\x00" * 64, b"\xff\xfe\x80 niets", b"cposix\nsystem\n", "één".encode()])
@pytest.mark.parametrize("suffix", [".toc"])
def test_garbage_in_a_file(filled: Workspace, home: Home, suffix: str, garbage: bytes) -> None:
    for path in list(index_of(home).iterdir()):
        if path.name.endswith(suffix):
            path.write_bytes(garbage)
    assert is_right(spaces.open_space(home))
    assert is_right(filled)


@pytest.mark.usefixtures("filled")
def test_the_catalogue_is_gone(home: Home) -> None:
    shutil.rmtree(index_of(home).with_name("catalogue"))
    assert is_right(spaces.open_space(home))


def test_the_whole_cache_is_gone_while_open(filled: Workspace, home: Home) -> None:
    shutil.rmtree(home.cache_dir)
    assert is_right(filled)


def test_a_document_deleted_while_the_index_was_gone_stays_away(filled: Workspace, home: Home) -> None:
    gone = filled.search(Query("zonnebloem")).hits[0].id
    shutil.rmtree(index_of(home))
    filled.delete(gone)
    assert found(spaces.open_space(home), "zonnebloem") == []


# -- several at once --------------------------------------------------------------------------------------------------


def test_another_process_builds_the_index_anew_with_more_in_it(filled: Workspace, home: Home) -> None:
    filled.reindex()
    assert is_right(filled)
    other = spaces.open_space(home)
    other.save(Lesson(title="Daarna"))
    other.reindex()
    filled.refresh()
    assert found(filled, "daarna") == ["Daarna"]


def test_threads_search_while_others_save(workspace: Workspace) -> None:
    problems: list[BaseException] = []

    def search() -> None:
        try:
            for _ in range(15):
                workspace.search(Query("gastles"))
        except BaseException as problem:
            problems.append(problem)

    threads = [threading.Thread(target=search) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(8):
        workspace.save(Lesson(title=f"Gastles {number}"))
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    assert workspace.search(Query("gastles")).total == 8


def test_two_processes_build_at_once(filled: Workspace, home: Home) -> None:
    shutil.rmtree(index_of(home))
    running = [started(home, "search", "gastles") for _ in range(2)]
    told = [process.communicate(timeout=60) for process in running]
    assert told == [(str(MANY), "")] * 2
    assert is_right(filled)


# -- cut short --------------------------------------------------------------------------------------------------------


def test_half_a_build_is_finished_by_the_next_search(filled: Workspace, home: Home) -> None:
    process = started(home, "die-after", "2")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 9, said
    assert is_right(spaces.open_space(home))
    assert is_right(filled)


def test_a_build_that_was_killed_goes_on_where_it_was(workspace: Workspace, home: Home) -> None:
    for group in range(6):
        workspace.save_all([Lesson(title=f"Gastles {group} {number}") for number in range(10)])
        workspace.count(Listing("lesson"))
    process = started(home, "die-after", "4")
    _, said = process.communicate(timeout=60)
    assert process.returncode == 9, said
    told: list[tuple[int, int]] = []
    again = spaces.open_space(home)
    again.catch_up(lambda done, total: told.append((done, total)))
    assert told == [(20, 20)]
    assert again.search(Query("gastles")).total == 60


@given(st.lists(st.integers(1, 9)).map(sorted), st.integers(1, 5))
def test_a_piece_of_a_build_never_ends_within_a_revision(revisions: list[int], size: int) -> None:
    changed = [(f"n{number}", revision, 1) for number, revision in enumerate(revisions)]
    pieces = list(batches(changed, size, first=size))
    assert [identity for ids, _ in pieces for identity in ids] == [identity for identity, *_ in changed]
    for ids, last in pieces[:-1]:
        assert len(ids) >= size
        assert all((identity in ids) >= (revision == last) for identity, revision, _length in changed)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(0, 2_000_000))), st.integers(1, 5))
def test_a_batch_holds_no_more_text_than_its_bound_unless_one_document_does(
    written: list[tuple[int, int]], size: int
) -> None:
    changed = [(f"n{number}", revision, length) for number, (revision, length) in enumerate(sorted(written))]
    lengths = {identity: length for identity, _revision, length in changed}

    pieces = list(batches(changed, size, first=size))

    assert [identity for ids, _ in pieces for identity in ids] == list(lengths)
    assert all(len(ids) <= 1 or sum(map(lengths.__getitem__, ids)) <= bounds.INDEXED_AT_ONCE for ids, _ in pieces)
    done: set[str] = set()
    for ids, reached in pieces:
        done.update(ids)
        assert {identity for identity, revision, _length in changed if revision <= reached} <= done


def test_the_first_piece_of_a_build_is_small() -> None:
    changed = [(f"n{number}", number, 1) for number in range(10)]
    assert [len(ids) for ids, _ in batches(changed, 4, first=1)] == [1, 4, 4, 1]


def test_what_is_there_is_found_while_the_rest_is_being_read(workspace: Workspace) -> None:
    workspace.save_all([Lesson(title="Gastles"), Lesson(title="Gastles lassen")])
    found: list[int] = []
    workspace.catch_up(lambda _done, _total: found.append(search_elsewhere(workspace, "gastles")))
    assert found[-1] == 2


def test_threads_that_search_first_at_the_same_time_share_one_index(
    filled: Workspace, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Path] = []
    begun, second = threading.Barrier(6), threading.Barrier(2)

    class Counted(SearchIndex):
        def __init__(self, directory: Path) -> None:
            made.append(directory)
            with contextlib.suppress(threading.BrokenBarrierError):
                second.wait(0.2)  # until another thread makes one as well, which none should
            super().__init__(directory)

    monkeypatch.setattr("knowledge.search.engine.SearchIndex", Counted)
    workspace = spaces.open_space(home)
    totals: list[int] = []

    def search() -> None:
        begun.wait(30)
        totals.append(workspace.search(Query("gastles ")).total)

    threads = [threading.Thread(target=search) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert totals == [MANY] * 6
    assert made == [index_of(home)]
    assert is_right(filled)


def search_elsewhere(workspace: Workspace, text: str) -> int:
    """How many documents another thread finds now."""
    totals: list[int] = []
    thread = threading.Thread(target=lambda: totals.append(workspace.search(Query(text)).total))
    thread.start()
    thread.join(30)
    return totals[0]


@pytest.mark.parametrize("opened", [2, 6])
def test_a_build_killed_while_writing_a_file(filled: Workspace, home: Home, opened: int) -> None:
    process = started(home, "die-at", str(opened))
    _, said = process.communicate(timeout=60)
    assert process.returncode == 9, said
    assert is_right(spaces.open_space(home))
    assert is_right(filled)


# -- a law ------------------------------------------------------------------------------------------------------------

WORDS = ("gastles", "gastlessen", "bedrijven", "lassen", "stage-overeenkomst", "Renée", "M&T")
TEXTS = st.lists(st.sampled_from(WORDS), max_size=4).map(" ".join)
STEPS = st.lists(
    st.tuples(st.sampled_from(["new", "edit", "delete", "restore", "rename", "search"]), st.integers(0, 9), TEXTS),
    min_size=1,
    max_size=10,
)


@settings(max_examples=10)
@given(STEPS)
def test_an_index_that_followed_finds_what_a_fresh_one_finds(steps: list[tuple[str, int, str]]) -> None:
    with tempfile.TemporaryDirectory() as root:
        home = Home.at(Path(root, "home"))
        workspace = spaces.begin_or_join(home, Path(root, "shared"), name="Law", author="M", starter=False)
        partner = workspace.save(Partner(title="Brinkhof")).id
        ids = [partner]
        for what, which, text in steps:
            take(workspace, ids, what, which, text)
        followed = everything(workspace)
        workspace.reindex()
        assert everything(workspace) == followed


def take(workspace: Workspace, ids: list[str], what: str, which: int, text: str) -> None:
    """Do one step to one of the documents `ids`, the first of which is a partner."""
    chosen = ids[which % len(ids)]
    if what == "new":
        ids.append(workspace.save(Lesson(title=f"Les {text}", body=text, partners=(ids[0],))).id)
    elif what == "edit":
        workspace.save(dataclasses.replace(workspace.get(chosen).record, body=text))
    elif what == "rename":
        workspace.save(dataclasses.replace(workspace.get(ids[0]).record, title=f"Brinkhof {text}"))
    elif what == "delete":
        workspace.delete(chosen)
    elif what == "restore":
        workspace.restore(chosen)
    else:
        workspace.search(Query(text))


def everything(workspace: Workspace) -> dict[str, tuple[int, set[str]]]:
    """What is found for every word, whole and half typed."""
    found = {}
    for word in ("brinkhof", *WORDS):
        for typed in (f"{word} ", word[:-1]):
            results = workspace.search(Query(typed))
            found[typed] = (results.total, {hit.id for hit in results.hits})
    return found
