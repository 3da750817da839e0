"""The app, composed of mixins for opening, sharing, writing and navigation, each in a module of its own.

What a screen may ask of the app is in `sto_tui.shell.Shell`; `sto_tui.screens` explains how a screen fits in.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from knowledge.problem import Problem
from knowledge.sync.watch import SYNC_EVERY
from sto_tui.actions import EVERYWHERE, bindings
from sto_tui.day import DayMixin
from sto_tui.keys_in_order import KeysInOrder
from sto_tui.navigation import NavigationMixin
from sto_tui.opening import TELLS_WHAT_COMES_FIRST, OpeningMixin
from sto_tui.stalls import StallsMixin
from sto_tui.style_sheets import ParsedOnce
from sto_tui.theme import THEMES
from sto_tui.vanished import TERMINAL_EVERY, has_vanished
from sto_tui.wording.i18n import _, language, set_language
from sto_tui.writing import WritingMixin

if TYPE_CHECKING:
    from pathlib import Path

    from knowledge.home import Home
    from knowledge.workspace import Workspace
    from sto_tui.shell import Shell


class StoApp(KeysInOrder, OpeningMixin, WritingMixin, DayMixin, StallsMixin, NavigationMixin):
    """`opener` returns the workspace, or raises `NoSpace` at the first start; `home` is the private directory.

    `demo` creates the demo region, for people who want to look around first. `sync_every` is the number of seconds
    between rounds of sharing; 0 shares only at the start and after saving.
    """

    # The first screen's style sheets are listed here too: if they were loaded later, all sheets would be parsed again.
    CSS_PATH: ClassVar[Any] = ["app.tcss", "screens/browse.tcss", "screens/search.tcss"]
    ENABLE_COMMAND_PALETTE = False
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 - not a ClassVar in Textual
    BINDINGS: ClassVar[list[Any]] = [*bindings(EVERYWHERE), *TELLS_WHAT_COMES_FIRST]
    TITLE = "sto"

    def __init__(
        self,
        opener: Callable[[], Workspace],
        home: Home,
        *,
        demo: Callable[[], Workspace] | None = None,
        sync_every: float = SYNC_EVERY,
    ) -> None:
        super().__init__(opener, home, sync_every, demo)
        self._is_opening = False
        self.stylesheet = ParsedOnce(variables=self.get_css_variables())
        # The theme is set here: setting it on mount would parse the style sheets a second time.
        for theme in THEMES:
            self.register_theme(theme)
        wanted = home.config.theme
        self.theme = wanted if wanted in self.available_themes else THEMES[0].name

    def on_mount(self) -> None:
        """Know which day it is, from now on, and whether there still is a terminal."""
        self.follow_the_day()
        if not self.is_headless:
            self.set_interval(TERMINAL_EVERY, self._end_without_terminal)

    async def _end_without_terminal(self) -> None:
        """Quit, with unsaved text kept as a draft, when the terminal vanished."""
        if has_vanished(sys.__stdin__.fileno() if sys.__stdin__ else 0):
            await self.action_quit()

    def post_display_hook(self) -> None:
        """Load the data after the first paint of any screen; what waits for one screen waits while it is covered."""
        super().post_display_hook()
        if not self._batch_count and not self._is_opening:
            self._is_opening = True
            self.call_later(self.open_workspace)

    async def action_language(self) -> None:
        """Switch to the other language, and remember it."""
        screens = self.every_screen()
        if not all(screen.MAY_LEAVE for screen in screens):
            self.say(_("First save or close what you are writing; then change the language."))
            return
        set_language("en" if language() == "nl" else "nl")
        self._remember(language=language())
        for screen in screens:
            await screen.retranslate()

    def action_on_behalf(self) -> None:
        """Ask for which organisation the person works."""
        from sto_tui.screens.approaching import ask_on_behalf

        if self.workspace is not None:
            ask_on_behalf(self, self.workspace, lambda: self.changed.publish(None))

    def action_theme(self) -> None:
        """Switch between light and dark, and remember it."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]
        self._remember(theme=self.theme)

    def _remember(self, **settings: str) -> None:
        """Keep `settings` for the next time; say so when that doesn't work."""
        try:
            self.home.configure(**settings)
        except Problem as refused:
            self.show_error(refused)

    async def action_quit(self) -> None:
        """Quit the program; unsaved text is kept as a draft."""
        for screen in self.every_screen():
            try:
                screen.leave()
            except Problem as trouble:
                self.show_error(trouble)
                return
        self.stop_watching()
        self.exit()

    @contextmanager
    def suspend(self) -> Iterator[None]:
        """Leave the terminal to another program, and take it back also when that ended with an error."""
        trouble: BaseException | None = None
        with super().suspend():
            try:
                yield
            except BaseException as raised:  # Textual doesn't draw again when it sees one
                trouble = raised
        if trouble is not None:
            raise trouble

    def action_help_quit(self) -> None:
        """Show how to quit, because Ctrl+C copies."""
        self.say(_("Ctrl+Q closes the program."))


if TYPE_CHECKING:
    _SHELL: type[Shell] = StoApp  # lets mypy check that the app has all that screens may ask of it


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
    app.stalls.start()
    app.run()
    return app.return_code or 0
