"""School holidays as values, and the public holidays of the Netherlands, which are computed (pure).

Names are Dutch, as on every school's calendar. Of the public holidays only those on which schools and companies are
closed count: no Good Friday, and 5 May once every five years. (The library `holidays` knows them as well, but takes
half a second to import and 9 MB, and knows nothing of school holidays.)
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from knowledge.model.vocabulary import Vocabulary
from knowledge.problem import N_

HOLIDAY_NAMES = Vocabulary(
    "holiday",
    {
        "Herfstvakantie": N_("Autumn break"),
        "Kerstvakantie": N_("Christmas holidays"),
        "Voorjaarsvakantie": N_("Spring break"),
        "Meivakantie": N_("May break"),
        "Zomervakantie": N_("Summer holidays"),
        "Nieuwjaarsdag": N_("New Year's Day"),
        "Eerste Paasdag": N_("Easter Sunday"),
        "Tweede Paasdag": N_("Easter Monday"),
        "Koningsdag": N_("King's Day"),
        "Bevrijdingsdag": N_("Liberation Day"),
        "Hemelvaartsdag": N_("Ascension Day"),
        "Eerste Pinksterdag": N_("Whit Sunday"),
        "Tweede Pinksterdag": N_("Whit Monday"),
        "Eerste Kerstdag": N_("Christmas Day"),
        "Tweede Kerstdag": N_("Boxing Day"),
    },
)
"""What each holiday with a fixed name is called in other languages."""

SHORT_HOLIDAYS = Vocabulary(
    "short_holiday",
    {
        "Herfstvakantie": N_("Autumn"),
        "Kerstvakantie": N_("Christmas"),
        "Voorjaarsvakantie": N_("Spring"),
        "Meivakantie": N_("May"),
        "Zomervakantie": N_("Summer"),
    },
)
"""The school holidays in one word, for a week in a calendar."""


class Holiday(NamedTuple):
    """A school holiday from `first` to `last`, of a `school_year` ("2026-2027") in a region; `source` told it."""

    school_year: str
    name: str
    region: str
    first: date
    last: date
    source: str


@cache
def feast_days(year: int) -> Mapping[date, str]:
    """The public holidays of `year` by day, with their names."""
    easter = easter_sunday(year)
    found = [
        (date(year, 1, 1), "Nieuwjaarsdag"),
        (easter, "Eerste Paasdag"),
        (easter + timedelta(days=1), "Tweede Paasdag"),
        (kings_day(year), "Koningsdag"),
        (easter + timedelta(days=39), "Hemelvaartsdag"),
        (easter + timedelta(days=49), "Eerste Pinksterdag"),
        (easter + timedelta(days=50), "Tweede Pinksterdag"),
        (date(year, 12, 25), "Eerste Kerstdag"),
        (date(year, 12, 26), "Tweede Kerstdag"),
    ]
    if year % 5 == 0:
        found.append((date(year, 5, 5), "Bevrijdingsdag"))
    days: dict[date, str] = {}
    for day, name in sorted(found):
        days[day] = f"{days[day]} · {name}" if day in days else name
    return days


def kings_day(year: int) -> date:
    """Koningsdag: 27 April, or the day before when that is a Sunday."""
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == 6 else day


def easter_sunday(year: int) -> date:
    """Easter of `year` in the Gregorian calendar (the anonymous algorithm of Meeus, Jones and Butcher)."""
    century, of_century = divmod(year, 100)
    golden = year % 19
    leap, rest = divmod(century, 4)
    correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap - correction + 15) % 30
    weekday = (32 + 2 * rest + 2 * (of_century // 4) - epact - of_century % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
