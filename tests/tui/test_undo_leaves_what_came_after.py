"""Ctrl+Z after adding something takes back only what nobody changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from knowledge.model.records.activity import Activity
from knowledge.problem import Problem
from knowledge.work.planning import every_from
from knowledge.workspace import Workspace
from sto_tui.dialogs.repeat import Repeating
from sto_tui.screens import repeating
from sto_tui.screens.taking_back import undone


def test_a_date_of_a_series_that_was_changed_since_stays(workspace: Workspace) -> None:
    first = workspace.save(Activity(title="Gastles", activity="gastles", state="idee", date=date(2026, 12, 1)))
    saved = repeating._save(workspace, first, Repeating(every_from("1w"), 2, skip_closed=False))
    changed = workspace.get(saved[1].id)
    workspace.save(replace(changed.record, body="Ingang B; veertien leerlingen"), seen=changed)

    told = repeating._taken_back(workspace, first.record, saved)  # type: ignore[arg-type]

    assert not workspace.get(saved[1].id).deleted and workspace.get(saved[2].id).deleted
    assert "1" in told


def test_what_was_added_and_changed_since_stays(workspace: Workspace) -> None:
    saved = workspace.save(Activity(title="Gastles", activity="gastles", state="idee"))
    workspace.save(replace(saved.record, body="Neem helmen mee"), seen=saved)

    with pytest.raises(Problem, match="changed since"):
        undone(workspace, saved, None)

    assert not workspace.get(saved.id).deleted
