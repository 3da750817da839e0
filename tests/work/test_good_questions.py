"""How good a question to companies is, read from what a school filled in."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest

from knowledge.model.kinds import fields_of
from knowledge.model.records.request import Request
from knowledge.work.question import ITEMS, closed_request, is_open, opened_request, quality
from tests import region_f

R1 = region_f.region().of(Request)["r1"]


def test_an_item_is_there_when_all_its_fields_say_something() -> None:
    found = quality(R1)

    assert (found.score, list(found.missing), found.is_good) == (5, [2, 3, 7], False)
    assert found.missing == {2: ("years",), 3: ("duration", "place", "slack"), 7: ("read_by",)}
    assert found.words == [["year"], ["duration", "place", "room to move"], ["read by somebody else"]]


def test_six_of_eight_is_good_enough() -> None:
    better = dataclasses.replace(R1, years=("3",))

    assert (quality(better).score, quality(better).is_good) == (6, True)


def test_nothing_filled_in_is_nothing_of_eight_and_blanks_say_nothing() -> None:
    empty = Request(title="Wie?", school="p", activity="gastles", goal="  \n ", group_size=0)

    assert (quality(empty).score, list(quality(empty).missing)) == (0, list(range(1, 9)))


@pytest.mark.parametrize("name", [name for fields in ITEMS for name, _word in fields])
def test_every_item_is_read_from_fields_of_a_request(name: str) -> None:
    assert fields_of(Request.kind)[name].asked
    lacking = dataclasses.replace(R1, **{name: fields_of(Request.kind)[name].type.empty})
    assert any(name in names for names in quality(lacking).missing.values())


def test_a_question_is_open_until_its_last_day_is_over_or_somebody_closes_it() -> None:
    last = R1.answer_by or date.min

    assert [is_open(R1, last + timedelta(days=days)) for days in (0, 1)] == [True, False]
    assert not is_open(closed_request(R1, met=True), last)
    assert [closed_request(R1, met=met).state for met in (True, False)] == ["vervuld", "gesloten"]
    assert is_open(opened_request(closed_request(R1, met=False)), last)
