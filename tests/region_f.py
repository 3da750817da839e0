"""The small region "F" by which the rules of the network are checked: 65 records, seen on Monday 23 November 2026.

`region()` has them in memory, for rules; `brought_in` puts them in a space, for verbs and screens.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from knowledge.exchange.bringing_in import bring_in
from knowledge.exchange.formats import jsonl
from knowledge.exchange.labels import ids_name
from knowledge.exchange.making import made
from knowledge.exchange.shape import incoming
from knowledge.exchange.source import opened
from knowledge.model.fields import Link, Links
from knowledge.model.kinds import fields_of
from knowledge.model.records.record import Record
from knowledge.model.region import Region
from knowledge.workspace import Workspace

FILE = Path(__file__).with_suffix(".jsonl")
T = date(2026, 11, 23)


def region(today: date = T, *more: Record, without: Iterable[str] = ()) -> Region:
    """Region F on the day `today`, with the records `more` (in place of the same ids) and `without` some."""
    records: dict[str, dict[str, Record]] = {}
    for record in (*_records(), *more):
        if record.id not in without:
            records.setdefault(record.kind, {})[record.id] = record
    return Region(today, {kind: dict(sorted(of_kind.items())) for kind, of_kind in records.items()})


def _record(raw: dict[str, Any]) -> Record:
    """The record that a line of the file describes."""
    read = incoming(raw)
    found = made(read, read.id)
    links = {
        name: tuple(raw.get(ids_name(name, field.type), ()))
        if isinstance(field.type, Links)
        else raw.get(ids_name(name, field.type), "")
        for name, field in fields_of(found.kind).items()
        if isinstance(field.type, Link | Links)
    }
    return type(found)(**{**vars(found), **links}).settled(None, T)


@cache
def _records() -> tuple[Record, ...]:
    return tuple(_record(json.loads(line)) for line in FILE.read_text("utf-8").splitlines())


def brought_in(workspace: Workspace) -> Workspace:
    """`workspace` with the records of region F."""
    with opened(str(FILE), jsonl.FORMAT, "lesson", BytesIO) as source:
        report = bring_in(workspace, source)
    assert (report.added, report.refused) == (65, ())
    return workspace
