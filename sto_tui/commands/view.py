"""Documents as the command line shows them: flat JSON with stable names, and text to read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from sto_tui.commands.terminal.output import cut, short_id, width
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe, safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document, Version
    from knowledge.workspace import Workspace

_BULKY = ("form",)
"""Long fields that no list or page shows: the file a checklist run was started from."""


def titles_for(workspace: Workspace, documents: Iterable[Document]) -> dict[str, str]:
    """The names of everything `documents` link to."""
    from knowledge.exchange.shape import linked_ids

    return workspace.titles(target for document in documents for target in linked_ids(document.record))


def iso(stamp: str) -> str:
    """A hybrid clock stamp as an ISO 8601 time in UTC."""
    return stamp.partition("+")[0]


def as_json(document: Document, titles: Mapping[str, str]) -> dict[str, Any]:
    """`document` flat, with every field of its kind; `titles` names what it links to."""
    from knowledge.exchange.shape import values_of

    record = document.record
    values = values_of(record, titles)
    first = {
        "id": document.id,
        "kind": document.kind,
        "title": record.title,
        "date": record.when.isoformat() if record.when else None,
        "tags": list(record.tags),
        "partners": [titles.get(item, item) for item in record.linked_partners],
        "partner_ids": list(record.linked_partners),
        "body": record.body,
    }
    about = {
        "created": iso(document.created),
        "changed": iso(document.changed),
        "changed_by": document.author,
        "deleted": document.deleted,
        "conflicts": {
            name: [{"value": item.value, "author": item.author, "time": iso(item.time)} for item in siblings]
            for name, siblings in document.conflicts.items()
        },
    }
    flat = {**record.extra, **first, **values, **about}
    if "state" in values:
        flat["state"] = values["state"] or "open"
    flat["author"] = flat.get("author") or document.author
    return {name: value for name, value in flat.items() if name not in _BULKY}


def action_json(document: Document) -> dict[str, Any]:
    """What `show` tells of an action under its meeting."""
    record: Any = document.record
    return {
        "id": document.id,
        "what": record.title,
        "who": record.who,
        "due": record.due.isoformat() if record.due else None,
        "state": record.state or "open",
    }


def state_word(document: Document, today: date) -> str:
    """Where an action or checklist stands, in a word; empty for what has no state."""
    from knowledge.model.kinds import FIELDS

    record: Any = document.record
    declared = FIELDS[document.kind].get("state")
    if declared is None:
        return ""
    if document.kind == "action" and record.is_open and record.due and record.due < today:
        return _("overdue")
    code = record.state or "open"
    return _(declared.type.vocabulary.label(code))  # type: ignore[attr-defined]


def list_line(document: Document, titles: Mapping[str, str], today: date) -> str:
    """One line for `document`: id, day, state, title, and who or which partners."""
    from sto_tui.wording.dates import typed_day

    record: Any = document.record
    state = state_word(document, today)
    people = [record.who] if document.kind == "action" and record.who else []
    people += [titles[item] for item in record.linked_partners if item in titles]
    if document.kind == "partner":
        people = [record.place] if record.place else []
    title = safe_line(record.title) + (f" — {', '.join(people)}" if people else "")
    marks = f"[{state}] " if state else ""
    if document.conflicts:
        marks += _("[choice to make]") + " "
    return cut(f"{short_id(document.id):12} {typed_day(record.when):10} {marks}{title}", width())


def page(document: Document, titles: Mapping[str, str]) -> str:
    """All of `document` to read, apart from what other records say about it."""
    from knowledge.model.fields import Text
    from knowledge.model.kinds import FIELDS
    from sto_tui.wording.dates import show_day, show_time
    from sto_tui.wording.words import kind_word, shown

    record = document.record
    facts = [kind_word(document.kind), show_day(record.when), safe_line(document.author)]
    lines = [safe_line(record.title), " · ".join(fact for fact in facts if fact), ""]
    lines += _warnings(document)
    texts: list[str] = []
    for name, declared in FIELDS[document.kind].items():
        value = getattr(record, name)
        if not value or name in ("title", "body", "form", "answers", "at", "question"):
            continue
        if isinstance(declared.type, Text):
            texts += ["", _(declared.label).upper(), safe(value)]
        else:
            text = shown(declared, value, titles).replace("\n", "\n" + " " * 24)
            lines.append(f"{_(declared.label) + ':':23} {text}")
    lines += [f"{safe_line(name) + ':':23} {safe_line(str(value))}" for name, value in record.extra.items()]
    lines.append(f"{_('Changed') + ':':23} {show_time(document.changed)}")
    lines.append(f"{'Id:':23} {document.id}")
    return "\n".join([*lines, *texts, *(["", safe(record.body)] if record.body else [])])


def _warnings(document: Document) -> list[str]:
    lines = []
    if document.deleted:
        lines.append(_("This is in the bin. `sto restore {id}` takes it out.").format(id=short_id(document.id)))
    if document.revived:
        lines.append(_("Deleted by one person while another changed it; it was kept."))
    for name, siblings in document.conflicts.items():
        lines.append(_("{field}: written by several people at once; all versions are kept:").format(field=name))
        lines += [f"  {safe_line(item.author)}: {cut(str(item.value), 60)}" for item in siblings]
    return [*lines, ""] if lines else []


def history_json(versions: Sequence[Version]) -> list[dict[str, Any]]:
    """The steps of a document, oldest first."""
    from knowledge.journal.difference import changed_fields

    return [
        {
            "version": step.ref,
            "time": iso(step.time),
            "author": step.author,
            "replica": step.replica,
            "set": dict(step.set),
            "changes": [
                {"field": each.name, "before": each.before, "after": each.after}
                for each in changed_fields(step.before, step.document.fields)
            ],
        }
        for step in versions
    ]


def history_text(kind: str, versions: Sequence[Version]) -> str:
    """The steps of a document to read, oldest first."""
    from sto_tui.wording.dates import show_time

    return "\n".join(
        "\n".join(
            [
                f"{show_time(step.time)}  {safe_line(step.author)}  {_fields_set(kind, step)}",
                f"    {step.ref}",
                *_differences(kind, step),
            ]
        )
        for step in versions
    )


def _differences(kind: str, step: Version) -> Iterator[str]:
    """What a step changed, line by line for texts."""
    from knowledge.journal.difference import changed_fields, text_lines
    from knowledge.journal.settling import is_text
    from knowledge.model.kinds import FIELDS

    for each in changed_fields(step.before, step.document.fields):
        field = FIELDS.get(kind, {}).get(each.name)
        label = _(field.label) if field else safe_line(each.name)
        if is_text(kind, each.name):
            before, after = (value if isinstance(value, str) else "" for value in (each.before, each.after))
            yield f"    {label}:"
            yield from (f"      {line.mark} {safe_line(line.text)}".rstrip() for line in text_lines(before, after))
        elif each.name not in _BULKY:
            yield f"    {label}: {_value(each.before)} → {_value(each.after)}"


def _value(value: object) -> str:
    if isinstance(value, list):
        return cut(", ".join(map(str, value)), 60) or "–"
    return cut(str(value), 60) if value not in (None, "") else "–"


def _fields_set(kind: str, step: Version) -> str:
    from knowledge.model.kinds import FIELDS

    if "deleted" in step.set:
        return _("put in the bin") if step.set["deleted"] else _("taken out of the bin")
    heads = dict.fromkeys(name.partition(".")[0] for name in step.set)
    declared = FIELDS.get(kind, {})
    return ", ".join(_(declared[name].label) if name in declared else safe_line(name) for name in heads)


def shown_of(shown: int, total: int) -> str:
    """How much of a list is shown."""
    return _("{shown} of {total} shown; --limit shows more.").format(shown=shown, total=total)
