"""A watch over painting: when the app paints nothing for 5 seconds, what everything is doing goes to the log."""

from __future__ import annotations

import asyncio
import contextlib
import io
import sys
import threading
import traceback
from collections.abc import Callable, Iterator
from time import monotonic
from typing import TYPE_CHECKING

from textual import events

from sto_tui.telling import TellingMixin

if TYPE_CHECKING:
    from knowledge.home import Home

LONGEST = 5.0
"""Seconds within which something must be painted after the start, a key, a click or a change of the window."""


class StallWatch:
    """Calls `repaint` when a paint is overdue by `longest` seconds, and `report` when that doesn't help either.

    Not every key leads to a paint, so one is asked for before anything is reported; the first paint of all is always
    due. Both are called from a thread of the watch, once for each stall.
    """

    def __init__(self, repaint: Callable[[], None], report: Callable[[], None], longest: float = LONGEST) -> None:
        self._repaint = repaint
        self._report = report
        self._longest = longest
        self._since: float | None = None
        self._has_painted = False
        self._ended = threading.Event()

    def start(self) -> None:
        """Begin to watch; a first paint is due."""
        self.expect()
        threading.Thread(target=self._watch, name="sto-stalls", daemon=True).start()

    def stop(self) -> None:
        """Watch no more."""
        self._ended.set()

    def expect(self) -> None:
        """Something was asked of the app, so that a paint is due."""
        if self._since is None:
            self._since = monotonic()

    def painted(self) -> None:
        """The app painted, or is left for another program: nothing is due."""
        self._since, self._has_painted = None, True

    def _watch(self) -> None:
        seen: float | None = None
        asked = reported = False
        while not self._ended.wait(self._longest / 5):
            since = self._since
            if since != seen:
                seen, asked, reported = since, False, False
            if since is None or monotonic() - since <= self._longest:
                continue
            if not reported and (asked or not self._has_painted):
                self._report()
                reported = True
            if not asked:
                self._repaint()
                asked = True


class StallsMixin(TellingMixin):
    """A mixin for an app that can be watched while it runs, by `stalls.start()` before it does."""

    def __init__(self, home: Home) -> None:
        super().__init__(home)
        self.stalls = StallWatch(self._ask_for_a_paint, self._log_what_stands_still)

    def on_mount(self) -> None:
        """Nothing is due while another program has the terminal."""
        # At once: the app stands still, and with it all that is posted to it, until that program ends.
        self.app_suspend_signal.subscribe(self, lambda _app: self.stalls.painted(), immediate=True)

    def on_unmount(self) -> None:
        """Watch no more when the app ends."""
        self.stalls.stop()

    async def on_event(self, event: events.Event) -> None:
        """Note that a paint is due after whatever a person does."""
        if isinstance(event, events.Key | events.MouseDown | events.Resize):
            self.stalls.expect()
        await super().on_event(event)

    def post_display_hook(self) -> None:
        """Note that something was painted."""
        super().post_display_hook()
        if not self._batch_count:
            self.stalls.painted()

    def _ask_for_a_paint(self) -> None:
        if self._loop is not None:
            with contextlib.suppress(RuntimeError):  # the program has ended meanwhile
                self._loop.call_soon_threadsafe(lambda: self.refresh(layout=True))

    def _log_what_stands_still(self) -> None:
        from sto_tui.log import log_text

        log_text(self.home.private, "\n".join(self._what_stands_still()))

    def _what_stands_still(self) -> Iterator[str]:
        """What every thread and task is doing, and the state of what is to be painted."""
        yield f"Nothing was painted for {LONGEST:g} seconds."
        stack = [f"{type(screen).__name__} {screen.size}" for screen in self._screen_stack]
        yield f"screens: {', '.join(stack)}; size {self.size}; batches {self._batch_count}; running {self._running}"
        names = {thread.ident: thread.name for thread in threading.enumerate()}
        for ident, frame in sys._current_frames().items():
            yield f"thread {names.get(ident, ident)}:\n{''.join(traceback.format_stack(frame))}"
        for task in asyncio.all_tasks(self._loop) if self._loop else ():
            lines = io.StringIO()
            task.print_stack(file=lines)
            yield f"task {task.get_name()}: {lines.getvalue()}"
