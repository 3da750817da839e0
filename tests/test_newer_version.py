"""Records of a newer version are kept and shown by this version, and are complete once the program is updated."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import ClassVar

import pytest

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.home import Home
from knowledge.model.fields import Choice, FieldType, declare
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import DECLARED, Kind, Unknown
from knowledge.model.vocabulary import ACTIVITY_KINDS
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace
from tests.throwaway import Excursion, declared


@dataclass(frozen=True, kw_only=True)
class LaterLesson(Lesson):
    """A lesson with fields that today's version doesn't have."""

    kind: ClassVar[str] = "later-lesson"
    traits: ClassVar[Kind] = Lesson.traits

    room: str = declare(FieldType(), "Room")
    form: str = declare(Choice(vocabulary=ACTIVITY_KINDS), "Form", facet="activity")


del DECLARED["later-lesson"]
LaterLesson.kind = "lesson"


@contextmanager
def newer_version() -> Iterator[None]:
    """The program as it will be: with one kind more, and a lesson with fields more."""
    today = DECLARED["lesson"]
    DECLARED["lesson"] = LaterLesson
    try:
        with declared():
            yield
    finally:
        DECLARED["lesson"] = today


@dataclass(frozen=True)
class Received:
    """A device on today's version that received what a newer one wrote."""

    home: Home
    excursion: str
    lesson: str

    def opened(self) -> Workspace:
        return spaces.open_space(self.home)


@pytest.fixture
def received(workspace: Workspace, folder: Path, tmp_path: Path) -> Received:
    with newer_version():
        host = workspace.save(Partner(title="Glasfabriek Leerdam"))
        outing = Excursion(
            title="Naar de ovens",
            date=date(2026, 5, 7),
            activity="bezoek",
            partners=(host.id,),
            bring=("helm",),
            program="Zandstralen en blazen.",
        )
        lesson = LaterLesson(title="Lassen op zaal", room="Smederij", form="gastles")
        ids = [workspace.save(each).id for each in (outing, lesson)]
        workspace.sync()
    home = Home.at(tmp_path / "older")
    older = spaces.begin_or_join(home, folder, author="Hakan", starter=False)
    older.catch_up()
    return Received(home, *ids)


def test_a_kind_that_is_not_known_yet_is_read_as_far_as_every_kind_goes(received: Received) -> None:
    older = received.opened()
    record = older.get(received.excursion).record

    assert isinstance(record, Unknown)
    assert (record.kind, record.title, record.when) == ("excursion", "Naar de ovens", date(2026, 5, 7))
    assert record.extra["bring"] == ["helm"]
    assert [each.id for each in older.documents(Listing("excursion"))] == [received.excursion]
    assert "excursion" in older.kinds()
    for words in ("ovens", "zandstralen"):
        assert [hit.id for hit in older.search(Query(words)).hits] == [received.excursion]


def test_fields_that_are_not_known_yet_are_kept_by_an_edit(received: Received) -> None:
    from dataclasses import replace

    older = received.opened()
    seen = older.get(received.lesson)
    older.save(replace(seen.record, title="Lassen op zaal 2"), seen=seen)
    older.sync()

    with newer_version():
        record = received.opened().get(received.lesson).record
        assert isinstance(record, LaterLesson)
        assert (record.title, record.room, record.form) == ("Lassen op zaal 2", "Smederij", "gastles")


def test_an_update_shows_what_was_received_as_it_is_meant(received: Received) -> None:
    received.opened().search(Query("ovens"))

    with newer_version():
        updated = received.opened()
        excursion = updated.get(received.excursion).record
        assert isinstance(excursion, Excursion)
        assert (excursion.bring, excursion.date) == (("helm",), date(2026, 5, 7))
        (host,) = updated.documents(Listing(Partner.kind))
        assert [each.id for each in updated.documents(Listing("excursion", partner=host.id))] == [received.excursion]
        assert [hit.id for hit in updated.search(Query("soort:dagtocht")).hits] == [received.excursion]
        assert dict(updated.search(Query(counted=True)).facets["activity"]) == {"bezoek": 1, "gastles": 1}
        assert [hit.id for hit in updated.search(Query("smederij")).hits] == [received.lesson]


def test_going_back_to_the_older_version_loses_nothing(received: Received) -> None:
    with newer_version():
        received.opened().catch_up()
    older = received.opened()

    assert isinstance(older.get(received.excursion).record, Unknown)
    assert [hit.id for hit in older.search(Query("ovens")).hits] == [received.excursion]
    with newer_version():
        assert isinstance(received.opened().get(received.excursion).record, Excursion)


def test_nothing_is_rebuilt_while_the_version_stays_the_same(received: Received) -> None:
    before = received.opened()._catalogue.position

    assert received.opened()._catalogue.position == before
