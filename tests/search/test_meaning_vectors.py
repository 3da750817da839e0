"""The vectors of a space: made once for each text, kept whatever is interrupted, gone with what is erased."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.search.meaning.installed import InstalledModel
from knowledge.search.meaning.passages import LENGTH_WANTED, MOST_PASSAGES, BodyPassage, passages_of
from knowledge.search.meaning.vectors import VectorStore
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace
from tests.search.tiny_model import tiny


def unit(*numbers: float) -> np.ndarray:
    vector = np.array(numbers, np.float32)
    return vector / np.linalg.norm(vector)


def add(store: VectorStore, identity: str, *vectors: np.ndarray, content: int = 1, position: str = "c:1") -> None:
    passages = [BodyPassage(10 * number, 10 * number + 9) for number in range(len(vectors))]
    with store.writing():
        store.add({identity: (content, passages, np.stack(vectors))}, (), position)


@pytest.fixture
def store(tmp_path: Path) -> VectorStore:
    return VectorStore(tmp_path, "model", 3)


def test_the_nearest_passage_of_each_record_is_found(store: VectorStore) -> None:
    add(store, "n1", unit(1, 0, 0), unit(0, 1, 0))
    add(store, "n2", unit(0, 1, 1))

    first, second = store.nearest(unit(0, 1, 0.1), 10)

    assert (first.id, first.start, first.end) == ("n1", 10, 19)
    assert second.id == "n2" and first.score == pytest.approx(1, abs=0.01)


def test_newer_vectors_of_a_record_take_the_place_of_the_older(store: VectorStore) -> None:
    add(store, "n1", unit(1, 0, 0), unit(0, 1, 0))
    add(store, "n1", unit(0, 0, 1), content=2)

    (found,) = store.nearest(unit(1, 0, 0), 10)

    assert found.score == pytest.approx(0, abs=0.01)
    assert store.contents() == {"n1": 2}


def test_a_removed_record_is_near_nothing_and_tidying_leaves_no_trace(tmp_path: Path, store: VectorStore) -> None:
    add(store, "n1", unit(1, 0, 0))
    with store.writing():
        store.add({}, ["n1"], "c:2")
        assert store.nearest(unit(1, 0, 0), 10) == []
        store.tidy(all_traces=True)

    assert (tmp_path / "vectors.rows").read_bytes() == b""
    assert store.state.position == "c:2"


def test_what_an_interrupted_write_left_is_not_read_and_written_over(tmp_path: Path, store: VectorStore) -> None:
    add(store, "n1", unit(1, 0, 0))
    with (tmp_path / "vectors.rows").open("ab") as file:
        file.write(b"half a row")
    assert [each.id for each in store.nearest(unit(1, 0, 0), 10)] == ["n1"]

    add(store, "n2", unit(0, 1, 0))

    assert {each.id for each in VectorStore(tmp_path, "model", 3).nearest(unit(1, 1, 0), 10)} == {"n1", "n2"}


@pytest.mark.parametrize("harm", [b"", b"{", b'{"rows": 99, "size": 3, "model": "model"}', b'{"rows": -1, "size": 3}'])
def test_damaged_files_count_as_none(tmp_path: Path, store: VectorStore, harm: bytes) -> None:
    add(store, "n1", unit(1, 0, 0))
    (tmp_path / "vectors.json").write_bytes(harm)

    assert store.nearest(unit(1, 0, 0), 10) == [] and store.contents() == {}


def test_vectors_of_another_model_count_as_none(tmp_path: Path, store: VectorStore) -> None:
    add(store, "n1", unit(1, 0, 0))

    assert VectorStore(tmp_path, "another", 3).nearest(unit(1, 0, 0), 10) == []


def test_only_one_program_adds_at_a_time(tmp_path: Path, store: VectorStore) -> None:
    with store.writing() as first, VectorStore(tmp_path, "model", 3).writing() as second:
        assert first and not second


@given(st.lists(st.sampled_from(["Een zin. ", "lang" * 90 + " ", "\n", "\n\n", "  ", "Wat nu? "]), max_size=60))
def test_passages_follow_each_other_and_leave_no_words_out(parts: list[str]) -> None:
    body = "".join(parts)
    found = passages_of(body)

    assert found and all(left.end <= right.start for left, right in itertools.pairwise(found))
    if len(found) < MOST_PASSAGES:
        between = [body[left.end : right.start] for left, right in itertools.pairwise(found)]
        assert not "".join([body[: found[0].start], *between, body[found[-1].end :]]).strip()
    assert all(each.end - each.start <= max(LENGTH_WANTED, 1500) for each in found)


@pytest.fixture
def known(home: Home, workspace: Workspace, tmp_path: Path) -> Workspace:
    """A space with three lessons and a model."""
    for number in range(3):
        workspace.save(Lesson(title=f"Les {number}", body=f"Een stage bij bedrijf {number}."))
    InstalledModel(home.model_dir).install(tiny(tmp_path / "tiny.sto-meaning"))
    return workspace


def test_what_was_made_is_kept_and_only_what_changed_is_made_again(known: Workspace, monkeypatch) -> None:
    read: list[str] = []
    encoder, _store = known.meaning._ready()
    make = encoder.passages
    monkeypatch.setattr(encoder, "passages", lambda texts: read.extend(texts) or make(texts))

    assert known.meaning.catch_up()
    assert len(read) == 3
    first = next(document for document in known.documents(Listing(Lesson.kind)) if document.record.title == "Les 1")
    known.save(Lesson(id=first.id, title="Les 1", body="Iets heel anders."), seen=first)
    read.clear()
    assert known.meaning.catch_up()

    assert read == ["Les 1. Iets heel anders."]
    assert (known.meaning.state().made, known.meaning.state().waiting) == (3, 0)


def test_a_stop_in_between_loses_nothing_that_was_made(known: Workspace, monkeypatch) -> None:
    monkeypatch.setattr("knowledge.search.meaning.meaning._FEW", 1)
    assert not known.meaning.catch_up(seconds=0)
    made = known.meaning.state()
    assert 0 < made.made < 3 and made.waiting == 3 - made.made

    assert known.meaning.catch_up()
    assert known.meaning.state().made == 3


def test_a_deleted_record_is_found_by_its_meaning_no_longer(known: Workspace) -> None:
    known.meaning.catch_up()
    gone = next(iter(known.documents(Listing(Lesson.kind))))
    known.delete(gone.id)
    known.meaning.catch_up()

    assert gone.id not in {each.id for each in known.meaning.near(Query("een stage"))}
    assert known.meaning.state().made == 2


def test_erasing_removes_the_vectors(known: Workspace, home: Home) -> None:
    known.meaning.catch_up()
    known._finder.forget()

    assert not home.vectors_dir(known.id).exists()
    assert known.meaning.state().made == 0 and known.meaning.catch_up()


def test_a_search_by_meaning_respects_what_the_words_narrow_to(known: Workspace) -> None:
    known.meaning.catch_up()
    every = known.search(Query("hoe gaat een stage bij een bedrijf"), by_meaning=True)
    narrowed = known.search(Query("soort:vergadering hoe gaat een stage bij een bedrijf"), by_meaning=True)
    without = known.search(Query("hoe gaat een stage bij een bedrijf -2"), by_meaning=True)

    assert len(every.hits) == 3 and narrowed.hits == ()
    assert "Les 2" not in {hit.title for hit in without.hits}
