"""One round of sync: pull what the folder has and we lack, publish what we have and the folder lacks.

Content decides what is ingested, never a name, so a conflict copy of any tool is read like any other file. A file that
doesn't verify is set aside: it is reported and tried again when it changes; it is never deleted and stops nothing.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from knowledge.catalogue.catalogue import Progress
from knowledge.journal.change import Change, lacking
from knowledge.journal.forks import fork_name, is_version_of, part_forks
from knowledge.journal.mirror import Mirror
from knowledge.journal.mirror_listing import Stat
from knowledge.journal.segment import BadSegment, Segment, decode_segment, encode_segment
from knowledge.journal.storage import LEFTOVER, CannotWrite
from knowledge.reasons import IN_THE_WAY, NOT_ALLOWED, reason_of
from knowledge.sync.folder import Files, Folder, FolderProblem
from knowledge.sync.memory import Known, Memory
from knowledge.sync.status import SetAside, SyncReport
from knowledge.sync.taken_back import TakenBack

_UNREAD = Stat(-1, -1)
"""A stat that differs from that of every listed file."""

Ingest = Callable[[Segment], Sequence[Change]]


@dataclass(frozen=True)
class Pulled:
    """The result of a pull: the number of changes, the segments under our `own` ids, and the files it set aside."""

    received: int
    own: tuple[Segment, ...]
    aside: frozenset[str]


@dataclass
class Look:
    """The files of both sides by path, each side listed once a round."""

    folder: Files
    mirror: dict[str, Stat]


@dataclass(frozen=True)
class Published:
    """How many segments of ours were written, and how many put back for others."""

    sent: int
    restored: int


def pull(
    folder: Folder,
    look: Look,
    ingest: Ingest,
    memory: Memory,
    own: frozenset[str],
    erased: frozenset[str],
    progress: Progress | None = None,
) -> Pulled:
    """Read every file of the folder that changed and `ingest` it.

    A file of which the mirror has since lost something is read again too. `own` are the ids under which this
    installation writes or wrote. Text of the documents `erased` isn't ingested, and any file that still has some,
    whatever its name, is rewritten without it; `look` is updated accordingly. `progress` is called with (done, all).
    """
    memory.recall()
    _note_obstacles(look.folder, memory)
    received, of_ours, aside = 0, [], set()
    changed = memory.changed(look.folder, look.mirror)
    for done, path in enumerate(changed):
        if progress:
            progress(done, len(changed))
        name, stat = printable(path), look.folder[path]
        known = memory.get(name)
        if erased and LEFTOVER.fullmatch(path.rpartition("/")[2]):
            _empty_leftover(folder, path, erased)
        if not is_segment_name(path) or (known and known.still_holds(stat, look.mirror.get(path))):
            continue
        try:
            data = folder.read(path)
            segment = decode_segment(data)
        except FileNotFoundError:
            continue  # gone between listing and reading; the next round sees to it
        except OSError as error:  # reading failed, not its content, so it is tried again even if unchanged
            memory.keep(name, Known(_UNREAD, "", reason_of(error)))
            continue
        except (BadSegment, FolderProblem) as error:
            memory.keep(name, Known(stat, "", reason_of(error)))
            aside.add(name)
            continue
        try:
            fresh = ingest(segment.without(erased))
        except CannotWrite as error:
            if not error.is_in_the_way:
                raise
            memory.keep(name, Known(_UNREAD, "", error.reason))
            continue
        received += len(fresh)
        if fresh and segment.replica in own:
            of_ours.append(segment)
        kept = _without_erased(folder, path, Known(stat, content_digest(data)), segment, erased)
        look.folder[path] = kept.stat if kept.stat != _UNREAD else stat
        memory.keep(name, kept)
    return Pulled(received, tuple(of_ours), frozenset(aside))


def _note_obstacles(files: Files, memory: Memory) -> None:
    """Remember the obstacles of a listing like files that can't be used, and forget what is no longer there.

    Behind an obstacle anything may still be there, so nothing is forgotten of it.
    """
    obstacles = {printable(path): reason for path, reason in files.obstacles.items()}
    gone = memory.gone(files) - obstacles.keys()
    for name in gone - {printable(path) for path in files} if gone else ():
        if not files.is_hidden(name):
            memory.forget(name)
    for name, reason in obstacles.items():
        if memory.get(name) != (known := Known(_UNREAD, "", reason)):
            memory.keep(name, known)


def _without_erased(folder: Folder, path: str, known: Known, segment: Segment, erased: frozenset[str]) -> Known:
    """Remove the text of `erased` from the file at `path`, whoever wrote it; returns what is then known of it."""
    kept = segment.without(erased)
    if kept is segment:
        return known
    data = encode_segment(kept)
    try:
        return Known(folder.write(path, data), content_digest(data))
    except CannotWrite as error:
        return Known(_UNREAD, "", reason_of(error))


def _empty_leftover(folder: Folder, path: str, erased: frozenset[str]) -> None:
    """Empty the leftover of an interrupted write if it names something erased."""
    try:
        if folder.mentions(path, erased):
            folder.write(path, b"")
    except (OSError, CannotWrite, FolderProblem):
        return  # still being written, or out of reach: the next round looks again


def publish(
    folder: Folder,
    look: Look,
    mirror: Mirror,
    memory: Memory,
    own: frozenset[str],
    erased: frozenset[str],
    arriving: frozenset[str] | None,
    seen: Mapping[str, int],
    taken_back: TakenBack,
) -> Published:
    """Write every segment that the folder lacks or has an older copy of.

    What can't be written because something stands in its place is set aside, and so is what the folder refuses while
    it takes others. Never removes a change that is in the
    folder and not in the mirror: the next pull first completes a damaged or restored mirror. Somebody else's unusable
    file is left alone while it may still be `arriving` (None: any may); if it was unusable in an earlier round already,
    it is damaged, and put back. What another program takes away again, of what the folder was `seen` to have before
    this round, is noted in `taken_back`, and doesn't count as shared before it stays. Raises `CannotWrite`.
    """
    memory.recall()
    sent, restored, taken = 0, 0, False
    put: list[str] = []
    refused: list[CannotWrite] = []
    for name in memory.behind(look.folder, look.mirror):
        if look.folder.is_hidden(name):
            memory.doubt(name)
            continue
        mirrored = look.mirror[name]
        ours = name.split("/")[1] in own
        known, stat = memory.get(name), look.folder.get(name)
        current = known if known and stat == known.stat and not known.problem else None
        if current and current.mirror == mirrored:
            continue
        if stat is not None and current is None and not ours:
            damaged = known is not None and known.problem is not None and known.stat == stat
            if not damaged or arriving is None or name in arriving:
                continue
        try:
            lacked, had = _bring_up_to_date(_File(name, stat, mirrored, current, ours), folder, mirror, memory, erased)
        except (CannotWrite, OSError) as error:  # something else stands in its place, or it is out of reach
            reason = error.why if isinstance(error, CannotWrite) else reason_of(error)
            if isinstance(error, CannotWrite) and reason.text not in (*IN_THE_WAY, NOT_ALLOWED):
                raise  # a full or failing disk refuses every place
            if isinstance(error, CannotWrite) and reason.text == NOT_ALLOWED:
                refused.append(error)
            memory.doubt(name)
            memory.keep(printable(_in_the_way_of(name, look.folder)), Known(_UNREAD, "", reason))
            continue
        sent, restored = sent + (ours and lacked), restored + (not ours and lacked)
        taken = taken or (lacked and had < seen.get(name, 0))
        put += [name] if ours and lacked else []
    if refused and not sent and not restored:
        raise refused[0]
    taken_back.note_round(taken=taken)
    for name in put if not taken_back.is_trusted else ():
        memory.trust(name, trusted=False)
    for name in memory.distrusted() if taken_back.is_trusted else ():
        memory.trust(name, trusted=True)
    return Published(sent, restored)


def _in_the_way_of(name: str, files: Files) -> str:
    """What to name when `name` can't be written: the file that stands where one of its directories should be, or it."""
    parts = name.split("/")
    above = ("/".join(parts[:number]) for number in range(1, len(parts)))
    return next((place for place in above if place in files), name)


@dataclass(frozen=True)
class _File:
    """A segment file: its stat in the folder (None: it isn't there) and in the mirror, what is known of it, and whether
    it is of our own."""

    name: str
    stat: Stat | None
    mirrored: Stat
    known: Known | None
    ours: bool


def _bring_up_to_date(
    file: _File, folder: Folder, mirror: Mirror, memory: Memory, erased: frozenset[str]
) -> tuple[bool, int]:
    """Write to the folder what it lacks of `file`; returns whether it lacked something, and how many changes it had."""
    name = file.name
    try:
        data = mirror.read_bytes(name)
    except (BadSegment, FileNotFoundError):
        return False, 0  # it is damaged on this disk, or was and is removed by an erasure
    if file.known and file.known.digest == content_digest(data):
        held = len(mirror.verified(name, data).changes) if file.ours else 0
        memory.keep(name, replace(file.known, mirror=file.mirrored, held=held))
        return False, held
    try:  # read it even if it wasn't listed: it may have arrived since, and must not be overwritten
        mine, found = mirror.verified(name, data), _segment_in(folder, name)
    except BadSegment:  # damaged on this disk
        memory.forget(name)
        return False, 0
    if found and file.stat is None:
        return False, 0  # it arrived since the folder was listed: the next round reads it first
    there = found.without(erased) if found else None
    if there and mirror.lacking(there):
        memory.forget(name)
        return False, 0
    if there and not is_version_of(there, mine, name):  # the mirror has its changes too, under their own name
        there = None
    missing, held = _missing(mine, there), len(mine.changes) if file.ours else 0
    added, forked = part_forks(there, missing) if there else (missing, [])
    lacked = len(added) + (_write_beside(folder, replace(mine, changes=tuple(forked)), erased) if forked else 0)
    if file.stat and there and not added and there is found:
        memory.keep(name, Known(file.stat, "", mirror=file.mirrored, held=held))
    else:
        data = encode_segment(replace(mine, changes=there.with_changes(added).changes)) if there else data
        memory.keep(name, Known(folder.write(name, data), content_digest(data), mirror=file.mirrored, held=held))
    return lacked > 0, len(mine.changes) - lacked


def _segment_in(folder: Folder, name: str) -> Segment | None:
    try:
        return decode_segment(folder.read(name))
    except (BadSegment, FolderProblem, FileNotFoundError):
        return None


def _missing(mine: Segment, there: Segment | None) -> tuple[Change, ...]:
    """The changes of `mine` that `there` lacks, or has only as a stub or without their signature.

    Only these matter: other programs may write the same changes as different bytes.
    """
    return tuple(lacking(mine.changes, there.changes if there else ()))


def _write_beside(folder: Folder, fork: Segment, erased: frozenset[str]) -> int:
    """Write what the folder lacks of `fork` to a file of its own; returns how many changes those were.

    Nothing of a file that holds the beginning of the fork is left out: other devices may have more of it.
    """
    name = fork_name(fork.changes[0])
    found = _segment_in(folder, name)
    there = found.without(erased) if found and is_version_of(found, fork, name) else replace(fork, changes=())
    added, forked = part_forks(there, _missing(fork, there))
    if added:
        folder.write(name, encode_segment(there.with_changes(added)))
    beyond = _write_beside(folder, replace(fork, changes=tuple(forked)), erased) if forked else 0
    return len(added) + beyond


def report(received: int, sent: int, restored: int, erased: int, memory: Memory, taken_back: int) -> SyncReport:
    """The report of a round, with all files that are set aside now."""
    aside = tuple(SetAside(path, reason) for path, reason in memory.set_aside().items())
    return SyncReport(received, sent, restored, aside, erased, taken_back)


def is_segment_name(path: str) -> bool:
    """Whether a file may contain a segment: any JSON file that no tool is still writing."""
    name = path.rpartition("/")[2].casefold()
    return ".json" in name and not name.startswith((".", "~")) and not name.endswith(_UNFINISHED)


_UNFINISHED = (".tmp", ".temp", ".part", ".partial", ".filepart", ".crdownload", ".!sync", ".bts", ".swp", "~", ".lock")
"""The endings of files that tools are still writing, or keep for themselves."""


def printable(path: str) -> str:
    """`path` as text that can be stored and shown, even if it isn't UTF-8."""
    return path.encode("utf-8", "backslashreplace").decode()


def content_digest(data: bytes) -> str:
    """What is remembered of the content of a file, to tell whether it is still the same."""
    return hashlib.sha256(data).hexdigest()
