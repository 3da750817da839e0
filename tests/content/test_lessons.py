"""A new space begins with the shipped lessons."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from knowledge import spaces
from knowledge.catalogue.listing import Listing
from knowledge.content.lessons import starter_lessons
from knowledge.home import Home
from knowledge.model.codec import problems
from knowledge.model.fields import Choice, Choices
from knowledge.model.kinds import fields_of
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.record import Record
from knowledge.search.query.query import Query

TODAY = date(2026, 3, 31)


@pytest.fixture(params=["nl", "en"])
def lessons(request: pytest.FixtureRequest) -> list[Record]:
    return starter_lessons(request.param, TODAY)


def test_there_are_twelve_or_more(lessons: list[Record]) -> None:
    assert len(lessons) >= 12


def test_they_are_valid_and_dated_today(lessons: list[Record]) -> None:
    for record in lessons:
        assert isinstance(record, Lesson)
        assert (record.date, record.extra, problems(record)) == (TODAY, {}, []), record.title
        assert len(record.body) > 100, record.title
        assert record.tags and record.source, record.title


def test_their_codes_are_in_the_vocabularies(lessons: list[Record]) -> None:
    for record in lessons:
        for name, field in fields_of("lesson").items():
            value = getattr(record, name)
            if isinstance(field.type, Choices):
                assert set(value) <= set(field.type.vocabulary), (record.title, name)
            elif isinstance(field.type, Choice) and value:
                assert value in field.type.vocabulary, (record.title, name)


def test_titles_are_unique(lessons: list[Record]) -> None:
    assert len({record.title for record in lessons}) == len(lessons)


def test_both_languages_have_the_same_lessons_in_other_words() -> None:
    dutch, english = ({record.id: record for record in starter_lessons(each, TODAY)} for each in ("nl", "en"))
    assert dutch.keys() == english.keys()
    for name, record in dutch.items():
        assert record.title != english[name].title
        assert record.body != english[name].body


def test_a_language_that_is_not_there_gives_dutch() -> None:
    assert starter_lessons("fr", TODAY) == starter_lessons("nl", TODAY)


def test_a_new_space_begins_with_them_and_finds_them(tmp_path: Path) -> None:
    workspace = spaces.begin_or_join(Home.at(tmp_path / "home"), tmp_path / "shared", name="Nieuw", author="Els")
    lessons = starter_lessons("nl", date.today())
    assert workspace.count(Listing("lesson")) == len(lessons)
    for record in lessons:
        assert record.title in [hit.title for hit in workspace.search(Query(f'"{record.title}"')).hits]


def test_whoever_joins_gets_them_once(tmp_path: Path) -> None:
    first = spaces.begin_or_join(Home.at(tmp_path / "one"), tmp_path / "shared", name="Nieuw", author="Els")
    second = spaces.begin_or_join(Home.at(tmp_path / "two"), tmp_path / "shared", author="Hakan")
    assert second.count(Listing("lesson")) == first.count(Listing("lesson"))
