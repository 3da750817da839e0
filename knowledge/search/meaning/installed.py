"""The model on this device: installed from a file, on or off, for all spaces."""

from __future__ import annotations

import secrets
import shutil
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from knowledge.journal.storage import write_atomically
from knowledge.problem import N_, Problem
from knowledge.reasons import reason_of

if TYPE_CHECKING:
    from knowledge.search.meaning.model_file import ModelFile


class Installed(msgspec.Struct, frozen=True):
    """Which model is installed: the checksum that was computed of it, its name and size, and whether it is used."""

    checksum: str
    name: str
    bytes: int
    on: bool = True


class InstalledModel:
    """The model in the private directory `directory`. Without one, nothing here costs more than a look at a file."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._file = directory / "installed.json"

    @property
    def installed(self) -> Installed | None:
        """What is installed; None if nothing is, or if it can't be read."""
        try:
            found = msgspec.json.decode(self._file.read_bytes(), type=Installed)
        except (OSError, msgspec.MsgspecError):
            return None
        return found if self._path(found.checksum).is_file() else None

    @property
    def is_on(self) -> bool:
        """Whether there is a model that is to be used."""
        found = self.installed
        return found is not None and found.on

    def open(self) -> ModelFile:
        """The installed model; raises `Problem` when there is none or it isn't whole."""
        from knowledge.search.meaning.model_file import open_model

        found = self.installed
        if found is None:
            raise Problem(N_("No model for finding by meaning is installed. `sto meaning install FILE` installs one."))
        model = open_model(self._path(found.checksum), trusted=found.checksum)
        if model.checksum != found.checksum:
            raise Problem(
                N_("The model for finding by meaning is damaged. Install it again: `sto meaning install FILE`.")
            )
        return model

    def install(self, file: Path) -> Installed:
        """Copy the model in `file` to here, and use it; raises `Problem` when it isn't one or can't be copied.

        The copy is what is verified, so that nobody can change the file in between.
        """
        from knowledge.search.meaning.model_file import check_size, open_model

        copy = self._directory / f"copy-{secrets.token_hex(4)}.tmp"
        try:
            check_size(file)
            self._directory.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, copy)
            model = open_model(copy, named=file.name)
            found = Installed(model.checksum, model.head.name, copy.stat().st_size)
            del model  # Windows renames no file that is mapped
            if not self._path(found.checksum).exists():
                copy.replace(self._path(found.checksum))
            write_atomically(self._file, msgspec.json.encode(found))
        except OSError as error:
            raise Problem(
                N_("“{file}” could not be installed: {reason}."), file=file.name, reason=reason_of(error)
            ) from error
        finally:
            copy.unlink(missing_ok=True)
        self._clean(found.checksum)
        return found

    def switch(self, *, on: bool) -> Installed:
        """Use the installed model, or leave it unused; raises `Problem` when there is none."""
        found = self.installed
        if found is None:
            raise Problem(N_("No model for finding by meaning is installed. `sto meaning install FILE` installs one."))
        found = msgspec.structs.replace(found, on=on)
        write_atomically(self._file, msgspec.json.encode(found))
        return found

    def remove(self) -> None:
        """Remove the model from this device."""
        self._file.unlink(missing_ok=True)
        self._clean("")
        with suppress(OSError):
            self._directory.rmdir()

    def _path(self, checksum: str) -> Path:
        return self._directory / f"{''.join(filter(str.isalnum, checksum))[:16]}.sto-meaning"

    def _clean(self, checksum: str) -> None:
        """Remove the models that aren't the one with `checksum`; one that another program uses goes another time."""
        for path in self._directory.glob("*.sto-meaning"):
            if not checksum or path != self._path(checksum):
                with suppress(OSError):
                    path.unlink()
