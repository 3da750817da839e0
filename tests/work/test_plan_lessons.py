"""The lessons that come to whoever plans, and the colleague to ask."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from knowledge.model.records.activity import Activity
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.use import Use
from knowledge.work.plan_lessons import LEAST_POINTS, lessons_beside
from tests.region_f import T, region


def beside(plan: str, *more: object, author: str = "Ria Veldhuis") -> list[tuple[str, int]]:
    found = region(T, *more)  # type: ignore[arg-type]
    return [(each.lesson.id, each.score) for each in lessons_beside(found, found.of(Activity)[plan], author).lessons]


def test_a_lesson_about_the_same_kind_and_partner_comes_first() -> None:
    assert beside("a9") == [("l2", 95)]
    assert beside("a4") == [("l1", 97)]


def test_its_author_is_the_colleague_to_ask() -> None:
    found = region()
    assert [lessons_beside(found, found.of(Activity)[plan], "").ask.id for plan in ("a9", "a4")] == [
        "h-mehmet",
        "h-kees",
    ]  # type: ignore[union-attr]


def test_nobody_is_sent_to_themselves_but_to_who_did_it_before() -> None:
    before = Activity(
        id="a0", title="Eerder", activity="docentenstage", partners=("p-linde",), teachers=("h-mehmet", "h-hakan"),
        date=date(2026, 2, 3), state="gedaan",
    )  # fmt: skip
    found = region(T, before)
    answer = lessons_beside(found, found.of(Activity)["a9"], "mehmet  ARSLAN")

    assert (answer.ask and answer.ask.id, answer.about) == ("h-hakan", None)


def test_a_writer_who_is_not_in_the_directory_can_not_be_asked() -> None:
    found = region(T, without=("h-mehmet",))
    assert lessons_beside(found, found.of(Activity)["a9"], "").ask is None


def test_how_it_went_with_others_counts_within_a_bound() -> None:
    worked = [Use(id=f"v{number}", lesson="l1", who=f"w{number}", date=T, outcome="werkte") for number in range(9)]
    failed = [Use(id=f"v{number}", lesson="l1", who=f"w{number}", date=T, outcome="niet") for number in range(9)]
    unused = [Use(id="v0", lesson="l1", who="w", date=T, outcome="niet-gebruikt")]

    assert beside("a4", *worked) == [("l1", 97 - 7 + 15)]
    assert beside("a4", *failed) == [("l1", 97 - 7 - 15)]
    assert beside("a4", *unused) == [("l1", 97)]


def test_a_lesson_of_more_than_three_years_ago_counts_for_less() -> None:
    lesson = region().of(Lesson)["l2"]
    assert beside("a9", replace(lesson, date=date(2023, 11, 23))) == [("l2", 95)]
    assert beside("a9", replace(lesson, date=date(2023, 11, 22))) == [("l2", 85)]


def test_of_equals_the_newest_come_first_and_three_at_most() -> None:
    alike = [
        Lesson(id=f"n{day}", title="Les", activity="docentenstage", date=date(2026, 5, day)) for day in range(1, 6)
    ]
    assert [each for each, _score in beside("a9", *alike)] == ["l2", "n5", "n4"]


def test_it_is_told_that_there_is_no_lesson_about_this_kind() -> None:
    found = region()
    assert not lessons_beside(found, found.of(Activity)["a11"], "").any_of_kind
    assert lessons_beside(found, found.of(Activity)["a10"], "").any_of_kind


def test_a_plan_that_is_not_saved_yet_has_lessons_too() -> None:
    plan = Activity(title="", activity="docentenstage", partners=("p-linde",), profiles=("PIE",))
    assert [each.score for each in lessons_beside(region(), plan, "").lessons] == [95]


@given(st.dates(date(2020, 1, 1), date(2100, 1, 1)))
def test_on_any_day_what_is_shown_is_worth_showing(today: date) -> None:
    found = region(today)
    for plan in found.of(Activity).values():
        scores = [each.score for each in lessons_beside(found, plan, "").lessons]
        assert scores == sorted(scores, reverse=True) and all(score >= LEAST_POINTS for score in scores)
