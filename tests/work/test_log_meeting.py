"""Logging a meeting: every given row becomes an action or a lesson, and nothing is guessed or dropped."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.records.meeting import Meeting
from knowledge.work.log_meeting import ActionGiven, LessonGiven, Misgiven, add_to_meeting, log_meeting, misgiven

TODAY = date(2026, 11, 26)
MEETING = Meeting(
    id="overleg", title="Overleg", date=date(2026, 11, 20), partners=("meander", "brinkhof"), tags=("hout",)
)
CELLS = st.text(st.sampled_from("ab ;:\t·"), max_size=6)
DUES = st.sampled_from(["", " ", "+14d", "vandaag", "14-04-2027"]) | st.none() | st.dates()
ROWS = st.lists(st.builds(ActionGiven, CELLS, CELLS, DUES), max_size=6)
LESSONS = st.lists(st.builds(LessonGiven, CELLS, CELLS), max_size=4)


def ids() -> Callable[[], str]:
    """Makes ids: n1, n2 …"""
    numbers = count(1)
    return lambda: f"n{next(numbers)}"


# -- actions and lessons ----------------------------------------------------------------------------------------------


def test_a_meeting_its_actions_and_lessons_name_each_other() -> None:
    logged = log_meeting(
        MEETING,
        actions=[ActionGiven("Bus  bestellen", "Bas Oudejans", "+14d"), ActionGiven("Bellen")],
        lessons=[LessonGiven("Klein beginnen", "Eén groep per dag.\n")],
        author="Els",
        today=TODAY,
        new_id=ids(),
    )
    bus, call = logged.actions
    assert (bus.title, bus.who, bus.due) == ("Bus bestellen", "Bas Oudejans", TODAY + timedelta(days=14))
    assert (call.title, call.who, call.due) == ("Bellen", "", None)
    (lesson,) = logged.lessons
    assert (lesson.title, lesson.body, lesson.author) == ("Klein beginnen", "Eén groep per dag.", "Els")
    assert (lesson.date, lesson.tags) == (MEETING.date, MEETING.tags)
    assert {action.origin for action in logged.actions} == {lesson.meeting} == {"overleg"}
    assert bus.partners == call.partners == lesson.partners == MEETING.partners
    assert bus.is_open and call.is_open
    assert [record.id for record in logged.records] == ["overleg", "n1", "n2", "n3"]


def test_a_meeting_without_id_gets_one_that_its_actions_name() -> None:
    logged = log_meeting(
        Meeting(title="Overleg"), actions=[ActionGiven("Bellen")], author="Els", today=TODAY, new_id=ids()
    )
    assert logged.meeting.id == "n1" and logged.actions[0].origin == "n1"


def test_a_semicolon_or_a_colon_is_text_like_any_other() -> None:
    logged = log_meeting(
        MEETING,
        actions=[ActionGiven("Bellen; of mailen", "Bas; Els")],
        lessons=[LessonGiven("Let op: klein", "a: b")],
        author="Els",
        today=TODAY,
        new_id=ids(),
    )
    assert (logged.actions[0].title, logged.actions[0].who) == ("Bellen; of mailen", "Bas; Els")
    assert (logged.lessons[0].title, logged.lessons[0].body) == ("Let op: klein", "a: b")


@given(ROWS, LESSONS)
def test_every_row_becomes_one_action_in_order_or_is_pointed_at(
    rows: list[ActionGiven], lessons: list[LessonGiven]
) -> None:
    wrong = misgiven(rows, lessons, TODAY)
    filled = [row for row in rows if not row.is_empty]
    told = [lesson for lesson in lessons if not lesson.is_empty]
    assert {each.number for each in wrong if each.part == "action"} == {
        number for number, row in enumerate(rows, 1) if row in filled and not row.what.strip()
    }
    if wrong:
        with pytest.raises(Misgiven):
            log_meeting(MEETING, actions=rows, lessons=lessons, author="Els", today=TODAY, new_id=ids())
        return
    logged = log_meeting(MEETING, actions=rows, lessons=lessons, author="Els", today=TODAY, new_id=ids())
    assert [(each.title, each.who) for each in logged.actions] == [
        (" ".join(row.what.split()), " ".join(row.who.split())) for row in filled
    ]
    assert [each.title for each in logged.lessons] == [" ".join(lesson.title.split()) for lesson in told]


# -- what is wrong ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "row", [ActionGiven("", "Piet Jansen", "+14d"), ActionGiven(" ", "Piet Jansen"), ActionGiven("", "", TODAY)]
)
def test_who_or_when_without_what_is_refused_at_its_own_row(row: ActionGiven) -> None:
    wrong = misgiven([ActionGiven("Bellen"), ActionGiven(), row], [], TODAY)
    assert [(each.part, each.number, each.cell) for each in wrong] == [("action", 3, "what")]
    assert "Action 3" in str(wrong[0])


def test_a_day_that_is_none_is_told_with_its_row() -> None:
    (wrong,) = misgiven([ActionGiven("Bellen", "Bas", "ooit")], [], TODAY)
    assert (wrong.number, wrong.cell) == (1, "due")
    assert str(wrong).startswith("Action 1: “ooit” is not a date")


def test_a_row_can_be_wrong_twice() -> None:
    wrong = misgiven([ActionGiven("", "Bas", "ooit")], [], TODAY)
    assert [each.cell for each in wrong] == ["what", "due"]


def test_a_lesson_without_title_is_refused_at_its_own_number() -> None:
    wrong = misgiven([], [LessonGiven("Klein"), LessonGiven("", "Eén groep per dag.")], TODAY)
    assert [(each.part, each.number, each.cell) for each in wrong] == [("lesson", 2, "title")]


# -- adding to what was logged ----------------------------------------------------------------------------------------


def test_what_is_added_later_gets_what_the_meeting_has_now() -> None:
    meeting = dataclasses.replace(MEETING, decisions=("Twee groepen",))
    logged = add_to_meeting(
        meeting,
        actions=[ActionGiven("Bellen")],
        lessons=[LessonGiven("Klein")],
        decisions=["Een  bus", "Twee groepen", " "],
        author="Hakan",
        today=TODAY,
        new_id=ids(),
    )
    assert logged.meeting == dataclasses.replace(meeting, decisions=("Twee groepen", "Een bus"))
    (action,), (lesson,) = logged.actions, logged.lessons
    assert (action.origin, action.partners) == ("overleg", MEETING.partners)
    assert (lesson.meeting, lesson.partners, lesson.tags, lesson.date, lesson.author) == (
        "overleg",
        MEETING.partners,
        MEETING.tags,
        MEETING.date,
        "Hakan",
    )


def test_adding_nothing_leaves_the_meeting_as_it_is() -> None:
    logged = add_to_meeting(MEETING, author="Els", today=TODAY, new_id=ids())
    assert logged.records == (MEETING,)
