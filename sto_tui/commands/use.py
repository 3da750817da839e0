"""`sto use`: somebody is going to use a lesson, so that its author can see it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import day
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "use",
        _("tell the author of a lesson that you are going to use it"),
        run,
        [
            ("sto use 7f3a9c21", _("your name and the day stand with the lesson from now on")),
            ('sto use 7f3a9c21 --for "docentenstage De Linde" --on 12-03-2027', _("for what, and when")),
            (
                "sto use 7f3a9c21 --for 5b09ee41",
                _("for a planned activity: it is asked how it went once that took place"),
            ),
            ("sto use 7f3a9c21 --undo", _("take back what you told last")),
            ("sto use --open", _("what it is time to tell about: how did it go? `sto used` tells it")),
        ],
    )
    parser.add_argument(
        "id", metavar="ID", nargs="?", help=_("the id of a lesson, or four or more characters it begins or ends with")
    )
    parser.add_argument(
        "--for",
        dest="purpose",
        default="",
        metavar=_("TEXT"),
        help=_("for what you will use it, or the id of an activity"),
    )
    parser.add_argument("--on", type=day, metavar=_("DAY"), help=_("when you will use it (default: today)"))
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--undo", action="store_true", help=_("take back what you told last about this lesson"))
    which.add_argument(
        "--open", action="store_true", help=_("list the lessons you used and should tell about how it went")
    )


def run(context: CommandContext) -> None:
    """Run `sto use`."""
    from knowledge.problem import N_, WrongUse

    args = context.args
    if args.open:
        if args.id or args.purpose or args.on:
            raise WrongUse(N_("--open stands alone."))
        _list_open(context)
        return
    if not args.id:
        raise WrongUse(N_("Which lesson? Give its id: `sto search` and `sto list lesson` show it."))
    if args.undo:
        if args.purpose or args.on:
            raise WrongUse(N_("--undo takes no other options."))
        _take_back(context)
        return
    _begin(context)


def _begin(context: CommandContext) -> None:
    from knowledge.today import today
    from knowledge.work.uses import going_to_use, said_before
    from sto_tui.commands.terminal.output import short_id
    from sto_tui.wording.reuse import used_in

    lesson, workspace = lesson_named(context), context.workspace
    refuse_in_bin(lesson)
    event = _event_named(context)
    purpose = event.record.title if event else context.args.purpose
    day = context.args.on or (event.record.when if event else None)
    use = going_to_use(lesson.id, workspace.author, today(), purpose=purpose, event=event.id if event else "", day=day)
    before = said_before(workspace.reuse(lesson).uses, use)
    use_id = before.id if before else workspace.save(use).id
    reuse = workspace.reuse(lesson)
    text = _("You already said so.") if before else _("Written down: you are going to use “{title}” ({used}).")
    lines = [text.format(title=lesson.record.title, used=used_in(reuse))]
    if not before:
        how = _("Tell later how it went: `sto used {id} --worked`, --partly, --not or --unused.")
        lines.append(how.format(id=short_id(use_id)))
    context.answer({"id": use_id, "lesson_id": lesson.id, "used_in": reuse.count}, "\n".join(lines))


def _event_named(context: CommandContext) -> Document | None:
    """The activity whose id is given as what the lesson is for, if it is one."""
    from knowledge.model.records.activity import Activity
    from knowledge.problem import Problem

    typed = context.args.purpose.strip()
    if not re.fullmatch(r"[A-Za-z0-9._-]{2,64}", typed):
        return None
    try:
        found = context.document(typed)
    except Problem:
        return None
    return found if isinstance(found.record, Activity) and not found.deleted else None


def _take_back(context: CommandContext) -> None:
    from knowledge.work.uses import own_latest

    lesson, workspace = lesson_named(context), context.workspace
    use = own_latest(workspace.reuse(lesson).uses, workspace.author)
    text = _("Taken back for “{title}”.") if use else _("You had not told that you would use “{title}”.")
    if use:
        workspace.delete(use.id)
    value = {"id": use.id if use else None, "lesson_id": lesson.id, "used_in": workspace.reuse(lesson).count}
    context.answer(value, text.format(title=lesson.record.title))


def _list_open(context: CommandContext) -> None:
    from knowledge.today import today
    from sto_tui.commands.view import as_json, list_line, titles_for

    uses = context.workspace.uses_to_ask(today())
    titles = titles_for(context.workspace, uses)
    lines = [list_line(each, titles, today()) for each in uses]
    nothing = _("There is nothing to tell now about lessons that you used.")
    context.answer([as_json(each, titles) for each in uses], "\n".join(lines) or nothing)


def refuse_in_bin(document: Document) -> None:
    """Raise `WrongUse` when `document` is in the bin."""
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.terminal.output import short_id

    if document.deleted:
        raise WrongUse(N_("This is in the bin. `sto restore {id}` takes it out."), id=short_id(document.id))


def lesson_named(context: CommandContext) -> Document:
    """The lesson that the argument `id` names; raises `WrongUse` when it names another kind."""
    from knowledge.model.records.lesson import Lesson
    from knowledge.problem import N_, WrongUse

    document = context.document(context.args.id)
    if not isinstance(document.record, Lesson):
        raise WrongUse(N_("“{id}” is no lesson."), id=context.args.id)
    return document
