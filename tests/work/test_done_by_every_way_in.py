"""In every way of writing, an action that becomes done gets the day, and one that is reopened loses it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from knowledge.exchange.bringing_in import bring_in
from knowledge.identifier import new_id
from knowledge.journal.document import Document
from knowledge.model.records.action import Action
from knowledge.workspace import Workspace
from tests.conftest import Pair

GIVEN = date(2026, 3, 2)


def kept(workspace: Workspace, document_id: str) -> tuple[str, date | None]:
    """State and day of an action as it now is."""
    record = workspace.get(document_id).record
    assert isinstance(record, Action)
    return record.state, record.done_on


def brought_in(workspace: Workspace, **row: object) -> None:
    """Import one row of an action."""
    report = bring_in(workspace, lambda: [("1", {"kind": "action", "title": "Bellen", **row})])
    assert not report.refused


@pytest.fixture
def action(workspace: Workspace) -> Document:
    """An open action."""
    return workspace.save(Action(title="Bellen", state="open"))


def by_save(workspace: Workspace, document: Document, state: str) -> None:
    workspace.save(dataclasses.replace(document.record, state=state), seen=document)  # type: ignore[call-arg]


def by_save_without_seen(workspace: Workspace, document: Document, state: str) -> None:
    workspace.save_all([dataclasses.replace(document.record, state=state)])  # type: ignore[call-arg]


def by_settling(workspace: Workspace, document: Document, state: str) -> None:
    workspace.settle(document, "state", state)


def by_import(workspace: Workspace, document: Document, state: str) -> None:
    """A row with a text of its own: what an earlier version said already would change nothing."""
    brought_in(workspace, id=document.id, state=state, notes=f"Regel {new_id()}")


def by_old_version(workspace: Workspace, document: Document, state: str) -> None:
    """Putting back the version of history that had this state."""
    other = "dropped"
    first = workspace.save(dataclasses.replace(document.record, state=state), seen=document)  # type: ignore[call-arg]
    version = workspace.history(document.id)[-1].ref
    workspace.save(dataclasses.replace(first.record, state=other), seen=first)  # type: ignore[call-arg]
    workspace.restore(document.id, version)


WAYS = [by_save, by_save_without_seen, by_settling, by_import, by_old_version]


@pytest.mark.parametrize("way", WAYS)
def test_done_gets_todays_day_and_open_again_none(
    workspace: Workspace, action: Document, way: Callable[[Workspace, Document, str], None]
) -> None:
    way(workspace, action, "done")
    assert kept(workspace, action.id) == ("done", date.today())
    way(workspace, workspace.get(action.id), "open")
    assert kept(workspace, action.id) == ("open", None)


def test_a_new_action_that_is_done_gets_the_day(workspace: Workspace) -> None:
    saved = workspace.save(Action(title="Bellen", state="done"))
    assert kept(workspace, saved.id) == ("done", date.today())


def test_a_day_that_is_given_stays(workspace: Workspace, action: Document) -> None:
    workspace.save(Action(id=action.id, title="Bellen", state="done", done_on=GIVEN), seen=action)
    assert kept(workspace, action.id) == ("done", GIVEN)
    brought_in(workspace, id="elders", state="done", done_on=GIVEN.isoformat())
    assert kept(workspace, "elders") == ("done", GIVEN)


def test_what_others_changed_meanwhile_is_merged_as_ever(pair: Pair) -> None:
    action = pair.marieke.save(Action(title="Bellen", state="open"))
    pair.exchange()
    theirs = pair.hakan.get(action.id)
    pair.marieke.save(dataclasses.replace(action.record, state="done"), seen=action)  # type: ignore[call-arg]
    pair.hakan.save(dataclasses.replace(theirs.record, who="Hakan"), seen=theirs)  # type: ignore[call-arg]
    pair.exchange()
    merged = pair.marieke.get(action.id)
    assert kept(pair.hakan, action.id) == ("done", date.today())
    assert merged.fields["who"] == "Hakan" and not merged.conflicts


def test_an_edit_of_something_else_leaves_what_an_earlier_version_wrote(
    workspace: Workspace, action: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Action, "settled", lambda self, _before, _today: self)  # as before there was a rule
        workspace.save(dataclasses.replace(action.record, state="done"), seen=action)  # type: ignore[call-arg]
    seen = workspace.get(action.id)
    workspace.save(dataclasses.replace(seen.record, title="Nog eens bellen"), seen=seen)
    assert kept(workspace, action.id) == ("done", None)
    workspace.delete(action.id)
    assert kept(workspace, action.id) == ("done", None)


def test_an_import_that_contradicts_itself_says_its_state_and_nothing_more_the_second_time(
    workspace: Workspace, action: Document
) -> None:
    row = {"kind": "action", "id": action.id, "title": "Bellen", "state": "open", "done_on": GIVEN.isoformat()}
    for _time in range(3):
        bring_in(workspace, lambda: [("1", row)])
        assert kept(workspace, action.id) == ("open", None)
    assert len(workspace.history(action.id)) == 1


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(WAYS), st.sampled_from(["open", "done", "dropped"])), max_size=5))
def test_state_and_day_agree_after_any_series_of_ways(
    workspace: Workspace, steps: list[tuple[Callable[[Workspace, Document, str], None], str]]
) -> None:
    document = workspace.save(Action(title="Bellen", state="open"))
    for way, state in steps:
        way(workspace, workspace.get(document.id), state)
        now, day = kept(workspace, document.id)
        assert (now == "done") == (day is not None)


# -- choosing between two devices -------------------------------------------------------------------------------------


@pytest.fixture
def torn(pair: Pair):
    """Makes an action that two people change at once; returns it as both then have it."""

    def made(before: Action, ours: dict[str, Any], theirs: dict[str, Any]) -> Document:
        action = pair.marieke.save(before)
        pair.exchange()
        for workspace, fields in ((pair.marieke, ours), (pair.hakan, theirs)):
            seen = workspace.get(action.id)
            workspace.save(dataclasses.replace(seen.record, **fields), seen=seen)
        pair.exchange()
        return pair.marieke.get(action.id)

    return made


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(("chosen", "days"), [("done", True), ("dropped", False)])
def test_choosing_a_state_takes_or_keeps_its_day(pair: Pair, torn, swapped: bool, chosen: str, days: bool) -> None:
    ours, theirs = {"state": "done"}, {"state": "dropped"}
    document = torn(Action(title="Bellen", state="open"), *((theirs, ours) if swapped else (ours, theirs)))
    assert "state" in document.conflicts

    settled = pair.marieke.settle(document, "state", chosen)
    assert kept(pair.marieke, settled.id) == (chosen, date.today() if days else None)
    assert not settled.conflicts


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize(("chosen", "state"), [(GIVEN.isoformat(), "done"), (None, "open")])
def test_choosing_a_day_makes_it_done_and_choosing_none_leaves_it_open(
    pair: Pair, torn, swapped: bool, chosen: str | None, state: str
) -> None:
    ours, theirs = {"state": "open"}, {"done_on": GIVEN}
    before = Action(title="Bellen", state="done", done_on=date.today() - timedelta(days=9))
    document = torn(before, *((theirs, ours) if swapped else (ours, theirs)))
    assert "done_on" in document.conflicts

    settled = pair.marieke.settle(document, "done_on", chosen)
    assert kept(pair.marieke, settled.id) == (state, GIVEN if chosen else None)
