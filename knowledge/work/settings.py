"""What a region agreed on: reading and changing one setting at a time (pure)."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from knowledge.model.fields import Field, Json, Table
from knowledge.model.kinds import fields_of
from knowledge.model.records.settings import Settings
from knowledge.problem import N_, BadValue, Problem, Reason, Word, WrongUse
from knowledge.work.warning import Caution

_NOT_SETTINGS = frozenset({"title", "body", "tags", "guard_kept"})


@dataclass(frozen=True)
class Setting:
    """One setting as it holds: its `name` as one types it, its field, its value, and whether a region said so."""

    name: str
    field: Field
    value: Any
    is_set: bool


def setting_fields() -> Mapping[str, Field]:
    """The fields of the settings that are settings, by name, in order."""
    return {name: field for name, field in fields_of(Settings.kind).items() if name not in _NOT_SETTINGS}


def every_setting(settings: Settings) -> Iterator[Setting]:
    """Every setting of `settings` as it holds, with its default where the region said nothing.

    Each key of a table is a setting of its own, called ``table.key``.
    """
    holds = settings.in_force
    for name, field in setting_fields().items():
        said, value = getattr(settings, name), getattr(holds, name)
        if isinstance(field.type, Table):
            yield from (Setting(f"{name}.{key}", field, each, key in said) for key, each in value.items())
        else:
            yield Setting(name, field, value, said != field.type.empty)


def back_to_defaults(settings: Settings) -> Caution | None:
    """The warning which settings would have their defaults again without `settings`; None when they said nothing."""
    defaults = {each.name: each for each in every_setting(Settings(id=settings.id))}
    changes = [
        Reason(
            N_("{name}: {was} → {becomes}"),
            {
                "name": each.name if "." in each.name else Word(each.field.label),
                "was": _told(each),
                "becomes": _told(defaults.get(each.name)),
            },
        )
        for each in every_setting(settings)
        if each.is_set
    ]
    if not changes:
        return None
    reason = Reason(N_("What the region agreed on holds no longer, for anybody: {changes}."), {"changes": (*changes,)})
    return Caution("standaard", reason, (settings.id,))


def _told(setting: Setting | None) -> str:
    """The value of `setting` in words, "–" for none."""
    if setting is None or setting.value in (None, "", ()):
        return "–"
    return ", ".join(setting.value) if isinstance(setting.value, tuple) else str(setting.value)


def with_setting(settings: Settings, name: str, typed: str, today: date) -> Settings:
    """`settings` with what a person `typed` for the setting `name`; nothing typed means its default again.

    `name` may be a table, whose keys in `typed` (``key: value; key: value``) are added to it, or one key of it
    (``travel.Hardeveld|Ommerdal``). Raises `WrongUse` for a setting that there is none of, and for a value that it
    can't have.
    """
    head, dot, key = name.strip().partition(".")
    field = setting_fields().get(head)
    if field is None or bool(dot) > isinstance(field.type, Table):
        raise WrongUse(
            N_("There is no setting “{name}”. There are: {names}."), name=name, names=", ".join(setting_fields())
        )
    try:
        if not isinstance(field.type, Table):
            value = field.type.parse(typed, today)
            if problem := field.type.problem(value) if value else None:
                raise problem
            return _replaced(settings, head, value)
        given = field.type.parse(f"{key}: {typed}" if dot else _with_values(typed), today)
    except Problem as bad:
        raise WrongUse(N_("{field}: {problem}"), field=Word(field.label), problem=bad) from None
    table: dict[str, Json] = {**getattr(settings, head), **given}
    cleared = not (dot or typed.strip())
    return _replaced(settings, head, {} if cleared else {each: text for each, text in table.items() if text != ""})


def _with_values(typed: str) -> str:
    """What was `typed` for a table; raises `BadValue` where a key has no value beside it."""
    for part in typed.split(";"):
        if part.strip() and ":" not in part:
            raise BadValue(
                N_("“{value}” has no value. Write it behind a colon, as in “{value}: …”."), value=part.strip()
            )
    return typed


def _replaced(settings: Settings, name: str, value: Any) -> Settings:
    return dataclasses.replace(settings, **{name: value})
