"""Planning activities: what becomes of one, moving it, and series of them (pure).

A series is a number of ordinary records that share `series`: each date has its own marks, hours and holidays.
"""

from __future__ import annotations

import calendar
import dataclasses
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from knowledge.model.fields import Lines, Text
from knowledge.model.kinds import fields_of
from knowledge.model.records.activity import Activity
from knowledge.model.region import Region
from knowledge.model.typed.days import LATEST
from knowledge.problem import N_, BadValue, Problem
from knowledge.work.school_calendar import CLOSED_KINDS, SchoolCalendar

MOST_TIMES = 60
"""The most activities that are added to a series at once."""

_MOST_STEPS = 400
"""After this many dates the search for open ones stops."""

_OF_ITS_OWN = (
    *("mark_school", "mark_company", "mark_pupils", "verdict", "hours_company", "hours_school"),
    *("confirmed_on", "reason", "rush", "signup", "ical_uid"),
)
"""What each date of a series has of its own, and a new one begins without."""


_WHEN_AND_WHERE = ("date", "until", "start", "end", "venue", "place")
"""What moving an activity may change."""

_WHEN = ("date", "until", "start", "end")
"""What a confirmation was for: when one of these changes, it goes."""


# -- what becomes of an activity --------------------------------------------------------------------------------------


class ActivityStep(StrEnum):
    """What can become of an activity."""

    HELD = "held"
    CANCELLED = "cancelled"
    CONFIRMED = "confirmed"
    PLANNED = "planned"
    PLANNED_AGAIN = "planned again"
    MOVED = "moved"
    REPEATED = "repeated"


def steps_for(activity: Activity, today: date) -> tuple[ActivityStep, ...]:
    """The steps that none of the rules below refuses `activity` on the day `today`, the likeliest first."""
    step = ActivityStep
    found: list[ActivityStep] = []
    if activity.is_done:
        found = [step.HELD, step.PLANNED_AGAIN]
    elif activity.state == "afgelast":
        found = [step.CONFIRMED, step.PLANNED, step.MOVED]
    elif activity.is_planned:
        is_past = activity.date is not None and activity.date <= today
        found = [*([step.HELD] if is_past else []), *([] if activity.confirmed_on else [step.CONFIRMED])]
        found += [step.MOVED, step.CANCELLED]
    else:
        found = [step.CONFIRMED, step.PLANNED, step.MOVED]
    return (*found, *([step.REPEATED] if activity.date and activity.state != "afgelast" else []))


def to_finish(activities: Iterable[Activity], today: date) -> list[Activity]:
    """Those of `activities` that are still planned although their last day is past, the oldest first."""
    past = [each for each in activities if each.is_planned and each.last_day and each.last_day < today]
    return sorted(past, key=lambda each: (each.last_day or today, each.id))


def confirmed(activity: Activity, day: date | None) -> Activity:
    """`activity` planned for certain: an idea or a cancelled one is planned from now on.

    It was confirmed on `day`; None when the partner didn't say so yet. Raises `Problem` when it took place already.
    """
    if activity.is_done:
        raise Problem(
            N_("“{title}” took place already. Only who says that this is meant makes it planned again."),
            title=activity.title,
        )
    return _again(activity, day)


def planned_again(activity: Activity, day: date | None = None) -> Activity:
    """`activity` planned again although it took place, by somebody who was asked whether that is meant."""
    return _again(activity, day or activity.confirmed_on)


def _again(activity: Activity, day: date | None) -> Activity:
    return dataclasses.replace(activity, state="gepland", reason="", confirmed_on=day)


def held(activity: Activity, today: date, **told: Any) -> Activity:
    """`activity` that took place, with what was `told` of it: marks, hours, verdict, place in the programme.

    What isn't told stays as it is. Raises `Problem` when it lies ahead, or isn't planned.
    """
    if activity.state == "idee":
        raise Problem(N_("“{title}” is an idea still. Confirm it first; then it can be done."), title=activity.title)
    if activity.state == "afgelast":
        raise Problem(N_("“{title}” was cancelled. If it went on after all, confirm it first."), title=activity.title)
    if problem := activity.lies_ahead(today):
        raise problem
    given = {name: value for name, value in told.items() if value is not None}
    return dataclasses.replace(activity, state="gedaan", **given)


def cancelled(activity: Activity, reason: str) -> Activity:
    """`activity` that doesn't go on because of `reason`, a code; raises `Problem` for an idea and for what was held."""
    if activity.state == "idee":
        raise Problem(
            N_("“{title}” is an idea still, so there is nothing to cancel. If nothing comes of it, put it in the bin."),
            title=activity.title,
        )
    if activity.is_done:
        raise Problem(N_("“{title}” took place already, so it can't be cancelled."), title=activity.title)
    return dataclasses.replace(activity, state="afgelast", reason=reason)


def cancelled_with_following(region: Region, activity: Activity, reason: str) -> list[Activity]:
    """`activity` and the later ones of its series that are still planned, all cancelled; raises as `cancelled` does.

    One that was cancelled before stays as it is, so that the rest of a series can be cancelled later.
    """
    first = activity if activity.state == "afgelast" else cancelled(activity, reason)
    return [first, *(cancelled(each, reason) for each in following(region, activity))]


def moved(activity: Activity, day: date | None = None, until: date | None = None, **other: Any) -> Activity:
    """`activity` on another `day`, as many days long as it was unless `until` says otherwise, with `other` fields.

    A confirmation was for the day before, and goes. Raises `Problem` for what was held.
    """
    _refuse_moving(activity)
    given = {name: value for name, value in other.items() if value is not None}
    if day is not None:
        given |= {"date": day, "until": shifted_last_day(activity, day)}
    if until is not None:
        given["until"] = until
    return _unconfirmed_if_moved(activity, dataclasses.replace(activity, **given))


def moved_as(activity: Activity, wanted: Activity) -> Activity:
    """`activity` on the days, at the times and in the place of `wanted`; as for `moved`, a confirmation may go."""
    _refuse_moving(activity)
    given = {name: getattr(wanted, name) for name in _WHEN_AND_WHERE}
    return _unconfirmed_if_moved(activity, dataclasses.replace(activity, **given))


def _refuse_moving(activity: Activity) -> None:
    if activity.is_done:
        raise Problem(N_("“{title}” took place already, so it can't be moved."), title=activity.title)


def _unconfirmed_if_moved(before: Activity, after: Activity) -> Activity:
    is_same = all(getattr(before, name) == getattr(after, name) for name in _WHEN)
    return after if is_same else dataclasses.replace(after, confirmed_on=None)


def shifted_last_day(activity: Activity, day: date) -> date | None:
    """The last day of `activity` when it begins on `day`."""
    if activity.until is None or activity.date is None:
        return None
    return day + (activity.until - activity.date)


# -- series -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Every:
    """A distance in time: a number of weeks, or of months."""

    number: int
    months: bool = False

    def after(self, first: date, count: int) -> date:
        """The day `count` distances after `first`; in a month without such a day it is the last one."""
        if not self.months:
            return first + timedelta(weeks=self.number * count)
        year, month = divmod(first.year * 12 + first.month - 1 + self.number * count, 12)
        return date(year, month + 1, min(first.day, calendar.monthrange(year, month + 1)[1]))


def every_from(typed: str) -> Every:
    """The distance that a person means by `typed`, such as ``1w``, ``2 weken`` or ``1m``; raises `BadValue`."""
    text = " ".join(typed.casefold().split())
    match = re.fullmatch(r"([1-9]\d?)? ?(w|wk|week|weken|weeks|m|mnd|maand|maanden|month|months)", text)
    if match is None:
        raise BadValue(N_("“{value}” is not a distance. Write for example 1w, 2w or 1m."), value=typed)
    return Every(int(match[1] or 1), match[2].startswith("m"))


def repeated(
    activity: Activity,
    every: Every,
    times: int,
    *,
    school_calendar: SchoolCalendar,
    new_id: Callable[[], str],
    skip_closed: bool = False,
) -> tuple[Activity, list[Activity]]:
    """`activity` as a member of a series, and `times` new members of it, each a distance `every` further.

    Dates that the series has already are passed over; with `skip_closed`, so are those on which a school or partner is
    closed. Raises `Problem` when `activity` has no day, was cancelled, or when no open dates are found.
    """
    if activity.date is None:
        raise Problem(N_("“{title}” has no day yet, so it can't be repeated."), title=activity.title)
    if activity.state == "afgelast":
        raise Problem(N_("“{title}” was cancelled, so it can't be repeated."), title=activity.title)
    region = school_calendar.region
    series = activity.series or new_id()
    taken = {each.date for each in series_of(region, activity)} if activity.series else {activity.date}
    made: list[Activity] = []
    for count in range(1, _MOST_STEPS):
        day = every.after(activity.date, count)
        if len(made) == times or day.year > LATEST:
            break
        one = _on(activity, day, series, region.today)
        if day not in taken and not (skip_closed and _is_closed(one, activity, school_calendar)):
            made.append(dataclasses.replace(one, id=new_id()))
    if len(made) < times:
        raise Problem(
            N_("Only {found} of {times} dates were found that are open and still free."), found=len(made), times=times
        )
    return dataclasses.replace(activity, series=series), made


def _on(activity: Activity, day: date, series: str, today: date) -> Activity:
    """A copy of `activity` on `day`, that is asked for `today`."""
    fresh = {name: fields_of(Activity.kind)[name].type.empty for name in _OF_ITS_OWN}
    state = "idee" if activity.state == "idee" else "gepland"
    values: dict[str, Any] = {
        **fresh,
        "date": day,
        "until": shifted_last_day(activity, day),
        "series": series,
        "state": state,
        "asked_on": today,
    }
    return dataclasses.replace(activity, **values)


def _is_closed(one: Activity, like: Activity, school_calendar: SchoolCalendar) -> bool:
    """Whether `one` falls on closed days, or in the weekend while the activity it is `like` doesn't."""
    assert one.date and like.date
    others = [each for each in (*one.partners, one.venue) if each]
    found = school_calendar.closed(one.date, one.last_day or one.date, one.schools, others)
    in_weekend = one.date.weekday() >= 5 and like.date.weekday() < 5
    return in_weekend or any(each.kind in CLOSED_KINDS for each in found)


def series_of(region: Region, activity: Activity) -> list[Activity]:
    """The activities of the series of `activity`, by day; only itself when it is in none."""
    if not activity.series:
        return [activity]
    found = [each for each in region.of(Activity).values() if each.series == activity.series]
    return sorted(found, key=lambda each: (each.date or date.max, each.id))


def following(region: Region, activity: Activity) -> list[Activity]:
    """Those of the series of `activity` that come after it and are still planned, by day."""
    return [
        each
        for each in series_of(region, activity)
        if each.id != activity.id and each.is_planned and each.date and activity.date and each.date > activity.date
    ]


def changed_alike(before: Activity, after: Activity, others: Iterable[Activity]) -> Sequence[Activity]:
    """`others` changed as `before` was changed into `after`.

    A day moves by as many days as it moved there, so that each keeps its own; of a list, the same members come and go;
    and a text changes only where it was the same.
    As for `moved`, a confirmation goes with the day or time that it was for.
    """
    return [_changed_alike(before, after, each) for each in others]


def _changed_alike(before: Activity, after: Activity, other: Activity) -> Activity:
    values: dict[str, Any] = {}
    for name, field in fields_of(Activity.kind).items():
        old, new = getattr(before, name), getattr(after, name)
        if old == new or name in ("date", "until", "series"):
            continue
        if isinstance(field.type, Lines):
            kept = [each for each in getattr(other, name) if each not in old or each in new]
            values[name] = tuple(dict.fromkeys((*kept, *(each for each in new if each not in old))))
        elif not isinstance(field.type, Text) or getattr(other, name) == old:  # no text of its own is written over
            values[name] = new
    if other.date and before.date and after.date:
        day = other.date + (after.date - before.date)
        if (before.date, before.until) != (after.date, after.until):
            length = after.until - after.date if after.until else None
            values |= {"date": day, "until": day + length if length is not None else None}
    changed = dataclasses.replace(other, **values)
    return changed if "confirmed_on" in values else _unconfirmed_if_moved(other, changed)


def shared_by_series(before: Activity, after: Activity) -> Activity:
    """`before` with those changes of `after` that may be meant for the rest of its series.

    What each date has of its own is left out: how it went, its hours, whether it is planned.
    """
    return dataclasses.replace(after, **{name: getattr(before, name) for name in (*_OF_ITS_OWN, "state", "asked_on")})
