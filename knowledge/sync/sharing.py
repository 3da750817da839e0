"""The sharing of one space: its rounds of sync, and their status."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from knowledge.catalogue.catalogue import Catalogue, Progress
from knowledge.journal import clock
from knowledge.journal.change import Change
from knowledge.journal.mirror import DECODED, Mirror
from knowledge.journal.replica import ReplicaStore
from knowledge.journal.segment import BadSegment, Segment, decode_segment
from knowledge.journal.storage import CannotWrite
from knowledge.problem import N_
from knowledge.sync import round as rounds
from knowledge.sync import space as spaces
from knowledge.sync.folder import Files, Folder, FolderLost, FolderProblem, journal_of
from knowledge.sync.memory import Memory
from knowledge.sync.region_files import CHECKLISTS, SYNONYMS, RegionFiles
from knowledge.sync.rereading import Rereading
from knowledge.sync.round import Look, Published
from knowledge.sync.space import Space
from knowledge.sync.status import Peer, SetAside, Status, SyncReport
from knowledge.sync.taken_back import TakenBack


@dataclass(frozen=True)
class _Counts:
    """How many documents there are, how many of them have a conflict, and how many changes of ours aren't shared."""

    documents: int
    conflicts: int
    unpublished: int


class Sharing:
    """Syncs the mirror with the shared folder `folder`, which people know as `place`.

    `forget` carries out the erasures that came in, and returns whether there were any.
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
        self._rereading = Rereading(folder, mirror, self._memory, catalogue)
        self._taken_back = TakenBack(catalogue)
        self._brought = 0
        self._counted: tuple[object, _Counts] = (None, _Counts(0, 0, 0))

    def sync(self, *, restore_folder: bool = False, progress: Progress | None = None) -> SyncReport:
        """Sync one round; with `restore_folder`, a folder that isn't a space any more is made one again.

        Otherwise such a folder raises `FolderLost`. Raises `FolderProblem` when the folder can't be used, and
        `CannotWrite` when it is full.
        """
        with self._syncing:
            here = self._mirror.stats()  # look at each file once a round: damage in place shows nowhere else
            self._catalogue.refresh(self._mirror)
            listed = self._check_folder(CHECKLISTS, restore=restore_folder)
            own = Files(obstacles=listed.obstacles)
            for path in [path for path in listed if path.startswith(f"{CHECKLISTS}/")]:
                own[path] = listed.pop(path)
            look = Look(listed, here)
            self._rereading.step(look)
            self._mend()
            before = len(self._catalogue.erasures.all())
            seen = self._seen()
            pulled = self._pull(look, progress)
            received = pulled.received
            if self._forget():  # read every file again: copies of erased text may be anywhere
                look = Look(journal_of(self._folder), self._mirror.stats())
                received += self._pull(look, progress).received
            published = self._publish(look.folder, pulled.aside, seen)
            restored = published.restored
            if restore_folder:
                restored += self._region.put_back(self._folder, own)
                own = self._folder.list(CHECKLISTS)
            self._region.fetch(self._folder, own)
            self._note_synonyms()
            self._catalogue.note("synced", datetime.now().astimezone().isoformat(timespec="seconds"))
            erased = len(self._catalogue.erasures.all()) - before
            return rounds.report(received, published.sent, restored, erased, self._memory, self.taken_back)

    def _mend(self) -> None:
        """Write what is damaged in the mirror anew from what was read of it before.

        What isn't shared yet stands nowhere else, and an older copy from the folder must not take its place.
        """
        erased = self._catalogue.erasures.all()
        for name, segment in self._catalogue.changes.rescued():
            try:
                with self._replicas.locked():
                    self._mirror.mend(name, segment.without(erased))
            except CannotWrite as error:
                if not error.is_in_the_way:
                    raise

    def _note_synonyms(self) -> None:
        """Store the region's synonyms in the catalogue, for searching without the folder."""
        text = self._region.synonyms
        if text != (self._catalogue.noted(SYNONYMS) or ""):
            self._catalogue.note(SYNONYMS, text)

    @property
    def folder(self) -> Folder:
        """The shared folder."""
        return self._folder

    def check(self) -> None:
        """Check that the folder is there and holds this space; raises `FolderProblem` if not."""
        self._check_folder(restore=False)

    def _pull(self, look: Look, progress: Progress | None) -> rounds.Pulled:
        erased = self._catalogue.erasures.all()
        pulled = rounds.pull(self._folder, look, self._take_in, self._memory, self._own(), erased, progress)
        if any(segment.replica == self._replicas.identity().replica for segment in pulled.own):
            with self._replicas.locked():
                self._replicas.renew()  # somebody else wrote under our id: a clone or a restored backup
        self._catalogue.refresh(self._mirror)
        return pulled

    def publish(self) -> None:
        """Only send our own changes, right after a save; raises as `sync` does."""
        with self._syncing:
            self._publish(self._check_folder(restore=False), None, self._seen())

    def _publish(self, listed: Files, arriving: frozenset[str] | None, seen: Mapping[str, int]) -> Published:
        self._catalogue.refresh(self._mirror)
        look = Look(listed, self._mirror.known_stats())
        erased = self._catalogue.erasures.all()
        memory, own = self._memory, self._own()
        return rounds.publish(self._folder, look, self._mirror, memory, own, erased, arriving, seen, self._taken_back)

    def _seen(self) -> Mapping[str, int]:
        """By our own files how many changes the folder was seen to have before this round."""
        self._memory.recall()
        return self._memory.seen(self._own())

    @property
    def taken_back(self) -> int:
        """How often what this device shares was taken out of the folder again; 0 unless it happens time and again."""
        times = self._taken_back.times
        return times if times > 1 else 0

    def status(self, author: str) -> Status:
        """The status of this replica, used by `author`."""
        own, counts = self._own(), self._counts()
        latest = self._catalogue.changes.replicas()
        now = datetime.now(UTC)
        return Status(
            name=self._space.name,
            author=author,
            replica=self._replicas.identity().replica,
            folder=self._place,
            documents=counts.documents,
            unpublished=counts.unpublished,
            last_sync=str(self._catalogue.noted("synced") or ""),
            peers=tuple(Peer(*each) for each in latest if each[0] not in own),
            conflicts=counts.conflicts,
            set_aside=self.set_aside(),
            ahead=tuple(replica for replica, _author, _device, time in latest if clock.is_far_ahead(time, now)),
            waiting=tuple(self._catalogue.waiting()),
            taken_back=self.taken_back,
        )

    def set_aside(self) -> tuple[SetAside, ...]:
        """What the last round couldn't use or write, with the reasons."""
        return rounds.report(0, 0, 0, 0, self._memory, 0).set_aside

    def _check_folder(self, *more: str, restore: bool) -> Files:
        """The files of the journal and below `more`; raises `FolderProblem` when the folder doesn't hold this space."""
        listed = Files() if restore else journal_of(self._folder, *more)
        found = self._found(restore)
        if found.space != self._space.space:
            raise FolderProblem(
                N_("{folder} now holds another space ({name}). Nothing was changed there."),
                folder=self._place,
                name=found.name,
            )
        return journal_of(self._folder, *more) if restore else listed

    def _found(self, restore: bool) -> Space:
        """The space in the folder; one that is gone is put back with `restore`, and raises `FolderLost` without."""
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
        """Ingest the file in the place of `sto.json` if it is a segment: files do get swapped."""
        try:
            segment = decode_segment(self._folder.read(spaces.FILE))
        except (BadSegment, FolderProblem, OSError):
            return
        self._ingest(segment.without(self._catalogue.erasures.all()))

    def _ingest(self, segment: Segment) -> Sequence[Change]:
        with self._replicas.locked():
            return self._mirror.ingest(segment)

    def _take_in(self, segment: Segment) -> Sequence[Change]:
        """Ingest `segment`, and refresh the catalogue while the mirror still has the decoded segments in its cache."""
        fresh = self._ingest(segment)
        self._brought += bool(fresh)
        if fresh and self._brought % (DECODED // 2) == 0:
            self._catalogue.refresh(self._mirror)
        return fresh

    def _own(self) -> frozenset[str]:
        identity = self._replicas.identity()
        return frozenset({identity.replica, *identity.former})

    def _counts(self) -> _Counts:
        """What the status counts; it is counted again only when something changed, since that takes a look at all."""
        own = self._own()
        versions = [self._catalogue.version(name) for name in ("taken", "files")]
        as_of = (self._catalogue.position, versions, own)
        if self._counted[0] != as_of:
            made = self._catalogue.changes.count(own)
            counts = _Counts(
                self._count("SELECT count(*) FROM document WHERE deleted = 0 AND root = ''"),
                self._count("SELECT count(*) FROM document WHERE conflicts > 0 AND deleted = 0"),
                max(0, made - self._memory.held(own)),
            )
            self._counted = (as_of, counts)
        return self._counted[1]

    def _count(self, sql: str) -> int:
        return int(self._catalogue.scalar(sql) or 0)
