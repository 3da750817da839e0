"""`sto guard keep`: what the guard finds in a field may stay, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "keep",
        _("say why what the guard finds in a field may stay; one more in that field warns again"),
        run,
        [('sto guard keep 7f3a9c21 --field body --reason "verzonnen voorbeeld"', _("nobody real is meant"))],
    )
    id_argument(parser)
    parser.add_argument("--field", required=True, metavar=_("FIELD"), help=_("the field, as `sto guard` names it"))
    parser.add_argument(
        "--reason", required=True, metavar=_("REASON"), help=_("why it may stay; without the name or the number")
    )


def run(context: CommandContext) -> None:
    """Run `sto guard keep`."""
    from knowledge.model.codec import field_named

    seen = context.own_document(context.args.id)
    field = field_named(seen.kind, context.args.field).name
    saved = context.workspace.keep_anyway(seen, field, context.args.reason)
    kept = {name: value for name, value in saved.record.guard_kept.items() if name.endswith(f".{field}")}
    said = _("Kept: “{title}”.").format(title=safe_line(saved.record.title))
    context.answer({"id": saved.id, "field": field, "kept": kept}, said)
