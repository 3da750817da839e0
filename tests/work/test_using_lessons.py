"""A lesson is begun, and somebody records that they use a lesson."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.records.lesson import Lesson
from knowledge.work.lessons import begun, no_longer_used, used

TODAY = date(2026, 11, 26)
OLD_LINE = "Els gaat dit gebruiken (26 november 2026)"
NAMES = st.sampled_from(["Els Wassink", "Hakan Yıldız", "Bas · 2020-01-01", "(Jo)", ""])


def test_a_lesson_begins_with_the_day_whom_to_ask_and_headings_in_the_language_of_its_writer() -> None:
    lesson = begun("Els", TODAY, lambda text: text.replace("Advice", "Advies"))
    assert (lesson.date, lesson.author, lesson.title) == (TODAY, "Els", "")
    assert lesson.body.startswith("## Situation\n") and lesson.body.endswith("## Advies\n")


def test_using_a_lesson_stores_name_and_day_and_no_sentence() -> None:
    assert used(Lesson(title="Lassen"), "Els  Wassink", TODAY).used_by == ("Els Wassink · 2026-11-26",)


def test_lines_of_an_earlier_version_stay_as_they_are() -> None:
    lesson = Lesson(title="Lassen", used_by=(OLD_LINE,))
    twice = used(lesson, "Els", TODAY)
    assert twice.used_by == (OLD_LINE, "Els · 2026-11-26")
    assert no_longer_used(twice, "Els").used_by == (OLD_LINE,)


def test_twice_on_one_day_adds_nothing_and_another_day_does() -> None:
    once = used(Lesson(title="Lassen"), "Els", TODAY)
    assert used(once, "Els", TODAY) is once
    assert len(used(once, "Els", TODAY + timedelta(days=1)).used_by) == 2


def test_the_last_day_is_taken_back_first_whatever_the_order_of_the_lines() -> None:
    lesson = Lesson(title="Lassen", used_by=("Els · 2026-11-26", "Els · 2026-03-01", "Els Wassink · 2027-01-01"))
    assert no_longer_used(lesson, "Els").used_by == ("Els · 2026-03-01", "Els Wassink · 2027-01-01")


def test_who_never_said_so_takes_nothing_back() -> None:
    lesson = used(Lesson(title="Lassen"), "Els", TODAY)
    assert no_longer_used(lesson, "Hakan") is lesson


@given(st.lists(st.tuples(NAMES, st.dates(date(2020, 1, 1), date(2026, 11, 25))), unique=True), NAMES)
def test_taking_back_undoes_exactly_what_was_just_said(said: list[tuple[str, date]], name: str) -> None:
    lesson = Lesson(title="Lassen", used_by=(OLD_LINE,))
    for each, day in said:
        lesson = used(lesson, each, day)
    assert no_longer_used(used(lesson, name, TODAY), name) == lesson
