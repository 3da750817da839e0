"""Days and moments as people write them: `di 3 nov 2026` in Dutch, `Tue 3 Nov 2026` in English."""

from __future__ import annotations

from datetime import date, datetime

from knowledge.journal import clock
from knowledge.problem import N_
from knowledge.today import today
from sto_tui.wording.i18n import _

WEEKDAYS = N_("Mon Tue Wed Thu Fri Sat Sun")
MONTHS = N_("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec")


def show_day(day: date | None) -> str:
    """`day` to read, with weekday and month in words; "" for no day."""
    if day is None:
        return ""
    return f"{_(WEEKDAYS).split()[day.weekday()]} {day.day} {_(MONTHS).split()[day.month - 1]} {day.year}"


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
