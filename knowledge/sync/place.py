"""Where a shared folder is: a directory on this device, or an address to reach it by."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from knowledge.sync.folder import Folder, LocalFolder
from knowledge.sync.patience import PatientFolder


def is_remote(place: str) -> bool:
    """Whether `place` is an address (``webdavs://…``) and not a directory."""
    return "://" in place


def place_of(typed: str | Path) -> str:
    """The normal form of the folder that somebody typed: an address, or an absolute path."""
    text = str(typed)
    return text.rstrip("/") if is_remote(text) else str(Path(text).expanduser().absolute())


def _on_a_server(address: str) -> Folder:
    from knowledge.sync.remote import open_remote

    return open_remote(address)


OPENERS: dict[str, Callable[[str], Folder]] = {"webdavs": _on_a_server, "webdav": _on_a_server}
"""The functions that open the folder at an address, by its scheme."""


def open_folder(place: str) -> Folder:
    """The folder at `place`, which isn't accessed yet. Raises `Problem` when it can't be reached this way."""
    if is_remote(place):  # `_on_a_server` also reports what is wrong with an address of any other scheme
        return PatientFolder(OPENERS.get(place.partition("://")[0], _on_a_server)(place))
    return PatientFolder(LocalFolder(Path(place)))
