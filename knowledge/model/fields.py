"""The types a field can have: how a value is stored as JSON, typed by a person, and merged.

A record class declares a field once, with `declare`; storage, merging, searching, forms, the command line and the
documentation all read that declaration.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import Any, ClassVar, TypeAlias

from knowledge.model.typed.days import Lean, day_from, in_reach
from knowledge.model.typed.times import time_from
from knowledge.model.vocabulary import Vocabulary
from knowledge.problem import N_, BadValue, Problem

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"

SAFE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")
"""The form of a document id: never a path, never an option, short enough to print."""


def json_text(value: Json, names: Mapping[str, str] | None = None) -> str:
    """A stored `value` as text to read, where the type of its field isn't known.

    Text stays as it is, or becomes the name that `names` has for it; the members of a list stand with commas between
    them; nothing is "", and anything else is JSON.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return (names or {}).get(value, value)
    if isinstance(value, list):
        return ", ".join(json_text(each, names) for each in value)
    return json.dumps(value, ensure_ascii=False)


class Shape(Enum):
    """How concurrent values of a field are merged (`docs/format.md`, Merging)."""

    TEXT = "text"  # three-way, line by line
    SET = "set"  # three-way, adding wins
    REGISTER = "register"  # multi-value register
    LATEST = "latest"  # the newest value, for what nobody wants to choose between


@dataclass(frozen=True)
class FieldType:
    """A line of text; the other types below derive from it.

    `empty` is the value of a field that nobody set. `not_before` names a field of the same record; a value before the
    value of that field can't be saved. `is_free` tells whether people write what they like in it.
    """

    is_free: ClassVar[bool] = True
    shape: Shape = Shape.REGISTER
    empty: Any = ""
    not_before: str = ""

    def decode(self, value: Json) -> Any:
        """The typed value of stored `value`; raises `BadValue` when it is of another type."""
        if not isinstance(value, str):
            raise BadValue(N_("“{value}” is not text."), value=value)
        return value

    def encode(self, value: Any) -> Json:
        """The JSON that is stored for typed `value`."""
        return value  # type: ignore[no-any-return]

    def parse(self, typed: str, today: date) -> Any:
        """The value that a person means by `typed` on the day `today`; raises `BadValue`."""
        del today
        return self.decode(" ".join(typed.split()))

    def show(self, value: Any) -> str:
        """The inverse of `parse`: what a person would type for `value`."""
        return str(value)

    def problem(self, value: Any) -> Problem | None:
        """The problem to fix before typed `value` can be saved, or None. Stored values are read in any case."""
        del value
        return None


class Formed(FieldType):
    """A line of text that has to look like `form`, a regular expression; `hint` is the message id that says how.

    This class and those derived from it aren't dataclasses: they add no fields, and each would slow a start by 1 ms.
    """

    is_free: ClassVar[bool] = False
    form: ClassVar[str] = ".*"
    hint: ClassVar[str] = ""

    def problem(self, value: Any) -> Problem | None:
        return None if re.fullmatch(self.form, value) else Problem(self.hint, value=value)


class Email(Formed):
    """An e-mail address: something, an @, a domain with a dot in it."""

    is_free = True  # also an address can be that of a pupil
    form = r"[^@\s]+@[^@\s]+\.[^@\s]+"
    hint = N_("“{value}” is not an e-mail address.")


class Url(Formed):
    """The address of a page on the web."""

    form = r"https?://\S+"
    hint = N_("A website starts with https://.")


class Kvk(Formed):
    """A number of the Dutch trade register (Kamer van Koophandel)."""

    form = r"\d{8}"
    hint = N_("A KvK number has 8 digits.")


class Phone(FieldType):
    """A telephone number, in any form."""

    is_free: ClassVar[bool] = False


@dataclass(frozen=True)
class Text(FieldType):
    """Markdown of any length."""

    shape: Shape = Shape.TEXT

    def parse(self, typed: str, today: date) -> str:
        del today
        return typed.replace("\r\n", "\n").strip("\n")


@dataclass(frozen=True)
class Place(FieldType):
    """The place where somebody stopped last; the places of two people aren't a conflict."""

    is_free: ClassVar[bool] = False
    shape: Shape = Shape.LATEST


@dataclass(frozen=True)
class Choice(FieldType):
    """One code of a vocabulary. Unknown codes from elsewhere are kept; only known codes can be typed."""

    is_free: ClassVar[bool] = False
    vocabulary: Vocabulary = Vocabulary("", {})

    def parse(self, typed: str, today: date) -> str:
        del today
        return _known_code(self.vocabulary, typed)


@dataclass(frozen=True)
class Day(FieldType):
    """A calendar date, stored as ``YYYY-MM-DD`` and typed as people say it (`knowledge.model.typed.days`).

    A stored one lies in the same years as a typed one, so that what follows from it (a fortnight later, the school year
    before) exists as well. `lean` says which year is meant by a day without one; with
    `past`, a day that is still to come can't be typed.
    """

    is_free: ClassVar[bool] = False
    empty: Any = None
    lean: Lean = Lean.NEAREST
    past: bool = False

    def decode(self, value: Json) -> date | None:
        if value is None or value == "":
            return None
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise BadValue(N_("“{value}” is not a date. Write 2026-03-31 or 31-03-2026."), value=value)
        try:
            return in_reach(date.fromisoformat(value))
        except ValueError:
            raise BadValue(N_("“{value}” is not a date. Write 2026-03-31 or 31-03-2026."), value=value) from None

    def encode(self, value: Any) -> Json:
        return value.isoformat() if value else None

    def parse(self, typed: str, today: date) -> date | None:
        day = day_from(typed, today, self.lean) if typed.strip() else None
        if self.past and day and day > today:
            raise BadValue(N_("{day} is still to come. Write a day up to today."), day=day)
        return day

    def show(self, value: Any) -> str:
        return value.isoformat() if value else ""


@dataclass(frozen=True)
class Clock(FieldType):
    """A time of day, stored as ``HH:MM`` and typed as people say it (`knowledge.model.typed.times`)."""

    is_free: ClassVar[bool] = False

    def decode(self, value: Json) -> str:
        if value == "":
            return ""
        if not isinstance(value, str) or not re.fullmatch(r"([01]\d|2[0-3]):[0-5]\d", value):
            raise BadValue(N_("“{value}” is not a time. Write 09:30."), value=value)
        return value

    def parse(self, typed: str, today: date) -> str:
        del today
        return time_from(typed) if typed.strip() else ""


class PartnerRole(Enum):
    """Which partners a link is meant for."""

    ANY = ""
    SCHOOL = "school"
    COMPANY = "company"


@dataclass(frozen=True)
class Link(FieldType):
    """The id of one other document, of one of the kinds `targets`; a partner on `role`."""

    is_free: ClassVar[bool] = False
    targets: tuple[str, ...] = ()
    role: PartnerRole = PartnerRole.ANY

    def decode(self, value: Json) -> str:
        if value == "":
            return ""
        if not isinstance(value, str) or not SAFE_ID.fullmatch(value):
            raise BadValue(N_("“{value}” is not an id."), value=value)
        return value


@dataclass(frozen=True)
class Lines(FieldType):
    """A set of short texts, in the order in which they were added; they are typed with `separator` between them."""

    shape: Shape = Shape.SET
    empty: Any = ()
    separator: str = ","

    def decode(self, value: Json) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise BadValue(N_("“{value}” is not a list."), value=value)
        return tuple(dict.fromkeys(self._member(member) for member in value if member != ""))

    def _member(self, value: Json) -> str:
        return FieldType().decode(value)  # type: ignore[no-any-return]

    def encode(self, value: Any) -> Json:
        return list(value)

    def parse(self, typed: str, today: date) -> tuple[str, ...]:
        del today
        return self.decode([" ".join(part.split()) for part in typed.split(self.separator) if part.strip()])

    def show(self, value: Any) -> str:
        return f"{self.separator} ".join(value) if self.separator == "," else self.separator.join(value)


@dataclass(frozen=True)
class Choices(Lines):
    """Several codes of a vocabulary."""

    is_free: ClassVar[bool] = False
    vocabulary: Vocabulary = Vocabulary("", {})

    def parse(self, typed: str, today: date) -> tuple[str, ...]:
        return tuple(_known_code(self.vocabulary, code) for code in super().parse(typed, today))


@dataclass(frozen=True)
class Links(Lines):
    """The ids of other documents, of one of the kinds `targets`; partners on `role`."""

    is_free: ClassVar[bool] = False
    targets: tuple[str, ...] = ()
    role: PartnerRole = PartnerRole.ANY

    def _member(self, value: Json) -> str:
        return Link().decode(value)


@dataclass(frozen=True)
class Table(FieldType):
    """Values by key. Each key is stored as a field of its own, ``name.key``, so that keys merge one by one."""

    empty: Any = dataclasses.field(default_factory=dict)

    def decode(self, value: Json) -> Mapping[str, Json]:
        if not isinstance(value, dict):
            raise BadValue(N_("“{value}” is not a table."), value=value)
        return value

    def parse(self, typed: str, today: date) -> Mapping[str, Json]:
        del today
        pairs = (part.partition(":") for part in typed.split(";") if part.strip())
        return {key.strip(): value.strip() for key, _, value in pairs}

    def show(self, value: Any) -> str:
        return "; ".join(f"{key}: {text}" for key, text in value.items())


def _known_code(vocabulary: Vocabulary, typed: str) -> str:
    wanted = typed.strip()
    if wanted == "":
        return ""
    for code in vocabulary:
        if code.casefold() == wanted.casefold():
            return code
    raise BadValue(N_("“{value}” is not one of: {codes}."), value=wanted, codes=", ".join(vocabulary))


class Beginning(Enum):
    """The value with which a field of a new record begins."""

    NOTHING = ""
    TODAY = "today"
    AUTHOR = "author"  # the name of the writer


@dataclass(frozen=True)
class Field:
    """One declared field of a record.

    `label` is a gettext message id, `aliases` are other names the field answers to, `begins` is what it holds in a
    new record. What it takes part in: its words are `searched`; a reader sees it (`shown`); a person fills it in
    (`asked`); it is a row of `knowledge.search.facets` (`facet`); it links to what the record came from (`origin`), or
    to what is ranked by this record (`ranks`). A `bulky` field is a copy for programs that no list, page or history
    prints. A title that is `made_of` other fields, named here, is neither typed nor stored
    (`knowledge.model.titles`). A field that `names_people` holds names of persons as text, whether or not they stand in
    the directory. With `sameness` the field says which records are one and the same or aren't, which is no
    connection between what they are about.
    """

    name: str
    type: FieldType
    label: str
    required: bool = False
    aliases: tuple[str, ...] = ()
    begins: Beginning = Beginning.NOTHING
    searched: bool = True
    shown: bool = True
    asked: bool = True
    facet: str = ""
    origin: bool = False
    bulky: bool = False
    ranks: bool = False
    made_of: tuple[str, ...] = ()
    sameness: bool = False
    names_people: bool = False


def declare(
    type: FieldType,
    label: str,
    *,
    required: bool = False,
    aliases: tuple[str, ...] = (),
    begins: Beginning = Beginning.NOTHING,
    searched: bool = True,
    shown: bool = True,
    asked: bool = True,
    facet: str = "",
    origin: bool = False,
    bulky: bool = False,
    ranks: bool = False,
    made_of: tuple[str, ...] = (),
    sameness: bool = False,
    names_people: bool = False,
) -> Any:
    """A dataclass field that carries its declaration (see `Field`); `declared_fields` reads it back."""
    declaration = Field(
        "",
        type,
        label,
        required,
        aliases,
        begins,
        searched,
        shown,
        asked,
        facet,
        origin,
        bulky,
        ranks,
        made_of,
        sameness,
        names_people,
    )
    factory: Callable[[], Any] = lambda: type.empty  # noqa: E731
    return dataclasses.field(default_factory=factory, metadata={"sto": declaration})


def declared_fields(record: type) -> dict[str, Field]:
    """The declared fields of record class `record`, by name, in order."""
    return {
        item.name: dataclasses.replace(item.metadata["sto"], name=item.name)
        for item in dataclasses.fields(record)
        if "sto" in item.metadata
    }
