"""A space's side of sharing: its rounds of sync, and what there is to tell about them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from knowledge.catalogue.catalogue import Catalogue, Checkpoint, Progress
from knowledge.journal import clock
from knowledge.journal.change import Change
from knowledge.journal.mirror import DECODED, Mirror
from knowledge.journal.mirror_listing import Stat
from knowledge.journal.replica import ReplicaStore
from knowledge.journal.segment import BadSegment, Segment, decode_segment
from knowledge.problem import N_
from knowledge.sync import round as rounds
from knowledge.sync import space as spaces
from knowledge.sync.folder import Folder, FolderLost, FolderProblem
from knowledge.sync.memory import Memory
from knowledge.sync.region_files import CHECKLISTS, SYNONYMS, RegionFiles
from knowledge.sync.round import Look
from knowledge.sync.space import Space
from knowledge.sync.status import Peer, Status, SyncReport


class Sharing:
    """Between the mirror and the shared folder `folder`, which stands at `place` for people.

    `forget` carries out the erasures that came in, and says whether there were any.
    """

    def __init__(
        self,
        space: Space,
        folder: Folder,
        place: str,
        catalogue: Catalogue,
        mirror: Mirror,
        replicas: ReplicaStore,
        region: RegionFiles,
        forget: Callable[[], bool],
    ) -> None:
        self._space = space
        self._folder = folder
        self._place = place
        self._forget = forget
        self._catalogue = catalogue
        self._mirror = mirror
        self._replicas = replicas
        self._region = region
        self._syncing = threading.Lock()
        self._memory = Memory(catalogue, place)
        self._brought = 0
        self._counted: tuple[tuple[Checkpoint, frozenset[str]] | None, int] = (None, 0)

    def sync(self, *, restore_folder: bool = False, progress: Progress | None = None) -> SyncReport:
        """One round; with `restore_folder` the folder is made a space again when it isn't one any more.

        Raises `FolderLost` when it isn't and nobody asked for that, `FolderProblem` when the folder can't be used and
        `CannotWrite` when it is full.
        """
        with self._syncing:
            here = self._mirror.stats()  # closely, once a round: what was damaged in place changes nothing else
            self._catalogue.refresh(self._mirror)
            listed = self._check_folder("journal", CHECKLISTS, restore=restore_folder)
            own = {path: listed.pop(path) for path in list(listed) if path.startswith(f"{CHECKLISTS}/")}
            look = Look(listed, here)
            before = len(self._catalogue.erasures.all())
            pulled = self._pull(look, progress)
            received = pulled.received
            if self._forget():  # every file is read: copies of what was erased may stand anywhere
                look = Look(self._folder.list("journal"), self._mirror.stats())
                received += self._pull(look, progress).received
            sent, restored = self._publish(look.folder, pulled.aside)
            if restore_folder:
                restored += self._region.put_back(self._folder, own)
                own = self._folder.list(CHECKLISTS)
            self._region.fetch(self._folder, own)
            self._note_synonyms()
            self._catalogue.note("synced", datetime.now().astimezone().isoformat(timespec="seconds"))
            erased = len(self._catalogue.erasures.all()) - before
            return rounds.report(received, sent, restored, erased, self._memory)

    def _note_synonyms(self) -> None:
        """Keep what the region wrote in its file of synonyms, for searching without the folder."""
        text = self._region.synonyms
        if text != (self._catalogue.noted(SYNONYMS) or ""):
            self._catalogue.note(SYNONYMS, text)

    @property
    def folder(self) -> Folder:
        """The shared folder."""
        return self._folder

    def check(self) -> None:
        """Whether the folder is there and holds this space; raises `FolderProblem` when not."""
        self._check_folder("journal", restore=False)

    def _pull(self, look: Look, progress: Progress | None) -> rounds.Pulled:
        erased = self._catalogue.erasures.all()
        pulled = rounds.pull(self._folder, look, self._take_in, self._memory, self._own(), erased, progress)
        if any(segment.replica == self._replicas.identity().replica for segment in pulled.own):
            with self._replicas.locked():
                self._replicas.renew()  # somebody else wrote under our id: a clone or a restored backup
        self._catalogue.refresh(self._mirror)
        return pulled

    def publish(self) -> None:
        """Only send what is ours, right after a save; raises as `sync` does."""
        with self._syncing:
            self._publish(self._check_folder("journal", restore=False), None)

    def _publish(self, listed: dict[str, Stat], arriving: frozenset[str] | None) -> tuple[int, int]:
        self._catalogue.refresh(self._mirror)
        own = self._own()
        covered = self._changes_of(own)  # counted first: a save during publishing stays unpublished
        look = Look(listed, {name: stat for each in self._mirror.known().values() for name, stat in each.stats.items()})
        erased = self._catalogue.erasures.all()
        done = rounds.publish(self._folder, look, self._mirror, self._memory, own, erased, arriving)
        if covered != self._catalogue.noted("published"):
            self._catalogue.note("published", covered)
        return done

    def status(self, author: str) -> Status:
        """Where this replica, used by `author`, stands."""
        own = self._own()
        latest = self._catalogue.changes.replicas()
        now = datetime.now(UTC)
        return Status(
            name=self._space.name,
            author=author,
            replica=self._replicas.identity().replica,
            folder=self._place,
            documents=self._count("SELECT count(*) FROM document WHERE deleted = 0"),
            unpublished=max(0, self._changes_of(own) - int(self._catalogue.noted("published") or 0)),
            last_sync=str(self._catalogue.noted("synced") or ""),
            peers=tuple(Peer(*each) for each in latest if each[0] not in own),
            conflicts=self._count("SELECT count(*) FROM document WHERE conflicts > 0 AND deleted = 0"),
            set_aside=rounds.report(0, 0, 0, 0, self._memory).set_aside,
            ahead=tuple(replica for replica, _author, _device, time in latest if clock.is_far_ahead(time, now)),
        )

    def _check_folder(self, *under: str, restore: bool) -> dict[str, Stat]:
        """The files below `under` in the folder, which holds this space; raises `FolderProblem` when it doesn't."""
        listed = {} if restore else self._folder.list(*under)
        found = self._found(restore)
        if found.space != self._space.space:
            raise FolderProblem(
                N_("{folder} now holds another space ({name}). Nothing was changed there."),
                folder=self._place,
                name=found.name,
            )
        return self._folder.list(*under) if restore else listed

    def _found(self, restore: bool) -> Space:
        """The space that is in the folder; one that is gone is put back if `restore`, else `FolderLost` is raised."""
        try:
            found = spaces.find_space(self._folder)
        except (spaces.Unreadable, FolderLost):
            if not restore:
                raise
            found = None
        if found is None and not restore:
            raise FolderLost(
                N_(
                    "sto.json is missing from {folder}: it looks emptied or not yet synced. Nothing was changed there; "
                    "everything is safe on this device. If it stays away, `sto sync --restore-folder` puts everything "
                    "back from here."
                ),
                folder=self._place,
            )
        if found is None:
            self._rescue()
            self._folder.write(spaces.FILE, spaces.encode_space(self._space))
            self._memory.forget_all()
        return found or self._space

    def _rescue(self) -> None:
        """Take in what stands in the place of `sto.json`, should it be a segment: files do change places."""
        try:
            segment = decode_segment(self._folder.read(spaces.FILE))
        except (BadSegment, FolderProblem, OSError):
            return
        self._ingest(segment.without(self._catalogue.erasures.all()))

    def _ingest(self, segment: Segment) -> Sequence[Change]:
        with self._replicas.locked():
            return self._mirror.ingest(segment)

    def _take_in(self, segment: Segment) -> Sequence[Change]:
        """Ingest `segment`, and let the catalogue follow while the mirror still has what came in as it was decoded."""
        fresh = self._ingest(segment)
        self._brought += bool(fresh)
        if fresh and self._brought % (DECODED // 2) == 0:
            self._catalogue.refresh(self._mirror)
        return fresh

    def _own(self) -> frozenset[str]:
        identity = self._replicas.identity()
        return frozenset({identity.replica, *identity.former})

    def _changes_of(self, replicas: frozenset[str]) -> int:
        """How many changes `replicas` made; counted again only when the catalogue went on."""
        asked = (self._catalogue.position, replicas)
        if self._counted[0] != asked:
            self._counted = (asked, self._catalogue.changes.count(replicas))
        return self._counted[1]

    def _count(self, sql: str) -> int:
        return int(self._catalogue.scalar(sql) or 0)
