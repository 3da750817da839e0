"""The app: modes, the workspace behind them, sharing in the background.

How a screen fits in
--------------------
* A mode's home is a `WorkspaceScreen` (`sto_tui.screens.base`), named in `StoApp.MODES` by a function that imports it
  only when somebody goes there. A further screen is pushed with ``self.app.push_screen(...)``; Esc (`BACK`) pops it.
* What one can do is an `Action` (`sto_tui.actions`) in the screen's `ACTIONS`; `BINDINGS = bindings(ACTIONS)`. The key
  bar, the palette (Ctrl+P), the help screen (F1) and the bindings all come from there. `PLACE` and `ABOUT` are the
  message ids that the help screen opens with.
* `self.workspace` is the `Workspace`, or None while it is still being opened. `load(workspace)` is called when there is
  one, after every change (a save here, news from others) and on coming back: start reading there.
* Reading happens in a thread: ``self.background(lambda: workspace.documents(listing), self.show_list, group="list")``.
  Of one group only the newest answer arrives. Errors are shown by the app; a job need not catch `Problem`.
* Writing: ``self.app.store(lambda workspace: workspace.save(record, seen=document), self.saved)``. The app tells every
  screen afterwards and starts sharing. `failed=` gets what went wrong instead of a message on the screen.
* Deleting: ``self.app.delete(document)``, which offers undo. Opening anything: ``self.app.open_document(id)``. A form:
  ``self.app.edit(record, document, then)``. Choosing from a list: `sto_tui.dialogs.pick.PickScreen`. A yes or no:
  `sto_tui.dialogs.ask.AskScreen`.
* A screen that holds unsaved text sets `MAY_LEAVE = False`: the mode's key and a change of language leave it alone.
  After a change of language the widgets are composed anew; `renew()` puts back what stood in them and the focus.
* Text from records goes through `sto_tui.wording.plain.safe` and into `Content`, never into markup.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from textual import on
from textual.message import Message
from textual.screen import Screen

from knowledge.problem import Problem
from knowledge.sync.watch import SYNC_EVERY
from sto_tui.actions import EVERYWHERE, bindings
from sto_tui.sharing import SyncMixin
from sto_tui.theme import THEMES
from sto_tui.wording.i18n import _, language, set_language, tell

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.home import Home
    from knowledge.journal.document import Document
    from knowledge.model.records.record import Record
    from knowledge.workspace import Workspace

Answer = TypeVar("Answer")

PATIENCE = 0.5
"""Seconds of reading before it is told how far it is."""


class Progress(Message, bubble=False):
    """So much of what there is to read has been read, from 0 to 1."""

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share


def _search() -> Screen[Any]:
    from sto_tui.screens.search import SearchScreen

    return SearchScreen()


def _logbook() -> Screen[Any]:
    from sto_tui.screens.logbook import LogbookScreen

    return LogbookScreen()


def _partners() -> Screen[Any]:
    from sto_tui.screens.partners import PartnersScreen

    return PartnersScreen()


def _checklists() -> Screen[Any]:
    from sto_tui.screens.checklists import ChecklistsScreen

    return ChecklistsScreen()


class StoApp(SyncMixin):
    """`opener` returns the workspace, or raises `NoSpace` when this is the first time; `home` is the private side.

    `demo` makes the demo region, for who wants to look first. `sync_every` is the number of seconds between rounds of
    sharing; 0 shares only at the start and after saving.
    """

    # The first screen's style sheet is named here as well: loaded later, all sheets would be parsed again.
    CSS_PATH: ClassVar[Any] = ["app.tcss", "screens/search.tcss"]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "search": _search,
        "logbook": _logbook,
        "partners": _partners,
        "checklists": _checklists,
    }
    DEFAULT_MODE = "search"
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - not a ClassVar in Textual
    BINDINGS: ClassVar[list[Any]] = bindings(EVERYWHERE)
    TITLE = "sto"

    def __init__(
        self,
        opener: Callable[[], Workspace],
        home: Home,
        *,
        demo: Callable[[], Workspace] | None = None,
        sync_every: float = SYNC_EVERY,
    ) -> None:
        super().__init__(sync_every)
        self.opener = opener
        self.demo = demo
        self.home = home
        self.caught_up = False
        self._unreadable = False
        self._undoing: list[Callable[[Workspace], str]] = []
        # Here and not on mounting, where it would parse the style sheets a second time.
        for theme in THEMES:
            self.register_theme(theme)
        wanted = home.config.theme
        self.theme = wanted if wanted in self.available_themes else THEMES[0].name

    # -- opening ----------------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """The data comes after the first paint."""
        self.call_after_refresh(self.open_workspace)

    def open_workspace(self) -> None:
        """Open the space in the background; without one, begin at the first start."""
        self.background(self._open, self._opened, group="open")

    def _open(self) -> Workspace | Problem:
        from knowledge.spaces import NoSpace

        try:
            return self.opener()
        except NoSpace as none_yet:
            return none_yet

    def _opened(self, workspace: Workspace | Problem) -> None:
        if isinstance(workspace, Problem):
            from sto_tui.screens.first_start import FirstStartScreen

            self.push_screen(FirstStartScreen(str(workspace.values.get("folder", ""))), self.use)
        else:
            self.use(workspace)

    def use(self, workspace: Workspace | None) -> None:
        """Show `workspace` from here on and share in the background; None (no space was chosen) quits."""
        if workspace is None:
            self.exit()
            return
        first = self.workspace is None
        self._begin_reading(workspace)
        self.workspace = workspace
        self.action_sync()
        self.watch_folder(workspace.place)
        if first and self.sync_every:
            self.set_interval(self.sync_every, self.action_sync)

    def _begin_reading(self, workspace: Workspace) -> None:
        """Bring the index up to date, and tell how far it is when that takes a while."""
        self.caught_up = False
        self.background(lambda: self._catch_up(workspace), self._caught_up, group="index")
        self.set_timer(PATIENCE, lambda: self._show_progress(Progress(0.0)))

    def _catch_up(self, workspace: Workspace) -> Exception | None:
        """Bring the search index up to date; searching waits for this, unless it takes a while."""
        begun = time.monotonic()

        def tell_progress(done: int, total: int) -> None:
            if time.monotonic() - begun > PATIENCE:
                self.post_message(Progress(done / max(total, 1)))

        try:
            workspace.catch_up(tell_progress)
        except Exception as error:
            return error
        return None

    @on(Progress)
    def _show_progress(self, event: Progress) -> None:
        """Tell how far it is; what has been read can be searched already."""
        if not self.caught_up and event.share >= (self.sharing.reading or 0.0):
            self.sharing = replace(self.sharing, reading=event.share)
            self.changed.publish(None)

    def _caught_up(self, error: Exception | None) -> None:
        self._unreadable = error is not None
        if error is not None:
            self.show_error(error)
        self.caught_up = True
        self.sharing = replace(self.sharing, reading=None)
        self.changed.publish(None)

    # -- telling ----------------------------------------------------------------------------------------------------

    def show_error(self, error: Exception) -> None:
        """Tell what went wrong: a `Problem` in words, anything else with where to find the details."""
        self.say(self.in_words(error), severity="error", timeout=10)

    def make_index_anew(self) -> None:
        """The index is damaged or gone: read everything again, with a bar; not again when that could not be done."""
        if self.caught_up and not self._unreadable and self.workspace is not None:
            self._begin_reading(self.workspace)

    def in_words(self, error: Exception) -> str:
        """What `error` says to a person; the details of an unexpected one go to the log."""
        if isinstance(error, Problem):
            return tell(error)
        from sto_tui.log import keep

        keep(self.home.log, error)
        return _("Something unexpected went wrong. Your work is saved; the details are in {path}.").format(
            path=self.home.log
        )

    # -- writing ----------------------------------------------------------------------------------------------------

    def store(
        self,
        job: Callable[[Workspace], Answer],
        then: Callable[[Answer], None] | None = None,
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do something that writes, in the background; afterwards all screens read again and sharing starts.

        `then` gets the answer. `failed` gets what went wrong; without it the app shows that.
        """
        workspace = self.workspace
        if workspace is None:
            self.say(_("One moment: the space is still being opened."))
            return

        def attempt() -> tuple[Answer | None, Exception | None]:
            try:
                return job(workspace), None
            except Exception as error:
                return None, error

        def stored(outcome: tuple[Any, Exception | None]) -> None:
            answer, error = outcome
            if error is not None:
                (failed or self.show_error)(error)
                return
            if then is not None:
                then(answer)
            self.changed.publish(None)
            self.action_sync()

        self.background(attempt, stored)

    def delete(self, document: Document, then: Callable[[], None] | None = None) -> None:
        """Put `document` in the bin and tell how to get it back."""

        def deleted(gone: Document) -> None:
            self.offer_undo(lambda workspace: workspace.restore(gone.id).record.title)
            self.say(_("Deleted: “{title}”. Ctrl+Z puts it back.").format(title=gone.record.title), timeout=8)
            if then is not None:
                then()

        self.store(lambda workspace: workspace.delete(document.id), deleted)

    def offer_undo(self, job: Callable[[Workspace], str]) -> None:
        """Let Ctrl+Z run `job`, which takes back what was just done and returns what that is called."""
        self._undoing.append(job)

    def action_undo(self) -> None:
        """Take back the latest deletion of this session."""
        if not self._undoing:
            self.say(_("There is nothing to take back. The bin (Ctrl+P) holds what was deleted earlier."))
            return
        self.store(self._undoing.pop(), self._put_back)

    def _put_back(self, title: str) -> None:
        self.say(_("Put back: “{title}”.").format(title=title))

    # -- going places -----------------------------------------------------------------------------------------------

    async def action_mode(self, mode: str) -> None:
        """Go to `mode`; when there already, back to its home."""
        if mode != self.current_mode:
            await self.switch_mode(mode)
            return
        while len(self.screen_stack) > 1 and getattr(self.screen, "MAY_LEAVE", False):
            await self.pop_screen()

    def open_document(self, document_id: str) -> None:
        """Read `document_id` in full."""
        from sto_tui.screens.reader import ReaderScreen

        self.push_screen(ReaderScreen(document_id))

    def more_like(self, document: Document) -> None:
        """Go to the search screen, and show there what is like `document`."""

        async def show() -> None:
            from sto_tui.screens.search import SearchScreen

            if self.current_mode != "search":
                await self.switch_mode("search")
            while len(self.screen_stack) > 1 and not isinstance(self.screen, SearchScreen):
                await self.pop_screen()
            if isinstance(self.screen, SearchScreen):
                self.screen.more_like(document)

        self.call_later(show)

    def edit(
        self, record: Record, document: Document | None = None, then: Callable[[Document], None] | None = None
    ) -> None:
        """Open the form on `record`; `document` is what is being changed, None for something new."""
        from sto_tui.screens.editor import EditorScreen

        def closed(saved: Document | None) -> None:
            if saved is not None and then is not None:
                then(saved)

        self.push_screen(EditorScreen(record, document), closed)

    def action_help(self) -> None:
        """Show what one can do on the screen in front."""
        from sto_tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen(self.screen))

    def action_palette(self) -> None:
        """List what one can do here and do what is chosen."""
        from sto_tui.dialogs.palette import palette

        screen = self.screen
        if screen.is_modal:
            return

        async def chosen(answer: tuple[Any, ...] | None) -> None:
            if answer:
                await screen.run_action(answer[0])

        self.push_screen(palette(screen), chosen)

    def action_trash(self) -> None:
        """Show what was deleted."""
        from sto_tui.screens.trash import TrashScreen

        self.push_screen(TrashScreen())

    async def action_language(self) -> None:
        """Speak the other language from here on, and remember it."""
        screens = [screen for stack in self._screen_stacks.values() for screen in stack]
        if not all(getattr(screen, "MAY_LEAVE", True) for screen in screens):
            self.say(_("First save or close what you are writing; then change the language."))
            return
        set_language("en" if language() == "nl" else "nl")
        self.home.configure(language=language())
        for screen in screens:
            await screen.recompose()
            for again in ("renew", "load_now"):
                getattr(screen, again, lambda: None)()

    def action_theme(self) -> None:
        """Change between light and dark, and remember it."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]
        self.home.configure(theme=self.theme)

    async def action_quit(self) -> None:
        """Close the program; what isn't saved is kept as a draft."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                try:
                    getattr(screen, "leave", lambda: None)()
                except Problem as trouble:
                    self.show_error(trouble)
                    return
        self.stop_watching()
        self.exit()

    def action_help_quit(self) -> None:
        """Ctrl+C copies; who wants to leave is told how."""
        self.say(_("Ctrl+Q closes the program."))


def run(home: Home, folder: str | Path | None, language: str) -> int:
    """Open the app on the space in `folder` (None: the one used last) and return the exit status."""
    set_language(language)

    def opener() -> Workspace:
        from knowledge import spaces

        return spaces.open_space(home, folder)

    def demo() -> Workspace:
        import tempfile
        from pathlib import Path

        from knowledge import spaces

        before = home.config
        workspace = spaces.demo(home, Path(tempfile.mkdtemp(prefix="sto-demo-")), language=language, say=_)
        home.configure(folder=before.folder, author=before.author, language=before.language)
        return workspace

    app = StoApp(opener, home, demo=demo)
    app.run()
    return app.return_code or 0
