"""A mode that lists documents of one kind with a preview beside them; the simple form of Logbook, Partners …"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from knowledge.problem import N_
from sto_tui.actions import Action, bindings
from sto_tui.dates import show_day
from sto_tui.i18n import _
from sto_tui.plain import safe_line
from sto_tui.screens.acting import NEW, ON_DOCUMENT, OPEN, ActingScreen
from sto_tui.widgets.blocks import DocumentView
from sto_tui.widgets.record_view import record_blocks
from sto_tui.words import links_of

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace


class DocumentsScreen(ActingScreen):
    """The documents of `KIND`, sorted by `SORT`, one selected and previewed."""

    KIND: ClassVar[str] = ""
    SORT: ClassVar[str] = "date"
    EMPTY: ClassVar[str] = N_("Nothing here yet. Ctrl+N makes the first one.")
    ACTIONS: ClassVar[tuple[Action, ...]] = (OPEN, NEW, *ON_DOCUMENT)
    BINDINGS: ClassVar[list[Any]] = bindings((NEW, *ON_DOCUMENT))

    def __init__(self) -> None:
        super().__init__()
        self._documents: dict[str, Document] = {}

    def body(self) -> Iterable[Widget]:
        """List and preview; a line instead of the list when there is nothing."""
        yield Static("", id="empty", markup=False)
        with Horizontal(id="columns"):
            yield OptionList(id="list", markup=False)
            with VerticalScroll(id="preview", can_focus=False):
                yield DocumentView()

    def load(self, workspace: Workspace) -> None:
        """List again."""
        from knowledge.workspace import Listing

        listing = Listing(kind=self.KIND, sort=self.SORT)
        self.background(lambda: workspace.documents(listing), self._listed, group="list")

    def _listed(self, documents: Sequence[Document]) -> None:
        self._documents = {document.id: document for document in documents}
        options = self.query_one("#list", OptionList)
        selected = self.current_id
        options.set_options(Option(self.line(document), document.id) for document in documents)
        empty = self.query_one("#empty", Static)
        empty.update(_(self.EMPTY))
        empty.display = not documents
        self.query_one("#columns").display = bool(documents)
        if documents:
            options.highlighted = options.get_option_index(selected) if selected in self._documents else 0
            if self.focused is None:
                options.focus()
        self.refresh_bindings()

    def line(self, document: Document) -> Content:
        """How one document stands in the list."""
        day = show_day(document.record.when)
        return Content.assemble(safe_line(document.record.title), (f"\n  {day}" if day else "", "dim"))

    @property
    def current(self) -> Document | None:
        """The document under the cursor."""
        return self._documents.get(self.current_id)

    @property
    def current_id(self) -> str:
        """The id under the cursor."""
        option = self.query_one("#list", OptionList).highlighted_option if self.is_mounted else None
        return option.id or "" if option else ""

    @on(OptionList.OptionHighlighted, "#list")
    def _preview(self) -> None:
        self.refresh_bindings()
        workspace, document = self.workspace, self.current
        if workspace is None or document is None:
            return

        def show(names: Mapping[str, str]) -> None:
            self.query_one("#preview", VerticalScroll).scroll_home(animate=False)
            self.query_one(DocumentView).show(record_blocks(document, names))

        self.background(lambda: workspace.titles(links_of(document.record)), show, group="preview")

    @on(OptionList.OptionSelected, "#list")
    def action_open(self) -> None:
        """Read the selected document."""
        if self.current_id:
            self.sto.open_document(self.current_id)

    def action_new(self) -> None:
        """Open the form for a new document of this kind."""
        from knowledge.model.records import KINDS

        self.sto.edit(KINDS[self.KIND](), None, self._made)

    def _made(self, document: Document) -> None:
        self.sto.open_document(document.id)
