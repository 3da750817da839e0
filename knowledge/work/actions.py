"""Ticking actions off and opening them again (pure).

That state and day always agree is a rule of the record (`Action.settled`), which every way of writing applies.
"""

from __future__ import annotations

import dataclasses
from datetime import date

from knowledge.model.records.action import Action


def ticked(action: Action, today: date) -> Action:
    """`action` done today; one that was done already stays as it is."""
    return action if action.state == "done" else dataclasses.replace(action, state="done", done_on=today)


def reopened(action: Action) -> Action:
    """`action` open again, with no day on which it was done."""
    return action if action.is_open else dataclasses.replace(action, state="open", done_on=None)


def turned(action: Action, today: date) -> Action:
    """An open `action` ticked off, any other opened again: what one key does."""
    return ticked(action, today) if action.is_open else reopened(action)


def put_back(action: Action, before: Action) -> Action:
    """`action` with the state and the day that it had `before`; whatever else became of it since stays."""
    return dataclasses.replace(action, state=before.state, done_on=before.done_on)
