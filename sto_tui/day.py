"""The day turns: what is shown of today follows, and what is due is made, without a change having to come by."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from textual import events, on

from knowledge.today import today
from sto_tui.syncing import SyncMixin

if TYPE_CHECKING:
    from knowledge.journal.document import Document

LOOK_EVERY = 10.0
"""Seconds between looks at the calendar. A timer until midnight would be late after a laptop slept."""


class DayMixin(SyncMixin):
    """A mixin for an app whose screens read again when another day begins."""

    _day: date | None = None

    def follow_the_day(self) -> None:
        """Look at the calendar from now on."""
        self._day = today()
        self.set_interval(LOOK_EVERY, self.look_at_the_day)
        self.watch(self, "workspace", self._remind, init=False)

    @on(events.AppFocus)
    def look_at_the_day(self) -> None:
        """Let all screens read again if another day has begun."""
        before, self._day = self._day, today()
        if before not in (None, self._day):
            self.changed.publish(None)
            self._remind()

    def _remind(self) -> None:
        """Make the actions to ask partners again whose “nu niet” is over."""
        workspace = self.workspace
        if workspace is not None:
            self.background(lambda: workspace.remind_after_not_now(today()), self._reminded, group="remind")

    def _reminded(self, made: Sequence[Document]) -> None:
        if made:
            self.changed.publish(None)
            self.action_sync()
