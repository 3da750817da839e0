"""A title that is made of other fields follows what it names, and is stored nowhere in the journal."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

from knowledge.catalogue.listing import Listing
from knowledge.journal.document import Document
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.use import Use
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace
from tests.conftest import Pair


def used(workspace: Workspace, lesson: str, who: str = "Els Wassink") -> Document:
    """A use of `lesson`."""
    return workspace.save(Use(lesson=lesson, who=who, date=date(2026, 11, 2)))


def found(workspace: Workspace, text: str) -> list[str]:
    """The titles of the uses that are found."""
    return [hit.title for hit in workspace.search(Query(f"soort:gebruik {text}")).hits]


def test_it_is_there_wherever_a_title_is_read(workspace: Workspace) -> None:
    lesson = workspace.save(Lesson(title="Lasdag"))
    use = used(workspace, lesson.id)
    title = "Els Wassink · Lasdag"
    assert use.record.title == title
    assert workspace.get(use.id).record.title == title
    assert [each.record.title for each in workspace.documents(Listing(Use.kind, text="lasdag"))] == [title]
    assert workspace.titles([use.id]) == {use.id: title}
    assert found(workspace, "lasdag") == [title]
    assert workspace.delete(use.id).record.title == title


def test_it_follows_the_title_of_what_it_names(workspace: Workspace) -> None:
    lesson = workspace.save(Lesson(title="Zonneveldkwast"))
    use = used(workspace, lesson.id)
    workspace.save(dataclasses.replace(lesson.record, title="Hoefijzer"), seen=lesson)
    assert workspace.get(use.id).record.title == "Els Wassink · Hoefijzer"
    assert found(workspace, "hoefijzer") == ["Els Wassink · Hoefijzer"]
    assert found(workspace, "zonneveldkwast") == []


def test_what_it_names_may_arrive_later(workspace: Workspace) -> None:
    use = used(workspace, "lasdag")
    assert use.record.title == "Els Wassink"
    assert found(workspace, "wassink") == ["Els Wassink"]
    workspace.save_all([Lesson(id="lasdag", title="Lasdag")])
    assert workspace.get(use.id).record.title == "Els Wassink · Lasdag"
    assert found(workspace, "lasdag") == ["Els Wassink · Lasdag"]


def test_nothing_of_an_erased_lesson_stays_in_it(pair: Pair) -> None:
    lesson = pair.marieke.save(Lesson(title="Zonneveldkwast"))
    use = used(pair.marieke, lesson.id)
    pair.exchange()
    assert pair.marieke.mentions(lesson) == []
    pair.marieke.erase(lesson.id)
    pair.exchange()
    for workspace in (pair.marieke, pair.hakan):
        assert workspace.get(use.id).record.title == "Els Wassink"
        assert found(workspace, "zonneveldkwast") == []
    assert not [path for path in everything(pair.folder.parent) if b"zonneveldkwast" in path.read_bytes().lower()]


def everything(directory: Path) -> list[Path]:
    """All files of both people and of the shared folder."""
    return [path for path in directory.rglob("*") if path.is_file()]


def test_who_is_erased_is_told_about_the_uses_that_name_them(workspace: Workspace) -> None:
    from knowledge.model.records.person import Person

    lesson = workspace.save(Lesson(title="Lasdag"))
    person = workspace.save(Person(title="Els Wassink"))
    use = used(workspace, lesson.id)
    used(workspace, lesson.id, "Hakan")
    assert [each.id for each in workspace.mentions(person)] == [use.id]


def test_a_title_from_elsewhere_is_not_kept(workspace: Workspace) -> None:
    lesson = workspace.save(Lesson(title="Lasdag"))
    use = workspace.save(dataclasses.replace(Use(lesson=lesson.id, who="Els", date=date(2026, 11, 2)), title="Gebruik"))
    assert "title" not in use.fields
    assert use.record.title == "Els · Lasdag"
