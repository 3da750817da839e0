"""Records are converted to and from flat fields, whatever another version or program wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.codec import decode, difference, encode, field_named, problems, shape_of
from knowledge.model.fields import Shape, Table
from knowledge.model.kinds import KINDS, fields_of, record_class
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Unknown
from knowledge.problem import BadValue, Problem, WrongUse
from tests.journal.strategies import json_values

names = st.sampled_from(
    sorted(
        {name for fields in map(fields_of, KINDS) for name in fields}
        | {"answers.C2.school.text", "participation.", "x"}
    )
) | st.text(max_size=8)
fields = st.dictionaries(names, json_values | st.lists(st.text(max_size=4)), max_size=8)
kinds = st.sampled_from((*KINDS, "quiz"))


@given(kinds, fields)
def test_whatever_stands_in_a_field_a_record_comes_of_it(kind: str, stored: dict[str, Any]) -> None:
    record = decode(kind, "id-1", stored)

    assert type(record) is KINDS.get(kind, Unknown)
    assert record.kind == kind
    assert isinstance(record.title, str)
    assert isinstance(record.body, str)
    assert all(isinstance(tag, str) for tag in record.tags)
    assert problems(record) is not None


@given(st.sampled_from(tuple(KINDS)), fields)
def test_reading_and_writing_changes_nothing_more_the_second_time(kind: str, stored: dict[str, Any]) -> None:
    once = encode(decode(kind, "id-1", stored))

    assert encode(decode(kind, "id-1", once)) == once


@given(st.sampled_from(tuple(KINDS)), fields)
def test_a_value_that_does_not_fit_is_kept(kind: str, stored: dict[str, Any]) -> None:
    record = decode(kind, "id-1", stored)
    declared = fields_of(kind)

    for name, value in stored.items():
        head, dot, _ = name.partition(".")
        if head not in declared or bool(dot) != isinstance(declared[head].type, Table):
            assert record.extra[name] == value
            assert encode(record)[name] == value
        elif name in record.extra:
            assert getattr(record, head) == declared[head].type.empty


@given(st.sampled_from(tuple(KINDS)), fields, fields)
def test_a_difference_leads_from_one_to_the_other(kind: str, one: dict[str, Any], other: dict[str, Any]) -> None:
    before, after = encode(decode(kind, "id-1", one)), encode(decode(kind, "id-1", other))

    arrived = decode(kind, "id-1", before | difference(before, after, kind))
    wanted = decode(kind, "id-1", after)

    assert {name: getattr(arrived, name) for name in fields_of(kind)} == {
        name: getattr(wanted, name) for name in fields_of(kind)
    }
    assert difference(after, after, kind) == {}


@given(fields)
def test_a_kind_this_version_does_not_know_is_kept_whole(stored: dict[str, Any]) -> None:
    assert encode(decode("quiz", "id-1", stored)) == stored


def test_a_table_is_spread_over_a_field_for_each_key() -> None:
    partner = Partner(title="Firma", participation={"stuurgroep": "mee", "werkgroep": "kijkt"})

    assert encode(partner) == {
        "title": "Firma",
        "participation.stuurgroep": "mee",
        "participation.werkgroep": "kijkt",
    }
    assert decode("partner", "id-1", encode(partner)) == replace(partner, id="id-1")


def test_a_cleared_key_of_a_table_is_gone() -> None:
    assert difference({"participation.werkgroep": "mee"}, {}, "partner") == {"participation.werkgroep": None}
    assert decode("partner", "id-1", {"participation.werkgroep": None}) == Partner(id="id-1")


def test_a_field_with_a_dot_that_is_no_table_does_not_touch_the_field_itself() -> None:
    assert decode("lesson", "id-1", {"title": "Lasdag", "title.short": "LD"}).title == "Lasdag"


@pytest.mark.parametrize(
    ("kind", "name", "shape"),
    [
        ("lesson", "body", Shape.TEXT),
        ("lesson", "tags", Shape.SET),
        ("lesson", "partners", Shape.SET),
        ("lesson", "title", Shape.REGISTER),
        ("lesson", "body.short", Shape.REGISTER),
        ("lesson", "weather", Shape.REGISTER),
        ("checklist", "answers.C2.school.text", Shape.TEXT),
        ("checklist", "answers.C2.school.number", Shape.REGISTER),
        ("quiz", "body", Shape.REGISTER),
    ],
)
def test_how_a_field_merges(kind: str, name: str, shape: Shape) -> None:
    assert shape_of(kind, name) is shape


def test_what_must_be_mended_is_named_field_by_field() -> None:
    found = problems(Partner(title="", kvk="12", website="example.nl"))

    assert [each.field for each in found] == ["title", "website", "kvk"]
    assert all(str(each.problem) for each in found)
    assert problems(Partner(title="Firma", kvk="12345678", website="https://example.nl")) == []


def test_a_meeting_does_not_end_before_it_starts() -> None:
    (found,) = problems(Meeting(title="Overleg", date=date(2026, 3, 6), start="10:00", end="09:30"))

    assert found.field == "end"


def test_typed_fields_answer_to_their_other_names() -> None:
    assert field_named("partner", "name").name == "title"
    stage = field_named("partner", "relation_stage")
    assert (stage.name, stage.type.parse("AD-HOC", date(2026, 3, 31))) == ("stage", "ad-hoc")


def test_a_wrong_name_or_value_says_what_is_right() -> None:
    with pytest.raises(WrongUse, match="It has: title, body"):
        field_named("lesson", "titel")
    with pytest.raises(WrongUse, match="The kinds are: lesson"):
        record_class("les")
    with pytest.raises(BadValue, match="not a date"):
        field_named("lesson", "date").type.parse("ooit", date(2026, 3, 31))


def test_a_problem_can_be_told_in_words() -> None:
    assert all(isinstance(each.problem, Problem) for each in problems(Lesson()))
