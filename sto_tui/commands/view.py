"""Documents as the command line shows them: flat JSON with stable names, a line in a list, who wrote a version."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from sto_tui.commands.terminal.output import cut, short_id, width
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line

if TYPE_CHECKING:
    from knowledge.journal.document import Document, Sibling
    from knowledge.model.records.partner import Partner
    from knowledge.model.region import Region
    from knowledge.workspace import Workspace


def titles_for(workspace: Workspace, documents: Iterable[Document]) -> dict[str, str]:
    """The titles of everything `documents` link to, by id."""
    from knowledge.model.kinds import linked_ids

    found = list(documents)
    ids = (target for document in found for target in linked_ids(document.record))
    return workspace.titles([*ids, *(document.merged_into for document in found if document.merged_into)])


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
    hidden = bulky(document.kind)
    return {name: value for name, value in flat.items() if name not in hidden}


def load_json(region: Region, partner: Partner) -> dict[str, Any]:
    """How much is asked of `partner`, and whether it said “nu niet”, as it stands with a partner in JSON."""
    from knowledge.work.approach_load import load_of
    from knowledge.work.not_now import is_not_now
    from sto_tui.commands.approach.add import load_as_json

    return {"load": load_as_json(load_of(region, partner.id)), "not_now": is_not_now(partner, region.today)}


def bulky(kind: str) -> frozenset[str]:
    """The fields of `kind` that hold copies for programs and are never printed."""
    from knowledge.model.kinds import fields_of

    return frozenset(name for name, field in fields_of(kind).items() if field.bulky)


def list_line(document: Document, titles: Mapping[str, str], today: date, mark: str = "") -> str:
    """One line for `document`: its id, day, state, a `mark` if there is one, title, and people or partners."""
    from sto_tui.wording.dates import day_to_type
    from sto_tui.wording.words import beside, state_word

    record = document.record
    state = state_word(record, today)
    told = beside(record, titles)
    title = (safe_line(record.title) or _("(no title)")) + (f" — {', '.join(told)}" if told else "")
    marks = "".join(f"[{each}] " for each in (state, mark) if each)
    if document.conflicts:
        marks += _("[choice to make]") + " "
    return cut(f"{short_id(document.id):12} {day_to_type(record.when):10} {marks}{title}", width())


def who(sibling: Sibling, devices: dict[str, str]) -> str:
    """Who wrote a version, when, and on which device, in words."""
    from sto_tui.wording.dates import show_time

    device = devices.get(sibling.replica) or sibling.replica
    return f"{safe_line(sibling.author)}, {show_time(sibling.time)}, {safe_line(device)}"
