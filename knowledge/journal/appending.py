"""Appending what this installation writes itself to the mirror, whatever became of what it wrote last."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from knowledge.journal.change import Change
from knowledge.journal.mirror import Edit, Mirror
from knowledge.journal.replica import Identity, ReplicaStore
from knowledge.journal.segment import BadSegment
from knowledge.journal.storage import CannotWrite


def append_own(
    mirror: Mirror, replicas: ReplicaStore, drafts: Callable[[Identity], Sequence[Edit]], now: datetime
) -> Sequence[Change]:
    """Append the `drafts` for the identity of this installation; the caller holds the replica lock.

    When our own last segment is damaged, or something else stands in its place, we continue under a new id and leave
    the rest as it is. Raises as `Mirror.append` does.
    """
    identity = replicas.identity()
    try:
        return mirror.append(identity.replica, drafts(identity), now)
    except BadSegment:
        identity = replicas.renew()
    except CannotWrite as error:
        if not error.is_in_the_way:
            raise
        identity = replicas.renew()
    return mirror.append(identity.replica, drafts(identity), now)
