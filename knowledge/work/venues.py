"""Where to meet next (pure)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from knowledge.catalogue.listing import LatestDays
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner

RESTING_STAGES = ("slapend", "beeindigd")
"""Relations in these stages aren't proposed as a host."""


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


def last_visits(today: date) -> LatestDays:
    """The request for when each partner was last a host: the latest meeting there up to `today`; plans don't count."""
    return LatestDays(Meeting.kind, "venue", today)


def next_venues(last: Mapping[str, date], partners: Sequence[Partner]) -> list[Venue]:
    """Where to meet next: the host visited longest ago comes first; partners without a meeting so far follow by name.

    `last` is the answer to `last_visits`, by the id of the partner. "Choose the partner we have not visited for
    longest" (first point of attention of the article).
    """
    hosts = [each for each in partners if each.stage not in RESTING_STAGES and each.status != "archief"]
    visited = [(last[each.id], each) for each in hosts if each.id in last]
    never = [each for each in hosts if each.id not in last]
    return [
        *(Venue(each, day) for day, each in sorted(visited, key=lambda pair: (pair[0], pair[1].title))),
        *(Venue(each, None) for each in sorted(never, key=lambda each: each.title.casefold())),
    ]


def proposal(last: Mapping[str, date], partners: Sequence[Partner]) -> Venue | None:
    """The host that was visited longest ago; None when no meeting was held at any of `partners`."""
    return next((venue for venue in next_venues(last, partners) if venue.last is not None), None)
