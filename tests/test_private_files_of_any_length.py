"""A private file may be of any length: no more of it is read than its bound, and nothing of it is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from knowledge import bounds
from knowledge.home import Home
from knowledge.model.records.lesson import Lesson
from knowledge.problem import Problem
from knowledge.saved_searches import SavedSearches
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace
from sto_tui.drafts import Draft, Drafts, find_draft
from tests.conftest import Pair


def test_a_draft_of_any_length_stays_and_is_not_offered(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    left = Drafts(home.private, "lesson", "0a1b", "/gedeeld")
    left.want(Draft({"body": "x" * 5000}))
    left.write()
    left.close()
    assert find_draft(left.path) == Draft({"body": "x" * 5000})
    assert home.private.naming(["Piet"], but="") == []
    monkeypatch.setattr(bounds, "DRAFT_BYTES", 4999)

    assert find_draft(left.path) is None
    assert Drafts(home.private, "lesson", "0a1b", "/gedeeld").left() == []
    assert left.path.stat().st_size > 5000
    assert home.private.naming(["Piet"], but="") == [left.path]  # nobody looked, so a person has to


def test_saved_searches_of_any_length_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "searches.json"
    searches = SavedSearches(path, lambda _query: frozenset(["0a1b"]))
    searches.save("Lassen", Query("las"))
    before = path.read_bytes()
    monkeypatch.setattr(bounds, "SEARCHES_BYTES", len(before) - 1)

    for job in (searches.all, lambda: searches.save("Hout", Query("hout"))):
        with pytest.raises(Problem, match="is damaged"):
            job()
    assert path.read_bytes() == before
    monkeypatch.setattr(bounds, "SEARCHES_BYTES", len(before))
    assert [each.name for each in searches.all()] == ["Lassen"]


def test_a_copy_of_the_region_of_any_length_is_fetched_anew(pair: Pair, home: Home) -> None:
    (pair.folder / "checklists").mkdir()
    (pair.folder / "checklists/eigen.md").write_text("---\nid: eigen\ntitle: Eigen\n---\n\n1. Een vraag\n")
    pair.marieke.sync()
    (copy,) = home.data_dir.rglob("region.json")
    copy.write_bytes(copy.read_bytes() + b" " * bounds.STATE_BYTES)

    assert not pair.marieke.own_checklists.templates
    pair.marieke.sync()
    assert [each.id for each in pair.marieke.own_checklists.templates] == ["eigen"]
    assert copy.stat().st_size < 5000


def test_what_is_found_only_in_part_says_so_where_it_is_read(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "INDEXED_WORDS", 100)
    long = workspace.save(Lesson(title="Lang", body=" ".join(f"woord{number}" for number in range(101))))
    short = workspace.save(Lesson(title="Kort", body="woord " * 101))

    assert workspace.is_cut(long) and not workspace.is_cut(short)
