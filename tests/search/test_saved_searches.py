"""Saved searches are kept, and report what is new in them."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge import spaces
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.problem import Problem, WrongUse
from knowledge.saved_searches import SavedSearch, UnknownSearch
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace


def test_a_search_is_kept_with_all_its_filters(workspace: Workspace, home: Home) -> None:
    query = Query(
        "lassen -hout", filters={"kind": ("lesson",), "tag": ("gastles",)}, since=date(2026, 8, 1), sort="date", limit=7
    )
    workspace.saved_searches.save("Lassen", query)
    assert spaces.open_space(home).saved_searches.get("Lassen").query == query


def test_what_was_found_when_it_was_kept_is_not_new(workspace: Workspace) -> None:
    workspace.save(Lesson(title="Lassen op locatie"))
    saved = workspace.saved_searches.save("Lassen", Query("lassen"))
    assert workspace.saved_searches.news(saved) == frozenset()


def test_what_comes_in_later_is_new_until_somebody_looks(workspace: Workspace) -> None:
    searches = workspace.saved_searches
    searches.save("Lassen", Query("lassen"))
    new = workspace.save(Lesson(title="Gastles lassen"))
    workspace.save(Lesson(title="Over hout"))
    assert searches.news(searches.get("Lassen")) == {new.id}
    assert searches.look(searches.get("Lassen")) == {new.id}
    assert searches.look(searches.get("Lassen")) == frozenset()


def test_only_what_has_all_the_words_is_news(workspace: Workspace) -> None:
    searches = workspace.saved_searches
    searches.save("Lasveiligheid", Query("lassen veiligheid"))
    workspace.save(Lesson(title="Lassen"))
    assert searches.news(searches.get("Lasveiligheid")) == frozenset()


def test_the_new_ones_can_be_searched_by_themselves(workspace: Workspace) -> None:
    workspace.save(Lesson(title="Lassen oud"))
    new = workspace.save(Lesson(title="Lassen nieuw"))
    found = workspace.search(Query("lassen", among=(new.id,)))
    assert [hit.id for hit in found.hits] == [new.id]


def test_a_name_is_found_whatever_its_case_and_replaced_by_saving_again(workspace: Workspace) -> None:
    searches = workspace.saved_searches
    searches.save("Lassen", Query("lassen"))
    searches.save("LASSEN", Query("las"))
    assert [saved.query.text for saved in searches.all()] == ["las"]


def test_dropping_is_undone_by_putting_back(workspace: Workspace) -> None:
    searches = workspace.saved_searches
    kept = searches.save("Lassen", Query("lassen"))
    dropped = searches.forget("lassen")
    assert searches.all() == []
    searches.put(dropped)
    assert searches.all() == [kept] == [SavedSearch("Lassen", Query("lassen"))]


def test_an_unknown_name_is_told_with_the_names_there_are(workspace: Workspace) -> None:
    workspace.saved_searches.save("Lassen", Query("lassen"))
    with pytest.raises(UnknownSearch, match="Lassen"):
        workspace.saved_searches.get("Hout")


def test_a_search_without_a_name_is_refused(workspace: Workspace) -> None:
    with pytest.raises(WrongUse):
        workspace.saved_searches.save("  ", Query("lassen"))


@pytest.mark.parametrize(
    "garbage", [b"", b"{", b"[]", b'{"search": {"1": {"name": "x"}}}', b'{"search": [1]}', b"\xff"]
)
def test_a_damaged_file_is_told_and_left_as_it_is(workspace: Workspace, home: Home, garbage: bytes) -> None:
    workspace.saved_searches.save("Lassen", Query("lassen"))
    (path,) = home.data_dir.glob("spaces/*/searches.json")
    path.write_bytes(garbage)
    with pytest.raises(Problem, match="damaged"):
        workspace.saved_searches.all()
    with pytest.raises(Problem, match="damaged"):
        workspace.saved_searches.save("Hout", Query("hout"))
    assert path.read_bytes() == garbage
