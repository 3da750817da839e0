"""The versions of a document: what each change set, and what its author had before their eyes.

Only what is asked for is worked out, so that a list of a thousand versions of a large record costs as much as reading
its changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from knowledge.journal.change import Change
from knowledge.journal.document import Document
from knowledge.journal.history import History
from knowledge.journal.merge import DELETED, kind_in, merge_history, writers_of
from knowledge.journal.register import Register
from knowledge.model.codec import Fields, shape_of
from knowledge.model.fields import Json


class _Past:
    """A history, with the values that fields had in it."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self.history = History(changes)
        self.kind = kind_in(self.history)
        self._writers = writers_of(self.history)
        self._registers: dict[str, Register] = {}

    def before(self, change: Change) -> Fields:
        """The fields that `change` set, as its author had them."""
        known = self.history.known(change.after)
        found: Fields = {}
        for name in change.set:
            if among := self._writers[name] & known:
                found[name] = self._value(name, self.history.latest(among))
        return found

    def _value(self, name: str, latest: Sequence[int]) -> Json:
        if len(latest) == 1:
            return self.history.changes[latest[0]].set[name]
        if name not in self._registers:
            shape = shape_of(self.kind, name)
            self._registers[name] = Register(self.history, name, self._writers[name], shape)
        value: Json = self._registers[name].values(latest)[0].value
        return value


@dataclass(frozen=True)
class Version:
    """One step in the history of a document of `kind`: the change `ref`, which `set` these fields."""

    ref: str
    time: str
    author: str
    replica: str
    kind: str
    set: Fields
    _past: _Past = field(repr=False, compare=False)

    @cached_property
    def before(self) -> Fields:
        """The fields that it set, as its author had them before; those that had no value yet are missing."""
        change = self._past.history.changes[self._past.history.position[self.ref]]
        return {name: value for name, value in self._past.before(change).items() if name != DELETED}

    @property
    def after(self) -> Fields:
        """The fields that it set, as they then were."""
        return {name: value for name, value in self.set.items() if name != DELETED}

    @property
    def document(self) -> Document:
        """The document as its author then had it. This merges all changes up to it."""
        return merge_history(self._past.history.up_to([self.ref]))


def versions(changes: Iterable[Change]) -> Sequence[Version]:
    """Every version of a document, oldest first; `changes` are all of it, at least one."""
    past = _Past(changes)
    return [
        Version(change.ref, change.time, change.author, change.replica, past.kind, change.set, past)
        for change in past.history.changes
    ]
