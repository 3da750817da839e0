"""Sources of rows: a file, every file of a folder, or standard input, which an import can read several times."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from knowledge.exchange.format import STDIO, Format, Row
from knowledge.problem import N_, Problem, WrongUse
from knowledge.reasons import reason_of

Source = Callable[[], Iterable[Row]]
"""Reads all rows from the start; each row has its place, which names the file if there are several."""


@contextlib.contextmanager
def opened(name: str, chosen: Format, kind: str, stdin: Callable[[], BinaryIO]) -> Iterator[Source]:
    """The rows of the file or folder `name`, or of `stdin` for "-". A row without a kind is one of `kind`.

    Raises `Problem` when it can't be opened, and `WrongUse` when `chosen` isn't read from there.
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
        yield lambda: _folder_rows(chosen, path, kind)
    else:
        try:
            whole = path.open("rb")
        except OSError as error:
            raise Problem(N_("{file} can't be read: {reason}"), file=name, reason=reason_of(error)) from error
        with whole, _again(whole) as file:
            yield lambda: _rows(chosen, file, path.name, kind)


@contextlib.contextmanager
def _again(stream: BinaryIO) -> Iterator[BinaryIO]:
    """The content of `stream` as a file that can be read again from the start."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as file:
        shutil.copyfileobj(stream, file)
        yield file


def _rows(chosen: Format, file: BinaryIO, name: str, kind: str) -> Iterator[Row]:
    """The rows of `file` from the start; a row that is the whole file has the `name` of the file for its place."""
    assert chosen.read
    file.seek(0)
    for place, value in chosen.read(file, name, kind):
        yield place or name, value


def _folder_rows(chosen: Format, folder: Path, kind: str) -> Iterator[Row]:
    """The rows of every file below `folder`, ordered by name; an unreadable file gives a row with a `Problem`."""
    assert chosen.read
    for path in sorted(path for path in folder.rglob("*") if chosen.has_suffix(path) and path.is_file()):
        where = str(path.relative_to(folder))
        try:
            with path.open("rb") as file:
                for place, value in chosen.read(file, path.name, kind):
                    yield f"{where}:{place}" if place else where, value
        except OSError as error:
            yield where, Problem(N_("this can't be read: {reason}"), reason=reason_of(error))
