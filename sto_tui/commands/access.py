"""`sto access`: everything that is kept about one person, in a file to hand over (the right of access, AVG)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sto_tui.commands.context import CommandContext
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.region import Region
    from knowledge.personal_data import OwnRecord, PersonalData
    from sto_tui.commands.verbs import Verbs
    from sto_tui.wording.personal_data import WithoutOthers

_FORMS = ("html", "md")


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "access",
        _("everything that is kept about one person, to hand over (the right of access, AVG)"),
        run,
        [
            ('sto access "Joost Brinkhof"', _("as HTML and Markdown in your documents, for you only to read")),
            ("sto access 7f3a9c21 --format md -", _("by id, to the screen")),
            ('sto access "Piet Gast" --json', _("somebody who is only named, for a script; writes no file")),
        ],
    )
    parser.add_argument("person", metavar=_("PERSON"), help=_("name or id"))
    parser.add_argument("--format", choices=_FORMS, help=_("one of these only (default: html, md)"))
    parser.add_argument("-", dest="stdout", action="store_true", help=_("print it, and write no file"))


def run(context: CommandContext) -> None:
    """Run `sto access`."""
    from knowledge.problem import N_, Problem
    from knowledge.today import today
    from sto_tui.commands.terminal.output import write
    from sto_tui.wording.personal_data import (
        ACCESS_FORMS,
        linked_titles,
        personal_file,
        personal_page,
        write_personal_files,
    )

    args, workspace = context.args, context.workspace
    data = workspace.personal_data(_document(context, args.person), args.person)
    if data.is_nothing:
        raise Problem(N_("Nothing here is about “{name}”. `sto list person` shows the people."), name=args.person)
    region, titles = workspace.region(today()), linked_titles(workspace, data)
    if context.json:
        context.answer(_as_json(data, region, titles), "")
        return
    page = personal_page(data, region, titles, workspace.name)
    if args.stdout:
        write(personal_file(page, args.format or "md"))
        return
    files = write_personal_files(page, data.name, (args.format,) if args.format else ACCESS_FORMS)
    said = [_("Everything about {name} is in {file}").format(name=data.name, file=each) for each in files]
    context.answer({}, "\n".join([*said, _("Only you can read it. Remove it when it was handed over.")]))


def _document(context: CommandContext, name: str) -> Document | None:
    """The document of the person that `name` (a name or an id) means, None when nobody in the directory is called so.

    Raises `WrongUse` for something else, or when it isn't clear who is meant.
    """
    from knowledge.model.records.person import Person
    from knowledge.problem import N_, UnknownId, WrongUse

    found = context.workspace.named(Person.kind, name)
    if found is None:
        try:
            found = context.document(name)
        except UnknownId:
            return None
    if not isinstance(found.record, Person):
        raise WrongUse(N_("“{title}” is no person."), title=found.record.title)
    return found


def _as_json(data: PersonalData, region: Region, titles: dict[str, str]) -> dict[str, Any]:
    from sto_tui.commands.view import iso
    from sto_tui.wording.personal_data import WithoutOthers

    without = WithoutOthers(region, data.name, titles)
    return {
        "name": data.name,
        "day": region.today.isoformat(),
        **_conditions_as_json(data, region),
        "own": [_own_as_json(each, without) for each in data.own],
        "mentions": [
            {
                "id": each.document.id,
                "kind": each.document.kind,
                "title": without(each.document.record.title),
                "date": each.document.record.when.isoformat() if each.document.record.when else None,
                "fields": list(each.fields),
                "passages": [without(passage) for passage in each.passages],
                "only_earlier": each.is_past,
                "in_bin": each.document.deleted,
            }
            for each in data.mentions
        ],
        "writing": {
            "changes": data.writing.changes,
            "records": data.writing.documents,
            "first": iso(data.writing.first) or None,
            "last": iso(data.writing.last) or None,
        },
        "private": [str(each) for each in data.private],
        "searches": list(data.searches),
        "exported": [str(each) for each in data.exported],
    }


def _conditions_as_json(data: PersonalData, region: Region) -> dict[str, Any]:
    """Where it came from, and for how long it is kept."""
    from knowledge.work.retention import last_contacts
    from sto_tui.commands.view import iso

    entered = [record.history[0] for record in data.own[:1]]
    last = [last_contacts(region).get(record.document.id) for record in data.own[:1]]
    return {
        "entered": [{"author": each.author, "time": iso(each.time)} for each in entered],
        "retention_months": region.settings.retention_months,
        "last_contact": next((each.day.isoformat() for each in last if each), None),
    }


def _own_as_json(record: OwnRecord, without: WithoutOthers) -> dict[str, Any]:
    from knowledge.journal.difference import changed_fields
    from sto_tui.commands.view import iso
    from sto_tui.wording.personal_data import BOOKKEEPING, in_order

    document = record.document
    return {
        "id": document.id,
        "merged_into": document.merged_into or None,
        "in_bin": document.deleted,
        "fields": {
            name: without.value(document.kind, name, value)
            for name, value in in_order(document)
            if name not in BOOKKEEPING
        },
        "history": [
            {
                "time": iso(step.time),
                "author": step.author,
                "field": each.name,
                "before": without.value(document.kind, each.name, each.before),
                "after": without.value(document.kind, each.name, each.after),
            }
            for step in record.history
            for each in changed_fields(step.before, step.after)
            if each.name not in BOOKKEEPING
        ],
    }
