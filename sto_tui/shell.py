"""What screens, dialogs, forms and widgets may ask of the app.

They know the app by this Protocol alone and never import it, so that a screen can be read, tested and replaced without
it. mypy checks that the app fits the Protocol; a test checks that they import nothing else of the app.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from sto_tui.wording.undoing import UNDONE

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
    from sto_tui.widgets.marking import Marks

_Answer = TypeVar("_Answer")


class Shell(Protocol):
    """The app, as screens and widgets know it.

    `workspace` and `sharing` are reactive: a widget follows them with ``self.watch(self.app, "workspace", …)``.
    """

    # -- state ------------------------------------------------------------------------------------------------------

    home: Home
    """The person's private directory."""
    changed: Signal[None]
    """Published when there is something to read again."""
    caught_up: bool
    """Whether everything that was written can be searched."""
    has_space: bool
    """Whether a space is open or being opened; False at the first start, until one was chosen."""
    demo: Callable[[], Workspace] | None
    """Creates the demo region; None if none is offered."""

    @property
    def workspace(self) -> Workspace | None:
        """The space; None while it is still being opened."""

    @property
    def sharing(self) -> SharingState:
        """The state of sharing."""

    @property
    def current_mode(self) -> str:
        """The name of the mode in front."""

    # -- messages ---------------------------------------------------------------------------------------------------

    def say(
        self,
        text: str,
        *,
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        on_enter: Callable[[], None] | None = None,
    ) -> None:
        """Show `text` (already in the user's language) for a while.

        Enter calls `on_enter` for as long as it stands there and nothing else was pressed.
        """

    def show_error(self, error: Exception) -> None:
        """Show what went wrong."""

    def in_words(self, error: Exception) -> str:
        """The message of `error` in the user's language."""

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
        """Run `job` in a thread that outlives the calling screen, and call `then` with its answer."""

    def store(
        self,
        job: Callable[[Workspace], _Answer],
        then: Callable[[_Answer], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Run `job`, which writes; afterwards all screens read again and sharing starts.
        `then` gets the answer. `failed` gets the error; without it, the app shows the error.
        """

    def delete(self, document: Document, then: Callable[[], None] | None = None, *, asked: bool = False) -> None:
        """Put `document` in the bin and show how to get it back.

        What isn't the person's own alone is asked about first, unless that was `asked` already.
        """

    def offer_undo(
        self, job: Callable[[Workspace], str], said: str = UNDONE, *, question: str = "", about: str = ""
    ) -> None:
        """Let Ctrl+Z run `job`, which undoes what was just done and returns its name in words.

        `said` is the message id of what to say then, with the name as ``{title}``. With a `question`, the person is
        asked first, with more `about` it.
        """

    @property
    def undoable_since(self) -> float:
        """When what Ctrl+Z takes back now was done (`time.monotonic`); less than 0 when there is nothing."""

    def rebuild_index(self) -> None:
        """Rebuild a damaged or lost search index from the journal."""

    def action_sync(self) -> None:
        """Exchange with the shared folder."""

    # -- going places -----------------------------------------------------------------------------------------------

    def push_screen(self, screen: Screen[_Answer], callback: Callable[[_Answer | None], None] | None = None) -> object:
        """Show `screen` on top; `callback` gets its answer, None when it was closed."""

    def suspend(self) -> AbstractContextManager[None]:
        """Leave the terminal to another program for as long as the context lasts."""

    def open_document(self, document_id: str, marks: Marks | None = None) -> None:
        """Read `document_id` in full, at the passage with `marks` if it was found by these."""

    def more_like(self, document: Document) -> None:
        """Go to the search screen and show documents like `document`."""

    def edit(
        self, record: Record, document: Document | None = None, then: Callable[[Document], None] | None = None
    ) -> None:
        """Open the form on `record`; `document` is the one to change, None for a new one."""

    def action_sharing(self) -> None:
        """Show the state of sharing."""

    def action_restore_folder(self) -> None:
        """Put everything back in a folder that was emptied, after the person confirms."""

    async def action_language(self) -> None:
        """Switch to the other language."""


def shell_of(node: MessagePump) -> Shell:
    """The app that `node` (a screen or widget) belongs to, seen as a `Shell`."""
    return cast("Shell", node.app)
