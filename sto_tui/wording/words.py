"""What a record says, in the user's words: names of kinds, labels of codes, days, names behind links."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from knowledge.model.fields import Choice, Choices, Day, Field, Link, Links, Table
from knowledge.model.kinds import FIELDS, KINDS
from knowledge.model.records.record import Record
from knowledge.model.vocabulary import BODIES
from knowledge.problem import N_
from sto_tui.wording.dates import show_day
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe, safe_line

PLURALS = {
    "lesson": N_("lessons"),
    "meeting": N_("meetings"),
    "partner": N_("partners"),
    "person": N_("persons"),
    "action": N_("actions"),
    "checklist": N_("checklists"),
}


def kind_word(kind: str) -> str:
    """What one of `kind` is called; an unknown kind stands for itself."""
    return _(KINDS[kind].label) if kind in KINDS else safe_line(kind)


def kinds_word(kind: str) -> str:
    """What several of `kind` are called."""
    return _(PLURALS[kind]) if kind in PLURALS else safe_line(kind)


def shown(field: Field, value: Any, names: Mapping[str, str]) -> str:
    """`value` of `field` as a person reads it; `names` gives the titles behind links. Several values: one a line."""
    kind = field.type
    if isinstance(kind, Choice):
        return safe_line(_(kind.vocabulary.label(value)))
    if isinstance(kind, Choices):
        return "\n".join(safe_line(_(kind.vocabulary.label(code))) for code in value)
    if isinstance(kind, Day):
        return show_day(value)
    if isinstance(kind, Link):
        return safe_line(names.get(value, _("(unknown)"))) if value else ""
    if isinstance(kind, Links):
        return "\n".join(safe_line(names.get(item, _("(unknown)"))) for item in value)
    if isinstance(kind, Table):
        return "\n".join(safe_line(f"{_(BODIES.label(key))}: {text}") for key, text in value.items())
    if isinstance(value, tuple):
        return ("\n" if field.name not in ("tags",) else ", ").join(safe_line(str(item)) for item in value)
    return safe(str(value))


def links_of(record: Record) -> tuple[str, ...]:
    """The ids of every document `record` names, in field order."""
    found: list[str] = []
    for name, field in FIELDS.get(record.kind, {}).items():
        value = getattr(record, name)
        if isinstance(field.type, Link) and value:
            found.append(value)
        elif isinstance(field.type, Links):
            found.extend(value)
    return tuple(dict.fromkeys(found))


def state_word(record: Record) -> str:
    """The state of an action or walk in words; empty for what has none."""
    field = FIELDS.get(record.kind, {}).get("state")
    return shown(field, record.state or "open", {}) if field and hasattr(record, "state") else ""
