"""What a record may cost the search index is bounded; what goes over a bound is kept, shown and told."""

from __future__ import annotations

import gc
from contextlib import nullcontext
from typing import Any

import pytest

from knowledge import bounds
from knowledge.model.records.lesson import Lesson
from knowledge.problem import Problem
from knowledge.search.engine import SearchIndex
from knowledge.search.index.index_document import IndexDocument
from knowledge.search.index.segments import merge_policy
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace


def different(number: int, letters: str = "abcdefghij") -> str:
    """So many different words."""
    return " ".join("zq" + "".join(letters[int(digit)] for digit in f"{each:05}") for each in range(number))


def found(workspace: Workspace, text: str) -> list[str]:
    return sorted(hit.title for hit in workspace.search(Query(text)).hits)


def cut(workspace: Workspace) -> list[str]:
    """The titles that the check-up names as found by their beginning only."""
    told = [each.what.values for each in workspace.checkup().findings if each.code == "record-cut"]
    return [str(values["title"]) for values in told]


@pytest.mark.parametrize(
    ("bound", "most", "text"),
    [
        ("INDEXED_WORDS", 100, different(150)),
        ("INDEXED_CHARACTERS", 1000, "woord " * 200),
    ],
)
def test_only_the_beginning_of_a_record_over_a_bound_is_found_and_all_of_it_is_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, bound: str, most: int, text: str
) -> None:
    monkeypatch.setattr(bounds, bound, most)
    if bound == "INDEXED_CHARACTERS":
        monkeypatch.setattr(bounds, "INDEXED_WORDS", 500)
    body = f"vooraan {text} achteraan"
    large = workspace.save(Lesson(title="Groot", body=body))
    workspace.save(Lesson(title="Gewoon", body="vooraan en achteraan"))

    assert found(workspace, "vooraan") == ["Gewoon", "Groot"]
    assert found(workspace, "achteraan") == ["Gewoon"]
    assert workspace.get(large.id).record.body == body
    assert cut(workspace) == ["Groot"]


def test_a_record_within_its_bounds_is_found_whole_and_not_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "INDEXED_WORDS", 10)
    workspace.save(Lesson(title="Kort", body="een twee drie " * 10 + "achteraan"))

    assert found(workspace, "achteraan") == ["Kort"]
    assert cut(workspace) == []


def test_titles_tags_and_partners_count_as_well(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "INDEXED_WORDS", 20)
    workspace.save(Lesson(title=different(50), tags=tuple(different(50).split()), body="achteraan"))

    assert found(workspace, "achteraan") == []
    assert len(cut(workspace)) == 1


def test_of_very_many_tags_the_first_are_filtered_by(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "INDEXED_VALUES", 2)
    workspace.save(Lesson(title="Les", tags=("lassen", "zagen", "boren")))

    assert [found(workspace, f"trefwoord:{tag}") for tag in ("zagen", "boren")] == [["Les"], []]


def test_no_more_than_a_batch_of_text_is_analysed_at_once(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "INDEXED_AT_ONCE", 3000)
    sizes: list[int] = []
    update = SearchIndex.update

    def counted(index: SearchIndex, entries: list[IndexDocument], **rest: Any) -> None:
        sizes.append(sum(len(entry.body) for entry in entries))
        update(index, entries, **rest)

    monkeypatch.setattr(SearchIndex, "update", counted)
    workspace.save_all([Lesson(title=f"Les {number}", body=different(100)) for number in range(20)])

    assert len(found(workspace, "les")) == 20
    assert len(sizes) >= 7
    assert max(sizes) <= 3000
    assert sum(sizes) == 20 * len(different(100))


class Segment:
    """A segment of the index as the merge policy sees it."""

    def __init__(self, documents: int, size: int) -> None:
        self.documents = documents
        self.written = (size, 0)

    def doc_count_all(self) -> int:
        return self.documents

    def deleted_count(self) -> int:
        return 0


def test_parts_of_the_index_that_are_large_together_are_not_joined() -> None:
    small = [Segment(3, 1000) for _ in range(8)]
    large = [Segment(3, bounds.MERGED_BYTES // 3) for _ in range(50)]

    assert merge_policy(small, 3) == small
    assert len(merge_policy([*large], 3)) <= 3


@pytest.mark.parametrize("refused", [False, True])
def test_no_time_goes_to_collecting_while_a_batch_is_indexed(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, refused: bool
) -> None:
    collecting = []
    update = SearchIndex.update

    def updating(self: SearchIndex, *given: Any, **named: Any) -> None:
        collecting.append(gc.isenabled())
        if refused:
            raise Problem("vol")
        update(self, *given, **named)

    workspace.save(Lesson(title="Lasdag"))
    monkeypatch.setattr(SearchIndex, "update", updating)
    with pytest.raises(Problem) if refused else nullcontext():
        workspace.catch_up()
    assert collecting == [False] and gc.isenabled()
