"""Which lessons to show beside a plan, and which colleague to ask (pure).

A lesson that has to be looked for isn't met: here it comes to whoever plans. Points: the same kind of activity 40, a
partner of the plan named 30 (or else a world shared 10), a profile shared 10, cold feet at a teacher placement 15, how
sure it is 5 or 10, how it went with others -15 to 15, and 10 less when it is older than three years.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from knowledge.model.folding import fold
from knowledge.model.records.activity import Activity
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.region import Region
from knowledge.model.reuse import FAILED, PARTLY, WORKED, Reuse, person

SHOWN_BESIDE_A_PLAN = 3
LEAST_POINTS = 40
"""Fewer points than a lesson about the same kind of activity has aren't worth showing."""

_OLD_YEARS = 3
_MOST_REUSE = 15
_PER_OUTCOME = {WORKED: 5, PARTLY: 2, FAILED: -5, "": 2}
_SURE = {"bewezen": 10, "vaker": 5}
_COLD_FEET = ("docentenstage", "koudwatervrees")


class PlanLesson(NamedTuple):
    """A lesson beside a plan, with its points."""

    lesson: Lesson
    score: int


@dataclass(frozen=True)
class PlanLessons:
    """The `lessons` to show beside a plan, the best first, and the colleague to `ask` (None: nobody).

    `about` is the lesson that colleague wrote, None for who did it before. `any_of_kind` says whether there is any
    lesson about this kind of activity.
    """

    lessons: tuple[PlanLesson, ...] = ()
    ask: Person | None = None
    about: Lesson | None = None
    any_of_kind: bool = False


def lessons_beside(region: Region, plan: Activity, author: str) -> PlanLessons:
    """What to show beside `plan`, which may not be saved yet; `author` (a name) isn't sent to themselves."""
    score = _scoring(region, plan)
    scored = [PlanLesson(lesson, score(lesson)) for lesson in region.of(Lesson).values()]
    found = [each for each in scored if each.score >= LEAST_POINTS]
    found.sort(key=lambda each: (-each.score, -(each.lesson.date or date.min).toordinal(), each.lesson.id))
    best = tuple(found[:SHOWN_BESIDE_A_PLAN])
    asked, about = _colleague(region, plan, best, author)
    any_of_kind = any(lesson.activity == plan.activity for lesson in region.of(Lesson).values())
    return PlanLessons(best, asked, about, any_of_kind)


def _scoring(region: Region, plan: Activity) -> Callable[[Lesson], int]:
    """The points of a lesson beside `plan`."""
    partners = [region.of(Partner)[each] for each in plan.partners if each in region.of(Partner)]
    schools = [region.of(Partner)[each] for each in plan.schools if each in region.of(Partner)]
    named = frozenset(plan.partners)
    worlds = frozenset(plan.worlds or _all(each.worlds for each in partners))
    profiles = frozenset(plan.profiles or _all(each.profiles for each in schools))
    old = _years_before(region.today, _OLD_YEARS)
    kind, tag = _COLD_FEET
    reuse = region.reuse

    def score(lesson: Lesson) -> int:
        points = 40 if plan.activity and lesson.activity == plan.activity else 0
        if not named.isdisjoint(lesson.partners):
            points += 30
        elif not worlds.isdisjoint(lesson.worlds):
            points += 10
        points += 0 if profiles.isdisjoint(lesson.profiles) else 10
        points += 15 if plan.activity == kind and tag in map(fold, lesson.tags) else 0
        points += _SURE.get(lesson.certainty, 0) + (_reused(reuse[lesson.id]) if lesson.id in reuse else 0)
        return points - (10 if lesson.date and lesson.date < old else 0)

    return score


def _reused(reuse: Reuse) -> int:
    points = 2 * reuse.lines + sum(_PER_OUTCOME.get(use.outcome, 0) for use in reuse.uses)
    return max(-_MOST_REUSE, min(points, _MOST_REUSE))


def _colleague(
    region: Region, plan: Activity, best: Iterable[PlanLesson], author: str
) -> tuple[Person | None, Lesson | None]:
    """Who wrote the best of these lessons; else a teacher who did this with this partner, the latest first."""
    people = {person(each.title): each for each in reversed(list(region.of(Person).values()))}
    me = person(author)
    for found in best:
        writer = people.get(person(found.lesson.author))
        if writer is not None and person(writer.title) != me:
            return writer, found.lesson
        break
    done = [each for partner in plan.partners for each in region.activities_with.get(partner, ()) if each.is_done]
    for activity in sorted(done, key=lambda each: (each.date or date.min, each.id), reverse=True):
        if activity.activity == plan.activity and activity.id != plan.id:
            for teacher in activity.teachers:
                known = region.of(Person).get(teacher)
                if known is not None and person(known.title) != me:
                    return known, None
    return None, None


def _all(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each for some in values for each in some))


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
