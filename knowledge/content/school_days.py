"""Days for the demo region: on which the schools work, and on which whoever takes part has nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.content.holidays import shipped_holidays
from knowledge.model.records.closure import Closure
from knowledge.model.records.settings import SETTINGS_ID, Settings
from knowledge.model.region import Region
from knowledge.model.vocabulary import WORKDAYS
from knowledge.work.school_calendar import SchoolCalendar

_ONE_DAY = timedelta(days=1)
_WEEK = timedelta(weeks=1)
_FARTHEST = 400
"""The most days that anything moves; where nothing suits in more than a year, it stays where it was meant."""


@dataclass(frozen=True)
class Party:
    """Who takes part in an activity: `schools`, other partners and people, by any names that tell them apart."""

    schools: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    people: tuple[str, ...] = ()

    def __or__(self, other: Party) -> Party:
        return Party(self.schools + other.schools, self.partners + other.partners, self.people + other.people)

    @property
    def everyone(self) -> tuple[str, ...]:
        """All of them."""
        return (*self.schools, *self.partners, *self.people)


class SchoolDays:
    """The school days around `today` in a region with holidays as in `holiday_region`, apart from `closures`.

    It remembers the days that it gave away, so that nobody gets two things on one day.
    """

    def __init__(self, today: date, holiday_region: str, closures: Iterable[Closure] = ()) -> None:
        self.today = today
        settings = Settings(id=SETTINGS_ID, holiday_region=holiday_region)
        closed = {closure.id: closure for closure in closures}
        region = Region(today, {Settings.kind: {SETTINGS_ID: settings}, Closure.kind: closed})
        self._calendar = SchoolCalendar(region, shipped_holidays())
        self._taken: set[tuple[str, date]] = set()

    def ago(self, days: int) -> date:
        """The day `days` ago, school day or not."""
        return self.today - timedelta(days=days)

    def workday_ago(self, days: int) -> date:
        """The day `days` ago, or the Friday before a weekend."""
        day = self.ago(days)
        return day - timedelta(days=max(0, day.weekday() - 4))

    def week(self, weeks_ago: int) -> date:
        """The Monday of the week `weeks_ago`, or of the first one after it that has five school days."""
        monday = self.ago(7 * weeks_ago + self.today.weekday())
        weeks = (monday + number * _WEEK for number in range(_FARTHEST // 7))
        return next((each for each in weeks if not self._calendar.closed(each, each + 4 * _ONE_DAY)), monday)

    def take(self, days_ago: int, party: Party, *, on: Collection[str] = (), lasts: int = 1) -> date:
        """The first of `lasts` school days for `party`, who now has them: `days_ago`, or the nearest that suits.

        What was moves back and what is ahead moves on. `on` are the days of the week on which it can begin.
        """
        wanted, step = self.ago(days_ago), -_ONE_DAY if days_ago >= 0 else _ONE_DAY
        nearby = (wanted + number * step for number in range(_FARTHEST))
        first = next((day for day in nearby if self._suits(day, party, on, lasts)), wanted)
        self._taken.update((each, first + number * _ONE_DAY) for each in party.everyone for number in range(lasts))
        return first

    def _suits(self, first: date, party: Party, on: Collection[str], lasts: int) -> bool:
        days = [first + number * _ONE_DAY for number in range(lasts)]
        if any(day.weekday() > 4 for day in days) or (on and list(WORKDAYS)[first.weekday()] not in on):
            return False
        if any((each, day) in self._taken for each in party.everyone for day in days):
            return False
        return not self._calendar.closed(days[0], days[-1], party.schools, party.partners)
