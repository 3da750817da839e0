"""Where a shared folder is: a directory on this device, or an address to reach it by."""

from __future__ import annotations

from pathlib import Path

from knowledge.sync.folder import Folder, LocalFolder
from knowledge.sync.patience import PatientFolder


def is_remote(place: str) -> bool:
    """Whether `place` is an address (``webdavs://…``) and not a directory."""
    return "://" in place


def place_of(typed: str | Path) -> str:
    """The one way to write down where the folder is that somebody typed: an address, or an absolute path."""
    text = str(typed)
    return text.rstrip("/") if is_remote(text) else str(Path(text).expanduser().absolute())


def open_folder(place: str) -> Folder:
    """The folder at `place`; nothing is asked of it yet. Raises `Problem` when it can't be reached this way."""
    if is_remote(place):
        from knowledge.sync.remote import open_remote

        return PatientFolder(open_remote(place))
    return PatientFolder(LocalFolder(Path(place)))
