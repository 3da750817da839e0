"""Reading and writing below a directory that others write in too, without following any link out of it.

Where the platform has it, every directory on the way is opened by its name in the one before it, and never through a
link, so that a link that is put there meanwhile leads nowhere either.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from knowledge.journal.storage import CANNOT_WRITE, TEMPORARY, CannotWrite, settle_names, write_atomically
from knowledge.permissions import usual_mode
from knowledge.reasons import reason_of

_FLAGS = ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY", "O_CLOEXEC")
_READING = os.O_RDONLY | sum(getattr(os, name, 0) for name in _FLAGS)
"""Without O_NONBLOCK, opening a named pipe would wait for a writer forever."""

OPENS_IN_DIRECTORIES = {os.open, os.mkdir, os.rename, os.stat, os.unlink} <= os.supports_dir_fd and hasattr(
    os, "O_NOFOLLOW"
)
_JUNCTION = 0xA0000003


def open_within(root: Path, path: str) -> int:
    """A descriptor for reading the file `path` (relative, with forward slashes) below `root`.

    Raises OSError (ELOOP) when it is a link or lies behind one.
    """
    if not OPENS_IN_DIRECTORIES:
        _refuse_links(root, path)
        return os.open(root / path, _READING)
    *directories, name = path.split("/")
    with _opened(root, directories, make=False) as directory:
        return os.open(name, _READING, dir_fd=directory)


def is_link(status: os.stat_result) -> bool:
    """Whether `status`, which was asked without following, is that of a link, or of what Windows calls a junction."""
    return stat.S_ISLNK(status.st_mode) or getattr(status, "st_reparse_tag", 0) == _JUNCTION


def write_within(root: Path, path: str, data: bytes) -> os.stat_result:
    """Make `data` the content of the file `path` below `root`, durably; directories are made when needed.

    Others may read it as the person's system usually has it. Returns its status. Raises `CannotWrite`, also when it is
    a link or lies behind one; then nothing has changed.
    """
    try:
        if not OPENS_IN_DIRECTORIES:
            _refuse_links(root, path)
            write_atomically(root / path, data)
            return (root / path).stat()
        root.mkdir(parents=True, exist_ok=True)
        *directories, name = path.split("/")
        with _opened(root, directories, make=True) as directory:
            return _replaced(directory, name, data)
    except OSError as error:
        raise CannotWrite(CANNOT_WRITE, path=root / path, reason=reason_of(error)) from error


def _replaced(directory: int, name: str, data: bytes) -> os.stat_result:
    with suppress(FileNotFoundError):
        if stat.S_ISLNK(os.stat(name, dir_fd=directory, follow_symlinks=False).st_mode):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name)
    temporary = f".{name[:40]}.{secrets.token_hex(4)}{TEMPORARY}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666, dir_fd=directory)
    try:
        with os.fdopen(descriptor, "wb") as file:
            _open_to_others(descriptor)
            file.write(data)
            file.flush()
            os.fsync(descriptor)
            status = os.fstat(descriptor)
        os.replace(temporary, name, src_dir_fd=directory, dst_dir_fd=directory)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary, dir_fd=directory)
        raise
    settle_names(directory)
    return status


@contextmanager
def _opened(root: Path, directories: list[str], *, make: bool) -> Iterator[int]:
    """A descriptor of the last of `directories`, each within the one before, the first within `root`."""
    here = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in directories:
            there = _step(here, name, make=make)
            os.close(here)
            here = there
        yield here
    finally:
        os.close(here)


def _step(here: int, name: str, *, make: bool) -> int:
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    try:
        return os.open(name, flags, dir_fd=here)
    except FileNotFoundError:
        if not make:
            raise
    except NotADirectoryError:  # that is what Linux says of a link as well
        if stat.S_ISLNK(os.stat(name, dir_fd=here, follow_symlinks=False).st_mode):
            raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), name) from None
        raise
    with suppress(FileExistsError):
        os.mkdir(name, dir_fd=here)
        settle_names(here)
    made = os.open(name, flags, dir_fd=here)
    _open_to_others(made, directory=True)
    return made


def _open_to_others(descriptor: int, *, directory: bool = False) -> None:
    mode = usual_mode(directory=directory)
    if mode is not None:
        with suppress(OSError):  # a network drive may have no modes
            os.fchmod(descriptor, mode)


def _refuse_links(root: Path, path: str) -> None:
    place = root
    for name in path.split("/"):
        place = place / name
        with suppress(FileNotFoundError):
            if is_link(place.lstat()):
                raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), str(place))
