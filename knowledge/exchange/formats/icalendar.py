"""iCalendar: the activities that have a day, for the calendar of a school or company, and appointments from there.

The same knowledge gives the same bytes, on every device. Nothing stands in it of who takes part and how to reach them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING, BinaryIO

from knowledge.exchange.format import Exported, Format, Row, Wording
from knowledge.model.records.activity import ZONE, Activity
from knowledge.problem import N_

if TYPE_CHECKING:
    from icalendar import Calendar, Event

    from knowledge.journal.document import Document

_STATUS = {"idee": "TENTATIVE", "gepland": "CONFIRMED", "gedaan": "CONFIRMED", "afgelast": "CANCELLED"}

_VTIMEZONE = (
    *("BEGIN:VTIMEZONE", f"TZID:{ZONE}"),
    *("BEGIN:DAYLIGHT", "DTSTART:19810329T020000", "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU"),
    *("TZNAME:CEST", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "END:DAYLIGHT"),
    *("BEGIN:STANDARD", "DTSTART:19961027T030000", "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    *("TZNAME:CET", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD"),
    "END:VTIMEZONE",
)
"""Summer and winter time by rules without an end, so that no year comes for which a calendar knows none."""

_NO_TEXT = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]+")


def read(file: BinaryIO, _name: str, _kind: str) -> Iterator[Row]:
    """The appointments in `file`; what they mean can be told only beside what is here."""
    from knowledge.exchange.calendar_reading import appointments

    yield from appointments(file)


def write(documents: Iterable[Exported], wording: Wording) -> Iterator[bytes]:
    """One calendar with each of `documents` that is an activity with a day, in the order of their days."""
    import icalendar

    calendar = icalendar.Calendar()
    calendar.add("prodid", "-//sto//Jaarplan//NL")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _clean(wording.title))
    calendar.add_component(icalendar.Timezone.from_ical("\r\n".join(_VTIMEZONE)))
    events = [
        (_order(document), _event(document, titles, wording)) for document, titles in documents if _has_day(document)
    ]
    for _place, event in sorted(events, key=lambda each: each[0]):
        calendar.add_component(event)
    yield _bytes(calendar)


def _bytes(calendar: Calendar) -> bytes:
    return bytes(calendar.to_ical(sorted=False))


def _has_day(document: Document) -> bool:
    return isinstance(document.record, Activity) and document.record.date is not None


def _order(document: Document) -> tuple[date, str, str]:
    assert isinstance(document.record, Activity) and document.record.date
    return document.record.date, document.record.start, document.id


def _event(document: Document, titles: Mapping[str, str], wording: Wording) -> Event:
    import icalendar

    from knowledge.exchange.appointment import SCHEDULE, location_of

    activity = document.record
    assert isinstance(activity, Activity)
    event = icalendar.Event()
    event.add("uid", f"{document.id}@{wording.space}")
    event.add("dtstamp", _moment(document.changed))
    event.add("sequence", max(wording.times_set(document.id, SCHEDULE) - 1, 0))
    for name, value in _times(activity).items():
        event.add(name, value)
    event.add("summary", _clean(activity.title))
    sides = (activity.schools, activity.partners)
    names = (", ".join(_clean(titles.get(each, "")) for each in side if titles.get(each)) for side in sides)
    if parties := " × ".join(each for each in names if each):
        event.add("description", parties)
    if place := _clean(location_of(activity, titles)):
        event.add("location", place)
    if activity.activity:
        event.add("categories", [_clean(activity.activity)])
    event.add("status", _STATUS.get(activity.state, "CONFIRMED"))
    return event


def _times(activity: Activity) -> dict[str, date | datetime]:
    """When it begins and ends: with a zone if it has a time, otherwise whole days, of which the end isn't one."""
    from zoneinfo import ZoneInfo

    first, last = activity.date, activity.last_day
    assert first and last
    last = max(first, last)
    if not activity.start:
        return {"dtstart": first, "dtend": last + timedelta(days=1)}
    zone = ZoneInfo(ZONE)
    begins = datetime.combine(first, time.fromisoformat(activity.start), zone)
    ends = datetime.combine(last, time.fromisoformat(activity.end), zone) if activity.end else begins
    return {"dtstart": begins, "dtend": ends} if ends > begins else {"dtstart": begins}


def _moment(stamp: str) -> datetime:
    """The time of a change; that of a stamp that somebody forged is the beginning of time."""
    try:
        return datetime.fromisoformat(stamp[:19]).replace(tzinfo=UTC)
    except ValueError:
        return datetime(1970, 1, 1, tzinfo=UTC)


def _clean(text: str) -> str:
    """`text` on one line, without characters that steer."""
    return _NO_TEXT.sub(" ", text).replace("\n", " ").strip()


FORMAT = Format(
    name="icalendar",
    title="iCalendar",
    suffixes=(".ics",),
    also_read=(".ical", ".ifb", ".icalendar"),
    read=read,
    write=write,
    place=N_("line {number}"),
    kinds=(Activity.kind,),
    narrowed=True,
)
