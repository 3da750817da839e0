"""Rules around meetings: where to meet next, and what a meeting leaves behind (pure)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.model.fields import BadValue
from knowledge.model.records.action import Action
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.problem import N_
from knowledge.work.days import day_from as day_from

RESTING_STAGES = ("slapend", "beeindigd")
"""Relations in these stages aren't proposed as a host."""


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
