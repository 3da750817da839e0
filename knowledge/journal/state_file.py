"""Small private files on which everything else rests: what is wrong with one is told, and a copy beside it heals it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

from knowledge import bounds
from knowledge.journal.storage import CannotWrite, write_atomically
from knowledge.problem import N_, Problem, Reason
from knowledge.reasons import IS_A_FOLDER, NOT_JSON, reason_of

_Value = TypeVar("_Value")
NO_JSON = N_("it doesn't hold what sto wrote there")


class StateDamaged(Problem):
    """A private file of the program can't be read, so that nothing can be done with what it should say."""

    def __init__(self, path: Path, reason: Reason) -> None:
        super().__init__(
            N_(
                "{path}, a file of sto's own on this device, can't be read: {reason}. What you wrote is safe. "
                "`sto doctor --repair` puts it right."
            ),
            path=path,
            reason=reason,
        )
        self.path = path


class StateFile(Generic[_Value]):
    """The file at `path`. `decode` makes its value of bytes and raises `Problem` or a `NOT_JSON` error; `encode` the
    other way round. A copy beside it has the value that was written last."""

    def __init__(self, path: Path, decode: Callable[[bytes], _Value], encode: Callable[[_Value], bytes]) -> None:
        self.path = path
        self._copy = path.with_name(f"{path.stem}.copy{path.suffix}")
        self._decode = decode
        self._encode = encode

    def read(self) -> _Value | None:
        """The value; None when there is no file. Raises `StateDamaged`."""
        return self._read(self.path)

    def write(self, value: _Value) -> None:
        """Make `value` the content of the file; raises `CannotWrite`."""
        data = self._encode(value)
        if not self._copy.is_dir():
            write_atomically(self._copy, data)
        write_atomically(self.path, data)

    def back_up(self, value: _Value) -> None:
        """Make the copy if there is none yet, as in the home of an earlier version; it isn't worth failing for."""
        if not self._copy.exists():
            with suppress(CannotWrite):
                write_atomically(self._copy, self._encode(value))

    def damage(self) -> StateDamaged | None:
        """What is wrong with the file, if anything is."""
        try:
            self.read()
        except StateDamaged as damaged:
            return damaged
        return None

    def restore(self, otherwise: Callable[[], _Value | None] = lambda: None) -> None:
        """Put a damaged file aside, and the copy of it in its place.

        Without a copy that can be read, that is what `otherwise` finds; if it finds nothing, no file is left. Raises
        `Problem` when the disk refuses, or `otherwise` does: then nothing has changed.
        """
        if self.damage() is None:
            return
        try:
            value = self._read(self._copy)
        except StateDamaged:
            value = None
        value = otherwise() if value is None else value
        try:
            self.path.rename(self.path.with_name(f"{self.path.name}.damaged-{secrets.token_hex(4)}"))
        except OSError as error:
            raise StateDamaged(self.path, reason_of(error)) from error
        if value is not None:
            self.write(value)

    def _read(self, path: Path) -> _Value | None:
        try:
            data = bounds.read_file_at_most(path, bounds.STATE_BYTES)
        except FileNotFoundError:
            return None
        except bounds.TooLarge as error:
            raise StateDamaged(path, error.reason) from error
        except OSError as error:
            reason = Reason(IS_A_FOLDER) if path.is_dir() else reason_of(error)
            raise StateDamaged(path, reason) from error
        try:
            return self._decode(data)
        except NOT_JSON as error:
            raise StateDamaged(path, Reason(NO_JSON)) from error
