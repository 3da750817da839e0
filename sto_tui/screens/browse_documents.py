"""List and preview of documents, with all actions on the document under the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sto_tui.screens.acting import ActingScreen
from sto_tui.screens.browse import BrowseScreen

if TYPE_CHECKING:
    from knowledge.journal.document import Document


class DocumentsBrowser(BrowseScreen, ActingScreen):
    """A browse screen whose lines are documents: the id of a line is the id of its document."""

    @property
    def current_id(self) -> str:
        """The id of the document under the cursor."""
        return self.selected_id

    @property
    def current(self) -> Document | None:
        """The previewed document, if it is the one under the cursor."""
        return self.previewed.document if self.previewed and self.previewed.id == self.selected_id else None

    def action_open(self) -> None:
        """Read the selected document in full."""
        if self.current_id:
            self.sto.open_document(self.current_id)
