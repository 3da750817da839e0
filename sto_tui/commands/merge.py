"""`sto merge`: make one record of two that are the same partner or person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import numbered
from sto_tui.commands.terminal.output import short_id
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.work.merging import FieldDifference, Merge
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "merge",
        _("make one of two records of the same partner or person; nothing that either holds is lost"),
        run,
        [
            ("sto merge 7f3a9c21 b04d11e6 --dry-run", _("see first what it does")),
            ("sto merge 7f3a9c21 b04d11e6 --choose phone=2", _("the telephone number of the second holds")),
            ('sto merge "Metaalwerken Van Rossum" "Metaalwerken van Rosum"', _("by their names")),
        ],
    )
    parser.add_argument("keep", metavar=_("KEEP"), help=_("the record that is kept (its id or name)"))
    parser.add_argument("drop", metavar=_("OTHER"), help=_("the record that is merged into it"))
    parser.add_argument(
        "--choose",
        action="append",
        default=[],
        type=numbered,
        metavar=_("FIELD=1|2"),
        help=_("whose value holds: 1 of the one that is kept, 2 of the other (may be repeated; default: the newest)"),
    )
    parser.add_argument("--dry-run", action="store_true", help=_("show what it does, and change nothing"))


def run(context: CommandContext) -> None:
    """Run `sto merge`."""
    from knowledge.today import today

    dry_run = context.args.dry_run
    keep, drop = context.mergeable(context.args.keep), context.mergeable(context.args.drop)
    merging = context.workspace.merging
    choices = {_stored_name(keep.kind, name): number for name, number in context.args.choose}
    plan = merging.plan(keep.id, drop.id, today=today(), say=_, choices=choices)
    if not dry_run:
        merging.merge(plan)
    context.answer(_as_json(plan, dry_run), _as_text(plan, dry_run))


def _stored_name(kind: str, typed: str) -> str:
    """The name under which the field that is `typed` (a name or an alias, perhaps with a key) is stored."""
    from knowledge.model.kinds import fields_of

    head, dot, key = typed.partition(".")
    names = (field.name for field in fields_of(kind).values() if head in (field.name, *field.aliases))
    return f"{next(names, head)}{dot}{key}"


def _as_json(plan: Merge, dry_run: bool) -> dict[str, Any]:
    return {
        "keep": plan.kept.id,
        "drop": plan.dropped.id,
        "merged": not dry_run,
        "differences": [
            {"field": each.name, "values": list(each.values), "holds": each.holds or "both"}
            for each in plan.differences
        ],
        "taken": list(plan.taken),
        "sets": plan.into_kept,
    }


def _as_text(plan: Merge, dry_run: bool) -> str:
    from sto_tui.wording.words import field_word

    said = (
        _("This merges “{drop}” into “{keep}”. Nothing was changed yet.")
        if dry_run
        else _("Merged: “{drop}” into “{keep}”.")
    )
    names = {"drop": safe_line(plan.dropped.record.title), "keep": safe_line(plan.kept.record.title)}
    lines = [said.format(**names), *(_difference(plan.kept.kind, each) for each in plan.differences)]
    if plan.taken:
        fields = ", ".join(field_word(plan.kept.kind, name) for name in plan.taken)
        lines.append("  " + _("Only in the other, and taken over: {fields}.").format(fields=fields))
    if not dry_run:
        lines.append(_("`sto unmerge {id}` takes them apart again.").format(id=short_id(plan.dropped.id)))
    return "\n".join(lines)


def _difference(kind: str, difference: FieldDifference) -> str:
    from sto_tui.commands.terminal.output import cut
    from sto_tui.wording.words import field_word, stored_line

    values = [cut(stored_line(kind, difference.name, value), 40) for value in difference.values]
    both, one = _("both stay"), _("{number} holds, the other goes into the notes")
    holds = one.format(number=difference.holds) if difference.holds else both
    name = f"{field_word(kind, difference.name)} ({safe_line(difference.name)})"
    return f"  {name}: 1. {values[0]} | 2. {values[1]} — {holds}"
