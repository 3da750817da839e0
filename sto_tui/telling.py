"""Messages to the person, and the error log for those who look for a cause."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.app import App

from knowledge.problem import Problem
from knowledge.reasons import known_reason
from sto_tui.background import Background
from sto_tui.drawing import OnlyText
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe

if TYPE_CHECKING:
    from textual.filter import LineFilter
    from textual.notifications import SeverityLevel

    from knowledge.home import Home


_ONLY_TEXT = OnlyText()
GLANCE = 1.5
"""The seconds that a message stays however fast a person goes on; an error stays for all of its time."""


class TellingMixin(Background, App[None]):
    """A mixin for an app that shows messages. Unexpected errors go to the log in `home`."""

    def __init__(self, home: Home) -> None:
        super().__init__()
        self.home = home
        self._stays_until = 0.0
        self._on_enter: tuple[float, Callable[[], None]] | None = None

    def say(
        self,
        text: str,
        *,
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        on_enter: Callable[[], None] | None = None,
    ) -> None:
        """Show `text` (in the user's language) for a while; what lies under it is free again at the next key.

        Enter calls `on_enter` for as long as it stands there and nothing else was pressed.
        """
        lasts = timeout or self.NOTIFICATION_TIMEOUT
        self.notify(safe(text), severity=severity, markup=False, timeout=lasts)
        stays = lasts if severity == "error" else GLANCE
        self._stays_until = max(self._stays_until, monotonic() + stays)
        if on_enter is not None:
            self._on_enter = monotonic() + lasts, on_enter

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Let everything that is drawn pass the gate."""
        return [*super().get_line_filters(), _ONLY_TEXT]

    async def on_event(self, event: events.Event) -> None:
        """Take messages that were read away at a key or click: they cover the list. Enter may answer the last one."""
        if isinstance(event, events.Key | events.MouseDown) and not event.is_forwarded:
            until, answer = self._on_enter or (0.0, None)
            self._on_enter = None
            if isinstance(event, events.Key) and event.key == "enter" and answer and monotonic() < until:
                self.clear_notifications()
                answer()
                return
            if 0 < self._stays_until < monotonic():
                self._stays_until = 0.0
                self.clear_notifications()
        await super().on_event(event)

    def show_error(self, error: Exception) -> None:
        """Show what went wrong: a `Problem` in words, any other error with the place of its details."""
        self.say(self.in_words(error), severity="error", timeout=10)

    def in_words(self, error: Exception) -> str:
        """The message of `error` in the user's language; the details of an unexpected error go to the log."""
        if isinstance(error, Problem):
            return tell(error)
        from sto_tui.log import log_error

        path = log_error(self.home.private, error)
        if reason := known_reason(error):
            return _("That didn't work: {reason}. The details are in {path}.").format(reason=tell(reason), path=path)
        return _("Something unexpected went wrong. Your work is saved; the details are in {path}.").format(path=path)
