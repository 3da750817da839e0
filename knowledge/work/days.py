"""Days as people type them (pure)."""

from __future__ import annotations

import re
from datetime import date, timedelta

from knowledge.model.fields import BadValue, Day
from knowledge.problem import N_


def day_from(typed: str, today: date) -> date:
    """The day that a person means by `typed`.

    It may be dd-mm-yyyy, yyyy-mm-dd, "today", or a number of days or weeks from `today` (``+14d``, ``+2w``, ``-3d``).
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
