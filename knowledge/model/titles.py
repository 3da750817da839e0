"""Titles that nobody types, because other fields say enough: "Els Wassink · Lasgastles in twee groepen" (pure).

A kind declares what its title is made of: ``title = declare(…, made_of=("who", "lesson"))``.
Such a title is never stored in the journal, so that it follows what it names, and nothing of an erased document stays
in it. The catalogue makes it.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from datetime import date
from typing import TypeVar

from knowledge.model.fields import Link, Links
from knowledge.model.kinds import fields_of
from knowledge.model.records.record import Record

_Record = TypeVar("_Record", bound=Record)

_BETWEEN = " · "


def has_made_title(kind: str) -> bool:
    """Whether titles of `kind` are made, not typed."""
    return bool(fields_of(kind)["title"].made_of)


def title_of(record: Record, names: Mapping[str, str]) -> str:
    """The title of `record`, typed or made; `names` has the titles of the documents it links to.

    A made title reads the same in every language: names, codes and days, without what is empty or unknown.
    """
    made_of = fields_of(record.kind)["title"].made_of
    if not made_of:
        return record.title
    return _BETWEEN.join(filter(None, (_part(record, name, names) for name in made_of)))


def titled(record: _Record, title: str) -> _Record:
    """`record` with `title` if titles of its kind are made."""
    return dataclasses.replace(record, title=title) if has_made_title(record.kind) else record


def _part(record: Record, name: str, names: Mapping[str, str]) -> str:
    value = getattr(record, name)
    if isinstance(value, date):
        return f"{value:%d-%m}"
    values = value if isinstance(value, tuple) else (value,)
    if isinstance(fields_of(record.kind)[name].type, Link | Links):
        values = tuple(names.get(each, "") for each in values)
    return ", ".join(" ".join(str(each).split()) for each in values if each)
