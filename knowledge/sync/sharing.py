"""A space's side of sharing: its rounds of sync, and what there is to tell about them."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from knowledge.journal import clock
from knowledge.journal.catalogue import Catalogue
from knowledge.journal.change import Change
from knowledge.journal.mirror import Mirror
from knowledge.journal.replica import ReplicaStore
from knowledge.journal.segment import Segment
from knowledge.problem import N_
from knowledge.sync import round as rounds
from knowledge.sync import space as spaces
from knowledge.sync.folder import Folder, FolderProblem
from knowledge.sync.space import Space
from knowledge.sync.status import Peer, Status, SyncReport


class Sharing:
    """Between the mirror and the shared folder `folder`, which stands at `path` for people."""

    def __init__(
        self, space: Space, folder: Folder, path: Path, catalogue: Catalogue, mirror: Mirror, replicas: ReplicaStore
    ) -> None:
        self._space = space
        self._folder = folder
        self._path = path
        self._catalogue = catalogue
        self._mirror = mirror
        self._replicas = replicas
        self._syncing = threading.Lock()
        self._memory = rounds.Memory(catalogue, str(path))

    def sync(self) -> SyncReport:
        """One round; raises `FolderProblem` when the folder can't be used and `CannotWrite` when it is full."""
        with self._syncing:
            self._check_folder()
            pulled = rounds.pull(self._folder, self._mirror, self._ingest, self._memory, self._own())
            if any(segment.replica == self._replicas.identity().replica for segment in pulled.own):
                with self._replicas.locked():
                    self._replicas.renew()  # somebody else wrote under our id: a clone or a restored backup
            sent, restored = self._publish()
            self._catalogue.note("synced", datetime.now().astimezone().isoformat(timespec="seconds"))
            return rounds.report(pulled.received, sent, restored, self._memory)

    def publish(self) -> None:
        """Only send what is ours, right after a save; raises as `sync` does."""
        with self._syncing:
            self._check_folder()
            self._publish()

    def _publish(self) -> tuple[int, int]:
        self._catalogue.refresh(self._mirror)
        own = self._own()
        covered = self._changes_of(own)  # counted first: a save during publishing stays unpublished
        done = rounds.publish(self._folder, self._mirror, self._memory, own)
        self._catalogue.note("published", covered)
        return done

    def status(self, author: str) -> Status:
        """Where this replica, used by `author`, stands."""
        own = self._own()
        latest = self._catalogue.select(
            "SELECT replica, max(time), author FROM change GROUP BY replica ORDER BY 2 DESC"
        )
        now = datetime.now(UTC)
        return Status(
            name=self._space.name,
            author=author,
            replica=self._replicas.identity().replica,
            folder=str(self._path),
            documents=self._count("SELECT count(*) FROM document WHERE deleted = 0"),
            unpublished=max(0, self._changes_of(own) - int(self._catalogue.noted("published") or 0)),
            last_sync=str(self._catalogue.noted("synced") or ""),
            peers=tuple(Peer(replica, name, time) for replica, time, name in latest if replica not in own),
            conflicts=self._count("SELECT count(*) FROM document WHERE conflicts AND deleted = 0"),
            set_aside=rounds.report(0, 0, 0, self._memory).set_aside,
            ahead=tuple(replica for replica, time, _ in latest if clock.is_far_ahead(time, now)),
        )

    def _check_folder(self) -> None:
        self._folder.list("journal")
        found = spaces.find(self._folder)
        if found is None:
            raise FolderProblem(
                N_(
                    "sto.json is missing from {folder}: it looks emptied or not yet synced. Nothing was changed there; "
                    "everything is safe on this device."
                ),
                folder=self._path,
            )
        if found.space != self._space.space:
            raise FolderProblem(
                N_("{folder} now holds another space ({name}). Nothing was changed there."),
                folder=self._path,
                name=found.name,
            )

    def _ingest(self, segment: Segment) -> Sequence[Change]:
        with self._replicas.locked():
            return self._mirror.ingest(segment)

    def _own(self) -> frozenset[str]:
        identity = self._replicas.identity()
        return frozenset({identity.replica, *identity.former})

    def _changes_of(self, replicas: frozenset[str]) -> int:
        marks = ",".join("?" * len(replicas))
        return self._count(f"SELECT count(*) FROM change WHERE replica IN ({marks})", tuple(replicas))

    def _count(self, sql: str, values: Sequence[object] = ()) -> int:
        return int(self._catalogue.scalar(sql, values) or 0)
