"""The stage that a relation had on an earlier day, as the history of the partner tells (pure)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from knowledge.journal import clock
from knowledge.journal.versions import Version


def stage_before(history: Iterable[Version], day: date) -> str | None:
    """The stage in the `history` of a partner when `day` began, "" for none; None when it wasn't written down yet.

    The days are those of the clocks of the devices, here.
    """
    stage: str | None = None
    for version in history:
        if clock.local(clock.moment(version.time)).date() < day:
            stage = str(version.set.get("stage", stage or "") or "")
    return stage
