"""Background jobs: a thread runs the job, a message delivers the answer, and only the newest answer counts."""

from __future__ import annotations

import asyncio
import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from textual.message import Message
from textual.message_pump import MessagePump

from sto_tui.shell import shell_of

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

_Answer = TypeVar("_Answer")

MAY_HANG = "may hang"
"""The name of the workers of jobs that nobody waits for."""


class Answered(Message, bubble=False):
    """A job ended: `then` gets `answer`, or `error` is the reason why there is none."""

    def __init__(self, group: str, then: Callable[[Any], None] | None, answer: object, error: Exception | None) -> None:
        super().__init__()
        self.group = group
        self.then = then
        self.answer = answer
        self.error = error


async def _left_behind(run: Callable[[], None]) -> None:
    """Run `run` in a daemon thread, so that the program can end without waiting for it, unlike a thread of a pool."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()

    def end() -> None:
        if not ended.done():
            ended.set_result(None)

    def work() -> None:
        run()
        with contextlib.suppress(RuntimeError):  # the program and its loop have ended meanwhile
            loop.call_soon_threadsafe(end)

    threading.Thread(target=work, name="sto-sharing", daemon=True).start()
    await ended


class Background(MessagePump):
    """A mixin for a screen or the app: `background` runs jobs in threads."""

    def background(
        self,
        job: Callable[[], _Answer],
        then: Callable[[_Answer], None] | None = None,
        *,
        group: str = "",
        may_hang: bool = False,
    ) -> None:
        """Run `job` in a thread, and call `then` with its answer on the message loop.

        A job that `may_hang` (a network drive) is abandoned when the program ends; the program waits for all others.
        Of one `group`, one job runs at a time and only the newest waits; the answers of older jobs are dropped.
        Jobs without a group all run. The app shows what goes wrong; the screen stays up.
        """
        waiting = self._waiting
        if group and group in waiting:
            waiting[group] = lambda: self.background(job, then, group=group, may_hang=may_hang)
            return
        if group:
            waiting[group] = None

        def run() -> None:
            answer, error = None, None
            try:
                answer = job()
            except Exception as raised:
                error = raised
            self.post_message(Answered(group, then, answer, error))

        node: App[Any] | Screen[Any] = self  # type: ignore[assignment]
        if may_hang:
            node.run_worker(_left_behind(run), name=MAY_HANG, group=group or "jobs", exit_on_error=False)
        else:
            node.run_worker(run, thread=True, group=group or "jobs", exit_on_error=False)

    @property
    def _waiting(self) -> dict[str, Callable[[], None] | None]:
        waiting: dict[str, Callable[[], None] | None] = self.__dict__.setdefault("_waiting_jobs", {})
        return waiting

    def on_answered(self, event: Answered) -> None:
        """Pass the answer to `then`, unless a newer job of the same group is waiting."""
        event.stop()
        newer = self._waiting.pop(event.group, None) if event.group else None
        if newer is not None:
            newer()
        elif event.error is not None:
            shell_of(self).show_error(event.error)
        elif event.then is not None:
            event.then(event.answer)
