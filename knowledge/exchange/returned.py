"""What files say of records that sto exported before: it means something only beside what is here now."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar, Protocol

from knowledge.catalogue.listing import Listing
from knowledge.exchange.directory import Store
from knowledge.journal.document import Document
from knowledge.model.records.activity import Activity
from knowledge.model.records.record import Record
from knowledge.model.region import Region
from knowledge.problem import Reason
from knowledge.today import today

_PAGE = 4000


@dataclass(frozen=True)
class ChangeProposed:
    """A change that a file proposes of the document `seen`: these `values` of fields. A person has to agree."""

    seen: Document
    values: Mapping[str, Any]


class Heeded(Protocol):
    """A warning: the code of its rule, how serious it is, what it says, and the ids that it is about."""

    @property
    def code(self) -> str: ...

    @property
    def level(self) -> str: ...

    @property
    def reason(self) -> Reason: ...

    @property
    def about(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class ToHeed:
    """A warning about what a row brings in; it stops nothing."""

    caution: Heeded


@dataclass(frozen=True)
class HereAlready:
    """What a row says is here already, as `record`: `because` is a message id that tells why."""

    record: Record
    because: str
    title: str
    code: str = "zeker"
    is_sure: bool = True


class Here:
    """What is here, as a file that comes back is held against it.

    `region` is what rules of the network look at; rows that come in are put in it by who makes them.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.answered: set[tuple[str, str]] = set()
        self.begun: set[str] = set()

    @cached_property
    def region(self) -> Region:
        return self.store.region(today())

    @cached_property
    def by_calendar_id(self) -> Mapping[str, str]:
        """The ids of the activities that came from another calendar, also in the bin, by their ids there."""
        found: dict[str, str] = {}
        for trashed in (True, False):
            offset = 0
            while page := self.store.documents(Listing(Activity.kind, trashed=trashed, limit=_PAGE, offset=offset)):
                found |= {uid: each.id for each in page if (uid := _calendar_id(each.record))}
                offset += _PAGE
        return found


def _calendar_id(record: Record) -> str:
    return record.ical_uid if isinstance(record, Activity) else ""


class Returned(ABC):
    """A row of a file that says something of what is here. `kind` is that of the records it is about."""

    kind: ClassVar[str]

    @abstractmethod
    def beside(self, here: Here) -> Iterator[object]:
        """What the row means: a record as other rows give them, a `ChangeProposed`, or a `Reason` or `Problem` to tell.

        `HereAlready` is a row that counts as a double, `ToHeed` a warning. Nothing when all of it is here already.
        """
