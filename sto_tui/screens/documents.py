"""A screen that lists documents, one a line, or says that there are none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from sto_tui.actions import BACK, bindings
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.widgets.options import show_options
from sto_tui.wording.i18n import _

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace


class DocumentsScreen(WorkspaceScreen[None]):
    """Subclasses define what is listed (`find`), how (`line`), and what Enter does; `EMPTY` is a message id."""

    BINDINGS: ClassVar[list[Any]] = bindings((BACK,))
    EMPTY: ClassVar[str] = ""
    CSS_PATH = "documents.tcss"

    def find(self, workspace: Workspace) -> Sequence[Document]:
        """The documents to list, in order; called in a thread."""
        raise NotImplementedError

    def line(self, document: Document) -> Content:
        """The line for one document."""
        raise NotImplementedError

    def body(self) -> Iterable[Widget]:
        """The list, or a line that says it is empty."""
        yield Static(_(self.EMPTY), id="empty", markup=False)
        yield OptionList(id="list", markup=False)

    def load(self, workspace: Workspace) -> None:
        """Read the documents."""
        self.background(lambda: self.find(workspace), self._show, group="list")

    def _show(self, documents: Sequence[Document]) -> None:
        options = self.query_one("#list", OptionList)
        show_options(options, [Option(self.line(document), document.id) for document in documents])
        self.query_one("#empty").display = not documents
        options.display = bool(documents)
        if documents:
            options.focus()

    @property
    def selected_id(self) -> str:
        """The id of the highlighted document; "" when there is none."""
        option = self.query_one("#list", OptionList).highlighted_option
        return (option.id or "") if option else ""
