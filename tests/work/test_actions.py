"""Actions are ticked off and reopened, and the state of an action always agrees with the day it was done."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.records.action import Action
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import ACTION_STATES
from knowledge.work.actions import action_about, put_back, reopened, ticked, turned

TODAY = date(2026, 11, 26)
EARLIER = date(2026, 11, 1)
STATES = st.sampled_from(["", *ACTION_STATES])
ANY = st.builds(
    Action, title=st.just("Bellen"), state=STATES, done_on=st.none() | st.dates(date(2020, 1, 1), date(2030, 1, 1))
)


def agrees(action: Action) -> bool:
    """Whether an action that is done has a day, and no other has one."""
    return (action.state == "done") == (action.done_on is not None)


# -- ticking off ------------------------------------------------------------------------------------------------------


def test_ticking_off_gives_the_day_and_opening_again_takes_it() -> None:
    done = ticked(Action(title="Bellen", state="open"), TODAY)
    assert (done.state, done.done_on) == ("done", TODAY)
    assert (reopened(done).state, reopened(done).done_on) == ("open", None)


def test_what_is_done_stays_done_on_its_own_day() -> None:
    done = Action(title="Bellen", state="done", done_on=EARLIER)
    assert ticked(done, TODAY) == done


def test_what_is_open_needs_no_opening() -> None:
    nobody_said = Action(title="Bellen")
    assert reopened(nobody_said) == nobody_said


def test_one_key_ticks_off_what_is_open_and_opens_what_was_dropped_or_done() -> None:
    assert turned(Action(title="Bellen"), TODAY).state == "done"
    assert turned(Action(title="Bellen", state="dropped"), TODAY).state == "open"
    assert turned(Action(title="Bellen", state="done", done_on=EARLIER), TODAY).state == "open"


@given(ANY)
def test_putting_back_restores_state_and_day_and_nothing_else(before: Action) -> None:
    since = dataclasses.replace(turned(before, TODAY), who="Hakan")
    assert put_back(since, before) == dataclasses.replace(before, who="Hakan")


# -- the rule ---------------------------------------------------------------------------------------------------------


@given(ANY)
def test_a_new_action_agrees_with_itself(action: Action) -> None:
    assert agrees(action.settled(None, TODAY))


@given(ANY.filter(agrees), ANY)
def test_whatever_is_changed_in_an_action_that_agreed_it_agrees_again(before: Action, after: Action) -> None:
    settled = after.settled(before, TODAY)
    assert agrees(settled)
    assert settled.settled(before, TODAY) == settled


@given(ANY, STATES)
def test_a_change_of_state_always_holds(before: Action, state: str) -> None:
    after = dataclasses.replace(before, state=state)
    if state != before.state:
        settled = after.settled(before, TODAY)
        assert settled.state == state and agrees(settled)


@given(ANY, st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_a_day_that_is_given_with_done_stays(before: Action, day: date) -> None:
    after = dataclasses.replace(before, state="done", done_on=day)
    assert after.settled(before, TODAY) == after


@given(ANY, st.text(max_size=5))
def test_what_touches_neither_leaves_them_as_they_were(before: Action, who: str) -> None:
    after = dataclasses.replace(before, who=who)
    assert after.settled(before, TODAY) == after


def test_a_day_given_to_an_open_action_makes_it_done() -> None:
    before = Action(title="Bellen", state="open")
    settled = dataclasses.replace(before, done_on=EARLIER).settled(before, TODAY)
    assert (settled.state, settled.done_on) == ("done", EARLIER)


def test_an_action_that_stays_done_cannot_lose_its_day() -> None:
    before = Action(title="Bellen", state="done", done_on=EARLIER)
    assert dataclasses.replace(before, done_on=None).settled(before, TODAY) == before


@pytest.mark.parametrize("day", [None, EARLIER])
def test_a_state_of_a_newer_version_is_left_alone(day: date | None) -> None:
    waiting = Action(title="Bellen", state="wacht", done_on=day)
    assert waiting.settled(Action(title="Bellen", state="open"), TODAY) == waiting


def test_other_kinds_have_nothing_to_settle() -> None:
    lesson = Lesson(title="Klein beginnen", date=TODAY - timedelta(days=1))
    assert lesson.settled(None, TODAY) is lesson


# -- a new action -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("about", "partners", "origin"),
    [
        (None, (), ""),
        (Partner(id="brinkhof", title="Brinkhof"), ("brinkhof",), ""),
        (Meeting(id="overleg", title="Overleg", partners=("brinkhof", "meander")), ("brinkhof", "meander"), "overleg"),
        (ChecklistRun(id="walk", title="Intake", partners=("meander",)), ("meander",), "walk"),
        (Action(id="eerste", title="Bellen", partners=("meander",), origin="overleg"), ("meander",), "overleg"),
        (Lesson(id="les", title="Klein beginnen", partners=("brinkhof",)), ("brinkhof",), ""),
    ],
)
def test_a_new_action_is_open_and_about_what_is_in_front(
    about: Record | None, partners: tuple[str, ...], origin: str
) -> None:
    assert action_about(about) == Action(state="open", partners=partners, origin=origin)
