"""The verbs about one record: add, show, edit, delete, restore and history."""

from __future__ import annotations

import dataclasses
from datetime import date
from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import Desk
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


def run_add(desk: Desk) -> None:
    """`sto add`."""
    from knowledge.identifier import new_id
    from knowledge.model.codec import record_class
    from sto_tui.commands.parsing.typed import check

    directory = desk.directory()
    record = record_class(desk.args.kind)(id=new_id(), **_starting(desk))
    record = _typed(desk, record, directory)
    check(record)
    desk.say_begun(directory)
    desk.workspace.save_all([*directory.take_fresh(), record])
    desk.answer({"id": record.id}, record.id)


def _starting(desk: Desk) -> dict[str, Any]:
    """What a new record has of itself: today's day, and the writer as the one to ask."""
    starting: dict[str, Any] = {"date": date.today()} if desk.args.kind in ("lesson", "meeting", "checklist") else {}
    return starting | ({"author": desk.workspace.author} if desk.args.kind == "lesson" else {})


def _typed(desk: Desk, record: Record, directory: Directory) -> Record:
    from sto_tui.commands.parsing.typed import with_assignments

    args = desk.args
    typed = list(args.set)
    if args.title is not None:
        typed.append(("title", args.title))
    record = with_assignments(record, typed, directory)
    body = desk.text(args.body)
    return record if body is None else dataclasses.replace(record, body=body.replace("\r\n", "\n").strip("\n"))


def run_edit(desk: Desk) -> None:
    """`sto edit`."""
    from knowledge.problem import N_, WrongUse
    from sto_tui.commands.parsing.typed import check

    args = desk.args
    if not args.set and args.title is None and args.body is None:
        raise WrongUse(N_("Say what to change, with --title, --set or --body."))
    seen = desk.document(args.id)
    directory = desk.directory()
    record = _typed(desk, seen.record, directory)
    check(record)
    desk.say_begun(directory)
    if fresh := directory.take_fresh():
        desk.workspace.save_all(fresh)
    desk.workspace.save(record, seen=seen)
    desk.answer({"id": seen.id}, seen.id)


def run_delete(desk: Desk) -> None:
    """`sto delete`."""
    document = desk.workspace.delete(desk.document(desk.args.id).id)
    desk.answer(
        {"id": document.id, "deleted": document.deleted},
        _("In the bin: “{title}”. `sto restore {id}` takes it out.").format(
            title=document.record.title, id=document.id
        ),
    )


def run_restore(desk: Desk) -> None:
    """`sto restore`."""
    document = desk.workspace.restore(desk.document(desk.args.id).id, desk.args.ref)
    desk.answer(
        {"id": document.id, "deleted": document.deleted}, _("Back: “{title}”.").format(title=document.record.title)
    )


# -- reading ----------------------------------------------------------------------------------------------------------


def run_show(desk: Desk) -> None:
    """`sto show`."""
    from sto_tui.commands.view import as_json, page, titles_for

    document = desk.document(desk.args.id)
    titles = titles_for(desk.workspace, [document])
    value = as_json(document, titles) if desk.json else {}
    lines: list[str] = []
    if document.kind == "meeting":
        lines = _came_of_it(desk, document, value)
    elif document.kind == "checklist":
        from knowledge.problem import Problem
        from sto_tui.commands.checklist import standing

        try:
            lines = standing(desk, document, value)
        except Problem as unreadable:  # the checklist it was begun from; the record itself can be shown
            desk.say(tell(unreadable))
    desk.answer(value, "\n".join([page(document, titles), *lines]))


def _came_of_it(desk: Desk, meeting: Document, value: dict[str, Any]) -> list[str]:
    """The actions and lessons of a meeting: put in `value`, and as lines to read."""
    from knowledge.catalogue.listing import Listing
    from sto_tui.commands.view import action_json, list_line

    actions = desk.workspace.documents(Listing("action", origin=meeting.id, sort="due"))
    lessons = desk.workspace.documents(Listing("lesson", origin=meeting.id))
    value["actions"] = [action_json(document) for document in actions]
    value["lessons"] = [{"id": document.id, "title": document.record.title} for document in lessons]
    lines: list[str] = []
    for heading, documents in ((_("Actions"), actions), (_("Lessons"), lessons)):
        if documents:
            lines += ["", heading.upper(), *(list_line(document, {}, date.today()) for document in documents)]
    return lines


def run_history(desk: Desk) -> None:
    """`sto history`."""
    from sto_tui.commands.view import history_json, history_text

    document = desk.document(desk.args.id)
    versions = desk.workspace.history(document.id)
    desk.answer(history_json(versions), lambda: write(history_text(document.kind, versions)))
