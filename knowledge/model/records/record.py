"""The base of every kind of record, and the declaration of a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date as Date
from typing import Any, ClassVar, Self

from knowledge.model.fields import SAFE_ID, Day, FieldType, Json, Lines, Table, Text, declare, declared_fields
from knowledge.problem import N_, BadValue, Problem, Word

LATER = 100
"""The place of a kind that declares no place: after those that do."""


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
    """The names of a kind, and the ways in which it differs from other kinds. Texts are gettext message ids.

    - `label` and `plural`: its name for one record and for several; `typed`: the words people type for it, Dutch and
      English;
    - `sign`: one character before its titles in a narrow list, of those that every console font has;
    - `order`: its place in menus, help and counts; `near`: its place among what a document is connected with;
    - `recent`: whether its records are shown while nothing is searched for;
    - `quiet`: whether its records are found only by who asks for this kind;
    - `sort`: how its list is sorted (see `Listing`); `beside`: the fields beside a title in a list;
    - `card`: how it is listed on a partner's card;
    - `named`: whether its title is a name, by which forms and files find its records or create new ones;
    - `text_first`: whether its text matters most and comes right after the title in a form;
    - `text_headed`: whether its text has a heading of its own when it is read;
    - `has_form`: whether it is edited in the form; otherwise it has its own screen;
    - `only_id`: the id of the only record of this kind in a space, "" where there may be many.
    """

    label: str
    plural: str
    typed: str = ""
    sign: str = "·"
    order: int = LATER
    near: int = LATER
    recent: bool = False
    quiet: bool = False
    sort: str = "date"
    beside: tuple[str, ...] = ("partners",)
    card: OnCard = OnCard()
    named: bool = False
    text_first: bool = False
    text_headed: bool = False
    has_form: bool = True
    only_id: str = ""


DECLARED: dict[str, type[Record]] = {}
"""Every kind declared so far, by its code. `knowledge.model.kinds` has all of them, in order."""


@dataclass(frozen=True, kw_only=True)
class Record:
    """The base of all kinds. `id` is empty until the record is saved; `extra` has fields this version doesn't know.

    Each kind is a subclass in its own file beside this one. It sets `kind`, the code used in changes, and `traits`;
    that is all it takes to store, merge, list, find, show, edit, import and export its records.
    """

    kind: ClassVar[str] = ""
    can_be_late: ClassVar[bool] = False
    """Whether records of this kind can have a day by which they must be done."""
    traits: ClassVar[Kind] = Kind(N_("record"), N_("records"), has_form=True)

    id: str = ""
    title: str = declare(FieldType(), N_("Title"), required=True)
    body: str = declare(Text(), N_("Text"))
    tags: tuple[str, ...] = declare(Lines(), N_("Tags"), facet="tag")
    guard_kept: Mapping[str, Json] = declare(Table(), N_("Kept anyway"), searched=False, shown=False, asked=False)
    extra: Mapping[str, Json] = field(default_factory=dict)

    def __init_subclass__(cls, **options: Any) -> None:
        super().__init_subclass__(**options)
        if "traits" in cls.__dict__:
            DECLARED[cls.kind] = cls

    @property
    def when(self) -> Date | None:
        """The day this record is about, or None if it has none."""
        return getattr(self, "date", None)

    @property
    def linked_partners(self) -> tuple[str, ...]:
        """The ids of the partners this record is about."""
        return getattr(self, "partners", ())

    def is_late(self, today: Date) -> bool:
        """Whether something about it should have been done before `today`."""
        del today
        return False

    def wrong_together(self) -> Iterator[tuple[str, Problem]]:
        """(field, problem) for what is wrong with fields that are each right: to fix before this can be saved."""
        return iter(())

    def too_early(self, before: Record | None, today: Date) -> Iterator[tuple[str, Problem]]:
        """(field, problem) for what a person says of this record that can't be true yet `today`.

        `before` is the record as its author last saw it: what it said already is no mistake of theirs.
        """
        del before, today
        return iter(())

    def settled(self, before: Record | None, today: Date) -> Self:
        """This record with fields that agree with each other, as it may be written `today`.

        `before` is the record as its author last saw it, None for a new one. Every way of writing applies this.
        """
        del before, today
        return self


@dataclass(frozen=True, kw_only=True)
class Unknown(Record):
    """A record of a kind that only a newer version knows: the fields of every kind can be read, the rest is `extra`."""

    kind: str = ""  # type: ignore[misc]  # a constant of every other class; here the change tells it

    @property
    def when(self) -> Date | None:
        """The day in the field `date`, which is the name that today's kinds use."""
        try:
            day: Date | None = Day().decode(self.extra.get("date"))
        except BadValue:
            return None
        return day

    @property
    def linked_partners(self) -> tuple[str, ...]:
        """The ids in the list `partners`, which is the name that today's kinds use."""
        ids = self.extra.get("partners")
        return (
            tuple(each for each in ids if isinstance(each, str) and SAFE_ID.fullmatch(each))
            if isinstance(ids, list)
            else ()
        )


def missing(record: Record, *names: str) -> Iterator[tuple[str, Problem]]:
    """(name, problem) for those fields `names` of `record` that are empty and must be filled in; nought isn't empty."""
    for name in names:
        value = getattr(record, name)
        if not value and value != 0:
            yield name, Problem(N_("Fill in “{field}”."), field=Word(declared_fields(type(record))[name].label))
