"""Keys in the order in which they were pressed, however fast they come."""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import Iterable, Sequence
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

_EDITS = frozenset("backspace delete left home end shift+left shift+right shift+home shift+end".split())
"""Keys that do something to a text and are never passed on by it."""

_TABS = frozenset({"tab", "shift+tab"})

_CHOOSES = frozenset({"enter", "space"})
"""Keys that a list answers by telling its screen what was chosen."""


class KeysInOrder(App[None]):
    """A mixin for an app that passes a key on when the one before it came to an end; it must be the first base.

    What is typed after a key that may lead elsewhere waits until that key went from the widget through the screens to
    the app, until the jobs that it began have answered, and until the screen to which it leads has its widgets and its
    cursor. Otherwise letters that are typed fast would do something to the list that stood there before.
    """

    _in_hand: asyncio.Task[None] | None = None
    _came_back = False
    """Whether the key in hand was handled by no widget or screen and came back to the app."""

    _held_down = ""
    """The key in hand, if the screen is to be drawn once for many of it that come one after the other."""
    _is_repeated = False

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self._held: deque[events.Key | events.Paste] = deque()

    async def on_event(self, event: events.Event) -> None:
        """Handle `event`; a key or paste that comes while another key is in hand waits for that."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            self._came_back = self._came_back or isinstance(event, events.Key)
            await super().on_event(event)
        elif self._in_hand is None:
            await self._pass_on(event)
        elif isinstance(event, events.Key) and event.key == self._held_down and not self._held:
            self._is_repeated = True
            await super().on_event(event)
        else:
            self._held.append(event)

    async def _pass_on(self, event: events.Key | events.Paste) -> None:
        target = (self.focused or self.screen) if self.screen_stack else None
        if target is not None and isinstance(event, events.Key) and _may_lead_elsewhere(event, target):
            self._held_down = event.key if event.key in _MOVES | _TABS else ""
            self._is_repeated = False
            self._in_hand = asyncio.create_task(self._lead(event, target))
        else:
            await super().on_event(event)

    async def _lead(self, key: events.Key, target: DOMNode) -> None:
        """Have `key` handled, which goes to `target`, and wait until it came to an end; then go on with the others.

        What the text in `target` was told before comes first; before Enter, what the screens make of it as well.
        """
        until = monotonic() + LONGEST_WAIT
        way = tuple(target.ancestors_with_self)
        try:
            if isinstance(target, Input | TextArea):
                await _all_done(way if key.key == "enter" else way[:1], until)
            screen, before, passed = self.screen, set(self.workers), asyncio.Event()
            self.call_next(self._handle, key, passed)
            await passed.wait()
            await _all_done(way if key.is_forwarded else (), until)
            while self._is_repeated and monotonic() < until:
                self._is_repeated = False
                await _all_done((self.focused or self.screen).ancestors_with_self, until)
            if key.key in _MOVES:
                return
            was_kept = key.is_forwarded and not self._came_back
            if was_kept or key.key in _CHOOSES or self.screen is not screen or self._began(before):
                await self._settle(way, before, until)
        finally:
            self.call_next(self._go_on)

    async def _handle(self, key: events.Key, passed: asyncio.Event) -> None:
        self._came_back = False
        try:
            await super().on_event(key)
        finally:
            passed.set()

    def _began(self, before: set[Worker[Any]]) -> list[Worker[Any]]:
        """The jobs that began since there were those of `before`, and that somebody waits for."""
        return [each for each in self.workers if each not in before and not each.is_finished and each.name != MAY_HANG]

    async def _settle(self, way: Sequence[DOMNode], before: set[Worker[Any]], until: float) -> None:
        """Wait for what the widgets on the `way` of a key tell each other, for the jobs that weren't there `before`,
        and for the screen in front, until they lead nowhere else."""
        await _all_done(way, until)
        settled = False
        while not settled and monotonic() < until and self.is_running and self.screen_stack:
            screen = self.screen
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(screen._mounted_event.wait(), max(0.0, until - monotonic()))
            began = self._began(before)
            if began:
                ends = [asyncio.create_task(_end_of(worker)) for worker in began]
                await asyncio.wait(ends, timeout=max(0.0, until - monotonic()))
            await _all_done((*(worker.node for worker in began), screen, self), until)
            settled = not began and bool(self.screen_stack) and self.screen is screen

    async def _go_on(self) -> None:
        """Pass on the keys that wait, up to the first that may lead elsewhere."""
        self._in_hand = None
        while self._held and self._in_hand is None:
            await self._pass_on(self._held.popleft())


def _may_lead_elsewhere(key: events.Key, target: DOMNode) -> bool:
    """Whether what is typed after `key` may belong elsewhere; a letter in a text, and what edits it, stays there."""
    if not isinstance(target, Input | TextArea):
        return True
    if key.is_printable:
        return isinstance(target, OwnKeys) and key.character in target.LEAD_ON
    return key.key not in _EDITS


async def _end_of(worker: Worker[Any]) -> None:
    with contextlib.suppress(WorkerError):  # who began it shows what went wrong
        await worker.wait()


async def _all_done(pumps: Iterable[MessagePump], until: float) -> None:
    """Wait until each of `pumps`, one after the other, has handled what was posted to it so far."""
    for pump in pumps:
        done = asyncio.Event()
        if pump.is_running and pump.call_later(done.set):
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(done.wait(), max(0.0, until - monotonic()))
