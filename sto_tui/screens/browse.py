"""List and preview: choose in a list, or type to search it, and read the line under the cursor beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from knowledge.problem import N_
from sto_tui.actions import EVERYWHERE, UserAction
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.widgets.blocks import Block, DocumentView
from sto_tui.widgets.marking import NO_MARKS, Marks
from sto_tui.widgets.options import SizedList, room_in, show_options
from sto_tui.widgets.passage_pane import PassagePane

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace

TYPE = UserAction(
    "type", N_("Search box"), N_("Back to what you type."), keys=("escape",), list_keys=("slash",), palette=False
)
"""The action of every screen with a box."""
STYLE = Path(__file__).with_name("browse.tcss")


@dataclass(frozen=True)
class Preview:
    """The preview of the line with `id`: its text, the document if one was read for it, and the words by
    which it was found."""

    id: str
    blocks: Sequence[Block]
    document: Document | None = None
    marks: Marks = NO_MARKS


class BrowseScreen(WorkspaceScreen[None]):
    """An optional box to type in, one or more lists, and beside them a preview of the selected line.

    Subclasses yield the widgets over the columns (`above`), start reading in `load`, pass the lines they read to
    `fill`, and return the job that reads the preview of a line (`preview`). The id of a line is that of its option.
    """

    CSS_PATH: ClassVar[Any] = STYLE
    BOX: ClassVar[str] = ""
    """The id of the `Input` in `above`; empty when there is none. With a box, `ACTIONS` are `beside_a_box`."""
    LEAVES_BOX: ClassVar[bool] = True
    """Whether the down arrow goes from the box into the list (and up from its first line back), and Enter opens."""
    LISTS: ClassVar[tuple[str, ...]] = ("list",)
    """The ids of the lists; the first is the active one until another gets the focus."""
    PLACE_KEPT: ClassVar[tuple[str, ...]] = ()
    """The lists in which the cursor keeps its place when the selected line is gone; in others it goes to the top."""

    def __init__(self) -> None:
        super().__init__()
        self._list = self.LISTS[0]
        self._room: int | None = None
        self._then: tuple[str, Callable[[], None]] | None = None
        self.previewed: Preview | None = None
        """The preview beside the list, which may be that of another line until the next has been read."""

    # -- what subclasses define -------------------------------------------------------------------------------------

    def above(self) -> Iterable[Widget]:
        """The widgets over the columns: the box, and lines that say how much there is."""
        return ()

    def lists(self) -> Iterable[Widget]:
        """The lists, and any widgets between them."""
        yield from (SizedList(id=name, markup=False) for name in self.LISTS)

    def preview(self, workspace: Workspace, wanted: str) -> Callable[[], Preview] | None:
        """The job that reads the preview of line `wanted`; it runs in a thread. None shows nothing."""
        raise NotImplementedError

    # -- the frame --------------------------------------------------------------------------------------------------

    def body(self) -> Iterable[Widget]:
        """The widgets above, then lists and preview side by side."""
        yield from self.above()
        with Horizontal(id="columns"):
            yield from self.lists()
            yield self.pane()

    def pane(self) -> Widget:
        """The widget beside the lists, in which `show_preview` draws."""
        return PassagePane(id="preview", can_focus=False)

    def show_preview(self, preview: Preview | None, *, fresh: bool) -> None:
        """Draw `preview`, from its passage when it is `fresh`; None for nothing."""
        self.query_one(DocumentView).show(preview.blocks if preview else ())
        if preview is not None and fresh:
            self.query_one(PassagePane).go_to_passage(preview.marks)

    @property
    def box(self) -> Input:
        """The box to type in."""
        return self.query_one(f"#{self.BOX}", Input)

    @property
    def active_list(self) -> OptionList:
        """The list that has the focus or had it last."""
        return self.query_one(f"#{self._list}", OptionList)

    # -- what is selected -------------------------------------------------------------------------------------------

    @property
    def selected_id(self) -> str:
        """The id of the line under the cursor; empty when there is none."""
        option = self.active_list.highlighted_option if self.is_mounted else None
        return option.id or "" if option else ""

    def room(self) -> int:
        """The columns for a line of the list. It is filled again when these turn out, or become, otherwise."""
        self._room = room_in(self.active_list)
        return self._room

    @on(SizedList.Resized)
    def _lay_out_again(self) -> None:
        if self._room is not None and room_in(self.active_list) != self._room:
            self.load_now()

    def fill(self, lines: Mapping[str, Sequence[Option]], *, anew: bool = False) -> None:
        """Show `lines` (by the id of their list) and preview the selected one.

        The selected line stays selected if it is still there, unless the lists begin `anew`.
        """
        for name, options in lines.items():
            widget = self.query_one(f"#{name}", OptionList)
            with widget.prevent(OptionList.OptionHighlighted):  # the preview is read once, below
                show_options(widget, options, anew=anew, keeps_place=name in self.PLACE_KEPT)
        if self.focused is None and self.app.app_focus:  # without it the focus comes back with the window
            self.query_one(f"#{self.LISTS[0]}", OptionList).focus()
        self.refresh_preview()
        self._listed_at_last()

    def on_descendant_focus(self) -> None:
        """Remember which list is active."""
        name = self.focused.id if self.focused else None
        if name != self.BOX:
            self._then = None
        if name in self.LISTS and name != self._list:
            self._list = str(name)
            self.refresh_preview()

    # -- the preview ------------------------------------------------------------------------------------------------

    @on(OptionList.OptionHighlighted)
    def refresh_preview(self) -> None:
        """Read the preview of the selected line; answers of earlier reads are dropped."""
        workspace, wanted = self.workspace, self.selected_id
        job = self.preview(workspace, wanted) if workspace is not None and wanted else None
        if job is not None:
            self.background(job, self._show, group="preview")
            return
        if self.previewed is not None:
            self.previewed = None
            self.show_preview(None, fresh=True)
        self.refresh_bindings()

    def _show(self, preview: Preview) -> None:
        if preview.id != self.selected_id:
            return
        before = self.previewed
        fresh = before is None or (before.id, before.marks) != (preview.id, preview.marks)
        self.previewed = preview
        self.show_preview(preview, fresh=fresh)
        self.refresh_bindings()

    # -- keys -------------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """Go from the box into the list with the down arrow, and back from its first line with the up arrow; what is
        typed in a list goes to the box."""
        if not self.BOX:
            return
        if self._goes_on_typing(event):
            self.box.focus()
            if event.character and event.is_printable:
                self.box.insert_text_at_cursor(event.character)
            else:
                self.box.action_delete_left()
        elif self.LEAVES_BOX and event.key in ("down", "pagedown") and self.box.has_focus:
            self.once_listed(self.into_list)
        elif self.LEAVES_BOX and event.key == "up" and self.active_list.has_focus and not self.active_list.highlighted:
            self.box.focus()
        else:
            return
        event.stop()
        event.prevent_default()

    def _goes_on_typing(self, event: events.Key) -> bool:
        """Whether `event` is text for the box, pressed elsewhere: letters act on nothing here."""
        if self.box.has_focus or not (event.is_printable or event.key == "backspace"):
            return False
        return not any(event.key in action.every_key for action in (*self.ACTIONS, *EVERYWHERE))

    def on_paste(self, event: events.Paste) -> None:
        """What is pasted in a list goes to the box."""
        if self.BOX and not self.box.has_focus:
            event.stop()
            self.box.focus()
            self.box.post_message(events.Paste(event.text))

    # -- from the box to the list -------------------------------------------------------------------------------------

    @property
    def is_listed(self) -> bool:
        """Whether what is listed belongs to what stands in the box now."""
        return True

    def once_listed(self, then: Callable[[], None], text: str | None = None) -> None:
        """Call `then` when the list belongs to `text` (None: what stands in the box): now, or once it has been read.

        It isn't called if the person types on or goes elsewhere before.
        """
        meant = self.box.value if text is None else text
        if self.is_listed and meant == self.box.value:
            self._then = None
            then()
        else:
            self._then = meant, then

    def _listed_at_last(self) -> None:
        if self._then is not None and self.is_listed:
            (_text, then), self._then = self._then, None
            then()

    @on(Input.Changed)
    def _typed_on(self, event: Input.Changed) -> None:
        if self._then is not None and event.value != self._then[0]:
            self._then = None

    def on_screen_suspend(self) -> None:
        """Forget what was to be done in this screen."""
        self._then = None

    def into_list(self) -> None:
        """Go from the box into the list, unless that is empty."""
        if self.active_list.option_count:
            self.active_list.focus()

    def into_box(self, *, emptied: bool) -> None:
        """Go to the box, `emptied` or with what was typed."""
        if emptied:
            self.box.value = ""
        self.box.focus()

    def action_type(self) -> None:
        """Go back to the box; in the box, empty it."""
        self.into_box(emptied=self.box.has_focus)

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.action_open()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        if self.LEAVES_BOX:
            self.once_listed(self.entered, event.value)

    def entered(self) -> None:
        """What Enter in the box does once the list belongs to what was typed: it opens the selected line."""
        self.action_open()

    def action_open(self) -> None:
        """Open the selected line; Enter and a click call this."""
        raise NotImplementedError
