"""Work beside the screen: a thread does it, a message brings the answer, and only the newest answer counts."""

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


class Answered(Message, bubble=False):
    """A job ended: `answer` is for `then`, or `error` tells why there is none."""

    def __init__(self, group: str, then: Callable[[Any], None] | None, answer: object, error: Exception | None) -> None:
        super().__init__()
        self.group = group
        self.then = then
        self.answer = answer
        self.error = error


async def _left_behind(run: Callable[[], None]) -> None:
    """Wait for `run` in a daemon thread: unlike the threads of a pool, nobody waits for it at the end."""
    loop = asyncio.get_running_loop()
    ended: asyncio.Future[None] = loop.create_future()

    def end() -> None:
        if not ended.done():
            ended.set_result(None)

    def work() -> None:
        run()
        with contextlib.suppress(RuntimeError):  # the program has ended meanwhile, and the loop with it
            loop.call_soon_threadsafe(end)

    threading.Thread(target=work, name="sto-sharing", daemon=True).start()
    await ended


class Background(MessagePump):
    """Mix into a screen or the app: `background` runs jobs in threads."""

    def background(
        self,
        job: Callable[[], _Answer],
        then: Callable[[_Answer], None] | None = None,
        *,
        group: str = "",
        may_hang: bool = False,
    ) -> None:
        """Run `job` in a thread and `then` with its answer here, on the message loop.

        A job that `may_hang` (a network drive) is left behind when the program ends; all others are waited for.
        Of the jobs of one `group` one runs at a time and only the newest waits; answers to older ones are dropped.
        Jobs without a group all run. What goes wrong is shown by the app; the screen stays up.
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
            node.run_worker(_left_behind(run), group=group or "jobs", exit_on_error=False)
        else:
            node.run_worker(run, thread=True, group=group or "jobs", exit_on_error=False)

    @property
    def _waiting(self) -> dict[str, Callable[[], None] | None]:
        waiting: dict[str, Callable[[], None] | None] = self.__dict__.setdefault("_waiting_jobs", {})
        return waiting

    def on_answered(self, event: Answered) -> None:
        """Hand the answer over, unless a newer question of its group waits."""
        event.stop()
        newer = self._waiting.pop(event.group, None) if event.group else None
        if newer is not None:
            newer()
        elif event.error is not None:
            shell_of(self).show_error(event.error)
        elif event.then is not None:
            event.then(event.answer)
