"""Sources of rows: a file, every file of a folder, or standard input, which an import can read several times.

Nothing that is read waits for anybody: a pipe, a device or a link in a folder is named and left alone, and what grows
while it is read is read as it was at first.
"""

from __future__ import annotations

import contextlib
import functools
import io
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from knowledge import bounds
from knowledge.exchange.exported_folder import is_as_listed, listed_in, relist
from knowledge.exchange.folder import UNREAD, FilesFound, files_below
from knowledge.exchange.format import STDIO, Format, Row, Skipped
from knowledge.exchange.note import Note, content_id
from knowledge.exchange.plain import has_more_values
from knowledge.exchange.shape import kind_of
from knowledge.exchange.vault import LinkTargets
from knowledge.journal.change import is_shallow
from knowledge.journal.within import open_within
from knowledge.problem import N_, Problem, WrongUse
from knowledge.reasons import IS_A_FOLDER, NOT_A_FILE, reason_of

Source = Callable[[], Iterable[Row]]
"""Reads all rows from the start; each row has its place, which names the file if there are several."""

_READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in ("O_NONBLOCK", "O_BINARY", "O_CLOEXEC"))
"""Without O_NONBLOCK, opening a named pipe would wait for a writer forever."""


@contextlib.contextmanager
def opened(name: str, chosen: Format, kind: str, stdin: Callable[[], BinaryIO]) -> Iterator[Source]:
    """The rows of the file or folder `name`, or of `stdin` for "-". A row without a kind is one of `kind`.

    Raises `Problem` when it can't be opened or is too large, and `WrongUse` when `chosen` isn't read from there.
    """
    path = Path(name).expanduser()
    if name == STDIO:
        if not chosen.streamed:
            raise WrongUse(
                N_("{format} is imported from a file or folder, not from standard input."), format=chosen.title
            )
        with _again(stdin()) as file:
            yield lambda: _rows(chosen, file, name, kind)
    elif chosen.page and path.is_dir():
        found = files_below(path, chosen.has_suffix)
        vault = _Vault(chosen, path, found)
        yield lambda: _folder_rows(vault, kind)
    else:
        try:
            whole = _whole(os.open(path, _READING))
        except (OSError, Problem) as error:
            raise Problem(N_("{file} can't be read: {reason}"), file=name, reason=reason_of(error)) from error
        with whole as file:
            yield lambda: _rows(chosen, file, path.name, kind)


def _whole(descriptor: int) -> BinaryIO:
    """The file behind `descriptor` as it is now; raises `Problem` for what is no file, or is too large."""
    status = os.fstat(descriptor)
    try:
        if not stat.S_ISREG(status.st_mode):
            raise Problem(IS_A_FOLDER if stat.S_ISDIR(status.st_mode) else NOT_A_FILE)
        if status.st_size > bounds.IMPORT_BYTES:
            raise bounds.TooLarge(bounds.IMPORT_BYTES)
    except Problem:
        os.close(descriptor)
        raise
    return io.BufferedReader(bounds.FirstBytes(os.fdopen(descriptor, "rb", 0), status.st_size))


@contextlib.contextmanager
def _again(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The content of `stream` as a file that can be read again from the start; raises `Problem` if it is too large."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as file:
        try:
            for piece in bounds.pieces(stream, bounds.IMPORT_BYTES):
                file.write(piece)
        except (OSError, bounds.TooLarge) as error:
            raise Problem(N_("{file} can't be read: {reason}"), file=STDIO, reason=reason_of(error)) from error
        yield file


def _rows(chosen: Format, file: BinaryIO, name: str, kind: str) -> Iterator[Row]:
    """The rows of `file` from the start; a row that is the whole file has the `name` of the file for its place."""
    assert chosen.read
    file.seek(0)
    for place, value in _bounded(chosen.read(file, name, kind)):
        yield place or name, value


def _bounded(rows: Iterator[Row]) -> Iterator[Row]:
    """`rows` as far as they are read, with a `Problem` for each that holds too much and for those that are left out."""
    for place, value in islice(rows, bounds.IMPORT_ROWS):
        if not is_shallow(value, bounds.FRONT_DEPTH):
            yield place, Problem(N_("lists and tables are nested too deeply"))
        elif has_more_values(value, bounds.RECORD_VALUES):
            reason = N_("there are more than {limit} names and values in it")
            yield place, Problem(reason, limit=bounds.RECORD_VALUES)
        else:
            yield place, value
    for place, _value in rows:
        yield place, Problem(N_("only {limit} rows are read; from here on they are left out"), limit=bounds.IMPORT_ROWS)
        return


class _Vault:
    """The files `found` in a folder of notes: what an export wrote in them, and what links between them lead to."""

    def __init__(self, chosen: Format, folder: Path, found: FilesFound) -> None:
        self.format = chosen
        self.folder = folder
        self.found = found
        self._listed = listed_in(folder)
        self._heads = {each.id: each.heads for each in self._listed.values()}
        self._kinds = {name.rpartition("/")[0]: each.kind for name, each in self._listed.items() if "/" in name}

    @functools.cached_property
    def targets(self) -> LinkTargets:
        """What links lead to: what stands in the files now, and what an export wrote in those that are gone."""
        targets = LinkTargets()
        for where, each in self._listed.items():
            if where not in self.found.files:
                targets.add(where, each.id)
        for where in self.found.files:
            for _place, note in self.read(where, ""):
                if isinstance(note, Note) and isinstance(known := note.get("id"), str):
                    targets.add(where, known)
        return targets

    def read(self, where: str, kind: str) -> Iterator[Row]:
        """The rows of the file at `where`; of `kind`, or that of the others in its folder."""
        assert self.format.read
        try:
            with _whole(open_within(self.folder, where)) as file:
                within = self._kinds.get(where.rpartition("/")[0], kind)
                yield from _bounded(self.format.read(file, where.rpartition("/")[2], within))
        except (OSError, Problem) as error:
            yield "", Problem(UNREAD, reason=reason_of(error))

    def complete(self, where: str, note: Note) -> None:
        """Add to the `note` at `where` what isn't in it: what links lead to, and which record it was when it came."""
        if where in self._listed and "id" not in note:
            note["id"] = self._listed[where].id
        known = note.get("id")
        note.heads = self._heads.get(known, ()) if isinstance(known, str) else ()
        note.targets = self.targets

    def of_records(
        self, kind: str, heads: Mapping[str, tuple[str, ...]]
    ) -> dict[str, tuple[str, str, tuple[str, ...]]]:
        """The changed files that became records with these ids and versions, by their paths."""
        found: dict[str, tuple[str, str, tuple[str, ...]]] = {}
        for where in self.found.files:
            if is_as_listed(self.folder, where, self._listed):
                continue
            for _place, note in self.read(where, kind):
                if isinstance(note, Note):
                    own = content_id(note)
                    self.complete(where, note)
                    document_id = own if own in heads else str(note.get("id"))
                    if document_id in heads:
                        found[where] = (document_id, kind_of(note), heads[document_id])
        return found


def _folder_rows(vault: _Vault, kind: str) -> Iterator[Row]:
    """The rows of the files in a folder; what can't be read gives a row with a `Problem`."""
    yield from ((name, Skipped(number)) for name, number in sorted(vault.found.skipped.items()))
    yield from sorted(vault.found.unread.items())
    for where in vault.found.files:
        for place, value in vault.read(where, kind):
            if isinstance(value, Note):
                vault.complete(where, value)
            yield f"{where}:{place}" if place else where, value


def remember_imported(name: str, chosen: Format, kind: str, heads: Mapping[str, tuple[str, ...]]) -> None:
    """Remember in the folder `name` which of its files became which versions of records (`heads` by their ids).

    So what is changed in them next is told from what was imported now. Raises `Problem` when it can't be written.
    """
    folder = Path(name).expanduser()
    if heads and chosen.page and name != STDIO and folder.is_dir():
        vault = _Vault(chosen, folder, files_below(folder, chosen.has_suffix))
        relist(folder, vault.of_records(kind, heads))


def rows_of_files(chosen: Format, folder: Path, files: list[str], kind: str) -> Source:
    """The rows of some `files` in a folder, by their paths in it."""
    found = FilesFound()
    found.files = sorted(files)
    vault = _Vault(chosen, folder, found)
    return lambda: _folder_rows(vault, kind)


def check_there(name: str) -> None:
    """Raise `Problem` when there is no file or folder `name`, before its name is asked for its format."""
    try:
        if name != STDIO:
            Path(name).expanduser().stat()
    except OSError as error:
        raise Problem(N_("{file} can't be read: {reason}"), file=name, reason=reason_of(error)) from error
