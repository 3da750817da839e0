"""Sources of rows: a file, every file of a folder, or standard input, which an import can read several times.

Nothing that is read waits for anybody: a pipe, a device or a link in a folder is named and left alone, and what grows
while it is read is read as it was at first.
"""

from __future__ import annotations

import contextlib
import io
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from knowledge import bounds
from knowledge.exchange.folder import UNREAD, FilesFound, files_below
from knowledge.exchange.format import STDIO, Format, Row, Skipped
from knowledge.exchange.plain import has_more_values
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
        yield lambda: _folder_rows(chosen, path, found, kind)
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


def _folder_rows(chosen: Format, folder: Path, found: FilesFound, kind: str) -> Iterator[Row]:
    """The rows of the files `found` below `folder`; what can't be read gives a row with a `Problem`."""
    assert chosen.read
    yield from ((name, Skipped(number)) for name, number in sorted(found.skipped.items()))
    yield from sorted(found.unread.items())
    for where in found.files:
        try:
            with _whole(open_within(folder, where)) as file:
                for place, value in _bounded(chosen.read(file, where.rpartition("/")[2], kind)):
                    yield f"{where}:{place}" if place else where, value
        except (OSError, Problem) as error:
            yield where, Problem(UNREAD, reason=reason_of(error))


def check_there(name: str) -> None:
    """Raise `Problem` when there is no file or folder `name`, before its name is asked for its format."""
    try:
        if name != STDIO:
            Path(name).expanduser().stat()
    except OSError as error:
        raise Problem(N_("{file} can't be read: {reason}"), file=name, reason=reason_of(error)) from error
