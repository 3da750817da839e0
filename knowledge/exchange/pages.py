"""A page to read or print: headings, sentences, lists, tables and bars, which the writers turn into files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal


@dataclass(frozen=True)
class Heading:
    """A heading; `level` 2 begins a chapter, which on paper may begin on a new page."""

    text: str
    level: int = 2
    on_new_page: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A few sentences."""

    text: str


@dataclass(frozen=True)
class Items:
    """A list; `numbered` where people refer to its items."""

    items: Sequence[str]
    numbered: bool = False


@dataclass(frozen=True)
class Grid:
    """A table: the first column has words, the others numbers."""

    heads: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Bar:
    """One bar: what it is about, how long it is, and the value as people read it."""

    label: str
    value: Decimal
    shown: str


@dataclass(frozen=True)
class Bars:
    """A picture of bars with its `title`; `whole` is the value of a full bar, by default the largest."""

    title: str
    bars: Sequence[Bar]
    whole: Decimal | None = None

    @property
    def full(self) -> Decimal:
        """The value of the longest bar there may be."""
        return self.whole or max((each.value for each in self.bars), default=Decimal(0))

    def part(self, bar: Bar) -> Decimal:
        """How much of a full bar `bar` takes, from 0 to 1."""
        return min(max(bar.value / self.full, Decimal(0)), Decimal(1)) if self.full > 0 else Decimal(0)

    @property
    def alternative(self) -> str:
        """The same in words, for who can't see it."""
        return f"{self.title}: " + "; ".join(f"{each.label} {each.shown}" for each in self.bars)


def says_something(text: str) -> bool:
    """Whether there is anything to see in `text`."""
    return any(letter.isprintable() and not letter.isspace() for letter in text)


Element = Heading | Paragraph | Items | Grid | Bars


@dataclass(frozen=True)
class PrintPage:
    """A whole page in a `language` (its code), by `author`, as things stand on `day`.

    `numbered` is how its sheets are numbered, with {page} and {pages}.
    """

    title: str
    language: str
    elements: Sequence[Element]
    author: str
    day: date
    numbered: str = "{page} / {pages}"
