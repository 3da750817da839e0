"""Reading iCalendar files: the appointments in them, each as far as it can be read (pure).

Only what an activity has is taken. Rules of repetition are never followed: such an appointment is told, and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta, tzinfo
from typing import BinaryIO

from knowledge import bounds
from knowledge.exchange.appointment import Appointment, Span
from knowledge.exchange.content_lines import ContentLine, content_lines, parts_of
from knowledge.exchange.format import Row
from knowledge.exchange.plain import told_text
from knowledge.model.records.activity import ZONE
from knowledge.problem import N_, Problem, Reason

_TAKEN = frozenset(
    "UID SUMMARY DESCRIPTION DTSTART DTEND DURATION LOCATION STATUS CATEGORIES SEQUENCE CLASS RRULE RDATE "
    "RECURRENCE-ID".split()
)
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(?:\d\d)?(Z?))?", re.ASCII | re.IGNORECASE)
_LASTS = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,5})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:\d{1,7}S)?)?", re.ASCII)
_REPEATED = N_("“{title}” is an appointment that is repeated; it was left out. Make a series of it: `sto plan repeat`.")


def appointments(file: BinaryIO) -> Iterator[Row]:
    """The appointments in `file` with the numbers of their lines, and what is wrong or to be told of it."""
    if file.seek(0, 2) > bounds.CALENDAR_BYTES:
        yield "", bounds.TooLarge(bounds.CALENDAR_BYTES)
        return
    reading = _Calendar()
    try:
        for line in content_lines(file):
            yield from reading.take(line)
    except bounds.TooLarge as problem:
        yield "", problem
        return
    yield from reading.rest()


class _Calendar:
    """The reading of one file, line by line."""

    def __init__(self) -> None:
        self._number = 0
        self._event: dict[str, ContentLine] | None = None
        self._within: list[str] = []
        self._is_calendar = self._is_cancelled = False
        self._seen: set[str] = set()

    def take(self, line: ContentLine) -> Iterator[Row]:
        """What is known once `line` is read."""
        said = line.value.strip().upper()
        if line.name == "BEGIN" and said == "VEVENT":
            yield from self._broken_off()
            self._number, self._event, self._within = line.number, {}, []
        elif line.name == "END" and said == "VEVENT" and self._event is not None:
            yield from self._appointment(self._event)
            self._event = None
        elif line.name == "BEGIN":
            self._is_calendar |= said == "VCALENDAR"
            if len(self._within) < bounds.FRONT_DEPTH:
                self._within.append(said)
        elif line.name == "END":
            if said in self._within:
                del self._within[self._within.index(said) :]
        elif self._event is None:
            self._is_cancelled |= line.name == "METHOD" and said == "CANCEL"
        elif not self._within and line.name in _TAKEN:
            self._event.setdefault(line.name, line)

    def rest(self) -> Iterator[Row]:
        """What is to be told at the end of the file."""
        yield from self._broken_off()
        if not (self._is_calendar or self._number):
            yield "", Problem(N_("there is no calendar (BEGIN:VCALENDAR) in it"))

    def _broken_off(self) -> Iterator[Row]:
        if self._event is not None:
            yield str(self._number), Problem(N_("this appointment breaks off"))

    def _appointment(self, event: dict[str, ContentLine]) -> Iterator[Row]:
        def said(name: str) -> str:
            return event[name].text.strip() if name in event else ""

        where, title = str(self._number), " ".join(said("SUMMARY").split())
        if event.keys() & {"RRULE", "RDATE", "RECURRENCE-ID"}:
            yield where, Reason(_REPEATED, {"title": told_text(title)})
            return
        if said("CLASS").upper() in ("PRIVATE", "CONFIDENTIAL"):
            yield where, Reason(N_("a private appointment was left out: everybody in the space reads everything"))
            return
        uid = said("UID")
        if uid and uid in self._seen:
            yield where, Reason(N_("“{title}” stands here twice; the first counts"), {"title": told_text(title)})
            return
        self._seen.add(uid)
        try:
            span, zones = _span(event)
        except Problem as problem:
            yield where, problem
            return
        for zone in zones:
            reason = N_("the time zone “{zone}” isn't known; the times of “{title}” are read as Dutch time")
            yield where, Reason(reason, {"zone": told_text(zone), "title": told_text(title)})
        sequence = said("SEQUENCE")
        yield (
            where,
            Appointment(
                uid=uid,
                sequence=int(sequence) if re.fullmatch(r"\d{1,9}", sequence, re.ASCII) else None,
                title=title,
                span=span,
                place=" ".join(said("LOCATION").split()) if "LOCATION" in event else None,
                text=said("DESCRIPTION"),
                words=(*parts_of(event["CATEGORIES"].value, ",")[:20],) if "CATEGORIES" in event else (),
                is_cancelled=self._is_cancelled or said("STATUS").upper() == "CANCELLED",
            ),
        )


def _span(event: dict[str, ContentLine]) -> tuple[Span, list[str]]:
    """When an appointment is, and the zones in it that nobody knows; raises `Problem`."""
    if "DTSTART" not in event:
        raise Problem(N_("this appointment has no day (DTSTART)"))
    unknown: dict[str, None] = {}
    begins = _moment(event["DTSTART"], unknown)
    ends = begins
    if "DTEND" in event:
        ends = _moment(event["DTEND"], unknown)
    elif "DURATION" in event:
        try:
            ends = begins + _lasts(event["DURATION"])
        except OverflowError:
            raise Problem(
                N_("“{value}” is longer than there are days"), value=told_text(event["DURATION"].value)
            ) from None
    if isinstance(begins, datetime) and isinstance(ends, datetime):
        return _timed(begins, ends), [*unknown]
    first, last = (each.date() if isinstance(each, datetime) else each for each in (begins, ends))
    if not isinstance(ends, datetime) and last > first:
        last -= timedelta(days=1)  # the day at which whole days end isn't one of them
    return Span(first, last if last > first else None), [*unknown]


def _timed(begins: datetime, ends: datetime) -> Span:
    """From `begins` to `ends`; midnight is the end of the day before."""
    start = f"{begins:%H:%M}"
    if ends <= begins:
        return Span(begins.date(), None, start)
    last, end = ends.date(), f"{ends:%H:%M}"
    if end == "00:00" and last > begins.date():
        last, end = last - timedelta(days=1), "23:59"
    return Span(begins.date(), last if last > begins.date() else None, start, end)


def _moment(line: ContentLine, unknown: dict[str, None]) -> date | datetime:
    """The day or the time that `line` says, as in the Netherlands; zones that nobody knows are put in `unknown`."""
    from zoneinfo import ZoneInfo

    wrong = Problem(N_("“{value}” is no day and no time ({name})"), value=told_text(line.value), name=line.name)
    found = _MOMENT.fullmatch(line.value.strip())
    if found is None:
        raise wrong
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
        if found[4] is None:
            return day
        moment = datetime.combine(day, time(int(found[4]), int(found[5])))
        name = "UTC" if found[6] else line.parameter("TZID")
        zone = _zone(name) if name else None
        if name and zone is None:
            unknown[name] = None
        here = moment.replace(tzinfo=zone).astimezone(ZoneInfo(ZONE)).replace(tzinfo=None) if zone else moment
    except (ValueError, OverflowError):
        raise wrong from None
    return here


def _zone(name: str) -> tzinfo | None:
    """The zone called `name`: as usual, as Windows calls it, or with a program's own path before it."""
    from zoneinfo import ZoneInfo

    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    parts = name.strip().strip("/").split("/")
    names = [WINDOWS_TO_OLSON.get(name.strip(), ""), *("/".join(parts[-most:]) for most in (len(parts), 3, 2, 1))]
    for each in filter(None, names):
        try:
            return ZoneInfo(each)
        except (ValueError, OSError, LookupError):
            continue
    return None


def _lasts(line: ContentLine) -> timedelta:
    found = _LASTS.fullmatch(line.value.strip().upper())
    if found is None or not any(found.groups()):
        raise Problem(
            N_("“{value}” doesn't say how long it takes ({name})"), value=told_text(line.value), name=line.name
        )
    weeks, days, hours, minutes = (int(each or 0) for each in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
