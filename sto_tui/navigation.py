"""Navigation: the modes of the app, and the screens and dialogs it puts on top of them."""

from __future__ import annotations

from collections.abc import Callable
from pkgutil import resolve_name
from typing import TYPE_CHECKING, Any, ClassVar

from textual.screen import Screen

from sto_tui import modes
from sto_tui.sto_screen import StoScreen
from sto_tui.telling import TellingMixin

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.model.records.record import Record
    from sto_tui.screens.editor import EditorScreen
    from sto_tui.widgets.marking import Marks


def _home_of(mode: modes.Mode) -> Callable[[], Screen[Any]]:
    def home() -> Screen[Any]:
        screen: Screen[Any] = resolve_name(mode.home)()
        return screen

    return home


def _editor_of(record: Record) -> type[EditorScreen]:
    """The form screen for records like `record`: that of its kind, or the one that all kinds have."""
    from knowledge.model.records.activity import Activity

    if isinstance(record, Activity):
        from sto_tui.screens.activity_editor import ActivityEditor

        return ActivityEditor
    from sto_tui.screens.editor import EditorScreen

    return EditorScreen


class NavigationMixin(TellingMixin):
    """A mixin for an app that opens its screens; each is imported when it is first opened."""

    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {mode.name: _home_of(mode) for mode in modes.MODES}
    DEFAULT_MODE = modes.MODES[0].name

    async def action_mode(self, mode: str) -> None:
        """Go to `mode`, or back to its home screen if it is the current mode."""
        if mode != self.current_mode:
            await self.switch_mode(mode)
            return
        while isinstance(screen := self.screen, StoScreen) and screen.MAY_LEAVE and not screen.is_home:
            await self.pop_screen()

    def every_screen(self) -> list[StoScreen[Any]]:
        """All open screens of all modes."""
        return [screen for stack in self._screen_stacks.values() for screen in stack if isinstance(screen, StoScreen)]

    def open_document(self, document_id: str, marks: Marks | None = None) -> None:
        """Read `document_id` in full, at the passage with `marks` if it was found by these."""
        from sto_tui.screens.reader import ReaderScreen

        self.push_screen(ReaderScreen(document_id, marks))

    def more_like(self, document: Document) -> None:
        """Go to the search screen and show documents like `document`."""

        async def show() -> None:
            from sto_tui.screens.search import SearchScreen

            await self.switch_mode("search")
            while isinstance(screen := self.screen, StoScreen) and not screen.is_home:
                await self.pop_screen()
            if isinstance(screen, SearchScreen):
                screen.more_like(document)

        self.call_later(show)

    def edit(
        self, record: Record, document: Document | None = None, then: Callable[[Document], None] | None = None
    ) -> None:
        """Open the form on `record`; `document` is the one to change, None for a new one."""

        def closed(saved: Document | None) -> None:
            if saved is not None and then is not None:
                then(saved)

        self.push_screen(_editor_of(record)(record, document), closed)

    def action_help(self) -> None:
        """Show the help of the screen in front."""
        from sto_tui.screens.help import HelpScreen

        screen = self.screen
        if isinstance(screen, StoScreen) and not isinstance(screen, HelpScreen):
            self.push_screen(HelpScreen(screen))

    def action_palette(self) -> None:
        """List the actions that are available here and run the one chosen."""
        from sto_tui.dialogs.palette import palette

        screen = self.screen
        if screen.is_modal or not isinstance(screen, StoScreen):
            return

        async def chosen(answer: tuple[Any, ...] | None) -> None:
            if answer:
                await screen.run_action(answer[0])

        self.push_screen(palette(screen), chosen)

    def action_new_action(self) -> None:
        """Write down something to do, about what is in front."""
        screen = self.screen
        if isinstance(screen, StoScreen) and not screen.is_modal:
            screen.new_action()

    def action_checklist(self) -> None:
        """Choose a checklist and begin it."""
        from sto_tui.screens.start_run import choose_run
        from sto_tui.shell import shell_of

        choose_run(shell_of(self))

    def action_trash(self) -> None:
        """Show what was deleted."""
        from sto_tui.screens.trash import TrashScreen

        self.push_screen(TrashScreen())

    def action_conflicts(self) -> None:
        """List what two people changed at once."""
        from sto_tui.screens.conflicts import ConflictsScreen

        self.push_screen(ConflictsScreen())

    def action_duplicates(self) -> None:
        """List the partners and persons that may be one and the same."""
        from sto_tui.screens.duplicates import DuplicatesScreen

        self.push_screen(DuplicatesScreen())

    def action_retention(self) -> None:
        """Show who and what was kept for as long as the region agreed."""
        from sto_tui.screens.overview_list import OverviewListScreen

        self.push_screen(OverviewListScreen("kept"))

    def action_hour_sheets(self) -> None:
        """Enter hour sheets in the register of cofinanciering."""
        from sto_tui.screens.hour_sheets import HourSheetsScreen

        self.push_screen(HourSheetsScreen())

    def action_import_file(self) -> None:
        """Choose a file, and show what would come of reading it in."""
        from sto_tui.screens.choosing_import import choose_import
        from sto_tui.shell import shell_of

        choose_import(shell_of(self))

    def action_undo_import(self) -> None:
        """Take back the last file that was read in on this device, after the person confirms."""
        from sto_tui.screens.import_taking_back import ask_to_undo_import
        from sto_tui.shell import shell_of

        ask_to_undo_import(shell_of(self))

    def action_settings(self) -> None:
        """Show what the region agreed on."""
        from sto_tui.screens.settings import SettingsScreen

        self.push_screen(SettingsScreen())

    def action_sharing(self) -> None:
        """Show the state of sharing."""
        from sto_tui.screens.sharing import SharingScreen

        self.push_screen(SharingScreen())
