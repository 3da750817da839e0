"""The list of what two people changed at once; Enter goes to the choice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.content import Content
from textual.widgets import OptionList

from knowledge.problem import N_
from sto_tui.actions import BACK, UserAction
from sto_tui.screens.base import WorkspaceScreen
from sto_tui.screens.documents import DocumentsScreen
from sto_tui.wording.i18n import _
from sto_tui.wording.plain import safe_line
from sto_tui.wording.words import field_word, kind_word

if TYPE_CHECKING:
    from knowledge.journal.document import Document
    from knowledge.workspace import Workspace

CHOOSE = UserAction(
    "choose", N_("Choose"), N_("Shows all versions side by side."), list_keys=("enter",), bar=True, palette=False
)


class ConflictsScreen(DocumentsScreen):
    """Lists the documents with an open choice between versions, latest first."""

    ACTIONS: ClassVar[tuple[UserAction, ...]] = (BACK, CHOOSE)
    PLACE: ClassVar[str] = N_("Two versions")
    ABOUT: ClassVar[str] = N_(
        "What two people changed without seeing each other's. Nothing is lost and nothing hurries."
    )
    EMPTY: ClassVar[str] = N_("Nothing to choose: no two people changed the same thing at once.")

    def find(self, workspace: Workspace) -> Sequence[Document]:
        """The documents with an open choice."""
        return workspace.conflicts()

    def line(self, document: Document) -> Content:
        """The title of the document, and the fields to choose."""
        which = [field_word(document.kind, name) for name in document.conflicts]
        which += [_("deleted and changed")] * document.revived
        kind = f"{kind_word(document.kind)} · "
        return Content.assemble((kind, "dim"), safe_line(document.record.title), (f" · {', '.join(which)}", "dim"))

    @on(OptionList.OptionSelected, "#list")
    def action_choose(self) -> None:
        """Go to the choice in the selected document."""
        workspace, wanted = self.workspace, self.selected_id
        if workspace and wanted:
            self.background(lambda: workspace.get(wanted), lambda document: settle(self, document), group="settle")


def settle(screen: WorkspaceScreen[Any], document: Document) -> None:
    """Let the person choose, on top of `screen`: between versions of `document`, or whether it is kept at all."""
    if document.conflicts:
        from sto_tui.screens.settle import SettleScreen

        screen.app.push_screen(SettleScreen(document))
        return
    if not document.revived:
        screen.sto.open_document(document.id)
        return
    from sto_tui.dialogs.ask import AskScreen

    def answered(answer: str | None) -> None:
        if answer == "keep":
            screen.sto.store(lambda workspace: workspace.keep(document), lambda _kept: screen.sto.say(_("It stays.")))
        elif answer == "delete":
            screen.sto.delete(document, asked=True)

    question = _("“{title}” was deleted by one person while another changed it. Does it stay?")
    answers = [("keep", _("It stays")), ("delete", _("To the bin"))]
    screen.app.push_screen(AskScreen(question.format(title=safe_line(document.record.title)), answers), answered)
