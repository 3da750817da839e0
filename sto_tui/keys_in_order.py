"""Keys in the order in which they were pressed, however fast they come."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from time import monotonic
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.widgets import Input, TextArea
from textual.worker import Worker, WorkerError

from sto_tui.background import MAY_HANG
from sto_tui.text_keys import OwnKeys

LONGEST_WAIT = 1.5
"""Seconds to wait for what a key began before the next key is passed on all the same."""

_MOVES = frozenset({"up", "down", "left", "right", "pageup", "pagedown", "home", "end"})
"""Keys that lead to the next line or widget, and to nothing that must be read first."""


class KeysInOrder(App[None]):
    """A mixin for an app that passes a key on when the one before it came to an end; it must be the first base.

    What is typed after a key that may lead elsewhere waits until that key went from the widget through the screens to
    the app, until the jobs that it began have answered, and until the screen to which it leads has its widgets and its
    cursor. Otherwise letters that are typed fast would do something to the list that stood there before.
    """

    _in_hand: asyncio.Task[None] | None = None
    _came_back = False
    """Whether the key in hand was handled by no widget or screen and came back to the app."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._held: deque[events.Key | events.Paste] = deque()

    async def on_event(self, event: events.Event) -> None:
        """Handle `event`; a key or paste that comes while another key is in hand waits for that."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            self._came_back = self._came_back or isinstance(event, events.Key)
            await super().on_event(event)
        elif self._in_hand is not None:
            self._held.append(event)
        else:
            await self._pass_on(event)

    async def _pass_on(self, event: events.Key | events.Paste) -> None:
        target = (self.focused or self.screen) if self.screen_stack else None
        if target is not None and isinstance(event, events.Key) and _may_lead_elsewhere(event, target):
            self._in_hand = asyncio.create_task(self._lead(event, target))
        else:
            await super().on_event(event)

    async def _lead(self, key: events.Key, target: DOMNode) -> None:
        """Have `key` handled, which goes to `target`, and wait until it came to an end; then go on with the others.

        What the text in `target` and the screen were told before comes first.
        """
        until = monotonic() + LONGEST_WAIT
        try:
            for node in (target, *target.ancestors) if isinstance(target, Input | TextArea) else ():
                await _done(node, until)
            before, passed = set(self.workers), asyncio.Event()
            self.call_next(self._handle, key, passed)
            await passed.wait()
            for node in target.ancestors_with_self if key.is_forwarded else ():
                await _done(node, until)
            if not key.is_forwarded or self._came_back or not _edits(key, target):
                await self._settle(before, until, jobs=key.key not in _MOVES)
        finally:
            self.call_next(self._go_on)

    async def _handle(self, key: events.Key, passed: asyncio.Event) -> None:
        self._came_back = False
        try:
            await super().on_event(key)
        finally:
            passed.set()

    async def _settle(self, before: set[Worker[Any]], until: float, *, jobs: bool) -> None:
        """Wait for the screen in front, and for `jobs` that weren't there `before`, until they lead nowhere else."""
        settled = False
        while not settled and monotonic() < until and self.is_running and self.screen_stack:
            screen = self.screen
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(screen._mounted_event.wait(), max(0.0, until - monotonic()))
            began = [worker for worker in self.workers if jobs and worker not in before and _is_awaited(worker)]
            if began:
                ends = [asyncio.create_task(_end_of(worker)) for worker in began]
                await asyncio.wait(ends, timeout=max(0.0, until - monotonic()))
            for node in (*(worker.node for worker in began), self.focused or screen, screen, self):
                await _done(node, until)
            settled = not began and bool(self.screen_stack) and self.screen is screen

    async def _go_on(self) -> None:
        """Pass on the keys that wait, up to the first that may lead elsewhere."""
        self._in_hand = None
        while self._held and self._in_hand is None:
            await self._pass_on(self._held.popleft())


def _may_lead_elsewhere(key: events.Key, target: DOMNode) -> bool:
    """Whether what is typed after `key` may belong elsewhere; a letter in a text stays there."""
    if not isinstance(target, Input | TextArea) or not key.is_printable:
        return True
    return isinstance(target, OwnKeys) and key.character in target.LEAD_ON


def _edits(key: events.Key, target: DOMNode) -> bool:
    """Whether `key` does something to the text in `target`, unless that passes it on."""
    leaves = key.key in _MOVES or (key.key == "enter" and isinstance(target, Input))
    return isinstance(target, OwnKeys) and key.key in target.KEYS and not leaves


def _is_awaited(worker: Worker[Any]) -> bool:
    return not worker.is_finished and worker.name != MAY_HANG


async def _end_of(worker: Worker[Any]) -> None:
    with contextlib.suppress(WorkerError):  # who began it shows what went wrong
        await worker.wait()


async def _done(pump: MessagePump, until: float) -> None:
    """Wait until `pump` has handled what was posted to it so far."""
    done = asyncio.Event()
    if pump.is_running and pump.call_later(done.set):
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(done.wait(), max(0.0, until - monotonic()))
