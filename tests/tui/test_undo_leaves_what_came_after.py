"""Ctrl+Z after adding something takes back only what nobody changed since."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from knowledge.model.records.action import Action
from knowledge.model.records.activity import Activity
from knowledge.model.records.contribution import Contribution
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.record import Record
from knowledge.model.records.signup import Signup
from knowledge.model.records.use import Use
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


@pytest.mark.parametrize("belongs", [Signup, Use, Contribution, Meeting])
def test_a_date_of_a_series_to_which_something_belongs_since_stays(workspace: Workspace, belongs: type[Record]) -> None:
    first = workspace.save(Activity(title="Gastles", activity="gastles", state="idee", date=date(2026, 12, 1)))
    saved = repeating._save(workspace, first, Repeating(every_from("1w"), 4, skip_closed=False))
    third = saved[2].id
    workspace.save(_belonging_to(third, belongs))

    told = repeating._taken_back(workspace, first.record, saved)  # type: ignore[arg-type]

    assert [workspace.get(each.id).deleted for each in saved[1:]] == [each.id != third for each in saved[1:]]
    assert "1" in told and workspace.get(first.id).record.series == workspace.get(third).record.series  # type: ignore[attr-defined]


def _belonging_to(activity: str, kind: type[Record]) -> Record:
    day = date(2026, 11, 20)
    if kind is Signup:
        return Signup(target=activity, by="p", signed_on=day)
    if kind is Use:
        return Use(lesson="l", who="Els", date=day, event=activity)
    if kind is Contribution:
        return Contribution(partner="p", date=day, way="geld", value=Decimal(10), event=activity, state="geleverd")
    return Meeting(title="Overleg", date=day, events=(activity,))


def test_a_new_activity_for_which_somebody_signed_up_since_stays(workspace: Workspace) -> None:
    saved = workspace.save(Activity(title="Gastles", activity="gastles", state="idee"))
    workspace.save(Signup(target=saved.id, by="p", signed_on=date(2026, 11, 20)))

    with pytest.raises(Problem, match="belongs to it"):
        undone(workspace, [saved], {})

    assert not workspace.get(saved.id).deleted


def test_what_was_added_and_changed_since_stays(workspace: Workspace) -> None:
    saved = workspace.save(Activity(title="Gastles", activity="gastles", state="idee"))
    workspace.save(replace(saved.record, body="Neem helmen mee"), seen=saved)

    with pytest.raises(Problem, match="changed since"):
        undone(workspace, [saved], {})

    assert not workspace.get(saved.id).deleted


def test_of_what_was_saved_at_once_only_what_changed_since_stays(workspace: Workspace) -> None:
    meeting, action = workspace.save_all(
        [Meeting(title="Overleg", date=date(2026, 11, 20)), Action(title="Helmen bestellen")]
    )
    workspace.save(replace(action.record, body="Tien stuks"), seen=action)

    assert undone(workspace, [meeting, action], {}) == "Overleg"

    assert workspace.get(meeting.id).deleted and not workspace.get(action.id).deleted


def test_a_change_is_taken_back_without_what_a_colleague_added(workspace: Workspace) -> None:
    before = workspace.save(Activity(title="Gastles", activity="gastles", state="idee"))
    saved = workspace.save(replace(before.record, title="Gastles lassen"), seen=before)
    workspace.save(replace(saved.record, body="Neem helmen mee"), seen=saved)

    undone(workspace, [saved], {saved.id: before.record})

    now = workspace.get(saved.id).record
    assert (now.title, now.body) == ("Gastles", "Neem helmen mee")
