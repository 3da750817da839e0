"""What screens, dialogs, forms and widgets may ask of the app: no more than stands here.

They know the app by this Protocol alone and never import it, so that a screen can be read, tested and replaced without
it. mypy holds the app to the Protocol; a test holds the folders below it to knowing nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from textual.message_pump import MessagePump
    from textual.notifications import SeverityLevel
    from textual.screen import Screen
    from textual.signal import Signal

    from knowledge.home import Home
    from knowledge.journal.document import Document
    from knowledge.model.records.record import Record
    from knowledge.workspace import Workspace
    from sto_tui.sharing import SharingState

_Answer = TypeVar("_Answer")


class Shell(Protocol):
    """The app, as everything on the screen knows it.

    `workspace` and `sharing` are reactive: a widget follows them with ``self.watch(self.app, "workspace", …)``.
    """

    # -- what there is ----------------------------------------------------------------------------------------------

    home: Home
    """Where this person's private things are."""
    changed: Signal[None]
    """Published when there is something to read again."""
    caught_up: bool
    """Whether everything that was written can be searched."""
    demo: Callable[[], Workspace] | None
    """Makes the demo region; None where there is none to look at."""

    @property
    def workspace(self) -> Workspace | None:
        """The space; None while it is still being opened."""

    @property
    def sharing(self) -> SharingState:
        """Where sharing stands."""

    @property
    def current_mode(self) -> str:
        """The name of the mode in front."""

    # -- telling ----------------------------------------------------------------------------------------------------

    def say(self, text: str, *, severity: SeverityLevel = "information", timeout: float | None = None) -> None:
        """Show `text` (already in the user's language) for a while."""

    def show_error(self, error: Exception) -> None:
        """Tell what went wrong."""

    def in_words(self, error: Exception) -> str:
        """What `error` says to a person."""

    def copy_to_clipboard(self, text: str) -> None:
        """Copy `text` through the terminal."""

    # -- reading and writing ----------------------------------------------------------------------------------------

    def background(
        self,
        job: Callable[[], _Answer],
        then: Callable[[_Answer], None] | None = None,
        *,
        group: str = "",
        may_hang: bool = False,
    ) -> None:
        """Run `job` in a thread that outlives the screen that asks, and `then` with its answer."""

    def store(
        self,
        job: Callable[[Workspace], _Answer],
        then: Callable[[_Answer], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do something that writes; afterwards all screens read again and sharing starts.

        `then` gets the answer. `failed` gets what went wrong; without it the app shows that.
        """

    def delete(self, document: Document, then: Callable[[], None] | None = None) -> None:
        """Put `document` in the bin and tell how to get it back."""

    def offer_undo(self, job: Callable[[Workspace], str]) -> None:
        """Let Ctrl+Z run `job`, which takes back what was just done and returns what that is called."""

    def rebuild_index(self) -> None:
        """The search index is damaged or gone: make it again from what was written."""

    def action_sync(self) -> None:
        """Exchange with the shared folder."""

    # -- going places -----------------------------------------------------------------------------------------------

    def push_screen(self, screen: Screen[_Answer], callback: Callable[[_Answer | None], None] | None = None) -> object:
        """Show `screen` over what is in front; `callback` gets what it answers, None when it was closed."""

    def suspend(self) -> AbstractContextManager[None]:
        """Leave the terminal to another program for as long as the context lasts."""

    def open_document(self, document_id: str) -> None:
        """Read `document_id` in full."""

    def more_like(self, document: Document) -> None:
        """Go to the search screen, and show there what is like `document`."""

    def edit(
        self, record: Record, document: Document | None = None, then: Callable[[Document], None] | None = None
    ) -> None:
        """Open the form on `record`; `document` is what is being changed, None for something new."""

    def action_sharing(self) -> None:
        """Tell where sharing stands."""

    def action_restore_folder(self) -> None:
        """Put everything back in a folder that was emptied, after a question."""

    async def action_language(self) -> None:
        """Speak the other language from here on."""


def shell_of(node: MessagePump) -> Shell:
    """The app in which `node` (a screen or widget) stands, as far as it may know it."""
    return cast("Shell", node.app)
