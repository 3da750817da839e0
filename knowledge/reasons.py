"""Reasons made from errors of the system, and reasons as JSON.

The system explains an error in English, whatever the user's language, and differently on every system. Here the usual
errors get a text of our own that can be translated; the system's text is shown only when there is none.
"""

from __future__ import annotations

import errno
from collections.abc import Mapping
from typing import Any

import msgspec

from knowledge.problem import N_, Problem, Reason, Word

NO_ROOM = N_("there is no room left")
NOT_ALLOWED = N_("there is no permission for it")
READ_ONLY = N_("it can be read but not written")
NOT_THERE = N_("it is not there")
NO_NETWORK = N_("the network or the server can't be reached")
TOO_LATE = N_("there was no answer in time")
IN_USE = N_("another program is using it")
DEVICE_FAILS = N_("the disk or the network drive gives an error")
DAMAGED = N_("it is damaged")
IS_A_FOLDER = N_("it is a folder, not a file")
IS_A_FILE = N_("a file stands where a folder should be")
NOT_A_FILE = N_("it is not a file")
LINK = N_("it is a link, and links are not followed")
SOMETHING_THERE = N_("something is there already")
NAME_TOO_LONG = N_("its name is too long")
IN_THE_WAY = frozenset({IS_A_FOLDER, IS_A_FILE, NOT_A_FILE, LINK, SOMETHING_THERE, NAME_TOO_LONG})
"""The reasons that are about one place and say nothing of the places beside it."""
UNKNOWN = N_("the system says “{told}”")
"""The reason for any other error: `told` is the system's own text."""

_BY_ERRNO = {
    "ENOSPC EDQUOT": NO_ROOM,
    "EACCES EPERM": NOT_ALLOWED,
    "EROFS": READ_ONLY,
    "ENOENT": NOT_THERE,
    "ENODEV ENXIO ENOMEDIUM": N_("the drive is not there"),
    "EISDIR": IS_A_FOLDER,
    "ENOTDIR": IS_A_FILE,
    "EEXIST ENOTEMPTY": SOMETHING_THERE,
    "EMFILE ENFILE": N_("too many files are open"),
    "EIO": DEVICE_FAILS,
    "EFBIG EOVERFLOW": N_("it is too large"),
    "ENAMETOOLONG": NAME_TOO_LONG,
    "ELOOP EMLINK": LINK,
    "EBUSY EAGAIN ETXTBSY EDEADLK": IN_USE,
    "ENOMEM": N_("there is not enough memory"),
    "ENETUNREACH ENETDOWN EHOSTUNREACH EHOSTDOWN ECONNREFUSED ECONNRESET ECONNABORTED ENOTCONN EPIPE ESTALE ENOLINK": (
        NO_NETWORK
    ),
    "ETIMEDOUT": TOO_LATE,
}
_OF_ERRNO = {
    getattr(errno, name): text for names, text in _BY_ERRNO.items() for name in names.split() if hasattr(errno, name)
}

NOT_JSON = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding JSON raises when it isn't whole, holds what it shouldn't, or is nested too deeply for the stack."""

_OF_SQLITE = {
    "FULL": NO_ROOM,
    "IOERR_SHMSIZE": NO_ROOM,  # a file of the database couldn't grow
    "PERM": NOT_ALLOWED,
    "AUTH": NOT_ALLOWED,
    "READONLY": READ_ONLY,
    "CANTOPEN": N_("it can't be opened"),
    "BUSY": IN_USE,
    "LOCKED": IN_USE,
    "IOERR": DEVICE_FAILS,
    "CORRUPT": DAMAGED,
    "NOTADB": DAMAGED,
    "NOMEM": _BY_ERRNO["ENOMEM"],
}


def reason_of(error: BaseException) -> Reason:
    """Why `error` happened, in words that can be translated; as a last resort, the system's own text."""
    if isinstance(error, Problem):
        return error.reason
    if isinstance(error, OSError):
        text = _OF_ERRNO.get(error.errno or 0) or _by_class(error)
        return Reason(text) if text else Reason(UNKNOWN, {"told": error.strerror or type(error).__name__})
    name = str(getattr(error, "sqlite_errorname", None) or "").removeprefix("SQLITE_")  # FULL, or IOERR_WRITE
    if text := _OF_SQLITE.get(name) or _OF_SQLITE.get(name.partition("_")[0]):
        return Reason(text)
    return Reason(UNKNOWN, {"told": str(error) or type(error).__name__})


def known_reason(error: BaseException) -> Reason | None:
    """As `reason_of`, for an error of the system or its database with a text of our own; None for any other."""
    is_of_system = isinstance(error, OSError) or hasattr(error, "sqlite_errorname")
    reason = reason_of(error)
    return reason if is_of_system and reason.text != UNKNOWN else None


def _by_class(error: OSError) -> str | None:
    """The text for an error without a number, or (when a name can't be looked up) with a number of another kind."""
    if isinstance(error, FileNotFoundError):
        return NOT_THERE
    if isinstance(error, PermissionError):
        return NOT_ALLOWED
    if isinstance(error, TimeoutError):
        return TOO_LATE
    if isinstance(error, ConnectionError) or type(error).__name__ in ("gaierror", "herror"):
        return NO_NETWORK
    return None


# -- as JSON ----------------------------------------------------------------------------------------------------------


def dumped(reason: Reason) -> str:
    """`reason` as JSON: an object of `text` and `values`. A value that is neither text nor a number becomes text."""
    return msgspec.json.encode(_plain(reason)).decode()


def loaded(data: str) -> Reason:
    """The reason that `dumped` turned into `data`; raises `msgspec.DecodeError`."""
    return _reason(msgspec.json.decode(data))


def plain_values(reason: Reason) -> dict[str, Any]:
    """The values of `reason` as JSON values; a value that is a reason itself becomes an object of its own."""
    return {name: _plain(value) for name, value in reason.values.items()}


def _plain(value: object) -> Any:
    if isinstance(value, Problem):
        value = value.reason
    if isinstance(value, Reason):
        return {"text": value.text, "values": plain_values(value)}
    if isinstance(value, Word):
        return {"text": str(value), "values": {}}
    if value is None or isinstance(value, bool | int | float):
        return value
    return str(value).encode("utf-8", "backslashreplace").decode()  # the name of a file may contain anything


def _reason(raw: Mapping[str, Any]) -> Reason:
    values = {name: _reason(value) if isinstance(value, dict) else value for name, value in raw["values"].items()}
    return Reason(raw["text"], values)
