"""Name and password for a folder on a server, from the environment or the system's keyring; never in our own files."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from knowledge.problem import N_, Problem

USER, PASSWORD = "STO_REMOTE_USER", "STO_REMOTE_PASSWORD"
_SERVICE = "sto"


@dataclass(frozen=True)
class Credentials:
    """A user name and password; printing them leaves out the password."""

    user: str
    password: str = field(repr=False)


def find_credentials(address: str) -> Credentials | None:
    """The credentials for `address` from the environment, else from the keyring; None when neither has any."""
    named = urlsplit(address).username or ""
    user, password = os.environ.get(USER, "") or named, os.environ.get(PASSWORD, "")
    if password:
        return Credentials(user, password)
    stored = _keyring("get_password", _SERVICE, _key(address))
    if not stored:
        return None
    user, _, password = str(stored).partition("\n") if not named else (named, "", str(stored).partition("\n")[2])
    return Credentials(user, password)


def keep_credentials(address: str, credentials: Credentials) -> None:
    """Store `credentials` for `address` in the system's keyring; raises `Problem` when there is no keyring."""
    _keyring("set_password", _SERVICE, _key(address), f"{credentials.user}\n{credentials.password}", needed=True)


def _key(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.hostname}:{parts.port}" if parts.port else str(parts.hostname)


def _keyring(action: str, *values: str, needed: bool = False) -> str | None:
    try:
        import keyring
        from keyring.errors import KeyringError

        answer: str | None = getattr(keyring, action)(*values)
    except (ImportError, KeyringError):
        if not needed:
            return None
        raise Problem(
            N_("This system has no keyring to keep the password in. Set {user} and {password} instead."),
            user=USER,
            password=PASSWORD,
        ) from None
    return answer
