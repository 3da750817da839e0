"""What every kind of record has, and how a kind declares itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any, ClassVar, Self

from knowledge.model.fields import SAFE_ID, BadValue, Day, FieldType, Json, Lines, Text, declare
from knowledge.problem import N_

LATER = 100
"""The place of a kind that doesn't say where it stands: behind those that do."""


@dataclass(frozen=True, eq=False, repr=False)
class OnCard:
    """How a kind is listed on the card of a partner that it links to.

    `heading` is a message id ("" for the plural of the kind), `order` its place among the headings. `state` lists only
    records in that state, `sort` and `limit` are those of a `Listing`.
    """

    heading: str = ""
    order: int = LATER
    state: str = ""
    sort: str = "date"
    limit: int = 6


@dataclass(frozen=True, eq=False, repr=False)
class Kind:
    """What a kind is called, and how it is treated wherever all kinds are. Texts are gettext message ids.

    - `label` and `plural`: one of it, several of it; `typed`: the words people type for it, Dutch and English;
    - `order`: its place in menus, help and counts; `near`: its place among what a document is connected with;
    - `recent`: it is shown while nothing is searched for;
    - `sort`: how its list is sorted (see `Listing`); `beside`: the fields that stand beside a title in a list;
    - `card`: how it stands on a partner's card;
    - `named`: it is somebody or something with a name: found by it, and begun by it while a form or file links to it;
    - `text_first`: its text is what matters most and comes right after the title in a form;
    - `text_headed`: its text has a heading of its own when it is read;
    - `has_form`: it is changed in the form; without, it has a screen of its own.
    """

    label: str
    plural: str
    typed: str = ""
    order: int = LATER
    near: int = LATER
    recent: bool = False
    sort: str = "date"
    beside: tuple[str, ...] = ("partners",)
    card: OnCard = OnCard()
    named: bool = False
    text_first: bool = False
    text_headed: bool = False
    has_form: bool = True


DECLARED: dict[str, type[Record]] = {}
"""Every kind declared so far, by its code. `knowledge.model.kinds` knows them all, in order."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """What every kind has. `id` is empty until the record is saved; `extra` holds fields this version doesn't know.

    A kind is a subclass in a file of its own beside this one. It sets `kind`, the code that changes carry, and `about`;
    by that alone it is stored, merged, listed, found, shown, filled in, imported and exported.
    """

    kind: ClassVar[str] = ""
    can_be_late: ClassVar[bool] = False
    """Whether some of this kind are to be done by a day."""
    about: ClassVar[Kind] = Kind(N_("record"), N_("records"), has_form=True)

    id: str = ""
    title: str = declare(FieldType(), N_("Title"), required=True)
    body: str = declare(Text(), N_("Text"))
    tags: tuple[str, ...] = declare(Lines(), N_("Tags"), facet="tag")
    extra: Mapping[str, Json] = field(default_factory=dict)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "about" in cls.__dict__:
            DECLARED[cls.kind] = cls

    @property
    def when(self) -> Date | None:
        """The day this record is about; None for what has no day."""
        return getattr(self, "date", None)

    @property
    def linked_partners(self) -> tuple[str, ...]:
        """The ids of the partners this record is about."""
        return getattr(self, "partners", ())

    def is_late(self, today: Date) -> bool:
        """Whether something about it should have been done before `today`."""
        del today
        return False

    def settled(self, before: Record | None, today: Date) -> Self:
        """This record as it may be written `today`, for kinds with fields that have to agree with each other.

        `before` is what its author had before their eyes, None for a new record. Every way of writing applies this.
        """
        del before, today
        return self


@dataclass(frozen=True, kw_only=True)
class Unknown(Record):
    """A record of a kind that only a newer version knows: what every kind has can be read, the rest is `extra`."""

    kind: str = ""  # type: ignore[misc]  # what is a constant of every other class is told by the change here

    @property
    def when(self) -> Date | None:
        """The day in a field `date`, as every kind of today calls its day."""
        try:
            day: Date | None = Day().decode(self.extra.get("date"))
        except BadValue:
            return None
        return day

    @property
    def linked_partners(self) -> tuple[str, ...]:
        """The ids in a list `partners`, as every kind of today calls it."""
        ids = self.extra.get("partners")
        return (
            tuple(each for each in ids if isinstance(each, str) and SAFE_ID.fullmatch(each))
            if isinstance(ids, list)
            else ()
        )
