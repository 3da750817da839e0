"""The stage that a relation had when a period began, from the history of the partner."""

from __future__ import annotations

import dataclasses
from datetime import UTC, date, datetime, timedelta
from typing import Any

from knowledge.figures.past_stages import stage_before
from knowledge.figures.report import quarter_span
from knowledge.journal import clock
from knowledge.journal.versions import Version
from knowledge.model.records.partner import Partner
from knowledge.model.typed.periods import DayRange
from knowledge.workspace import Workspace


def version(day: int, **fields: Any) -> Version:
    time = clock.stamp(datetime(2026, 9, day, 12, tzinfo=UTC))
    return Version(f"a@{day}", time, "Els", "a", Partner.kind, fields, None)  # type: ignore[arg-type]


def test_it_is_what_was_written_last_before_that_day_and_nothing_of_before_the_partner_was_there() -> None:
    history = [
        version(3, title="Waterwerk"),
        version(5, stage="ad-hoc"),
        version(5, place="Rijssum"),
        version(9, stage=None),
        version(9, stage="terugkerend"),
    ]
    found = {day: stage_before(history, date(2026, 9, day)) for day in (3, 4, 5, 6, 9, 10)}
    assert found == {3: None, 4: "", 5: "", 6: "ad-hoc", 9: "ad-hoc", 10: "terugkerend"}


def test_the_report_has_it_from_the_journal(workspace: Workspace) -> None:
    today = datetime.now().date()
    first = workspace.save(Partner(id="p-1", title="Waterwerk", partner_kind="bedrijf", stage="ad-hoc"))
    workspace.save(dataclasses.replace(first.record, stage="terugkerend"), seen=first)  # type: ignore[arg-type]
    since_then = DayRange(today + timedelta(days=1), today + timedelta(days=9))
    assert workspace.steering_report(today, since_then).stages_then == {"terugkerend": 1}
    now = workspace.steering_report(today, quarter_span(today))
    assert (now.stages_then, now.unknown_before, now.stages) == ({}, 1, {"terugkerend": 1})
