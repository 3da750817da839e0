"""Ticking actions off and opening them again (pure).

The record itself keeps state and day in agreement (`Action.settled`), whichever way it is written.
"""

from __future__ import annotations

import dataclasses
from datetime import date

from knowledge.model.records.action import Action
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record


def action_about(about: Record | None) -> Action:
    """A new action for somebody to fill in, about the record that is in front of them (None: nothing is).

    It is about the partner in front, or about the partners of the record; in a meeting or a checklist it comes from
    that. An action has the partners and the origin of the action in front.
    """
    if about is None:
        return Action(state="open")
    origin = about.id if isinstance(about, Meeting | ChecklistRun) else ""
    if isinstance(about, Action):
        origin = about.origin
    partners = (about.id,) if isinstance(about, Partner) else about.linked_partners
    return Action(state="open", partners=partners, origin=origin)


def ticked(action: Action, today: date) -> Action:
    """`action`, done today; one that was done already stays as it is."""
    return action if action.state == "done" else dataclasses.replace(action, state="done", done_on=today)


def reopened(action: Action) -> Action:
    """`action`, open again, without a day on which it was done."""
    return action if action.is_open else dataclasses.replace(action, state="open", done_on=None)


def turned(action: Action, today: date) -> Action:
    """`action`, ticked off if it was open and otherwise opened again: one key does both."""
    return ticked(action, today) if action.is_open else reopened(action)


def put_back(action: Action, before: Action) -> Action:
    """`action` with the state and the day that it had `before`; any other changes since then stay."""
    return dataclasses.replace(action, state=before.state, done_on=before.done_on)
