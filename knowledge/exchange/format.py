"""File formats: each module in `formats` declares one."""

from __future__ import annotations

import importlib
import os
import pkgutil
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Literal

from knowledge.problem import N_, Problem, Reason, WrongUse

if TYPE_CHECKING:
    from knowledge.journal.document import Document

PACKAGE = "knowledge.exchange.formats"
STDIO = "-"
"""The name that stands for standard input, or standard output."""

Row = tuple[str, object]
"""The place of something in its file ("12" for line 12, "" for the whole file), and a decoded value or the `Problem`
with it. A `Reason` only tells something of that place; `Skipped` is what isn't read."""
TableCell = str | int | float
"""The value of a cell of a table; "" for an empty one."""
CellsReader = Callable[[BinaryIO], Iterator[tuple[str, list[TableCell] | Problem | Reason]]]
"""Reads the lines of a table with their numbers: the cells of each, or what is wrong with it or to be told of it."""
SheetsReader = Callable[[BinaryIO, int], Iterator[tuple[str, str, list[TableCell] | Problem | Reason]]]
"""Reads the lines of all sheets of a file, or of each no more than a number (0 for all): the name of the sheet, the
number of the line, and as `CellsReader` does."""
Exported = tuple["Document", Mapping[str, str]]
"""An exported document, with the titles of what it links to, by id."""


@dataclass(frozen=True)
class Skipped:
    """A folder or file that an import leaves out, because it is a bin or a program's own, with the number of files."""

    files: int


@dataclass(frozen=True, eq=False, repr=False)
class Wording:
    """The words of an export that people read: its `title`, labels by `say`, and the `plural` of a kind.

    For a format that other programs follow there is the id of the `space`, and by `times_set` how many known changes of
    a document set one of some fields.
    """

    title: str
    say: Callable[[str], str]
    plural: Callable[[str], str]
    space: str = ""
    times_set: Callable[[str, Collection[str]], int] = lambda _document, _fields: 1


@dataclass(frozen=True, eq=False, repr=False, kw_only=True)
class Format:
    """One file format.

    `name` is the value for `--format`, `title` what people call the format, and `suffixes` are the suffixes of its
    files, in small letters (none for a format that is only asked for by name); files with a suffix in `also_read` can
    be imported but aren't written. `kinds` are the kinds of record that it can hold; empty means all of them.

    `read` takes a file, its name, and the kind for rows without one (which occur when `guesses_kind`), and yields the
    rows; `place` describes the place of a row, with "{number}" for what `read` returned. A format without `read` can't
    be imported. `streamed` tells that it can be read from standard input.

    `write` yields the pieces of a file with all records, and `page` returns one record as a separate file: a format
    with `page` reads and writes folders. A format without `write` can't be exported.

    A format of tables gives the lines of one by `cells`, and those of all sheets in a file by `sheets`. The records of
    a format that is `recognised` have no ids of ours, so that partners and people who are here already are recognised
    by what is said of them.

    A `narrowed` format may be asked for the records of one school, partner, person or school year only.

    `default_for` tells where this format is used when none is named: for a "folder", or for a "stream".
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    also_read: tuple[str, ...] = ()
    read: Callable[[BinaryIO, str, str], Iterator[Row]] | None = None
    write: Callable[[Iterable[Exported], Wording], Iterator[bytes]] | None = None
    page: Callable[[Document, Mapping[str, str]], bytes] | None = None
    place: str = ""
    kinds: tuple[str, ...] = ()
    guesses_kind: bool = False
    streamed: bool = True
    cells: CellsReader | None = None
    sheets: SheetsReader | None = None
    recognised: bool = False
    narrowed: bool = False
    default_for: Literal["", "folder", "stream"] = ""

    def has_suffix(self, path: Path) -> bool:
        """Whether `path` has a suffix of this format."""
        return path.suffix.casefold() in self.suffixes


def formats() -> dict[str, Format]:
    """Every format by its name, in the alphabetical order of their modules."""
    package = importlib.import_module(PACKAGE)
    modules = sorted(module.name for module in pkgutil.iter_modules(package.__path__))
    found: list[Format] = [importlib.import_module(f"{PACKAGE}.{name}").FORMAT for name in modules]
    return {each.name: each for each in found}


def readable() -> dict[str, Format]:
    """The formats that can be imported, by name, with the suffixes of all files they read."""
    found = ((name, each) for name, each in formats().items() if each.read)
    return {name: replace(each, suffixes=each.suffixes + each.also_read) for name, each in found}


def writable() -> dict[str, Format]:
    """The formats that can be exported to, by name."""
    return {name: each for name, each in formats().items() if each.write}


def format_of(name: str, asked: str | None, among: Mapping[str, Format]) -> Format:
    """The format that was asked for, or else the one that the name of a file or folder implies; raises `WrongUse`."""
    if asked:
        return among[asked]
    path = Path(name).expanduser()
    if name == STDIO:
        found = [each for each in among.values() if each.default_for == "stream"]
    elif path.is_dir() or name.endswith(("/", os.sep)):
        found = [each for each in among.values() if each.default_for == "folder"]
    else:
        found = [each for each in among.values() if each.has_suffix(path)]
    if not found:
        raise WrongUse(
            N_("The name “{name}” does not tell the format. Add --format ({formats})."),
            name=name,
            formats=", ".join(among),
        )
    return found[0]
