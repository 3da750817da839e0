"""`sto guard` alone: what the guard finds in everything that is here, and what was kept on purpose."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.output import short_id
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.guard.checking import PupilHit


def run(context: CommandContext) -> None:
    """Run `sto guard`."""
    hits = context.workspace.pupil_hits()
    titles = context.workspace.titles({hit.id for hit in hits})
    context.answer([_as_json(hit, titles) for hit in hits], "\n".join(_lines(hits, titles)))


def _as_json(hit: PupilHit, titles: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"id": hit.id, "field": hit.field, "rule": hit.rule, "settled": hit.is_settled}
    told |= {"kind": hit.kind, "title": titles.get(hit.id, ""), "count": hit.count}
    if hit.kept:
        told["kept"] = {"reason": hit.kept.reason, "who": hit.kept.who, "day": hit.kept.day, "count": hit.kept.passages}
    return told | ({"erase": f"sto erase {hit.id}"} if hit.wants_erasing and not hit.is_settled else {})


def _lines(hits: Sequence[PupilHit], titles: Mapping[str, str]) -> list[str]:
    from knowledge.guard.checking import label_of

    if not hits:
        return [_("Nothing here looks like text about a pupil.")]
    lines: list[str] = []
    for hit in sorted(hits, key=lambda each: each.is_settled):
        field, title = _(label_of(hit.kind, hit.field)), safe_line(titles.get(hit.id, ""))
        lines.append(f"{short_id(hit.id)} {title}")
        lines.append("  " + _("{rule} in “{field}” ({name})").format(rule=hit.rule, field=field, name=hit.field))
        if hit.is_settled and hit.kept:
            said = _("kept: {reason} ({who}, {day})")
            lines.append("  " + safe_line(said.format(reason=hit.kept.reason, who=hit.kept.who, day=hit.kept.day)))
            continue
        if hit.wants_erasing:
            erase = _("Editing leaves it in the earlier versions; this removes it: `sto erase {id}`")
            lines.append("  " + erase.format(id=short_id(hit.id)))
        keep = _("It may stay: `sto guard keep {id} --field {field} --reason WHY`")
        lines.append("  " + keep.format(id=short_id(hit.id), field=hit.field))
    return lines
