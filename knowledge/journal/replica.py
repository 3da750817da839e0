"""The identity of this installation: its replica id, stored in the private directory, never in the shared folder."""

from __future__ import annotations

import hashlib
import platform
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec

from knowledge.journal.change import REPLICA_ID
from knowledge.journal.segment import MAX_DEVICE
from knowledge.journal.storage import write_atomically
from knowledge.problem import N_, Problem
from knowledge.reasons import NOT_JSON

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"
_LOCK_SECONDS = 10.0


class Identity(msgspec.Struct, frozen=True):
    """What `replica.json` holds: the id in use, the machine it was made on, and the ids used before.

    `former` ids were ours until we gave them up; `copied` ones came with a copied directory and may be in use
    elsewhere.
    """

    replica: str
    machine: str
    former: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()


def mint() -> str:
    """A new replica id: ten characters a-z2-7, 50 random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


def machine_fingerprint(directory: Path) -> str:
    """A value that changes when `directory` is copied to another machine or to another place on this one."""
    machine_id = Path("/etc/machine-id")
    known = machine_id.read_text() if machine_id.exists() else ""
    return hashlib.sha256(f"{platform.node()}|{known}|{directory.stat().st_ino}".encode()).hexdigest()[:16]


def device_name() -> str:
    """The name of this device, for people who wonder which of their laptops wrote something."""
    return platform.node().partition(".")[0][:MAX_DEVICE]


class ReplicaStore:
    """The identity file and the lock in a space's private directory `directory`."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._path = directory / "replica.json"

    def identity(self) -> Identity:
        """The identity of this installation; a first start, a copied directory or an unreadable file gets a new id."""
        machine = machine_fingerprint(self._directory)
        former: tuple[str, ...] = ()
        copied: tuple[str, ...] = ()
        if self._path.exists():
            try:
                known = msgspec.json.decode(self._path.read_bytes(), type=Identity)
            except NOT_JSON:
                known = None
            if known and REPLICA_ID.fullmatch(known.replica):
                if known.machine == machine:
                    return known
                former, copied = known.former, (*known.copied, known.replica)
        return self._keep(Identity(mint(), machine, former, copied))

    def renew(self) -> Identity:
        """Take a new id, because somebody else wrote under ours; the old journal stays as it is."""
        known = self.identity()
        return self._keep(Identity(mint(), known.machine, (*known.former, known.replica), known.copied))

    def _keep(self, identity: Identity) -> Identity:
        write_atomically(self._path, msgspec.json.format(msgspec.json.encode(identity), indent=1) + b"\n")
        return identity

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock that the app and commands of one user take around each append; raises `Problem`."""
        from filelock import FileLock, Timeout

        lock = FileLock(self._directory / "lock", timeout=_LOCK_SECONDS)
        try:
            lock.acquire()
        except Timeout:
            raise Problem(
                N_("Another sto on this device has been writing for {seconds} seconds. Close it and try again."),
                seconds=int(_LOCK_SECONDS),
            ) from None
        try:
            yield
        finally:
            lock.release()
