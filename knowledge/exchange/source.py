"""Sources of rows: a file, every file of a folder, or standard input, which an import can read several times."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from knowledge.exchange.format import STDIO, Format, Row, Skipped
from knowledge.model.folding import fold
from knowledge.problem import N_, Problem, WrongUse
from knowledge.reasons import reason_of

_BINS = frozenset(
    {
        *("bin", "trash", "trash can", "recycle bin", "recycler", "deleted", "deleted items", "macosx"),
        *("prullenbak", "prullenmand", "verwijderd", "verwijderde items"),
    }
)
"""What folders are called that hold what was thrown away, or what a system puts beside files."""

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
    """The rows of every file below `folder`, ordered by name; what can't be read gives a row with a `Problem`."""
    assert chosen.read
    files, skipped, unread = _found(chosen, folder)
    yield from ((name, Skipped(number)) for name, number in sorted(skipped.items()))
    yield from unread
    for path in sorted(files):
        where = path.relative_to(folder).as_posix()
        try:
            with path.open("rb") as file:
                for place, value in chosen.read(file, path.name, kind):
                    yield f"{where}:{place}" if place else where, value
        except OSError as error:
            yield where, Problem(N_("this can't be read: {reason}"), reason=reason_of(error))


def check_there(name: str) -> None:
    """Raise `Problem` when there is no file or folder `name`, before its name is asked for its format."""
    try:
        if name != STDIO:
            Path(name).expanduser().stat()
    except OSError as error:
        raise Problem(N_("{file} can't be read: {reason}"), file=name, reason=reason_of(error)) from error


def _found(chosen: Format, folder: Path) -> tuple[list[Path], Counter[str], list[Row]]:
    """The files of a format below `folder`; how many of them there are in what is left out; and what can't be read."""
    files: list[Path] = []
    skipped: Counter[str] = Counter()
    unread: list[Row] = []

    def note(error: OSError) -> None:
        name = Path(error.filename or folder)
        unread.append((str(name), Problem(N_("this can't be read: {reason}"), reason=reason_of(error))))

    for directory, _folders, names in os.walk(folder, onerror=note):
        for path in (Path(directory, name) for name in names):
            parts = path.relative_to(folder).parts
            left_out = next((number for number, part in enumerate(parts, 1) if _is_left_out(part)), 0)
            if left_out:
                skipped["/".join(parts[:left_out])] += chosen.has_suffix(path)
            elif chosen.has_suffix(path) and path.is_file():
                files.append(path)
    return files, +skipped, unread


def _is_left_out(name: str) -> bool:
    """Whether a folder or file called `name` is left out of an import: a bin, or a program's own."""
    return name.startswith(".") or re.sub(r"[\W\d_]+", " ", fold(name)).strip() in _BINS
