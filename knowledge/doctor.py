"""A check-up of one space on this device: the chains in mirror and folder, what each side lacks, index and clocks."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import islice, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from knowledge.catalogue.catalogue import Catalogue
from knowledge.catalogue.only_ones import superfluous
from knowledge.journal import clock
from knowledge.journal.change import Change
from knowledge.journal.mirror import Mirror
from knowledge.journal.replica import ReplicaStore
from knowledge.journal.segment import BadSegment, Segment, decode_segment
from knowledge.journal.storage import leftovers
from knowledge.model.kinds import about
from knowledge.problem import N_, Problem, Reason
from knowledge.reasons import reason_of
from knowledge.search.service import SearchService
from knowledge.sync.folder import Folder, FolderProblem, journal_of
from knowledge.sync.round import is_segment_name
from knowledge.sync.sharing import Sharing
from knowledge.sync.status import TAKEN_BACK, WAITS

if TYPE_CHECKING:
    from knowledge.content.offered import Mistake


@dataclass(frozen=True)
class Finding:
    """Something that is not as it should be: a `code` for programs, and `what` is wrong for people.

    `grave` findings need a person's attention: the next sync doesn't solve them.
    """

    code: str
    what: Reason
    grave: bool = False


@dataclass(frozen=True)
class ReplicaHealth:
    """One replica as this device knows it: how many changes, which seqs are missing, which were used twice.

    `broken` are the dots whose `previous` isn't the change before them. `ahead` is how many seconds its latest stamp
    lies ahead of this device's clock.
    """

    replica: str
    author: str
    device: str
    own: bool
    changes: int
    stubs: int
    latest: str
    missing: tuple[int, ...]
    twice: tuple[int, ...]
    broken: tuple[str, ...]
    ahead: int


@dataclass(frozen=True)
class Side:
    """The mirror or the folder: its files, the changes in them, and the files that can't be used with the reason.

    `slow` are the files that take long to read, with the seconds.
    """

    files: int
    changes: int
    unusable: dict[str, Reason]
    slow: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Checkup:
    """The outcome. `not_here` and `not_there` count the changes that the mirror and the folder lack.

    `folder` is None when it can't be reached. `index` is "current", "behind" (until the next search), "missing" or
    "damaged". `repaired` are the codes of the findings that a repair solved.
    """

    ok: bool
    replica: str
    mirror: Side
    folder: Side | None
    not_here: int
    not_there: int
    replicas: tuple[ReplicaHealth, ...]
    documents: int
    erased: int
    index: str
    findings: tuple[Finding, ...]
    repaired: tuple[str, ...] = ()


_Contents = dict[tuple[str, int, str], Change]


@dataclass(frozen=True)
class Examined:
    """The result of reading one side: its outcome, and its changes by replica, seq and hash."""

    side: Side
    changes: _Contents


def examine_mirror(mirror: Mirror) -> Examined:
    """Read and verify every file of the mirror."""
    return _examine(_mirrored(mirror))


def _mirrored(mirror: Mirror) -> Iterator[tuple[str, bytes | Exception]]:
    for name in sorted(mirror.stats()):
        try:
            yield name, mirror.read_bytes(name)
        except (BadSegment, OSError) as error:
            yield name, error


def examine_folder(folder: Folder) -> Examined:
    """Read and verify every file of the folder; raises `Problem` when it can't be reached."""
    return _examine(_files(folder))


def _files(folder: Folder) -> Iterator[tuple[str, bytes | Exception]]:
    files = journal_of(folder)
    for name, reason in sorted(files.obstacles.items()):
        yield name, FolderProblem(reason.text, **reason.values)
    for name in sorted(files):
        if is_segment_name(name):
            try:
                yield name, folder.read(name)
            except FileNotFoundError:
                continue
            except (Problem, OSError) as error:
                yield name, error


def _examine(files: Iterable[tuple[str, bytes | Exception]]) -> Examined:
    unusable: dict[str, Reason] = {}
    slow: dict[str, float] = {}
    changes: _Contents = {}
    count = 0
    for name, data in files:
        count += 1
        begun = time.perf_counter()
        try:
            segment = _decoded(data)
        except (BadSegment, Problem, OSError) as error:
            unusable[name] = reason_of(error)
            continue
        finally:
            if (took := time.perf_counter() - begun) > SLOW:
                slow[name] = round(took, 1)
        for change in segment.changes:
            key = (change.replica, change.seq, change.hash)
            if key not in changes or changes[key].erased:
                changes[key] = change
    return Examined(Side(count, len(changes), unusable, slow), changes)


def _decoded(data: bytes | Exception) -> Segment:
    if isinstance(data, Exception):
        raise data
    return decode_segment(data)


def replica_health(
    changes: Collection[Change], names: dict[str, tuple[str, str]], own: Collection[str], now: datetime
) -> tuple[ReplicaHealth, ...]:
    """The health of every replica that wrote one of `changes`; `names` gives author and device by replica."""
    by_replica: dict[str, list[Change]] = {}
    for change in changes:
        by_replica.setdefault(change.replica, []).append(change)
    return tuple(
        _health(replica, written, names.get(replica, ("", "")), replica in own, now)
        for replica, written in sorted(by_replica.items())
    )


def _health(replica: str, written: list[Change], name: tuple[str, str], own: bool, now: datetime) -> ReplicaHealth:
    times = Counter(change.seq for change in written)
    hashes = {change.hash for change in written}
    latest = max(change.time for change in written)
    return ReplicaHealth(
        replica=replica,
        author=name[0],
        device=name[1],
        own=own,
        changes=len(written),
        stubs=sum(change.erased for change in written),
        latest=latest,
        missing=tuple(islice(_missing(sorted(times)), 100)),
        twice=tuple(sorted(seq for seq, count in times.items() if count > 1)),
        broken=tuple(
            f"{replica}:{change.seq}"
            for change in sorted(written, key=lambda each: each.seq)
            if change.seq > 1 and change.seq - 1 in times and change.previous not in hashes
        ),
        ahead=max(0, round((clock.moment(latest) - now).total_seconds())),
    )


def _missing(seqs: list[int]) -> Iterator[int]:
    """The numbers from 1 that `seqs` lacks, lazily: a hostile file may lack more of them than fit in memory."""
    for before, seq in pairwise([0, *seqs]):
        yield from range(before + 1, seq)


class Doctor:
    """Examines a space.

    `directory` is its private directory; `unsaved` returns the files of unsaved text that name an erased document,
    `mistakes` returns the mistakes in the region's own checklists, and `duplicates` how many pairs of records may be
    one and the same and how many merges aren't finished.
    """

    def __init__(
        self,
        directory: Path,
        mirror: Mirror,
        catalogue: Catalogue,
        finder: SearchService,
        sharing: Sharing,
        replicas: ReplicaStore,
        unsaved: Callable[[str], Sequence[Path]],
        mistakes: Callable[[], Sequence[Mistake]],
        duplicates: Callable[[], tuple[int, int]],
    ) -> None:
        self._directory = directory
        self._unsaved = unsaved
        self._mirror = mirror
        self._catalogue = catalogue
        self._finder = finder
        self._sharing = sharing
        self._replicas = replicas
        self._mistakes = mistakes
        self._duplicates = duplicates

    def examine(self) -> Checkup:
        """Examine everything without changing anything."""
        identity = self._replicas.identity()
        findings: list[Finding] = []
        here = examine_mirror(self._mirror)
        there = self._there(findings)
        if there:
            there.side.unusable.update(
                {each.path: each.reason for each in self._sharing.set_aside() if each.path not in there.side.unusable}
            )
        names = {replica: (author, device) for replica, author, device, _time in self._catalogue.changes.replicas()}
        own = (identity.replica, *identity.former)
        replicas = replica_health(here.changes.values(), names, own, datetime.now(UTC))
        not_here = len(there.changes.keys() - here.changes.keys()) if there else 0
        not_there = len(here.changes.keys() - there.changes.keys()) if there else 0
        findings += _of_files(here, there)
        findings += _of_slow_files(here, there)
        findings += self._of_unreadable_text(there)
        findings += _of_differences(not_here, not_there)
        findings += [finding for each in replicas for finding in _of_replica(each)]
        findings += self._of_the_rest()
        return Checkup(
            ok=not any(finding.grave for finding in findings),
            replica=identity.replica,
            mirror=here.side,
            folder=there.side if there else None,
            not_here=not_here,
            not_there=not_there,
            replicas=replicas,
            documents=int(self._catalogue.scalar("SELECT count(*) FROM document WHERE deleted = 0 AND root = ''") or 0),
            erased=len(self._catalogue.erasures.all()),
            index=self._finder.health(),
            findings=tuple(findings),
        )

    def repair(self) -> Checkup:
        """Make the repairs that are safe, and examine again; `repaired` of the outcome names what they solved.

        Leftovers of interrupted writes are removed, mirror and folder are synced, catalogue and index are rebuilt.
        """
        before = self.examine()
        with self._replicas.locked():
            for path in leftovers(self._directory):
                path.unlink(missing_ok=True)
        self._catalogue.rebuild()
        with suppress(Problem):  # `examine` reports what is wrong with the folder
            self._sharing.sync()
        self._catalogue.refresh(self._mirror)
        self._catalogue.work_off()
        self._finder.rebuild(None)
        after = self.examine()
        gone = {finding.code for finding in before.findings} - {finding.code for finding in after.findings}
        return replace(after, repaired=tuple(sorted(gone)))

    def _there(self, findings: list[Finding]) -> Examined | None:
        try:
            self._sharing.check()
            return examine_folder(self._sharing.folder)
        except Problem as problem:
            findings.append(Finding("folder-unreachable", problem.reason, grave=True))
            return None

    def _of_unreadable_text(self, there: Examined | None) -> Iterator[Finding]:
        """Findings for files that name something erased, but can't be cleaned because they can't be read."""
        erased = self._catalogue.erasures.all()
        for name in there.side.unusable if there and erased else ():
            try:
                named = self._sharing.folder.mentions(name, erased)
            except (Problem, OSError):
                continue  # already reported as unusable
            if named:
                text = N_(
                    "{path} is damaged and may hold text of something erased. Have a look, and remove it by hand."
                )
                yield Finding("erased-text", Reason(text, {"path": name}), grave=True)

    def _of_the_rest(self) -> Iterator[Finding]:
        if count := sum(1 for _ in leftovers(self._directory)):
            text = N_("{count} files were left behind by writes that were cut off.")
            yield Finding("leftovers", Reason(text, {"count": count}))
        if count := len(self._catalogue.erasures.unfinished()):
            text = N_("{count} erasures are not finished on this device.")
            yield Finding("erasure-unfinished", Reason(text, {"count": count}))
        for path in sorted({path for document in self._catalogue.erasures.all() for path in self._unsaved(document)}):
            text = N_("Text that isn't saved yet, {path}, names something erased. Look whether it may stay.")
            yield Finding("unsaved-text", Reason(text, {"path": path}))
        for mistake in self._mistakes():
            text = N_("{path} can't be used as a checklist: {reason}")
            yield Finding("own-checklist", Reason(text, {"path": mistake.path, "reason": mistake.what}), grave=True)
        for document in self._finder.cut():
            text = N_(
                "“{title}” ({id}) is so large that only its beginning can be found by searching. It is kept whole."
            )
            yield Finding("record-cut", Reason(text, {"title": document.record.title[:_SHOWN], "id": document.id}))
        if times := self._sharing.taken_back:
            yield Finding("taken-back", Reason(TAKEN_BACK, {"number": times}), grave=True)
        for document_id, title in self._catalogue.waiting():
            yield Finding("record-waits", Reason(WAITS, {"title": title, "id": document_id}))
        yield from _of_duplicates(*self._duplicates())
        for document in superfluous(self._catalogue):
            text = N_(
                "“{title}” ({id}) is not used: only the one with the id “{only}” counts. Look whether anything in it "
                "should stand there, and delete this one: `sto delete {id}`."
            )
            values = {"title": document.record.title[:_SHOWN], "id": document.id, "only": about(document.kind).only_id}
            yield Finding("not-the-only-one", Reason(text, values), grave=True)
        if self._finder.health() == "damaged":
            yield Finding("index", Reason(N_("The search index is damaged; it will be made anew.")))


def _of_duplicates(pairs: int, loose: int) -> Iterator[Finding]:
    if pairs:
        text = N_(
            "Pairs of records that may be one and the same: {count}. `sto duplicates` shows them; `sto merge` joins "
            "two, and `sto duplicates --not-same` remembers that they differ."
        )
        yield Finding("duplicates", Reason(text, {"count": pairs}), grave=True)
    if loose:
        text = N_("Merged records that changed elsewhere since: {count}. `sto duplicates` shows them, and what to do.")
        yield Finding("merged-late", Reason(text, {"count": loose}), grave=True)


def _of_files(here: Examined, there: Examined | None) -> Iterator[Finding]:
    for name, reason in here.side.unusable.items():
        values: dict[str, object] = {"path": name, "reason": reason}
        text = N_("On this device {path} is damaged: {reason}.")
        yield Finding("mirror-damaged", Reason(text, values), grave=True)
    for name, reason in (there.side.unusable if there else {}).items():
        values = {"path": name, "reason": reason}
        text = N_("In the shared folder {path} can't be used: {reason}.")
        yield Finding("folder-unusable", Reason(text, values), grave=True)


def _of_slow_files(here: Examined, there: Examined | None) -> Iterator[Finding]:
    for name, seconds in ((there.side.slow if there else {}) | here.side.slow).items():
        text = N_("{path} takes {seconds} seconds to read: it is very large.")
        yield Finding("file-slow", Reason(text, {"path": name, "seconds": seconds}))


def _of_differences(not_here: int, not_there: int) -> Iterator[Finding]:
    if not_here:
        text = N_("{count} changes in the shared folder are not on this device yet.")
        yield Finding("not-here", Reason(text, {"count": not_here}))
    if not_there:
        text = N_("{count} changes are not in the shared folder yet.")
        yield Finding("not-there", Reason(text, {"count": not_there}))


def _of_replica(health: ReplicaHealth) -> Iterator[Finding]:
    who: dict[str, object] = {"replica": health.replica, "author": health.author}
    if health.broken:
        text = N_("The chain of {author} ({replica}) is broken at {dots}.")
        yield Finding("chain-broken", Reason(text, {**who, "dots": ", ".join(health.broken[:5])}), grave=True)
    if health.missing:
        text = N_("Of {author} ({replica}) {count} changes have not arrived, from number {first}.")
        values = {**who, "count": len(health.missing), "first": health.missing[0]}
        yield Finding("chain-gap", Reason(text, values))
    if health.twice:
        text = N_("{author} ({replica}) used {count} numbers twice: a copied device or an old backup. Both are kept.")
        yield Finding("fork", Reason(text, {**who, "count": len(health.twice)}))
    if health.ahead > AHEAD:
        text = N_("The clock of {author} ({replica}) is {minutes} minutes ahead of this device, or ours is behind.")
        yield Finding("clock-ahead", Reason(text, {**who, "minutes": health.ahead // 60}))


SLOW = 1.0
"""Seconds that reading and verifying one file may take before it is reported."""
_SHOWN = 200
"""The most characters of a title in a finding."""
AHEAD = 300
"""Seconds that a clock may be ahead before it is reported."""
