"""`sto.json`, the file that makes a folder a space. It is written once, and never recreated unasked."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from knowledge.journal.state_file import StateFile
from knowledge.problem import N_, Problem
from knowledge.reasons import NOT_JSON, reason_of
from knowledge.sync.folder import Folder, FolderProblem

FILE = "sto.json"
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class Unreadable(FolderProblem):
    """`sto.json` exists, but it isn't valid."""


class Space(msgspec.Struct, frozen=True):
    """The space of one region: its format, id (a UUID), name, and when it was created."""

    format: int
    space: str
    name: str
    created: str = ""


def decode_space(data: bytes) -> Space:
    """The space that `sto.json` with content `data` describes; raises `Problem`."""
    try:
        space = msgspec.json.decode(data, type=Space)
    except NOT_JSON:
        raise Unreadable(
            N_(
                "sto.json in the shared folder can't be read: it is damaged or still arriving. If it stays so, "
                "`sto sync --restore-folder` writes it anew."
            )
        ) from None
    if not _ID.fullmatch(space.space):
        raise Unreadable(N_("sto.json in the shared folder has no valid space id."))
    if space.format > 1:
        raise Problem(N_("This space was made by a newer version of sto. Update sto to open it."))
    return space


def kept_in(directory: Path) -> StateFile[Space]:
    """The file in the private `directory` of a space that says which space it is."""
    return StateFile(directory / FILE, _decode_kept, encode_space)


def _decode_kept(data: bytes) -> Space:
    try:
        return decode_space(data)
    except Unreadable as unreadable:
        raise msgspec.DecodeError from unreadable


def encode_space(space: Space) -> bytes:
    """The content of `sto.json`."""
    return msgspec.json.format(msgspec.json.encode(space), indent=1) + b"\n"


def find_space(folder: Folder) -> Space | None:
    """The space in `folder`, or None when there is no `sto.json`; raises `Problem` when it can't be read."""
    try:
        return decode_space(folder.read(FILE))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FolderProblem(
            N_("The shared folder can't be read: {reason}. Your work is safe on this device."),
            reason=reason_of(error),
        ) from error


def create(folder: Folder, name: str, new_id: Callable[[], str]) -> Space:
    """Create a space called `name` in `folder`; raises `CannotWrite`."""
    space = Space(format=1, space=new_id(), name=name, created=datetime.now(UTC).isoformat(timespec="seconds"))
    folder.write(FILE, encode_space(space))
    return space
