"""`sto edit`: change fields of a record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import field_arguments, id_argument
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.record import Record
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "edit",
        _("change fields of a record; what others changed meanwhile is kept"),
        run,
        [
            ('sto edit 7f3a9c21 --title "Lasgastles in drie groepen" --set tags=+pbm,-lassen', _("a title and tags")),
            ("sto edit 7f3a9c21 --body - < verslag.md", _("a text from a file")),
            ("sto edit 7f3a9c21 --set state=done", _("an action that is done")),
            (
                "sto edit 7f3a9c21 --following --set place=Aula",
                _("an activity, and the later ones of its series that are still planned"),
            ),
        ],
    )
    id_argument(parser)
    field_arguments(parser)
    parser.add_argument(
        "--following",
        action="store_true",
        help=_("also change the later ones of a series of activities; a day moves by as many days in each"),
    )


def run(context: CommandContext) -> None:
    """Run `sto edit`."""
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.parsing.typed import check, with_options

    args = context.args
    if not args.set and args.title is None and args.body is None:
        raise WrongUse(N_("Say what to change, with --title, --set or --body."))
    seen = context.own_document(args.id)
    directory = context.directory()
    record = with_options(context, seen.record, directory)
    check(record, seen.record)
    context.say_begun(directory)
    others = _following(context, seen, record) if args.following else []
    if fresh := directory.take_fresh():
        context.workspace.save_all(fresh)
    context.workspace.save_all(
        [record, *(after for _seen, after in others)], seen=[seen, *(each for each, _after in others)]
    )
    value = {"id": seen.id, **({"following": [each.id for each, _after in others]} if args.following else {})}
    context.answer_warned(
        value, "\n".join([seen.id, *(each.id for each, _after in others)]), context.cautions(seen.id, seen.record)
    )


def _following(context: CommandContext, seen: Document, record: Record) -> list[tuple[Document, Record]]:
    """The later ones of the series of the activity `seen`, each with what becomes of it when `seen` becomes `record`.

    Raises `WrongUse` when it is in no series.
    """
    from knowledge.model.records.activity import Activity
    from knowledge.problem import N_, WrongUse
    from knowledge.today import today
    from knowledge.work.planning import changed_alike, following
    from sto_tui.commands.parsing.typed import check

    before = seen.record
    if not (isinstance(before, Activity) and isinstance(record, Activity) and before.series):
        raise WrongUse(N_("--following is for an activity of a series. `sto plan repeat` makes one."))
    workspace = context.workspace
    later = [workspace.get(each.id) for each in following(workspace.region(today()), before)]
    activities = [each.record for each in later if isinstance(each.record, Activity)]
    changed = changed_alike(before, record, activities)
    for was, each in zip(activities, changed, strict=True):
        check(each, was)
    return list(zip(later, changed, strict=True))
