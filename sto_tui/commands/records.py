"""The verbs about one record: add, show, edit, delete, restore and history."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.values import KINDS, assignment, kind
from sto_tui.commands.terminal.output import write
from sto_tui.wording.i18n import _, tell

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from knowledge.exchange.directory import Directory
    from knowledge.journal.document import Document
    from knowledge.model.records.record import Record
    from sto_tui.commands.parser import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verbs of this file."""
    add = verbs.add(
        "add",
        _("write a new record and print its id"),
        run_add,
        [
            (
                'sto add lesson --title "Lasgastles in twee groepen" --set activity=gastles '
                '--set tags=lassen,veiligheid --set partners="Metaalwerken Van Rossum" '
                '--body "Twaalf leerlingen is het maximum."',
                _("a lesson"),
            ),
            ('sto add partner --title "Bakkerij Hoekstra" --set place=Ommerdal', _("a partner")),
            ("sto add lesson --title Werkplekbezoek --body - < verslag.md", _("a text from a file")),
        ],
    )
    add.add_argument("kind", type=kind, metavar=_("KIND"), help=", ".join(KINDS))
    _fields(add)

    show = verbs.add(
        "show",
        _("show everything about one record"),
        run_show,
        [
            ("sto show 7f3a9c21", _("the end of an id, as lists show it, is enough")),
            ("sto show 7f3a9c21 --json", _("all fields for a script")),
        ],
    )
    _id(show)

    edit = verbs.add(
        "edit",
        _("change fields of a record; what others changed meanwhile is kept"),
        run_edit,
        [
            ('sto edit 7f3a9c21 --title "Lasgastles in drie groepen" --set tags=+pbm,-lassen', _("a title and tags")),
            ("sto edit 7f3a9c21 --body - < verslag.md", _("a text from a file")),
            ("sto edit 7f3a9c21 --set state=done", _("an action that is done")),
        ],
    )
    _id(edit)
    _fields(edit)

    delete = verbs.add("delete", _("put a record in the bin"), run_delete, [("sto delete 7f3a9c21", _("put it away"))])
    _id(delete)

    restore = verbs.add(
        "restore",
        _("take a record out of the bin, or bring an earlier version back"),
        run_restore,
        [
            ("sto restore 7f3a9c21", _("take it out of the bin")),
            ("sto restore 7f3a9c21 --version vsjpmqqsz4:12#9d34bb4d", _("bring back a version that history shows")),
        ],
    )
    _id(restore)
    restore.add_argument("--version", dest="ref", metavar=_("VERSION"), help=_("a version, as history shows it"))

    history = verbs.add(
        "history",
        _("show every version of a record, oldest first"),
        run_history,
        [("sto history 7f3a9c21", _("who changed what, and when"))],
    )
    _id(history)


def _id(parser: ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help=_("the id, or four or more characters it begins or ends with"))


def _fields(parser: ArgumentParser) -> None:
    parser.add_argument("--title", metavar=_("TITLE"), help=_("the title, or the name of a partner or person"))
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        type=assignment,
        metavar=_("FIELD=VALUE"),
        help=_("a field (may be repeated); lists with commas; partners and people by name"),
    )
    parser.add_argument("--body", metavar=_("TEXT"), help=_("the text in Markdown; - reads it from standard input"))


# -- writing ----------------------------------------------------------------------------------------------------------


def run_add(context: CommandContext) -> None:
    """`sto add`."""
    from knowledge.identifier import new_id
    from knowledge.model.codec import record_class
    from sto_tui.commands.parsing.typed import check

    directory = context.directory()
    record = record_class(context.args.kind)(id=new_id(), **_starting(context))
    record = _typed(context, record, directory)
    check(record)
    context.say_begun(directory)
    context.workspace.save_all([*directory.take_fresh(), record])
    context.answer({"id": record.id}, record.id)


def _starting(context: CommandContext) -> dict[str, Any]:
    """What a new record has of itself: today's day, and the writer as the one to ask."""
    starting: dict[str, Any] = {"date": date.today()} if context.args.kind in ("lesson", "meeting", "checklist") else {}
    return starting | ({"author": context.workspace.author} if context.args.kind == "lesson" else {})


def _typed(context: CommandContext, record: Record, directory: Directory) -> Record:
    from sto_tui.commands.parsing.typed import with_assignments

    args = context.args
    typed = list(args.set)
    if args.title is not None:
        typed.append(("title", args.title))
    record = with_assignments(record, typed, directory)
    body = context.text(args.body)
    return record if body is None else dataclasses.replace(record, body=body.replace("\r\n", "\n").strip("\n"))


def run_edit(context: CommandContext) -> None:
    """`sto edit`."""
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.parsing.typed import check

    args = context.args
    if not args.set and args.title is None and args.body is None:
        raise WrongUse(N_("Say what to change, with --title, --set or --body."))
    seen = context.document(args.id)
    directory = context.directory()
    record = _typed(context, seen.record, directory)
    check(record)
    context.say_begun(directory)
    if fresh := directory.take_fresh():
        context.workspace.save_all(fresh)
    context.workspace.save(record, seen=seen)
    context.answer({"id": seen.id}, seen.id)


def run_delete(context: CommandContext) -> None:
    """`sto delete`."""
    document = context.workspace.delete(context.document(context.args.id).id)
    context.answer(
        {"id": document.id, "deleted": document.deleted},
        _("In the bin: “{title}”. `sto restore {id}` takes it out.").format(
            title=document.record.title, id=document.id
        ),
    )


def run_restore(context: CommandContext) -> None:
    """`sto restore`."""
    document = context.workspace.restore(context.document(context.args.id).id, context.args.ref)
    context.answer(
        {"id": document.id, "deleted": document.deleted}, _("Back: “{title}”.").format(title=document.record.title)
    )


# -- reading ----------------------------------------------------------------------------------------------------------


def run_show(context: CommandContext) -> None:
    """`sto show`."""
    from sto_tui.commands.view import as_json, page, titles_for

    document = context.document(context.args.id)
    titles = titles_for(context.workspace, [document])
    value = as_json(document, titles) if context.json else {}
    lines: list[str] = []
    if document.kind == "meeting":
        lines = _came_of_it(context, document, value)
    elif document.kind == "checklist":
        from knowledge.problem import Problem
        from sto_tui.commands.checklist import standing

        try:
            lines = standing(context, document, value)
        except Problem as unreadable:  # the checklist it was begun from; the record itself can be shown
            context.say(tell(unreadable))
    context.answer(value, "\n".join([page(document, titles), *lines]))


def _came_of_it(context: CommandContext, meeting: Document, value: dict[str, Any]) -> list[str]:
    """The actions and lessons of a meeting: put in `value`, and as lines to read."""
    from knowledge.catalogue.listing import Listing
    from sto_tui.commands.view import action_json, list_line

    actions = context.workspace.documents(Listing("action", origin=meeting.id, sort="due"))
    lessons = context.workspace.documents(Listing("lesson", origin=meeting.id))
    value["actions"] = [action_json(document) for document in actions]
    value["lessons"] = [{"id": document.id, "title": document.record.title} for document in lessons]
    lines: list[str] = []
    for heading, documents in ((_("Actions"), actions), (_("Lessons"), lessons)):
        if documents:
            lines += ["", heading.upper(), *(list_line(document, {}, date.today()) for document in documents)]
    return lines


def run_history(context: CommandContext) -> None:
    """`sto history`."""
    from sto_tui.commands.view import history_json, history_text

    document = context.document(context.args.id)
    versions = context.workspace.history(document.id)
    context.answer(history_json(versions), lambda: write(history_text(document.kind, versions)))
