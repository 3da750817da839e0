"""When somebody was met last (pure)."""

from __future__ import annotations

from datetime import date

from knowledge.catalogue.listing import LatestDays
from knowledge.model.records.meeting import Meeting


def last_contact(today: date) -> LatestDays:
    """The question when each partner was last met: the latest meeting with that partner, up to `today`."""
    return LatestDays(Meeting.kind, "partners", today)
