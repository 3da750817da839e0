"""What can be found of a document: its text, flattened for the index (pure)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from knowledge import bounds
from knowledge.journal.document import Document
from knowledge.model.fields import SAFE_ID, Choice, Choices, Day, Field, Link, Links, Table
from knowledge.model.kinds import fields_of
from knowledge.model.records.record import Record
from knowledge.model.reuse import reuse_of
from knowledge.search.dutch.analysis import placed
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
    `is_whole` tells that nothing went over the bounds of what is indexed (`knowledge.bounds`).
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
    is_whole: bool = True


def index_document(document: Document, titles: Mapping[str, str], ranking: Iterable[Record] = ()) -> IndexDocument:
    """`document` as the index takes it in; `titles` gives the names of the documents it links to.

    `ranking` are the records by which it is ranked.

    In a conflict every sibling's text is included, so that both can be found until somebody chooses. What goes over the
    bounds of what is indexed is left out: first of the body, then of the names of partners, the tags and the title.
    """
    record = document.record
    budget = _Budget()
    partners = record.linked_partners[: bounds.INDEXED_VALUES]
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
        title=budget.taken(_composed(record.title)),
        tags=tuple(budget.taken(_composed(tag)) for tag in record.tags[: bounds.INDEXED_VALUES]),
        partners=partners,
        partner_names=tuple(budget.taken(_composed(titles[partner])) for partner in partners if partner in titles),
        body=budget.taken(_MARKS.sub("", _composed("\n".join(part for part in parts if part)))),
        day=record.when,
        changed=document.changed,
        facets=facet_values(record, titles),
        writer=document.author,
        reused=reuse_of(record, ranking).weight,
        trashed=document.deleted,
        is_whole=budget.is_kept,
    )


class _Budget:
    """How much more of a record is indexed; `is_kept` until something had to be left out."""

    def __init__(self) -> None:
        self._characters = bounds.INDEXED_CHARACTERS
        self._words: set[str] = set()
        self.is_kept = True

    def taken(self, text: str) -> str:
        """`text`, or its beginning as far as the bounds for the whole record allow."""
        end = len(text) if len(text) <= self._characters else self._last_gap(text)
        for place, word in placed(text, 0, end):
            self._words.add(word)
            if len(self._words) > bounds.INDEXED_WORDS:
                end = place
                break
        self._characters -= end
        self.is_kept &= end == len(text)
        return text[:end]

    def _last_gap(self, text: str) -> int:
        """Where the last word ends that the bound on characters leaves whole."""
        end = self._characters
        while end and not text[end].isspace():
            end -= 1
        return end


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
                found[facet.names] = (*found.get(facet.names, ()), *names[: bounds.INDEXED_VALUES])
            else:
                values = names
        found[facet.name] = (*found.get(facet.name, ()), *filter(None, values[: bounds.INDEXED_VALUES]))
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
