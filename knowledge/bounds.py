"""How much sto takes in of what others wrote: every bound on memory, disk and waiting that a file or a server can test.

What goes over a bound is refused or left out with a reason that names it, and the rest goes on. The sentence under each
bound stands in the table of `docs/reliability.md` as well. Whoever reads a bound reads it here, as ``bounds.NAME``.
Only the steps of a merge are counted elsewhere (`knowledge.journal.alignment`): all devices must agree on them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from knowledge.problem import N_, Problem

KIB = 1024
MIB = 1024 * KIB

# -- the shared folder ------------------------------------------------------------------------------------------------

FOLDER_FILE_BYTES = 32 * MIB
"""One file in the shared folder, however much a server announced; a larger one is set aside. No segment comes near."""
FOLDER_ENTRIES = 200_000
"""The files and folders that are looked at in the shared folder in a round; where looking stopped is named."""
FOLDER_DEPTH = 3
"""How deep folders in it are looked into."""
LISTING_BYTES = 32 * MIB
"""Any other answer of a server, such as a listing; of a longer one no more is read."""
ANSWER_SECONDS = 20.0
"""How long the shared folder may take for one file or one listing; a slow drive takes a few."""
TAKEN_AT_ONCE_BYTES = 16 * MIB
"""The files of the journal that are taken into the catalogue in one go, so that memory doesn't grow with a record."""
CHANGE_BYTES = 8 * MIB
"""One change: a longer one isn't saved, and the form keeps its text."""
CHANGE_DEPTH = 32
"""How deep lists and objects in a change may be nested; its segment is set aside otherwise."""
CHECKLIST_BYTES = 40_000
"""One checklist of the region; a longer one is named and not offered. The longest of sto's own has 13,000."""
CHECKLIST_FILES = 50
"""The checklists of a region; the others are named."""
FORM_CHARACTERS = 160_000
"""A checklist that came with a walk through it, from any version; a longer one can't be walked through."""
SYNONYM_BYTES = 200_000
"""The region's synonyms; what stands further on isn't used."""

# -- private files ----------------------------------------------------------------------------------------------------

STATE_BYTES = 16 * MIB
"""The private `config.json`, `replica.json`, `sto.json` and `region.json`, each; a longer one counts as damaged."""
SEARCHES_BYTES = 256 * MIB
"""The saved searches of a space; a longer file is named as damaged, and left as it is."""
DRAFT_BYTES = 64 * MIB
"""A draft; a longer file stays where it is and isn't offered. When something is erased it counts as naming it."""

# -- import -----------------------------------------------------------------------------------------------------------

IMPORT_BYTES = 1024 * MIB
"""One file, or standard input, for `sto import`; more is refused before anything of it is saved."""
IMPORT_ROWS = 200_000
"""The rows that are read of one file; the others are left out."""
IMPORT_ENTRIES = 100_000
"""The files and folders that are looked at in a folder for `sto import`; the others are left out."""
IMPORT_DEPTH = 50
"""How deep folders in a folder for `sto import` are looked into; a deeper one is left out."""
TABLE_BYTES = 32 * MIB
"""A table: a CSV file, or what is read of an Excel workbook, as it is unpacked; a larger one is refused."""
CALENDAR_BYTES = 32 * MIB
"""A calendar (.ics) for `sto import`; a larger one is refused."""
TABLE_ROWS = 50_000
"""The rows of a table and the cards of a file of vCards: one with more is refused before anything is saved."""
TABLE_COLUMNS = 500
"""The columns that are read of a table; those after them are left out."""
CELL_CHARACTERS = 32_767
"""The characters in one cell of a table, as in Excel; a row or workbook with more is refused."""
RECORD_BYTES = 8 * MIB
"""One line of JSON Lines, one member of a JSON list, one Markdown file; a longer one is refused."""
WHOLE_BYTES = 64 * MIB
"""A file that is read as a whole: one JSON list, or text in UTF-16; a longer one is refused."""
RECORD_VALUES = 10_000
"""The values in one record of a file, those in its lists and tables counted; a record with more is refused."""
REPORTED = 1000
"""The rows that were refused or remarked on of which an import tells each; of the others it tells how many."""

EXPORT_LIST_BYTES = 64 * MIB
"""The list that an export keeps in its folder of what it wrote; of a longer one no earlier file is recognised."""

# -- front matter -----------------------------------------------------------------------------------------------------

FRONT_CHARACTERS = 1_000_000
"""The YAML in front of a Markdown file; when there is more, all of it comes in as text."""
FRONT_DEPTH = 20
"""How deep lists and tables may be nested, in it and in any other row that is imported."""
FRONT_DIGITS = 100
"""The digits of a number in it; more digits are text."""

# -- searching --------------------------------------------------------------------------------------------------------

INDEXED_CHARACTERS = 1_000_000
"""The text of one record that can be found; what stands further on is kept, and `sto doctor` names the record."""
INDEXED_WORDS = 20_000
"""The different words of one record that can be found, as for `INDEXED_CHARACTERS`. No report of people has so many."""
INDEXED_VALUES = 1000
"""The values of one field of a record, such as its tags or partners, by which it can be filtered; all are kept."""
INDEXED_AT_ONCE = 2_000_000
"""The characters of the records that are indexed in one go, so that memory doesn't grow with the space."""
MERGED_BYTES = 32 * MIB
"""The parts of the search index that are joined into one, together; larger ones stay as they are."""


class TooLarge(Problem):
    """There is more to read than the bound for it allows."""

    def __init__(self, most: int) -> None:
        super().__init__(N_("it is larger than {limit}, the most that is read"), limit=size_text(most))


class TooManyRows(Problem):
    """A table has more rows than are read: half a list would look like a whole one."""

    def __init__(self) -> None:
        text = N_("This table has more than {limit} rows, the most that is read: divide it over several files")
        super().__init__(text, limit=TABLE_ROWS)


class TooManyCards(Problem):
    """A file has more vCards than are read."""

    def __init__(self) -> None:
        text = N_("This file has more than {limit} cards, the most that is read: divide it over several files")
        super().__init__(text, limit=TABLE_ROWS)


def size_text(number: int) -> str:
    """A number of bytes as people say it: "32 MB", or "40 kB"."""
    for unit, name in ((MIB, "MB"), (1000, "kB")):
        if number >= unit:
            return f"{number // unit} {name}"
    return f"{number} B"


def read_file_at_most(path: Path, most: int) -> bytes:
    """The bytes of the file at `path`; raises `TooLarge` as `pieces` does, and OSError."""
    with path.open("rb") as file:
        return read_at_most(file, most)


def pieces(file: BinaryIO, most: int) -> Iterator[bytes]:
    """The rest of `file`; raises `TooLarge`, without having read further, when that is more than `most` bytes."""
    left = most
    while piece := file.read(min(left + 1, MIB)):
        if len(piece) > left:
            raise TooLarge(most)
        left -= len(piece)
        yield piece


def read_at_most(file: BinaryIO, most: int) -> bytes:
    """The rest of `file` at once; raises `TooLarge` as `pieces` does."""
    return b"".join(pieces(file, most))


class FirstBytes(io.RawIOBase):
    """The first `size` bytes of `file`, which stays as large for its reader when somebody goes on writing in it."""

    def __init__(self, file: io.RawIOBase, size: int) -> None:
        super().__init__()
        self._file = file
        self._size = size

    def close(self) -> None:
        self._file.close()
        super().close()

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._file.seek(self._size + offset if whence == io.SEEK_END else offset, whence % io.SEEK_END)

    def tell(self) -> int:
        return self._file.tell()

    def readinto(self, buffer: Any) -> int | None:
        left = max(0, self._size - self._file.tell())
        return self._file.readinto(memoryview(buffer)[:left])
