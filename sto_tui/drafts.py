"""Drafts: unsaved text is kept in the private directory so that a crash loses nothing.

Each open form has a draft of its own, so that two programs on one home never write over each other's. While it is
open, its program holds a lock on it; a draft without one was left by a form that is gone, and is offered again.
"""

from __future__ import annotations

import json
import threading
import zlib
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from knowledge import bounds
from knowledge.private_files import DRAFT, NEW_DRAFT, PrivateFile, new_mark

if TYPE_CHECKING:
    from filelock import BaseFileLock

    from knowledge.private_files import PrivateFiles

Typed = dict[str, "str | list[str] | list[list[str]]"]
"""The contents of a form by field: typed text, chosen codes, or rows of typed cells."""


@dataclass(frozen=True)
class Draft:
    """The contents of a form; `seen` are the heads of the document it changes, empty for a new one."""

    values: Typed
    seen: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class LeftDraft:
    """A draft that a form left, in `file`."""

    file: PrivateFile
    draft: Draft


class Drafts:
    """The draft of one open form on a document or, without `document_id`, on a new record of `kind` in `space`.

    Its methods may be called from any thread.
    """

    def __init__(self, files: PrivateFiles, kind: str, document_id: str, space: str) -> None:
        self._files = files
        self._kind = DRAFT if document_id else NEW_DRAFT
        self._about = document_id or f"{kind}-{zlib.crc32(space.encode()):08x}"
        self._mark = new_mark()
        self._wanted: Draft | None = None
        self._writing = threading.Lock()
        self._lock: BaseFileLock | None = None
        self._closed = False

    @property
    def path(self) -> Path:
        """Where this draft is kept."""
        return self._files.fresh(self._kind, about=self._about, mark=self._mark)

    def want(self, draft: Draft | None) -> None:
        """Make `draft` what `write` keeps; None for nothing."""
        self._wanted = draft

    def write(self) -> None:
        """Bring the file in line with what is wanted now; raises `CannotWrite`.

        So it doesn't matter which of two calls comes last.
        """
        from knowledge.journal.storage import write_atomically

        with self._writing:
            wanted = self._wanted
            if wanted is None:
                self.path.unlink(missing_ok=True)
                return
            self._hold()
            write_atomically(self.path, json.dumps(asdict(wanted), ensure_ascii=False).encode("utf-8", "replace"))

    def left(self) -> list[LeftDraft]:
        """The readable drafts about the same that no open form is writing, the newest first."""
        found = []
        for file in self._files.about(self._kind, self._about):
            draft = None if file.mark == self._mark or self._is_open(file.mark) else find_draft(file.path)
            if draft is not None:
                found.append((_written(file.path), LeftDraft(file, draft)))
        return [each for _when, each in sorted(found, key=lambda each: each[0], reverse=True)]

    def take_over(self, left: LeftDraft) -> None:
        """Go on with `left` as the draft of this form; if another program was first, this form keeps a copy."""
        with self._writing:
            self._wanted = left.draft
            self._hold()
            with suppress(OSError):  # it is gone, or can't be moved: the next `write` keeps its text
                self.path.parent.mkdir(parents=True, exist_ok=True)
                left.file.path.replace(self.path)

    def close(self) -> None:
        """Say that the form is closed: what is kept now is left for another one."""
        with self._writing:
            self._closed = True
            if self._lock is not None:
                _let_go(self._lock)
                self._lock = None

    def _hold(self) -> None:
        from filelock import Timeout

        if self._lock is None and not self._closed:
            with suppress(Timeout):  # somebody is just looking whether it is free; the next write tries again
                self._lock = _locked(self._files.lock(self._mark))

    def _is_open(self, mark: str) -> bool:
        """Whether a form that is open in a running program writes the draft with this `mark`."""
        from filelock import Timeout

        path = self._files.lock(mark)
        if not mark or not path.exists():
            return False
        try:
            lock = _locked(path)
        except Timeout:
            return True
        if lock is not None:
            _let_go(lock)  # its program was ended from outside
        return False


def _locked(path: Path) -> BaseFileLock | None:
    """A lock on `path`; None where the file system has none. Raises `Timeout` if another form holds it."""
    from filelock import FileLock

    lock = FileLock(path, timeout=0, thread_local=False)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except TimeoutError:  # filelock's own is one
        raise
    except (OSError, NotImplementedError):
        return None
    return lock


def _let_go(lock: BaseFileLock) -> None:
    lock.release()
    with suppress(OSError):  # another program is just looking at it, and will find it free
        Path(lock.lock_file).unlink(missing_ok=True)


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0  # gone since it was read


def find_draft(path: Path) -> Draft | None:
    """The draft at `path`; None when there is none or it can't be read."""
    try:
        stored: Any = json.loads(bounds.read_file_at_most(path, bounds.DRAFT_BYTES))
        values = {str(name): _as_typed(value) for name, value in stored["values"].items()}
        return Draft(values, tuple(map(str, stored["seen"])))
    except (OSError, bounds.TooLarge, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _as_typed(value: Any) -> str | list[Any]:
    if isinstance(value, str):
        return value
    return [[*map(str, each)] if isinstance(each, list) else str(each) for each in value]


def drop_draft(left: LeftDraft) -> None:
    """Delete a draft that was `left`."""
    left.file.path.unlink(missing_ok=True)
