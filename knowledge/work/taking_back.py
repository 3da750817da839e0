"""Undoing one change of a record (pure)."""

from __future__ import annotations

import dataclasses
from typing import TypeVar

from knowledge.model.kinds import fields_of
from knowledge.model.records.record import Record

_R = TypeVar("_R", bound=Record)


def taken_back(now: _R, before: Record, after: Record) -> _R:
    """`now` without what changed from `before` to `after`; what somebody changed since then stays."""
    changed = [name for name in fields_of(now.kind) if getattr(before, name) != getattr(after, name)]
    given = {name: getattr(before, name) for name in changed if getattr(now, name) == getattr(after, name)}
    return dataclasses.replace(now, **given)
