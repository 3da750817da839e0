"""Uses raise a lesson in what is found, and stay out of it themselves unless they are asked for."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.model.records.use import Use
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace
from tests.conftest import Pair

DAY = date(2026, 3, 6)


@pytest.fixture
def lessons(workspace: Workspace) -> tuple[str, str]:
    """Two lessons that fit equally well; the second comes first as long as neither is used."""
    first, second = (workspace.save(Lesson(title="Gastles lassen", body="Vier cabines.", date=DAY)) for _ in "ab")
    assert found(workspace) == [second.id, first.id]
    return first.id, second.id


def found(workspace: Workspace, text: str = "lassen") -> list[str]:
    return [hit.id for hit in workspace.search(Query(text)).hits]


def test_of_equals_the_one_that_worked_comes_first_and_the_one_that_did_not_falls_back(
    workspace: Workspace, lessons: tuple[str, str]
) -> None:
    first, second = lessons
    used = workspace.save(Use(lesson=first, who="Els", date=DAY, outcome="werkte"))
    assert found(workspace) == [first, second]
    for who in ("Hakan", "Kees"):
        workspace.save(Use(lesson=first, who=who, date=DAY, outcome="niet"))
    assert found(workspace) == [second, first]
    workspace.save(dataclasses.replace(used.record, lesson=second), seen=used)
    workspace.save(Use(lesson=second, who="Els", date=DAY))
    assert found(workspace) == [second, first]


def test_a_use_in_the_bin_counts_no_more(workspace: Workspace, lessons: tuple[str, str]) -> None:
    first, second = lessons
    use = workspace.save(Use(lesson=first, who="Els", date=DAY))
    assert found(workspace) == [first, second]
    workspace.delete(use.id)
    assert found(workspace) == [second, first]
    workspace.restore(use.id)
    assert found(workspace) == [first, second]


def test_an_index_made_anew_counts_the_same(workspace: Workspace, lessons: tuple[str, str]) -> None:
    first, second = lessons
    workspace.save(Use(lesson=first, who="Els", date=DAY))
    workspace.reindex()
    assert found(workspace) == [first, second]


def test_uses_do_not_crowd_what_is_found_and_are_found_by_who_asks(
    workspace: Workspace, lessons: tuple[str, str]
) -> None:
    first, _second = lessons
    use = workspace.save(Use(lesson=first, who="Els", date=DAY, note="Lassen zonder vervanging"))
    for text in ("", "lassen", "els lassen", "-soort:partner lassen", "lassen van:2026"):
        assert use.id not in found(workspace, text)
    assert use.id not in [hit.id for hit in workspace.search(Query(like=first)).hits]
    for text in ("soort:gebruik", "soort:gebruik vervanging", "kind:use lassen", "soort:gebruik door:els"):
        assert found(workspace, text) == [use.id]
    narrowed = Query("lassen", filters={"kind": ("use",)})
    assert [hit.id for hit in workspace.search(narrowed).hits] == [use.id]


def test_the_counts_tell_that_there_are_uses(workspace: Workspace, lessons: tuple[str, str]) -> None:
    workspace.save(Use(lesson=lessons[0], who="Els", date=DAY))
    results = workspace.search(Query("lassen", counted=True))
    assert results.total == 2
    assert dict(results.facets["kind"]) == {"lesson": 2, "use": 1}


def test_two_people_who_say_it_on_two_devices_both_count(pair: Pair) -> None:
    lesson = pair.marieke.save(Lesson(title="Gastles lassen", date=DAY))
    pair.exchange()
    for workspace, who in ((pair.marieke, "Marieke"), (pair.hakan, "Hakan")):
        workspace.save(Use(lesson=lesson.id, who=who, date=DAY))  # neither has heard of the other's
    pair.exchange()
    for workspace in (pair.marieke, pair.hakan):
        assert workspace.reuse(workspace.get(lesson.id)).count == 2
        assert workspace.conflicts() == []


def test_a_lesson_is_found_by_a_partner_that_arrives_after_it(workspace: Workspace) -> None:
    lesson = workspace.save(Lesson(title="Lasdag", partners=("brinkhof",)))
    assert found(workspace, "houtskeletbouw") == []
    workspace.save_all([Partner(id="brinkhof", title="Brinkhof Houtskeletbouw")])
    assert set(found(workspace, "houtskeletbouw")) == {lesson.id, "brinkhof"}
