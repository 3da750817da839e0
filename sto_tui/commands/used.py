"""`sto used`: tell how it went with a lesson that was used."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.use import refuse_in_bin
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.use import Use
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "used",
        _("tell how it went with a lesson that you used; everybody in the space reads it"),
        run,
        [
            ("sto used 7f3a9c21 --werkte", _("by the id of the lesson, or of what `sto use` wrote down")),
            ('sto used 7f3a9c21 --niet --opmerking "Geen vervanging"', _("with what a colleague should know")),
            ("sto used 7f3a9c21 --deels", _("one part worked, another didn't")),
            ("sto used 7f3a9c21 --niet-gebruikt", _("nothing came of it")),
            ("sto used 7f3a9c21 --later", _("you will be asked again in two weeks")),
        ],
    )
    parser.add_argument(
        "id", metavar="ID", help=_("the id of the lesson or the use, or four or more characters it begins or ends with")
    )
    how = parser.add_mutually_exclusive_group(required=True)
    for options, outcome, about in (
        (("--worked", "--werkte"), "werkte", _("it worked")),
        (("--partly", "--deels"), "deels", _("it worked partly")),
        (("--not", "--niet"), "niet", _("it did not work")),
        (("--unused", "--niet-gebruikt"), "niet-gebruikt", _("it was not used")),
        (("--later",), "later", _("you can't tell yet: ask again in two weeks")),
    ):
        how.add_argument(*options, dest="answer", action="store_const", const=outcome, help=about)
    parser.add_argument("--note", "--opmerking", metavar=_("TEXT"), help=_("what a colleague should know"))


def run(context: CommandContext) -> None:
    """Run `sto used`."""
    from knowledge.today import today
    from knowledge.work.uses import NOT_YET, answered

    args, workspace = context.args, context.workspace
    seen, use = _use_named(context)
    changed = answered(use, args.answer, today(), args.note)
    later = args.answer == NOT_YET
    text = _("You will be asked again later: “{title}”.") if later else _("Written down how it went: “{title}”.")
    saved = workspace.save(changed, seen=seen)
    value = {"id": saved.id, "lesson_id": use.lesson, "outcome": changed.outcome, "note": changed.note}
    context.answer(value, text.format(title=saved.record.title))


def _use_named(context: CommandContext) -> tuple[Document, Use]:
    """The use that the argument `id` names, or the person's own latest use of the lesson that it names.

    Raises `WrongUse` when there is none.
    """
    from knowledge.model.records.lesson import Lesson
    from knowledge.model.records.use import Use
    from knowledge.problem import N_, WrongUse
    from knowledge.work.uses import own_latest

    document = context.document(context.args.id)
    refuse_in_bin(document)
    if isinstance(document.record, Lesson):
        own = own_latest(context.workspace.reuse(document).uses, context.workspace.author)
        if own is None:
            raise WrongUse(
                N_("You had not told that you would use “{title}”. `sto use {id}` does."),
                title=document.record.title,
                id=context.args.id,
            )
        document = context.workspace.get(own.id)
    if not isinstance(document.record, Use):
        raise WrongUse(N_("“{id}” is no lesson, and no use of one."), id=context.args.id)
    return document, document.record
