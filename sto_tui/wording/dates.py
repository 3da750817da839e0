"""Days and moments as people write them: `di 3 nov 2026` in Dutch, `Tue 3 Nov 2026` in English."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from knowledge.journal import clock
from knowledge.model.typed.weeks import days_of_week
from knowledge.problem import N_
from knowledge.today import today
from sto_tui.wording.i18n import _

_WEEKDAYS = N_("Mon Tue Wed Thu Fri Sat Sun")
_MONTHS = N_("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")


def weekday_name(day: date) -> str:
    """The weekday of `day`, as the language writes it: ``di`` in Dutch, ``Tue`` in English."""
    return _(_WEEKDAYS).split()[day.weekday()]


def month_name(number: int) -> str:
    """The month with this number, as the language writes it: ``nov`` in Dutch, ``Nov`` in English."""
    return _(_MONTHS).split()[number - 1]


def show_day(day: date | None) -> str:
    """`day` to read, with weekday and month in words; "" for no day."""
    if day is None:
        return ""
    return f"{weekday_name(day)} {day.day} {month_name(day.month)} {day.year}"


def show_time(moment: str) -> str:
    """The local day and time of an ISO time or change stamp (``2026-11-23T14:03:11.123Z+0000``)."""
    text, _zulu, _counter = moment.partition("Z")
    try:
        then = datetime.fromisoformat(text + ("+00:00" if _zulu else ""))
    except ValueError:
        return moment
    local = clock.local(then)
    return f"{show_day(local.date())} {local:%H:%M}"


def show_recent(moment: str) -> str:
    """As `show_time`, but without the day if it is today."""
    return show_time(moment).removeprefix(show_day(today())).strip()


def day_to_type(day: date | None) -> str:
    """`day` as one types it: dd-mm-yyyy."""
    return f"{day:%d-%m-%Y}" if day else ""


def show_weeks(weeks: Iterable[str]) -> str:
    """ISO weeks (``2027-W05``) to read, those in a row as one: "week 5-8 (2027)"."""
    rows: list[list[str]] = []
    for week in sorted(weeks):
        follows = rows and days_of_week(rows[-1][-1]).last + timedelta(days=1) == days_of_week(week).first
        rows[-1].append(week) if follows else rows.append([week])
    return ", ".join(
        _("week {weeks} ({year})").format(
            weeks="-".join(dict.fromkeys(str(int(each[6:])) for each in (row[0], row[-1]))), year=row[0][:4]
        )
        for row in rows
    )
