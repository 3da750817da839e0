"""The day turns: what is shown of today follows, without a change having to come by."""

from __future__ import annotations

from datetime import date

from textual import events, on

from knowledge.today import today
from sto_tui.syncing import SyncMixin

LOOK_EVERY = 10.0
"""Seconds between looks at the calendar. A timer until midnight would be late after a laptop slept."""


class DayMixin(SyncMixin):
    """A mixin for an app whose screens read again when another day begins."""

    _day: date | None = None

    def follow_the_day(self) -> None:
        """Look at the calendar from now on."""
        self._day = today()
        self.set_interval(LOOK_EVERY, self.look_at_the_day)

    @on(events.AppFocus)
    def look_at_the_day(self) -> None:
        """Let all screens read again if another day has begun."""
        before, self._day = self._day, today()
        if before not in (None, self._day):
            self.changed.publish(None)
