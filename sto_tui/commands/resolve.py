"""`sto resolve`: choose which version counts where two people changed the same field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.commands.parsing.values import count
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from collections.abc import Sequence

    from knowledge.journal.document import Document, Sibling
    from knowledge.model.fields import Json
    from sto_tui.commands.verbs import Verbs
    from sto_tui.external_editor import Edited


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "resolve",
        _("say what holds of what two people changed at once; the rest stays in the history"),
        run,
        [
            ("sto resolve 7f3a9c21 --choose 2", _("the second version holds")),
            ("sto resolve 7f3a9c21 --field body --keep-both", _("both stay; lines that are the same once")),
            ("sto resolve 7f3a9c21 --field title --text Lasgastles", _("something else holds")),
            ("sto resolve 7f3a9c21 --edit", _("combine both in your own editor")),
            ("sto resolve 7f3a9c21 --keep", _("deleted by one, changed by another: it stays")),
            ("sto resolve 7f3a9c21 --delete", _("deleted by one, changed by another: it goes")),
        ],
    )
    id_argument(parser)
    parser.add_argument("--field", metavar=_("FIELD"), help=_("which field, when there are several"))
    how = parser.add_mutually_exclusive_group(required=True)
    how.add_argument("--choose", type=count, metavar=_("NUMBER"), help=_("the number that `sto conflicts` shows"))
    how.add_argument("--keep-both", action="store_true", help=_("keep all versions in one text"))
    how.add_argument("--text", metavar=_("TEXT"), help=_("what holds instead; - reads it from standard input"))
    how.add_argument("--edit", action="store_true", help=_("combine the versions in $EDITOR"))
    how.add_argument("--keep", action="store_true", help=_("keep what one deleted and another changed"))
    how.add_argument("--delete", action="store_true", help=_("delete what one deleted and another changed"))


def run(context: CommandContext) -> None:
    """Run `sto resolve`."""
    args = context.args
    document = context.document(args.id)
    if args.keep or args.delete:
        settled = _settle_fate(context, document)
    else:
        settled = _settle(context, document, _field(document, args.field))
    left = len(settled.conflicts)
    value = {"id": settled.id, "deleted": settled.deleted, "conflicts": sorted(settled.conflicts)}
    said = _("Settled. What was not chosen stays in the history.")
    more = _("There is more to choose here: {fields}.").format(fields=", ".join(sorted(settled.conflicts)))
    context.answer(value, f"{said} {more}" if left else said)


def _settle(context: CommandContext, document: Document, name: str) -> Document:
    """Settle the field `name`; what was written in an editor is kept until it is saved."""
    from knowledge.problem import N_, Problem

    if not context.args.edit:
        return context.workspace.settle(document, name, _value(context, document, name))
    edited = _edited(context, document, name, document.conflicts[name])
    try:
        settled = context.workspace.settle(document, name, _typed(document.kind, name, edited.text))
    except Problem as refused:
        raise Problem(N_("{reason} Your text is in {path}."), reason=refused.reason, path=edited.path) from refused
    edited.discard()
    return settled


def _settle_fate(context: CommandContext, document: Document) -> Document:
    from knowledge.problem import N_, WrongUse

    if not document.revived:
        raise WrongUse(N_("Nobody deleted this while another changed it. `sto delete` and `sto restore` do that."))
    return context.workspace.keep(document) if context.args.keep else context.workspace.delete(document.id)


def _field(document: Document, typed: str | None) -> str:
    """The conflicting field that `typed` names; raises `WrongUse`."""
    from knowledge.problem import N_, WrongUse

    names = sorted(document.conflicts)
    if not names:
        raise WrongUse(N_("There is nothing to choose here."))
    if typed in names:
        return str(typed)
    if typed or len(names) > 1:
        raise WrongUse(N_("Say which field, with --field: {fields}."), fields=", ".join(names))
    return names[0]


def _value(context: CommandContext, document: Document, name: str) -> Json:
    from knowledge.journal.settling import both
    from knowledge.problem import N_, WrongUse

    args, siblings = context.args, document.conflicts[name]
    if args.choose:
        if args.choose > len(siblings):
            raise WrongUse(N_("There are {count} versions. `sto conflicts` shows them."), count=len(siblings))
        value: Json = siblings[args.choose - 1].value
        return value
    if args.keep_both:
        return both(document.kind, name, siblings)
    return _typed(document.kind, name, context.text(args.text) or "")


def _typed(kind: str, name: str, typed: str) -> Json:
    """`typed` as a stored value of field `name`; raises `BadValue` when it doesn't fit."""
    from knowledge.model.fields import Table
    from knowledge.model.kinds import fields_of
    from knowledge.today import today

    field = fields_of(kind).get(name)
    if field is None or isinstance(field.type, Table):
        return typed
    return field.type.encode(field.type.parse(typed, today()))


def _edited(context: CommandContext, document: Document, name: str, siblings: Sequence[Sibling]) -> Edited:
    """The text that the person makes of all versions in an editor; raises `Problem` when marks are left in it."""
    from knowledge.journal.settling import is_marked, is_text, marked
    from knowledge.private_files import CONFLICT
    from knowledge.problem import N_, Problem, WrongUse
    from sto_tui.commands.view import who
    from sto_tui.external_editor import edit_outside

    if not is_text(document.kind, name) or not all(isinstance(each.value, str) for each in siblings):
        raise WrongUse(N_("Only one of these can hold: choose which."))
    if not context.interactive:
        raise WrongUse(N_("An editor needs a terminal. --text - takes the text from standard input."))
    given = marked([(who(each, {}), each.value) for each in siblings])
    edited = edit_outside(context.home.private, CONFLICT, document.id, given)
    if is_marked(edited.text) and edited.text == given:
        edited.discard()
        raise Problem(N_("The editor changed nothing, so nothing was settled."))
    if is_marked(edited.text):
        raise Problem(
            N_("The marks are still in the text; nothing was changed. Your text is in {path}."), path=edited.path
        )
    return edited
