"""Rules around meetings: where to meet next, and what a meeting leaves behind (pure)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from knowledge.model.fields import BadValue, Day
from knowledge.model.records.action import Action
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.problem import N_

RESTING_STAGES = ("slapend", "beeindigd")
"""Relations in these stages aren't proposed as a host."""


def day_from(typed: str, today: date) -> date:
    """The day a person means: dd-mm-yyyy, yyyy-mm-dd, "today", or so many days or weeks on (``+14d``, ``+2w``).

    Raises `BadValue`.
    """
    text = typed.strip().casefold()
    if text in ("today", "vandaag"):
        return today
    if ahead := re.fullmatch(r"([+-])(\d{1,4})([dw])?", text):
        days = int(ahead[2]) * (7 if ahead[3] == "w" else 1)
        return today + timedelta(days=days if ahead[1] == "+" else -days)
    found: date | None = Day().parse(typed)
    if found is None:
        raise BadValue(N_("“{value}” is not a date. Write 2026-03-31 or 31-03-2026."), value=typed)
    return found


def action_from(told: str, meeting: Meeting, action_id: str, today: date) -> Action:
    """The action of `meeting` told as ``WHAT; WHO; WHEN`` (who and when may be missing); raises `BadValue`."""
    what, who, when, *more = [*(part.strip() for part in told.split(";")), "", ""]
    if not what or any(more):
        raise BadValue(N_("“{value}” is not an action. Write: WHAT; WHO; WHEN."), value=told)
    return Action(
        id=action_id,
        title=" ".join(what.split()),
        who=" ".join(who.split()),
        due=day_from(when, today) if when else None,
        state="open",
        partners=meeting.partners,
        origin=meeting.id,
    )


@dataclass(frozen=True)
class Venue:
    """A place to meet: a partner, and when a meeting was there last (None: never)."""

    partner: Partner
    last: date | None

    def months_ago(self, today: date) -> int:
        """Whole months since the last meeting there; 0 when there never was one."""
        if self.last is None:
            return 0
        months = (today.year - self.last.year) * 12 + today.month - self.last.month
        return months - (1 if today.day < self.last.day else 0)


def next_venues(meetings: Iterable[Meeting], partners: Sequence[Partner], today: date) -> list[Venue]:
    """Where to meet next: hosts not visited longest first, then partners where no meeting was held yet, by name.

    "Choose the partner we have not visited for longest" (first point of attention of the article).
    """
    last: dict[str, date] = {}
    for meeting in meetings:
        if meeting.venue and meeting.date and meeting.date <= today:
            last[meeting.venue] = max(meeting.date, last.get(meeting.venue, meeting.date))
    hosts = [each for each in partners if each.stage not in RESTING_STAGES and each.status != "archief"]
    visited = [Venue(each, last[each.id]) for each in hosts if each.id in last]
    never = [Venue(each, None) for each in hosts if each.id not in last]
    return [
        *sorted(visited, key=lambda venue: (venue.last or today, venue.partner.title)),
        *sorted(never, key=lambda venue: venue.partner.title.casefold()),
    ]
