"""The last contact with partners (pure)."""

from __future__ import annotations

from datetime import date

from knowledge.catalogue.listing import LatestDays
from knowledge.model.records.meeting import Meeting


def last_contact(today: date) -> LatestDays:
    """The request for the last contact with each partner: the latest meeting with that partner, up to `today`."""
    return LatestDays(Meeting.kind, "partners", today)
