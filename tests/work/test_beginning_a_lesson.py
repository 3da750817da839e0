"""A lesson is begun."""

from __future__ import annotations

from datetime import date

import pytest

from knowledge.model.records.lesson import Lesson
from knowledge.work.lessons import begun, without_untouched

TODAY = date(2026, 11, 26)


def test_a_lesson_begins_with_the_day_whom_to_ask_and_headings_in_the_language_of_its_writer() -> None:
    lesson = begun("Els", TODAY, lambda text: text.replace("Advice", "Advies"))
    assert (lesson.date, lesson.author, lesson.title) == (TODAY, "Els", "")
    assert lesson.body.startswith("## Situation\n") and lesson.body.endswith("## Advies\n")


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("## A\n\n## B\n", ""),
        ("## A\nTekst.\n\n## B\n", "## A\nTekst."),
        ("## A\n### Vooraf\nTekst.\n\n## B\n\n", "## A\n### Vooraf\nTekst."),
        ("## A\n# een regel\n\n## B\nMeer.\n", "## A\n# een regel\n\n## B\nMeer."),
        ("Eerst.\n\n## A\n\n## B\n\n## Eigen kop\n", "Eerst.\n\n## Eigen kop"),
        ("## A en meer\n\n## B  \n", "## A en meer"),
    ],
)
def test_of_the_headings_it_began_with_those_with_nothing_under_them_go(written: str, kept: str) -> None:
    saved = without_untouched(Lesson(body="## A\n\n## B\n"), Lesson(title="Les", body=written))
    assert saved.body == kept


def test_a_lesson_that_began_without_headings_is_kept_as_it_was_written() -> None:
    assert without_untouched(Lesson(), Lesson(body="\n## A\n")).body == "\n## A\n"
