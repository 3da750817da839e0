"""What becomes of an activity, and series of them."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.content.holidays import shipped_holidays
from knowledge.model.codec import problems
from knowledge.model.records.activity import Activity
from knowledge.model.records.record import Record
from knowledge.problem import BadValue, Problem
from knowledge.work.planning import (
    ActivityStep,
    Every,
    cancelled,
    changed_alike,
    confirmed,
    every_from,
    following,
    held,
    moved,
    moved_as,
    planned_again,
    repeated,
    shared_by_series,
    steps_for,
    to_finish,
)
from knowledge.work.school_calendar import SchoolCalendar
from knowledge.work.taking_back import taken_back
from tests.region_f import T, region

F = region().of(Activity)


def ids() -> Callable[[], str]:
    numbers = count(1)
    return lambda: f"n{next(numbers)}"


def calendar_of(*records: Record) -> SchoolCalendar:
    return SchoolCalendar(region(T, *records), shipped_holidays())


def series(activity: Activity, times: int, every: str = "1w", **more: Any) -> tuple[Activity, list[Activity]]:
    return repeated(activity, every_from(every), times, school_calendar=calendar_of(), new_id=ids(), **more)


def days(made: list[Activity]) -> list[str]:
    return [f"{each.date:%d-%m-%Y}" for each in made]


def test_an_idea_becomes_planned_and_a_cancelled_one_goes_on_after_all() -> None:
    assert (confirmed(F["a11"], T).state, confirmed(F["a11"], T).confirmed_on) == ("gepland", T)
    assert confirmed(F["a11"], None).confirmed_on is None
    after_all = confirmed(F["a12"], None)
    assert (after_all.state, after_all.reason) == ("gepland", "")
    assert problems(confirmed(F["a11"], T)), "an idea without a day can't be planned"


def test_what_took_place_is_planned_again_only_by_who_says_so() -> None:
    with pytest.raises(Problem, match="took place already"):
        confirmed(F["a3"], T)
    assert planned_again(F["a3"]).state == "gepland"


def test_what_took_place_keeps_what_is_told_of_it() -> None:
    done = held(F["a8"], T, mark_school=8, verdict=None)
    assert (done.state, done.mark_school, done.verdict) == ("gedaan", 8, "")
    assert held(done, T, mark_company=7).mark_school == 8
    for activity, why in (("a9", "lies ahead"), ("a11", "idea"), ("a12", "cancelled")):
        with pytest.raises(Problem, match=why):
            held(F[activity], T)


def test_only_what_is_planned_can_be_cancelled() -> None:
    assert (cancelled(F["a9"], "ziek").state, cancelled(F["a9"], "ziek").reason) == ("afgelast", "ziek")
    for activity in ("a11", "a3"):
        with pytest.raises(Problem):
            cancelled(F[activity], "ziek")


def test_moving_keeps_the_length_and_takes_back_the_confirmation() -> None:
    sure = confirmed(F["a9"], T)
    later = moved(sure, date(2027, 1, 12))
    assert (later.date, later.until, later.confirmed_on) == (date(2027, 1, 12), date(2027, 1, 13), None)
    assert moved(sure, date(2027, 1, 12), date(2027, 1, 15)).until == date(2027, 1, 15)
    assert moved(sure, place="Aula").confirmed_on == T
    with pytest.raises(Problem):
        moved(F["a3"], T)


def test_a_series_is_weekly_with_or_without_the_closed_weeks() -> None:
    first, made = series(F["a10"], 4, skip_closed=True)
    assert days(made) == ["05-01-2027", "12-01-2027", "19-01-2027", "26-01-2027"]
    assert {each.series for each in (first, *made)} == {first.series} != {""}
    assert days(series(F["a10"], 4)[1]) == ["22-12-2026", "29-12-2026", "05-01-2027", "12-01-2027"]
    assert days(series(F["a10"], 2, "2w")[1]) == ["29-12-2026", "12-01-2027"]
    assert days(series(F["a10"], 3, "1m")[1]) == ["15-01-2027", "15-02-2027", "15-03-2027"]


def test_each_of_a_series_has_marks_hours_and_a_confirmation_of_its_own() -> None:
    _first, (one,) = series(F["a3"], 1)
    assert (one.state, one.mark_school, one.asked_on, one.schools) == ("gepland", None, T, ("p-meander",))
    _first, (two,) = series(F["a9"], 1)
    assert (two.date, two.until) == (date(2026, 12, 15), date(2026, 12, 16))


def test_dates_that_the_series_has_are_passed_over() -> None:
    first, made = series(F["a10"], 2, skip_closed=True)
    more = repeated(first, Every(1), 2, school_calendar=calendar_of(first, *made), new_id=ids(), skip_closed=True)[1]
    assert days(more) == ["19-01-2027", "26-01-2027"]


def test_without_a_day_or_open_days_nothing_is_repeated() -> None:
    for activity in ("a11", "a12"):
        with pytest.raises(Problem):
            series(F[activity], 2)


@pytest.mark.parametrize("typed", ["", "0w", "1", "1d", "w1", "-1w", "100w", "1.5w"])
def test_what_is_no_distance_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(BadValue, match="1w"):
        every_from(typed)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.integers(1, 30), st.integers(1, 9), st.booleans())
def test_distances_only_go_on_and_weeks_keep_the_weekday(first: date, number: int, count: int, months: bool) -> None:
    every = Every(number, months)
    found = [every.after(first, each) for each in range(count + 1)]
    assert found == sorted(set(found)) and found[0] == first
    assert months or {each.weekday() for each in found} == {first.weekday()}


def test_a_change_is_made_to_the_later_ones_that_are_still_planned_each_on_its_own_day() -> None:
    first, made = series(F["a10"], 3, skip_closed=True)
    held_one = held(made[0], date(2027, 1, 6))
    here = region(T, first, held_one, *made[1:])
    assert [each.id for each in following(here, first)] == [each.id for each in made[1:]]
    after = Activity(**{**vars(first), "date": date(2026, 12, 16), "place": "Aula", "teachers": ("h-hakan",)})
    changed = changed_alike(first, after, made[1:])
    assert days(list(changed)) == ["13-01-2027", "20-01-2027"]
    assert {(each.place, each.teachers) for each in changed} == {("Aula", ("h-hakan",))}
    other = Activity(**{**vars(made[1]), "teachers": ("h-mehmet",), "until": made[1].date})
    (kept,) = changed_alike(first, Activity(**{**vars(after), "date": first.date}), [other])
    assert (kept.teachers, kept.until, kept.date) == (("h-mehmet", "h-hakan"), made[1].date, made[1].date)


@given(st.integers(-40, 40), st.integers(1, 8))
def test_the_distances_in_a_series_stay_as_they_are_when_all_of_it_is_moved(by: int, times: int) -> None:
    first, made = series(F["a10"], times)
    assert first.date
    after = moved(first, first.date + timedelta(days=by))
    changed = changed_alike(first, after, made)
    for before, now in zip(made, changed, strict=True):
        assert now.date and before.date and (now.date - before.date).days == by


# -- which steps there are, and taking them back ----------------------------------------------------------------------


def taken(step: ActivityStep, activity: Activity) -> Activity:
    """What becomes of `activity` by a step that needs no day of its own."""
    rules: dict[ActivityStep, Callable[[], Activity]] = {
        ActivityStep.HELD: lambda: held(activity, T),
        ActivityStep.CANCELLED: lambda: cancelled(activity, "ziek"),
        ActivityStep.CONFIRMED: lambda: confirmed(activity, T),
        ActivityStep.PLANNED: lambda: confirmed(activity, None),
        ActivityStep.PLANNED_AGAIN: lambda: planned_again(activity),
        ActivityStep.MOVED: lambda: moved(activity, T),
        ActivityStep.REPEATED: lambda: series(activity, 1)[0],
    }
    return rules[step]()


@pytest.mark.parametrize("name", F)
def test_no_step_that_is_offered_is_refused(name: str) -> None:
    for step in steps_for(F[name], T):
        taken(step, F[name])


def test_the_steps_fit_the_state() -> None:
    step = ActivityStep
    assert steps_for(F["a8"], T)[0] == step.HELD, "its day is past"
    assert step.HELD not in steps_for(F["a10"], T), "it lies ahead"
    assert step.CONFIRMED not in steps_for(dataclasses.replace(F["a10"], confirmed_on=T), T)
    assert steps_for(F["a12"], T) == (step.CONFIRMED, step.PLANNED, step.MOVED), "it was cancelled"
    assert steps_for(F["a1"], T) == (step.HELD, step.PLANNED_AGAIN, step.REPEATED), "it took place"
    assert steps_for(F["a11"], T) == (step.CONFIRMED, step.PLANNED, step.MOVED), "an idea without a day"


def test_what_is_past_and_still_planned_is_to_finish() -> None:
    assert [each.id for each in to_finish(F.values(), T)] == ["a8"]
    assert [each.id for each in to_finish(F.values(), date(2026, 12, 9))] == ["a8"], "a9 lasts until that day"
    assert [each.id for each in to_finish(F.values(), date(2026, 12, 10))] == ["a8", "a9"]


def test_moving_as_in_a_form_may_clear_the_last_day() -> None:
    before = dataclasses.replace(F["a9"], confirmed_on=T)
    assert moved_as(before, dataclasses.replace(before, place="Aula")).confirmed_on == T
    after = moved_as(before, dataclasses.replace(before, until=None, title="Anders"))
    assert (after.until, after.confirmed_on, after.title) == (None, None, before.title)


def test_of_a_series_only_what_is_shared_is_meant_for_the_others() -> None:
    told = dataclasses.replace(F["a10"], mark_school=8, state="gedaan", hours_company=None)
    assert shared_by_series(F["a10"], told) == F["a10"]
    assert shared_by_series(F["a10"], dataclasses.replace(told, place="Aula")).place == "Aula"


def test_a_confirmation_of_a_later_one_goes_with_the_day_it_was_for() -> None:
    before = F["a10"]
    assert before.date
    later = dataclasses.replace(before, id="later", date=before.date + timedelta(weeks=1), confirmed_on=T)
    moved_on = moved(before, before.date + timedelta(days=1))
    assert changed_alike(before, moved_on, [later])[0].confirmed_on is None
    assert changed_alike(before, dataclasses.replace(before, place="Aula"), [later])[0].confirmed_on == T
    told = dataclasses.replace(moved_on, confirmed_on=T)
    assert changed_alike(before, told, [later])[0].confirmed_on == T, "it was said of all of them"


def test_taking_back_leaves_what_somebody_changed_since() -> None:
    after = held(F["a8"], T, mark_school=8, verdict="Goed")
    now = dataclasses.replace(after, verdict="Heel goed", place="Aula")
    back = taken_back(now, F["a8"], after)
    assert (back.state, back.mark_school, back.verdict, back.place) == ("gepland", None, "Heel goed", "Aula")
    assert taken_back(after, F["a8"], after) == F["a8"]


def test_a_text_of_its_own_is_not_written_over_when_the_rest_of_a_series_follows() -> None:
    before = Activity(title="Gastles", date=date(2027, 1, 4), place="Aula")
    after = Activity(title="Gastles", date=date(2027, 1, 4), place="Hal", body="Neem helmen mee")
    same = Activity(id="same", title="Gastles", date=date(2027, 1, 11), place="Aula")
    own = Activity(id="own", title="Gastles", date=date(2027, 1, 18), place="Bos", body="Ingang B")

    changed, kept = changed_alike(before, after, [same, own])

    assert (changed.place, changed.body) == ("Hal", "Neem helmen mee")
    assert (kept.place, kept.body) == ("Hal", "Ingang B")
