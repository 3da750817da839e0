"""`sto plan lessons`: the lessons that help with a planned activity, and a colleague to ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.commands.plan.activities import activity_named
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(steps: Verbs) -> None:
    """Add the subcommand."""
    parser = steps.add(
        "lessons",
        _("the lessons that help with a planned activity, and one colleague to ask"),
        run,
        [("sto plan lessons 5b09ee41", _("three at most, the best first, with their points"))],
    )
    id_argument(parser)


def run(context: CommandContext) -> None:
    """Run `sto plan lessons`."""
    from knowledge.today import today
    from knowledge.work.plan_lessons import lessons_beside
    from sto_tui.commands.terminal.output import short_id
    from sto_tui.wording.plain import safe_line
    from sto_tui.wording.plan_lessons import ask_line

    _document, activity = activity_named(context)
    workspace = context.workspace
    region = workspace.region(today())
    found = lessons_beside(region, activity, workspace.author)
    lines = [f"{short_id(each.lesson.id):12} {each.score:>4} {safe_line(each.lesson.title)}" for each in found.lessons]
    if not found.any_of_kind:
        lines.append(_("No lesson about this yet. Write one afterwards."))
    elif not found.lessons:
        lines.append(_("No lesson comes near enough."))
    if found.ask is not None:
        lines.append(ask_line(region, found))
    value = {
        "lessons": [{"id": each.lesson.id, "title": each.lesson.title, "score": each.score} for each in found.lessons],
        "ask": {"id": found.ask.id, "name": found.ask.title} if found.ask else None,
    }
    context.answer(value, "\n".join(lines))
