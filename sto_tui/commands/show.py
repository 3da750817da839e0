"""`sto show`: show one record in full, with what came of a meeting or how far a checklist is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from knowledge.today import today
from sto_tui.commands.context import CommandContext
from sto_tui.commands.parsing.arguments import id_argument
from sto_tui.commands.terminal.output import cut, short_id
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe, safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.partner import Partner
    from knowledge.model.records.use import Use
    from sto_tui.commands.verbs import Verbs


def declare(verbs: Verbs) -> None:
    """Add the verb."""
    parser = verbs.add(
        "show",
        _("show everything about one record"),
        run,
        [
            ("sto show 7f3a9c21", _("the end of an id, as lists show it, is enough")),
            ("sto show 7f3a9c21 --json", _("all fields for a script")),
        ],
    )
    id_argument(parser)


def run(context: CommandContext) -> None:
    """Run `sto show`."""
    from knowledge.model.records.checklist_run import ChecklistRun
    from knowledge.model.records.lesson import Lesson
    from knowledge.model.records.meeting import Meeting
    from knowledge.model.records.partner import Partner
    from knowledge.work.capacity import TARGETS
    from sto_tui.commands.view import as_json, titles_for
    from sto_tui.wording.results import only_beginning_found

    document = context.document(context.args.id)
    titles = titles_for(context.workspace, [document])
    value = as_json(document, titles) if context.json else {}
    lines: list[str] = []
    first: list[str] = []
    if isinstance(document.record, Partner):
        first = _asked(context, document.record, value)
    elif isinstance(document.record, TARGETS) and not document.deleted:
        lines = _signed_up(context, document, value)
    elif isinstance(document.record, Meeting):
        lines = _came_of_it(context, document, value)
    elif isinstance(document.record, Lesson):
        lines = _used(context, document, value)
    elif isinstance(document.record, ChecklistRun):
        from knowledge.problem import Problem
        from sto_tui.commands.checklist.walks import standing

        try:
            lines = standing(context, document, value)
        except Problem as unreadable:  # only the checklist behind the run is unreadable
            context.say(tell(unreadable))
    lines += _merged(context, document, value)
    if context.workspace.is_cut(document):
        value["cut"] = True
        lines += ["", f"⚠ {only_beginning_found()}"]
    context.answer(value, "\n".join([record_page(document, titles, first), *lines]))


def _merged(context: CommandContext, document: Document, value: dict[str, Any]) -> list[str]:
    """Put in `value` what `document` was merged into and what was merged into it; return the latter as lines."""
    if document.merged_into:
        value["merged_into"] = context.workspace.titles([document.merged_into]).get(document.merged_into, "")
        value["merged_into_id"] = document.merged_into
        return []
    others = context.workspace.merging.merged_into(document)
    if others:
        value["merged"] = [{"id": each.id, "title": each.record.title} for each in others]
    head = ["", _("Merged into this").upper()] if others else []
    return head + [f"  {safe_line(each.record.title)} ({short_id(each.id)})" for each in others]


def _came_of_it(context: CommandContext, meeting: Document, value: dict[str, Any]) -> list[str]:
    """Put the actions and lessons of a meeting in `value`, and return the same as lines to read."""
    from knowledge.catalogue.listing import Listing
    from knowledge.model.records.action import Action
    from knowledge.model.records.lesson import Lesson
    from sto_tui.commands.view import list_line

    actions = context.workspace.documents(Listing(Action.kind, origin=meeting.id, sort="due"))
    lessons = context.workspace.documents(Listing(Lesson.kind, origin=meeting.id))
    value["actions"] = [_action_json(document) for document in actions]
    value["lessons"] = [{"id": document.id, "title": document.record.title} for document in lessons]
    lines: list[str] = []
    for heading, documents in ((_("Actions"), actions), (_("Lessons"), lessons)):
        if documents:
            lines += ["", heading.upper(), *(list_line(document, {}, today()) for document in documents)]
    return lines


def _asked(context: CommandContext, partner: Partner, value: dict[str, Any]) -> list[str]:
    """Put in `value` how much is asked of `partner`; return that, and its “nu niet”, as the first lines to read."""
    from sto_tui.commands.view import load_json
    from sto_tui.wording.load import load_lines

    region = context.workspace.region(today())
    value.update(load_json(region, partner))
    return load_lines(region, partner, context.workspace.on_behalf)


def _signed_up(context: CommandContext, document: Document, value: dict[str, Any]) -> list[str]:
    """Put who signed up for an offer, request or activity in `value`, and return that as lines to read.

    Of a request, they begin with what it has and lacks as a question.
    """
    from knowledge.model.records.request import Request
    from knowledge.model.records.signup import Signup
    from knowledge.work.capacity import capacity, target_of
    from knowledge.work.question import quality
    from sto_tui.commands.signup.list import signup_page, signup_rows
    from sto_tui.wording.places import quality_line
    from sto_tui.wording.words import kinds_word

    lines: list[str] = []
    if isinstance(document.record, Request):
        found = quality(document.record)
        value["quality"] = {"score": found.score, "missing": list(found.missing)}
        lines += ["", _("As a question: {quality}").format(quality=quality_line(found))]
    region = context.workspace.region(today())
    target = target_of(region, document.id)
    if target is None:
        return lines
    places = capacity(region, target)
    value["signups"] = list(signup_rows(places, region))
    if places.signups:
        lines += ["", kinds_word(Signup.kind).upper(), *signup_page(places, region)]
    return lines


def _used(context: CommandContext, lesson: Document, value: dict[str, Any]) -> list[str]:
    """Put the uses of a lesson in `value`, and return how often it was used and how that went as lines to read."""
    from knowledge.model.records.use import Use
    from sto_tui.wording.reuse import failed_line, use_lines, used_in
    from sto_tui.wording.words import kinds_word

    reuse = context.workspace.reuse(lesson)
    value["used_in"] = reuse.count
    value["uses"] = [_use_json(use) for use in reuse.uses]
    if not reuse.uses and not reuse.lines:
        return []
    lines = [used_in(reuse), *filter(None, [failed_line(reuse)]), *use_lines(reuse)]
    return ["", kinds_word(Use.kind).upper(), *(f"  {line}" for line in lines)]


def _use_json(use: Use) -> dict[str, Any]:
    """A use as JSON, as shown under its lesson."""
    return {
        "id": use.id,
        "who": use.who,
        "date": use.date.isoformat() if use.date else None,
        "purpose": use.purpose,
        "outcome": use.outcome,
        "note": use.note,
    }


def _action_json(document: Document) -> dict[str, Any]:
    """An action as JSON, as shown under its meeting."""
    record: Any = document.record
    return {
        "id": document.id,
        "what": record.title,
        "who": record.who,
        "due": record.due.isoformat() if record.due else None,
        "state": record.state or "open",
    }


def record_page(document: Document, titles: Mapping[str, str], first: Sequence[str] = ()) -> str:
    """All of `document` as text to read; what other records say about it is only in the lines that come `first`."""
    from knowledge.model.fields import Text
    from knowledge.model.kinds import fields_of
    from sto_tui.wording.dates import show_day, show_time
    from sto_tui.wording.words import extra_lines, kind_word, shown

    record = document.record
    facts = [kind_word(document.kind), show_day(record.when), safe_line(document.author)]
    lines = [safe_line(record.title), " · ".join(fact for fact in facts if fact), ""]
    lines += [*first, *([""] if first else [])]
    lines += _warnings(document, titles)
    texts: list[str] = []
    for name, declared in fields_of(document.kind).items():
        value = getattr(record, name)
        if not value or not declared.shown or name in ("title", "body"):
            continue
        if isinstance(declared.type, Text):
            texts += ["", _(declared.label).upper(), safe(value)]
        else:
            text = shown(declared, value, titles).replace("\n", "\n" + " " * 24)
            lines.append(f"{_(declared.label) + ':':23} {text}")
    lines += [f"{name + ':':23} {told}" for name, told in extra_lines(record, titles)]
    changed = _("Changed")
    lines.append(f"{changed + ':':23} {show_time(document.changed)}")
    lines.append(f"{'Id:':23} {document.id}")
    return "\n".join([*lines, *texts, *(["", safe(record.body)] if record.body else [])])


def _warnings(document: Document, titles: Mapping[str, str]) -> list[str]:
    from sto_tui.wording.pupil_texts import pupil_lines
    from sto_tui.wording.words import field_word, stored_line

    lines = []
    if document.merged_into:
        said = _("This was merged into “{title}” ({id}). `sto unmerge {own}` takes them apart.")
        title = safe_line(titles.get(document.merged_into, ""))
        lines.append(said.format(title=title, id=short_id(document.merged_into), own=short_id(document.id)))
    if document.deleted:
        lines.append(_("This is in the bin. `sto restore {id}` takes it out.").format(id=short_id(document.id)))
    if document.revived:
        lines.append(_("Deleted by one person while another changed it; it was kept."))
    lines += [f"⚠ {line}" for line in pupil_lines(document.record)]
    for name, siblings in document.conflicts.items():
        field = f"{field_word(document.kind, name)} ({safe_line(name)})"
        lines.append(_("{field}: written by several people at once; all versions are kept:").format(field=field))
        lines += [
            f"  {safe_line(item.author)}: {cut(stored_line(document.kind, name, item.value), 60)}" for item in siblings
        ]
    return [*lines, ""] if lines else []
