"""The kinds of record there are, and the fields of each."""

from __future__ import annotations

from knowledge.model.fields import Field, fields_of
from knowledge.model.records.action import Action
from knowledge.model.records.checklist_run import ChecklistRun
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.meeting import Meeting
from knowledge.model.records.partner import Partner
from knowledge.model.records.person import Person
from knowledge.model.records.record import Record

KINDS: dict[str, type[Record]] = {cls.kind: cls for cls in (Lesson, Meeting, Partner, Person, Action, ChecklistRun)}

FIELDS: dict[str, dict[str, Field]] = {kind: fields_of(cls) for kind, cls in KINDS.items()}
"""The declared fields of every kind, by name."""
