"""The bin: what was deleted, latest first; Enter puts it back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from knowledge.journal.document import Document
from knowledge.problem import N_
from sto_tui.actions import BACK, Action, bindings
from sto_tui.dates import show_time
from sto_tui.i18n import _
from sto_tui.plain import safe_line
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.words import kind_word

if TYPE_CHECKING:
    from knowledge.workspace import Workspace

PUT_BACK = Action("put_back", N_("Put back"), N_("Takes it out of the bin."), (), ("enter",), bar=True, palette=False)


def deleted(workspace: Workspace) -> list[Document]:
    """Everything in the bin, latest first."""
    from knowledge.model.records import KINDS
    from knowledge.workspace import Listing

    found = [each for kind in KINDS for each in workspace.documents(Listing(kind=kind, sort="changed", trashed=True))]
    return sorted((each for each in found if not each.erased), key=lambda each: each.changed, reverse=True)


class TrashScreen(WorkspaceScreen[None]):
    """What was deleted."""

    ACTIONS: ClassVar[tuple[Action, ...]] = (BACK, PUT_BACK)
    BINDINGS: ClassVar[list[Any]] = bindings((BACK,))
    PLACE: ClassVar[str] = N_("Bin")
    ABOUT: ClassVar[str] = N_("What was deleted, by you and others. Enter puts the selected one back.")
    CSS_PATH = "trash.tcss"

    def body(self) -> Iterable[Widget]:
        """The list, or a line that says it is empty."""
        yield Static(_("The bin is empty."), id="empty", markup=False)
        yield OptionList(id="list", markup=False)

    def load(self, workspace: Workspace) -> None:
        """Look what is in the bin."""
        self.background(lambda: deleted(workspace), self._show, group="list")

    def _show(self, documents: Sequence[Document]) -> None:
        options = self.query_one("#list", OptionList)
        options.set_options(Option(_line(document), document.id) for document in documents)
        self.query_one("#empty").display = not documents
        options.display = bool(documents)
        if documents:
            options.highlighted = 0
            options.focus()

    @on(OptionList.OptionSelected, "#list")
    def action_put_back(self) -> None:
        """Take the selected document out of the bin."""
        option = self.query_one("#list", OptionList).highlighted_option
        if option and (wanted := option.id):
            self.sto.store(lambda workspace: workspace.restore(wanted), self._put_back)

    def _put_back(self, document: Document) -> None:
        self.sto.say(_("Put back: “{title}”.").format(title=document.record.title))


def _line(document: Document) -> Content:
    gone = _("{time} by {author}").format(time=show_time(document.changed), author=safe_line(document.author))
    return Content.assemble(
        (f"{kind_word(document.kind)} · ", "dim"), safe_line(document.record.title), (f" · {gone}", "dim")
    )
