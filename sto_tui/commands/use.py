"""`sto use`: record that somebody uses a lesson, so that its author can see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "use",
        _("tell the author of a lesson that you are going to use it"),
        run,
        [
            ("sto use 7f3a9c21", _("your name and the day stand with it from now on, once a day")),
            ("sto use 7f3a9c21 --undo", _("take back what you told last")),
        ],
    )
    id_argument(parser)
    parser.add_argument("--undo", action="store_true", help=_("take back what you told last about this lesson"))


def run(context: CommandContext) -> None:
    """Run `sto use`."""

    from knowledge.model.records.lesson import Lesson
    from knowledge.problem import N_, WrongUse
    from knowledge.work.lessons import no_longer_used, used

    seen = context.document(context.args.id)
    if not isinstance(seen.record, Lesson):
        raise WrongUse(N_("“{id}” is no lesson."), id=context.args.id)
    author = context.workspace.author
    if context.args.undo:
        lesson = no_longer_used(seen.record, author)
        same, changed = _("You had not told that you would use “{title}”."), _("Taken back for “{title}”.")
    else:
        lesson = used(seen.record, author, today())
        same = _("You already said so today.")
        changed = _("Written down: you are going to use “{title}”. Tell later how it went.")
    said = same if lesson == seen.record else changed
    saved = context.workspace.save(lesson, seen=seen)
    value = {"id": saved.id, "used_by": saved.fields.get("used_by", [])}
    context.answer(value, said.format(title=saved.record.title))
