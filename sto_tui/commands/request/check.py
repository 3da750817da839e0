"""`sto request check`: what a question has of the eight things that a good question has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "check",
        _("what a question has of the eight things of the checklist “goede-vraag”, and what it lacks"),
        run,
        [("sto request check 7f3a9c21", _("by its id or title"))],
    )
    parser.add_argument("id", metavar="ID", help=_("the request: its id or title"))


def run(context: CommandContext) -> None:
    """Run `sto request check`."""
    from knowledge.model.records.request import Request
    from knowledge.work.question import quality
    from sto_tui.commands.parsing.targets import record_named
    from sto_tui.wording.places import quality_line

    seen, request = record_named(context, context.args.id, Request)
    found = quality(request)
    fields = [name for names in found.missing.values() for name in names]
    value = {"id": seen.id, "score": found.score, "missing": list(found.missing), "fields": fields}
    context.answer(value, quality_line(found))
