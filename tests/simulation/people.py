"""What people do in a simulation: write, edit, delete, choose, erase and search."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from knowledge.journal.document import Document
from knowledge.model import codec
from knowledge.model.records.lesson import Lesson
from knowledge.model.records.partner import Partner
from knowledge.model.records.record import Record
from knowledge.private_files import COPIED, DRAFT
from knowledge.saving import Erased, Invalid
from knowledge.search.query.query import Query
from knowledge.workspace import Workspace
from tests.simulation.story import FIGURES, Story, device_numbers, numbers

text_fields = st.sampled_from(("title", "body", "tags", "same"))


class People(Story):
    """People at their devices."""

    def _save(self, workspace: Workspace, record: Record, seen: Document) -> None:
        """Save `record`, of which the person changed something in what they saw."""
        said = codec.encode(record)
        changed = {name for name in said if getattr(record, name, None) != getattr(seen.record, name, None)}
        try:
            saved = workspace.save(record, seen=seen)
        except Invalid as invalid:  # its beginning hasn't arrived yet, or whoever began it left out what it needs
            empty = [not getattr(record, each.field) for each in invalid.problems]
            assert all(empty), f"refused, and there is nothing wrong with it: {invalid.problems}"
            return
        except Erased:
            assert record.id in self.promises.erased | self.promises.maybe_erased, "erased, and nobody asked for that"
            return
        self.promises.make(saved.id, {name: said[name] for name in changed})
        FIGURES["writes"] += 1

    def _changed(self, document: Document, what: str, which: int) -> Record:
        self.written += 1
        marker = self.promises.markers[document.id]
        record = document.record
        if what == "same":
            return replace(record, title=f"{marker} hetzelfde")
        if what == "title":
            return replace(record, title=f"{marker} {self.written}")
        if what == "tags":
            kept = [tag for place, tag in enumerate(record.tags) if which >> place & 1]
            return replace(record, tags=(*kept, f"{marker}t{self.written}"))
        lines = record.body.split("\n")
        place = which % (len(lines) + 1)
        lines[place : place + which % 2] = [f"{marker} regel {self.written}"]
        return replace(record, body="\n".join(lines))

    @rule(number=device_numbers, partner=st.booleans())
    def save_new(self, number: int, partner: bool) -> None:
        """Somebody writes something down."""
        with self.at(number, "save new") as (_, workspace):
            workspace.save(self._new(partner))
            self._wrote_new()

    @rule(number=device_numbers, count=st.integers(2, 7))
    def save_several(self, number: int, count: int) -> None:
        """Somebody writes several things down at once."""
        with self.at(number, "save several") as (_, workspace):
            records = [self._new(False) for _ in range(count)]
            workspace.save_all(records)
            for record in records:
                self.promises.make(record.id, codec.encode(record))
                FIGURES["writes"] += 1

    def _new(self, partner: bool) -> Record:
        name = f"doc-{len(self.promises.markers):03d}"
        marker = f"zq{len(self.promises.markers):03d}qz"
        self.promises.markers[name] = marker
        self._latest = (Partner if partner else Lesson)(
            id=name, title=f"{marker} nieuw", body=f"{marker} een\ntwee\ndrie", tags=(f"{marker}tag",)
        )
        return self._latest

    def _wrote_new(self) -> None:
        self.promises.make(self._latest.id, codec.encode(self._latest))
        FIGURES["writes"] += 1

    @rule(number=device_numbers, which=numbers, what=text_fields)
    def edit(self, number: int, which: int, what: str) -> None:
        """Somebody changes something."""
        with self.at(number, "edit") as (_, workspace):
            if document := self.document(workspace, which):
                self._save(workspace, self._changed(document, what, which), document)

    @rule(number=device_numbers, which=numbers)
    def open_form(self, number: int, which: int) -> None:
        """Somebody begins to change something and is called away: a draft stays, and some of it was copied."""
        with self.at(number, "open form") as (device, workspace):
            if document := self.document(workspace, which):
                self.forms.append((device, document))
                private, text = device.home.private, f"{self.promises.markers[document.id]} concept"
                for path in (private.fresh(DRAFT, about=document.id), private.path(COPIED)):
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_text(text)

    @precondition(lambda self: self.forms)
    @rule(which=numbers, what=text_fields)
    def save_form(self, which: int, what: str) -> None:
        """Somebody saves what was before their eyes a while ago."""
        device, document = self.forms.pop(which % len(self.forms))
        with self.at(self.devices.index(device), "save form") as (_, workspace):
            self._save(workspace, self._changed(document, what, which), document)

    @rule(number=device_numbers, which=numbers)
    def delete(self, number: int, which: int) -> None:
        """Somebody puts something in the trash."""
        with self.at(number, "delete") as (_, workspace):
            if document := self.document(workspace, which):
                workspace.delete(document.id)
                self.promises.make(document.id, {"deleted": True})
                FIGURES["writes"] += 1

    @rule(number=device_numbers, which=numbers, version=st.booleans())
    def restore(self, number: int, which: int, version: bool) -> None:
        """Somebody takes something out of the trash, or an old version back."""
        with self.at(number, "restore") as (_, workspace):
            if document := self.document(workspace, which):
                steps = workspace.history(document.id)
                workspace.restore(document.id, steps[which % len(steps)].ref if version else None)
                self.promises.make(document.id, {} if version else {"deleted": False})
                FIGURES["writes"] += 1

    @rule(number=device_numbers, which=numbers)
    def settle(self, number: int, which: int) -> None:
        """Somebody chooses between two values, or finds a third."""
        with self.at(number, "settle") as (_, workspace):
            found = [each for each in workspace.conflicts() if each.conflicts]
            if not found:
                return
            document = found[which % len(found)]
            name = sorted(document.conflicts)[which % len(document.conflicts)]
            siblings = document.conflicts[name]
            value = siblings[which % len(siblings)].value
            workspace.settle(document, name, value)
            self.promises.make(document.id, {name: value})
            FIGURES["writes"] += 1
            assert name not in workspace.get(document.id).conflicts

    @rule(number=device_numbers, which=numbers)
    def erase(self, number: int, which: int) -> None:
        """Somebody asks to be forgotten."""
        with self.at(number, "erase") as (_, workspace):
            if document := self.document(workspace, which):
                self.promises.maybe_erased.add(document.id)
                workspace.erase(document.id)
                self.promises.erased.add(document.id)
                self.promises.excused.discard(document.id)
                FIGURES["erasures"] += 1

    @rule(number=device_numbers)
    def search(self, number: int) -> None:
        """Somebody looks for something, so that there is an index."""
        with self.at(number, "search") as (_, workspace):
            found = {hit.id for hit in workspace.search(Query("nieuw")).hits}
            assert not {each for each in found if each not in self.promises.markers}
