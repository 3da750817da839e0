"""The bin: deleted documents, latest first; Enter puts one back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.content import Content
from textual.widgets import OptionList

from knowledge.journal.document import Document
from knowledge.problem import N_
from sto_tui.actions import BACK, UserAction
from sto_tui.screens.documents import DocumentsScreen
from sto_tui.wording.dates import show_time
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import kind_word

if TYPE_CHECKING:
    from knowledge.workspace import Workspace

PUT_BACK = UserAction(
    "put_back", N_("Put back"), N_("Takes it out of the bin."), list_keys=("enter",), bar=True, palette=False
)


SHOWN = 1200
"""The most documents listed; `sto list KIND --trash` finds those deleted earlier."""


class TrashScreen(DocumentsScreen):
    """Lists the deleted documents."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK, PUT_BACK)
    PLACE: ClassVar[str] = N_("Bin")
    ABOUT: ClassVar[str] = N_("What was deleted, by you and others. Enter puts the selected one back.")
    EMPTY: ClassVar[str] = N_("The bin is empty.")

    def find(self, workspace: Workspace) -> Sequence[Document]:
        """Everything in the bin."""
        from knowledge.catalogue.listing import Listing

        return workspace.documents(Listing(sort="changed", trashed=True, limit=SHOWN))

    def line(self, document: Document) -> Content:
        """The title, and who deleted it when."""
        gone = _("{time} by {author}").format(time=show_time(document.changed), author=safe_line(document.author))
        kind = f"{kind_word(document.kind)} · "
        return Content.assemble((kind, "dim"), safe_line(document.record.title), (f" · {gone}", "dim"))

    @on(OptionList.OptionSelected, "#list")
    def action_put_back(self) -> None:
        """Restore the selected document."""
        if wanted := self.selected_id:
            self.sto.store(lambda workspace: workspace.restore(wanted), self._put_back)

    def _put_back(self, document: Document) -> None:
        self.sto.say(_("Put back: “{title}”.").format(title=document.record.title))
