"""`sto checklist show`: show how far a walk is, and every answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.checklist.walks import standing, walk, walk_argument
from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _, language

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "show",
        _("show how far a walk is, where the sides differ, and every answer"),
        run,
        [("sto checklist show 7f3a9c21", _("everything so far, in Markdown"))],
    )
    walk_argument(parser)


def run(context: CommandContext) -> None:
    """Run `sto checklist show`."""
    from knowledge.work.outcome import result
    from sto_tui.commands.view import as_json, titles_for

    document, record = walk(context)
    value = as_json(document, titles_for(context.workspace, [document])) if context.json else {}
    lines = standing(context, document, value)
    markdown = record.body or result(record, context.workspace.template_of(record, language()), _)
    value["markdown"] = markdown
    head = f"{record.title}\nId: {document.id}"
    context.answer(value, "\n".join([head, lines[1], "", markdown]))
