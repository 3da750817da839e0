"""A meeting as entered on the command line."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date


@dataclass
class Report:
    """A meeting as entered: every part is still typed text."""

    title: str = ""
    date: Date | None = None
    start: str = ""
    end: str = ""
    venue: str = ""
    place: str = ""
    partner: list[str] = field(default_factory=list)
    who: list[str] = field(default_factory=list)
    tag: list[str] = field(default_factory=list)
    outcome: str = ""
    decision: list[str] = field(default_factory=list)
    action: list[str] = field(default_factory=list)
    lesson: list[str] = field(default_factory=list)
    next_date: Date | None = None
    next_venue: str = ""
    next_place: str = ""
