"""Which file to read: its path typed, pasted or dragged into the window, or chosen in a list of folders and files."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from knowledge.model.typed.paths import path_typed
from knowledge.problem import N_
from sto_tui.actions import BACK, UserAction, bindings
from sto_tui.dialogs.dialog import Dialog
from sto_tui.widgets.line_input import LineInput
from sto_tui.widgets.options import moved_by
from sto_tui.wording.i18n import _, tell
from sto_tui.wording.plain import safe, safe_line

if TYPE_CHECKING:
    from knowledge.exchange.choosing import FolderView

READ = UserAction("open", N_("Open"), N_("Opens the file or folder."), keys=("ctrl+s", "f8"), bar=True)
_UP, _WHOLE = "up", "whole"


class OpenFileScreen(Dialog[str]):
    """A dialog under `title` that answers with the path of a file with one of `suffixes`, or of a folder.

    A folder with files that have one of `page_suffixes` can be chosen as a whole. It begins with the path `begun`;
    `wrong` says why that could not be read.
    """

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (READ, BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((READ, BACK))
    MAY_LEAVE: ClassVar[bool] = True

    def __init__(
        self, title: str, begun: str, suffixes: Collection[str], page_suffixes: Collection[str], wrong: str = ""
    ) -> None:
        super().__init__()
        self._wrong = wrong
        self._heading = title
        self._begun = begun
        self._suffixes = frozenset(suffixes)
        self._page_suffixes = frozenset(page_suffixes)
        self._view: FolderView | None = None
        self._shown_for: str | None = None
        self._opening = False

    def compose(self) -> Iterable[Widget]:
        """Compose the title, the path, the list, and the buttons."""
        with Vertical(classes="box"):
            yield Static(safe(self._heading), classes="title", markup=False)
            yield LineInput(self._begun, id="path", select_on_focus=False)
            yield OptionList(id="entries", markup=False)
            yield Static("", id="wrong", classes="wrong", markup=False)
            yield Static(
                _("Type or paste a path, or choose with the arrow keys and Enter. Tab fills in."),
                classes="hint",
                markup=False,
            )
            with Horizontal(classes="buttons"):
                yield Button(_("Open"), id="read", variant="primary", compact=True)
                yield Button(_("Back"), id="back", compact=True)

    def on_mount(self) -> None:
        """Put the cursor behind the path."""
        path = self.query_one("#path", Input)
        path.focus()
        path.cursor_position = len(path.value)
        self._look()

    @property
    def typed(self) -> str:
        """The path that stands there."""
        return path_typed(self.query_one("#path", Input).value, windows=os.name == "nt")

    @on(Input.Changed, "#path")
    def _look(self) -> None:
        from knowledge.exchange.choosing import folder_view

        typed = self.typed
        wrong = self._wrong if self.query_one("#path", Input).value == self._begun else ""
        self.query_one("#wrong", Static).update(safe(f"⚠ {wrong}") if wrong else "")
        self.background(
            lambda: folder_view(typed, self._suffixes, self._page_suffixes),
            lambda view: self._show(typed, view),
            group="look",
            may_hang=True,
        )

    def _show(self, typed: str, view: FolderView) -> None:
        self._view, self._shown_for = view, typed
        options = [Option(Content.styled("..", "dim"), _UP)]
        if view.has_pages:
            options.append(Option(Content.styled(_("(everything in this folder)"), "italic"), _WHOLE))
        for number, each in enumerate(view.entries):
            name = safe_line(each.name)
            options.append(Option(Content.styled(f"{name}/", "bold") if each.is_folder else Content(name), str(number)))
        listed = self.query_one("#entries", OptionList)
        listed.set_options(options)
        is_narrowed = not typed.endswith(("/", os.sep)) and view.entries
        listed.highlighted = len(options) - len(view.entries) if is_narrowed else None
        if view.problem is not None:
            self.query_one("#wrong", Static).update(safe(f"⚠ {tell(view.problem)}"))
        if self._opening and typed == self.typed:
            self.action_open()

    def on_key(self, event: events.Key) -> None:
        """Move in the list with the arrow keys while the path keeps the cursor; Tab fills in its line."""
        options = self.query_one("#entries", OptionList)
        if not moved_by(event, options) and event.key == "tab" and not options.has_focus:
            self._complete()
            event.stop()
            event.prevent_default()

    @on(Input.Submitted, "#path")
    @on(Button.Pressed, "#read")
    def action_open(self) -> None:
        """Answer with the file whose path stands there; go into a folder; otherwise take the line of the list."""
        typed = self.typed
        self._opening = typed != self._shown_for
        if self._opening:
            return
        view, option = self._view, self.query_one("#entries", OptionList).highlighted_option
        named = next((each for each in (view.entries if view else ()) if each.path == Path(typed).expanduser()), None)
        if named is not None and not named.is_folder:
            self.dismiss(typed)
        elif option is not None:
            self._take(option.id or "")
        elif named is not None:
            self._go(named.path)
        elif typed:
            self.dismiss(typed)

    @on(OptionList.OptionSelected, "#entries")
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._take(event.option.id or "")

    def _complete(self) -> None:
        """Fill in the line of the list, without opening a file yet."""
        listed = self.query_one("#entries", OptionList)
        option = listed.highlighted_option or (listed.get_option_at_index(1) if listed.option_count == 2 else None)
        if option is not None and self._view is not None and (option.id or "").isdecimal():
            each = self._view.entries[int(option.id or "")]
            self._fill(f"{each.path}{os.sep}" if each.is_folder else str(each.path))

    def _take(self, chosen: str) -> None:
        if self._view is None:
            return
        if chosen == _UP:
            self._go(self._view.folder.absolute().parent)
        elif chosen == _WHOLE:
            self.dismiss(str(self._view.folder))
        elif (each := self._view.entries[int(chosen)]).is_folder:
            self._go(each.path)
        else:
            self.dismiss(str(each.path))

    def _go(self, folder: Path) -> None:
        text = str(folder)
        self._fill(text if text.endswith(os.sep) else text + os.sep)

    def _fill(self, text: str) -> None:
        path = self.query_one("#path", Input)
        path.value = text
        path.cursor_position = len(text)
        path.focus()

    @on(Button.Pressed, "#back")
    def action_back(self) -> None:
        """Close; nothing is read."""
        self.dismiss(None)
