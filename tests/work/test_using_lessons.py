"""Somebody is going to use a lesson, is asked later how it went, and tells."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.records.use import Use
from knowledge.model.vocabulary import OUTCOMES
from knowledge.work.uses import (
    ASKED_AFTER,
    NOT_YET,
    answered,
    as_told_before,
    going_to_use,
    own_latest,
    said_before,
    uses_to_ask,
)

TODAY = date(2026, 11, 26)
DAYS = st.dates(date(2026, 9, 1), date(2027, 2, 1))
USES = st.lists(
    st.builds(
        Use,
        id=st.uuids().map(str),
        lesson=st.sampled_from(["lassen", "zagen"]),
        who=st.sampled_from(["Els Wassink", "els  wassink", "Hakan Yıldız"]),
        date=st.none() | DAYS,
        outcome=st.sampled_from(["", *OUTCOMES]),
        ask_from=st.none() | DAYS,
    ),
    unique_by=lambda use: use.id,
)


def test_a_use_is_who_and_when_and_for_what_if_that_is_told() -> None:
    use = going_to_use("lassen", "Els  Wassink", TODAY)
    assert (use.lesson, use.who, use.date, use.purpose, use.outcome) == ("lassen", "Els Wassink", TODAY, "", "")
    planned = going_to_use("lassen", "Els", TODAY, purpose=" open  dag ", day=date(2027, 3, 12))
    assert (planned.purpose, planned.date) == ("open dag", date(2027, 3, 12))


def test_the_same_again_is_recognised_and_another_day_purpose_or_lesson_is_not_the_same() -> None:
    use = going_to_use("lassen", "Els", TODAY)
    assert said_before([use], going_to_use("lassen", "els", TODAY)) is use
    others = [
        going_to_use("zagen", "Els", TODAY),
        going_to_use("lassen", "Hakan", TODAY),
        going_to_use("lassen", "Els", TODAY, purpose="open dag"),
        going_to_use("lassen", "Els", TODAY + timedelta(days=1)),
    ]
    assert all(said_before([use], other) is None for other in others)


def test_what_one_told_last_is_ones_own_latest_that_is_still_open() -> None:
    first, last = (
        dataclasses.replace(going_to_use("lassen", "Els", day), id=str(day)) for day in (date(2026, 1, 1), TODAY)
    )
    theirs = going_to_use("lassen", "Hakan", date(2027, 1, 1))
    assert own_latest([last, theirs, first], "Els") is last
    assert own_latest([answered(last, "werkte", TODAY), first], "Els") is first
    assert own_latest([theirs], "Els") is None


@pytest.mark.parametrize(("waited", "asked"), [(0, False), (13, False), (14, True), (400, True)])
def test_two_weeks_after_its_day_the_person_is_asked_how_it_went(waited: int, asked: bool) -> None:
    use = going_to_use("lassen", "Els", date(2026, 1, 1), day=TODAY)
    assert uses_to_ask([use], "Els", TODAY + timedelta(days=waited)) == ([use] if asked else [])


def test_nobody_is_asked_about_the_use_of_somebody_else_or_what_was_told_already() -> None:
    use = going_to_use("lassen", "Els", TODAY)
    later = TODAY + timedelta(days=100)
    assert uses_to_ask([use], "Hakan", later) == []
    for outcome in OUTCOMES:
        assert uses_to_ask([answered(use, outcome, later)], "Els", later) == []


def test_who_cannot_tell_yet_is_asked_again_after_two_weeks() -> None:
    use = going_to_use("lassen", "Els", TODAY - ASKED_AFTER)
    put_off = answered(use, NOT_YET, TODAY)
    assert put_off.outcome == ""
    assert uses_to_ask([put_off], "Els", TODAY + ASKED_AFTER - timedelta(days=1)) == []
    assert uses_to_ask([put_off], "Els", TODAY + ASKED_AFTER) == [put_off]


def test_a_note_stays_until_another_is_given() -> None:
    use = answered(going_to_use("lassen", "Els", TODAY), "niet", TODAY, "Geen  vervanging")
    assert (use.outcome, use.note) == ("niet", "Geen vervanging")
    assert answered(use, "deels", TODAY).note == "Geen vervanging"
    assert answered(use, "deels", TODAY, "").note == ""


@given(USES, DAYS)
def test_who_answers_all_that_is_asked_is_asked_no_more_that_day(uses: list[Use], today: date) -> None:
    for answer in (*OUTCOMES, NOT_YET):
        due = uses_to_ask(uses, "Els Wassink", today)
        assert [use.date for use in due] == sorted(use.date for use in due if use.date)
        assert uses_to_ask([answered(use, answer, today) for use in due], "Els Wassink", today) == []


@given(USES, DAYS)
def test_an_answer_can_be_taken_back_exactly(uses: list[Use], today: date) -> None:
    for use in uses:
        for answer in (*OUTCOMES, NOT_YET):
            assert as_told_before(answered(use, answer, today, "Zo ging het"), use) == use
