"""The status of sharing: plain values for the status line, `sto sync` and `sto status`."""

from __future__ import annotations

from dataclasses import dataclass

from knowledge.problem import N_, Reason


@dataclass(frozen=True)
class SetAside:
    """A file in the shared folder that could not be used yet, and why."""

    path: str
    reason: Reason


@dataclass(frozen=True)
class SyncReport:
    """What one round of sync did: changes received and sent, segments put back, files set aside, documents erased.

    `taken_back` is how often what this device shares was taken out of the folder again; 0 when that isn't known to go
    on.
    """

    received: int = 0
    sent: int = 0
    restored: int = 0
    set_aside: tuple[SetAside, ...] = ()
    erased: int = 0
    taken_back: int = 0


@dataclass(frozen=True)
class Peer:
    """Another replica: its author as last known, its device, and the stamp of its latest change here."""

    replica: str
    author: str
    device: str
    seen: str


TAKEN_BACK = N_(
    "Another program takes away again what you share: {number} times it was gone from the folder, so your colleagues "
    "may not get it. It is safe on this device. Look at the program that shares the folder: may you write there? In "
    "Syncthing it must not be “Receive Only”."
)
"""What there is to say when what is shared doesn't stay in the folder, by the `number` of times."""
WAITS = N_("“{title}” ({id}) is very large: what is shown of it isn't up to date. `sto sync` brings it up to date.")
"""What there is to say of a record that waits, by the place `title` and `id`."""


@dataclass(frozen=True)
class Status:
    """The state of this replica. `last_sync` is a local ISO time or empty; `ahead` are replicas with a fast clock.

    `waiting` are the ids and titles of records that are too large to bring up to date while others wait. `taken_back`
    is as in `SyncReport`.
    """

    name: str
    author: str
    replica: str
    folder: str
    documents: int
    unpublished: int
    last_sync: str
    peers: tuple[Peer, ...] = ()
    conflicts: int = 0
    set_aside: tuple[SetAside, ...] = ()
    ahead: tuple[str, ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()
    taken_back: int = 0
