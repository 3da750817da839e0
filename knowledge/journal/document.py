"""A document: the merged state of one partner, lesson, meeting …"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from knowledge.model.codec import Fields
from knowledge.model.records.record import Record


@dataclass(frozen=True)
class Sibling:
    """One of several concurrent values of a field, with who wrote it."""

    value: Any  # any JSON; msgspec cannot evaluate the recursive alias
    author: str
    replica: str
    time: str
    ref: str


@dataclass(frozen=True)
class Document:
    """The result of merging the changes of one document.

    `fields` are the merged flat fields, `record` their typed form, in which the catalogue has followed links to merged
    documents. `merged_into` is the id of the document that stands for this one, "" if none does. `heads` are the refs
    of the changes that no other known change has seen: a save names them as what its author had seen. `awaited` are the
    refs that were seen by its changes and aren't known here. `conflicts` maps
    a field name to its siblings, the shown one first. `revived` tells that somebody edited what another deleted.
    `created` and `changed` are hybrid clock stamps (``2026-11-23T14:03:11.123Z+0000``), and `author` wrote the `latest`
    change, which is named by its ref.
    """

    id: str
    kind: str
    fields: Fields
    record: Record
    heads: tuple[str, ...]
    created: str
    changed: str
    author: str
    replica: str
    latest: str = ""
    awaited: tuple[str, ...] = ()
    deleted: bool = False
    revived: bool = False
    erased: bool = False
    conflicts: Mapping[str, tuple[Sibling, ...]] = field(default_factory=dict)
    merged_into: str = ""
