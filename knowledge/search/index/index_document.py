"""What can be found of a document: its text, flattened for the index (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge.journal.document import Document
from knowledge.model.fields import SAFE_ID, Choice, Choices, Day, Field, Link, Links, Table
from knowledge.model.kinds import fields_of
from knowledge.model.records.record import Record
from knowledge.model.reuse import reuse_of
from knowledge.search.facets import FACETS, Ids

_APART = frozenset({"title", "tags", "partners"})
"""Fields that have a place of their own in an `IndexDocument`."""

_MARKS = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?:\[[ x]\][ \t]+)?)|\*\*|__|`", re.MULTILINE)
"""The marks of Markdown, which nobody searches for and which only clutter a snippet."""


@dataclass(frozen=True)
class IndexDocument:
    """One document as the index takes it in: everything searchable already flattened to plain text.

    `partners` are ids (for filtering); `partner_names` are the names people search by. `body` is plain text, `day` the
    day the record is about, `changed` the hybrid clock stamp of its latest change. `facets` gives for each facet the
    values of the fields that are declared with its name. `reused` is how much it is reused (`Reuse.weight`).
    """

    id: str
    kind: str
    title: str
    body: str
    tags: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    partner_names: tuple[str, ...] = ()
    day: date | None = None
    changed: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    writer: str = ""
    reused: int = 0
    trashed: bool = False


def index_document(document: Document, titles: Mapping[str, str], ranking: Iterable[Record] = ()) -> IndexDocument:
    """`document` as the index takes it in; `titles` gives the names of the documents it links to.

    `ranking` are the records by which it is ranked.

    In a conflict every sibling's text is included, so that both can be found until somebody chooses.
    """
    record = document.record
    parts = [_text(field, getattr(record, name), titles) for name, field in _searched(document.kind)]
    parts += _unknown_words(record)
    parts += [
        sibling.value
        for siblings in document.conflicts.values()
        for sibling in siblings[1:]
        if isinstance(sibling.value, str)
    ]
    return IndexDocument(
        id=document.id,
        kind=document.kind,
        title=_composed(record.title),
        body=_MARKS.sub("", _composed("\n".join(part for part in parts if part))),
        tags=tuple(_composed(tag) for tag in record.tags),
        partners=record.linked_partners,
        partner_names=tuple(_composed(titles[partner]) for partner in record.linked_partners if partner in titles),
        day=record.when,
        changed=document.changed,
        facets=facet_values(record, titles),
        writer=document.author,
        reused=reuse_of(record, ranking).weight,
        trashed=document.deleted,
    )


def facet_values(record: Record, titles: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """For each facet, the values of the fields of `record` that are declared with its name.

    A link gives the name of its target, and also the id if the values of the facet are ids.
    """
    found: dict[str, tuple[str, ...]] = {}
    for name, field_ in fields_of(record.kind).items():
        facet = FACETS.get(field_.facet)
        if facet is None:
            continue
        value = getattr(record, name)
        values = value if isinstance(value, tuple) else (value,)
        if isinstance(field_.type, Link | Links):
            names = tuple(titles[each] for each in values if each in titles)
            if isinstance(facet.values, Ids):
                found[facet.names] = (*found.get(facet.names, ()), *names)
            else:
                values = names
        found[facet.name] = (*found.get(facet.name, ()), *filter(None, values))
    return found


def _composed(text: str) -> str:
    """`text` with each accented letter as one character: a separate accent, as some write, would split a word."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def _searched(kind: str) -> list[tuple[str, Field]]:
    fields = fields_of(kind)
    return [(name, field) for name, field in fields.items() if field.searched and name not in _APART]


def _unknown_words(record: Record) -> list[str]:
    """The words in fields that only a newer version knows: what looks like words and not like ids or days."""
    values = [each for value in record.extra.values() for each in (value if isinstance(value, list) else [value])]
    return [each for each in values if isinstance(each, str) and (each.isalpha() or not SAFE_ID.fullmatch(each))]


def _text(field: Field, value: object, titles: Mapping[str, str]) -> str:
    """The words of one field: codes stay codes, links become names, and a table gives only its texts."""
    if isinstance(field.type, Links) and isinstance(value, tuple):
        return " · ".join(titles[item] for item in value if item in titles)
    if isinstance(field.type, Link):
        return titles.get(str(value), "")
    if isinstance(field.type, Day):
        return ""
    if isinstance(field.type, Choice | Choices):
        return field.type.show(value)
    if isinstance(field.type, Table) and isinstance(value, Mapping):
        return "\n".join(item for item in value.values() if isinstance(item, str) and item)
    return field.type.show(value) if value else ""
