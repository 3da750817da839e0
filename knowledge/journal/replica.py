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
from knowledge.journal.state_file import StateFile
from knowledge.problem import N_, Problem

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


def _decoded(data: bytes) -> Identity:
    identity = msgspec.json.decode(data, type=Identity)
    if not all(REPLICA_ID.fullmatch(each) for each in (identity.replica, *identity.former, *identity.copied)):
        raise msgspec.DecodeError
    return identity


def _encoded(identity: Identity) -> bytes:
    return msgspec.json.format(msgspec.json.encode(identity), indent=1) + b"\n"


class ReplicaStore:
    """The identity file and the lock in a space's private directory `directory`."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self.file = StateFile(directory / "replica.json", _decoded, _encoded)

    def identity(self) -> Identity:
        """The identity of this installation; a first start or a copied directory gets a new id.

        Raises `StateDamaged` when its file can't be read.
        """
        machine = machine_fingerprint(self._directory)
        known = self.file.read()
        if known is None:
            return self._keep(Identity(mint(), machine))
        if known.machine == machine:
            self.file.back_up(known)
            return known
        return self._keep(Identity(mint(), machine, known.former, (*known.copied, known.replica)))

    def renew(self) -> Identity:
        """Take a new id, because somebody else wrote under ours; the old journal stays as it is."""
        known = self.identity()
        return self._keep(Identity(mint(), known.machine, (*known.former, known.replica), known.copied))

    def _keep(self, identity: Identity) -> Identity:
        self.file.write(identity)
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
