"""The promises made to the devices of a simulation, and the check that they hold once all changes have arrived."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from knowledge.journal.change import ERASE, Change
from knowledge.journal.document import Document
from knowledge.model.codec import Fields
from knowledge.problem import UnknownId
from knowledge.workspace import Workspace
from tests.simulation.device import Device, add_changes, decoded
from tests.simulation.folder import Storage


@dataclass(frozen=True)
class Promise:
    """A value that a save acknowledged: from then on it can be looked up."""

    document: str
    field: str
    value: str
    """As JSON."""

    def is_kept_by(self, changes: Iterable[Change]) -> bool:
        """Whether one of `changes` says so."""
        return any(change.document == self.document and self.is_said_in(change.set) for change in changes)

    def is_said_in(self, fields: Fields) -> bool:
        """Whether `fields` hold the value."""
        return self.field in fields and as_json(fields[self.field]) == self.value


@dataclass
class Promises:
    """Every acknowledged write, and the documents that were erased.

    A private home put back from a backup, or a damaged disk, may take away the only place where something stood. Such
    a promise is `fragile`: it holds for as long as the folder or something on its way there has it.
    """

    made: dict[Promise, None] = field(default_factory=dict)
    fragile: set[Promise] = field(default_factory=set)
    markers: dict[str, str] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    maybe_erased: set[str] = field(default_factory=set)
    excused: set[str] = field(default_factory=set)

    def make(self, document: str, fields: Fields) -> None:
        """Promise that `fields` of `document` can be looked up."""
        for name, value in fields.items():
            self.made[Promise(document, name, as_json(value))] = None

    def weaken(self, devices: list[Device]) -> None:
        """Look which promises no device keeps by itself any more."""
        held = mirrored(devices)
        self.fragile |= {each for each in self.made if not each.is_kept_by(held)}

    def give_up(self, devices: list[Device], storage: Storage) -> None:
        """Let go of the fragile promises, and of erasures, that no longer stand anywhere."""
        if not self.fragile and not self.erased:
            return
        held = [*mirrored(devices), *on_their_way(storage)]
        for promise in [each for each in self.fragile if not each.is_kept_by(held)]:
            self.fragile.discard(promise)
            self.made.pop(promise, None)
        asked = {change.document for change in held if change.kind == ERASE}
        self.excused |= self.erased - asked
        self.maybe_erased |= self.erased - asked
        self.erased &= asked

    def broken_at(self, workspace: Workspace, erased: set[str]) -> list[str]:
        """The promises that `workspace` doesn't keep, in words."""
        found: dict[str, list[Fields]] = {}
        wrong = []
        for promise in self.made:
            if promise.document in erased | self.excused:
                continue
            if promise.document not in found:
                found[promise.document] = list(_said(workspace, promise.document))
            if not any(promise.is_said_in(fields) for fields in found[promise.document]):
                wrong.append(f"{promise.document} {promise.field}={promise.value}")
        return wrong


def _said(workspace: Workspace, document_id: str) -> Iterator[Fields]:
    """Everything that can be looked up about a document: as it is, its siblings, its history."""
    try:
        document = workspace.get(document_id)
    except UnknownId:
        return
    yield document.fields
    for name, siblings in document.conflicts.items():
        yield from ({name: sibling.value} for sibling in siblings)
    for version in workspace.history(document_id):
        yield version.set
        yield version.document.fields


def mirrored(devices: list[Device]) -> list[Change]:
    """Every change in the mirror of any of `devices`."""
    return [change for device in devices for change in device.changes().values()]


def on_their_way(storage: Storage) -> list[Change]:
    """Every change in a file of any view, or in one that is to arrive there."""
    files = {version.data for view in storage.views for version in view.files.values()}
    files |= {arrival.version.data for view in storage.views for arrival in view.inbox if arrival.version}
    return [change for data in sorted(files) for change in decoded(data)]


def known_in(files: Mapping[str, bytes]) -> dict[str, Change]:
    """The changes that the files of a folder add up to, by ref."""
    held: dict[str, Change] = {}
    for path, data in sorted(files.items()):
        if path.startswith("journal/"):
            add_changes(held, decoded(data))
    return held


def documents_of(workspace: Workspace, ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Those of the documents `ids` that `workspace` has, as plain values."""
    found = {}
    for each in sorted(ids):
        with contextlib.suppress(UnknownId):
            found[each] = plain(workspace.get(each))
    return found


def plain(document: Document) -> dict[str, Any]:
    """All there is to a document."""

    return dict(vars(document))


def traces_of(marker: str, root: Path) -> list[str]:
    """The files below `root` in which `marker` stands."""
    wanted = marker.encode()
    return [str(path) for path in sorted(root.rglob("*")) if path.is_file() and wanted in path.read_bytes().lower()]


def as_json(value: Any) -> str:
    """`value` as text to compare by."""
    return msgspec.json.encode(value, order="sorted").decode()
