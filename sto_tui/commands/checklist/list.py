"""`sto checklist list`: list the checklists, and the walks that are under way."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.terminal.output import write
from sto_tui.wording.i18n import _, language, tell
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    steps.add(
        "list",
        _("list the checklists, and the walks under way"),
        run,
        [("sto checklist list", _("which there are")), ("sto checklist list --json", _("the same for a script"))],
    )


def run(context: CommandContext) -> None:
    """Run `sto checklist list`."""
    from knowledge.catalogue.listing import Listing
    from knowledge.model.records.checklist_run import ChecklistRun
    from sto_tui.commands.terminal.reasons import reason_json
    from sto_tui.commands.view import as_json, list_line, titles_for

    workspace = context.workspace
    templates = workspace.templates(language())
    mistakes = workspace.own_checklists.mistakes
    runs = workspace.documents(Listing(ChecklistRun.kind, state="open", sort="changed"))
    titles = titles_for(workspace, runs)
    value = {
        "templates": [
            {"id": item.id, "title": item.title, "version": item.version, "questions": len(item.questions)}
            for item in templates
        ],
        "runs": [as_json(document, titles) for document in runs],
        "mistakes": [{"path": item.path, **reason_json(item.what)} for item in mistakes],
    }

    def lines() -> None:
        for item in templates:
            write(f"{item.id:30} {safe_line(item.title)}")
        if runs:
            write("\n" + _("Under way").upper())
        for document in runs:
            write(list_line(document, titles, today()))
        if mistakes:
            write("\n" + _("Files that can't be used").upper())
        for mistake in mistakes:
            write(f"{safe_line(mistake.path)}: {tell(mistake.what)}")

    context.answer(value, lines)
