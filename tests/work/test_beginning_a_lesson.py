"""A lesson is begun."""

from __future__ import annotations

from datetime import date

from knowledge.work.lessons import begun

TODAY = date(2026, 11, 26)


def test_a_lesson_begins_with_the_day_whom_to_ask_and_headings_in_the_language_of_its_writer() -> None:
    lesson = begun("Els", TODAY, lambda text: text.replace("Advice", "Advies"))
    assert (lesson.date, lesson.author, lesson.title) == (TODAY, "Els", "")
    assert lesson.body.startswith("## Situation\n") and lesson.body.endswith("## Advies\n")
