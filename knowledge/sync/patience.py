"""A folder that answers in time or raises an error: a network drive that hangs must not hang its callers."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from typing import Any, TypeVar

from knowledge import bounds
from knowledge.journal.mirror_listing import Stat
from knowledge.problem import N_
from knowledge.sync.folder import Files, Folder, FolderProblem

_Answer = TypeVar("_Answer")


class _Call:
    """One question to the folder, with its answer or error."""

    def __init__(self, question: Callable[[], Any]) -> None:
        self._question = question
        self._ended = threading.Event()
        self._answer: Any = None
        self._error: BaseException | None = None
        threading.Thread(target=self._run, name="sto-folder", daemon=True).start()

    def _run(self) -> None:
        try:
            self._answer = self._question()
        except BaseException as error:  # raised again in the thread that waits
            self._error = error
        self._ended.set()

    def ended(self, patience: float) -> bool:
        return self._ended.wait(patience)

    @property
    def answer(self) -> Any:
        if self._error is not None:
            raise self._error
        return self._answer


class PatientFolder:
    """A wrapper of `folder` that asks it in a separate thread, and waits at most `patience` seconds for an answer.

    After that every question raises `FolderProblem` at once, until the drive has answered the one it hangs on. The
    thread is a daemon, so that the program can end whatever the drive does.
    """

    def __init__(self, folder: Folder, patience: float | None = None) -> None:
        self._folder = folder
        self._patience = bounds.ANSWER_SECONDS if patience is None else patience
        self._hanging: _Call | None = None

    def list(self, *under: str) -> Files:
        return self._ask(lambda: self._folder.list(*under))

    def read(self, path: str) -> bytes:
        return self._ask(lambda: self._folder.read(path))

    def mentions(self, path: str, documents: Collection[str]) -> bool:
        return self._ask(lambda: self._folder.mentions(path, documents))

    def write(self, path: str, data: bytes) -> Stat:
        return self._ask(lambda: self._folder.write(path, data))

    def _ask(self, question: Callable[[], _Answer]) -> _Answer:
        if self._hanging is not None:
            if not self._hanging.ended(0):
                raise FolderProblem(_HANGS)
            self._hanging = None
        call = _Call(question)
        if not call.ended(self._patience):
            self._hanging = call
            raise FolderProblem(_HANGS)
        answer: _Answer = call.answer
        return answer


_HANGS = N_("The shared folder does not answer. Your work is safe on this device; it is shared once it does.")
