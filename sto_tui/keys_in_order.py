"""Keys in the order in which they were pressed, however fast they come."""

from __future__ import annotations

import asyncio

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Input, TextArea

from sto_tui.text_keys import OwnKeys

LONGEST_WAIT = 1.0
"""Seconds to wait for a widget that is at work before the next key is passed on all the same."""


class KeysInOrder(App[None]):
    """A mixin for an app that passes a key on when one that may lead elsewhere was handled.

    Otherwise letters that are typed while a key opens a list or goes to another field are divided over both, and end up
    there in another order.
    """

    async def on_event(self, event: events.Event) -> None:
        """Handle `event`; after a key that may lead elsewhere, wait for the widget that gets it and those around that.

        The screen around them isn't waited for: it is busy with drawing, once for many keys.
        """
        target: DOMNode | None = None
        if isinstance(event, events.Key) and not event.is_forwarded and self.screen_stack:
            target = self.focused or self.screen
            if not _may_lead_elsewhere(event, target):
                target = None
        await super().on_event(event)
        while target is not None:
            await _done(target)
            ends = event._stop_propagation or isinstance(target, Screen) or isinstance(target.parent, Screen)
            target = None if ends else target.parent


def _may_lead_elsewhere(key: events.Key, target: DOMNode) -> bool:
    """Whether what is typed after `key` may belong elsewhere; a letter in a text stays there."""
    if not isinstance(target, Input | TextArea) or not key.is_printable:
        return True
    return isinstance(target, OwnKeys) and key.character in target.LEAD_ON


async def _done(pump: MessagePump) -> None:
    """Wait until `pump` has handled what was posted to it so far."""
    done = asyncio.Event()
    if pump.is_running and pump.call_later(done.set):
        try:
            await asyncio.wait_for(done.wait(), LONGEST_WAIT)
        except TimeoutError:
            return
