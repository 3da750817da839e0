"""`sto settings` alone: every setting as it holds, with what the region said and what is only a default."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.output import short_id
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.settings import Settings
    from knowledge.work.settings import Setting

_WIDEST_NAME, _WIDEST_VALUE = 44, 24
"""The columns that a name and a value may take; a longer one moves what stands behind it."""


def run(context: CommandContext) -> None:
    """Run `sto settings`."""
    from knowledge.today import today

    workspace = context.workspace
    settings = workspace.region(today()).own_settings
    own = workspace.on_behalf
    name = workspace.titles([own]).get(own, "") if own else workspace.on_behalf_as_said
    others = workspace.superfluous()
    context.answer(_as_json(settings, (own, name), others), "\n".join(_lines(settings, name, others)))


def _as_json(settings: Settings, own: tuple[str, str], others: list[Document]) -> dict[str, Any]:
    from knowledge.work.settings import every_setting, setting_fields

    holds = settings.in_force
    values = {name: getattr(holds, name) for name in setting_fields()}
    return {
        **{name: dict(value) if isinstance(value, dict) else value for name, value in values.items()},
        "set": [each.name for each in every_setting(settings) if each.is_set],
        "others": [{"id": each.id, "title": each.record.title} for each in others],
        "on_behalf": own[1],
        "on_behalf_id": own[0],
    }


def _lines(settings: Settings, own: str, others: list[Document]) -> list[str]:
    from knowledge.work.settings import every_setting

    lines = _table([_cells(each) for each in every_setting(settings)])
    lines += ["", _("You work on behalf of: {name}.").format(name=safe_line(own)) if own else _not_said()]
    said = _("Not used, for it has another id than these settings: {title} ({id}).")
    lines += [said.format(title=safe_line(each.record.title), id=short_id(each.id)) for each in others]
    return lines


def _not_said() -> str:
    return _("On whose behalf you work isn't said yet: `sto settings for SCHOOL`.")


def _cells(setting: Setting) -> tuple[str, str, str]:
    """The name of a setting, its value, and what it is about."""
    value = setting.field.type.show(setting.value) if isinstance(setting.value, tuple) else setting.value
    value = "" if value is None else str(value)
    said = _("chosen") if setting.is_set else _("default")
    return safe_line(setting.name), safe_line(value) or "–", f"{_(setting.field.label)} ({said})"


def _table(rows: Sequence[tuple[str, str, str]]) -> list[str]:
    """`rows` as lines, in columns that are as wide as what stands in them."""
    name = min(_WIDEST_NAME, max(len(row[0]) for row in rows))
    value = min(_WIDEST_VALUE, max(len(row[1]) for row in rows))
    return [f"{row[0]:{name}} {row[1]:{value}} {row[2]}" for row in rows]
